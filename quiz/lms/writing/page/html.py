"""One page that holds a whole quiz, asks it, grades it and explains it, and needs nothing else.

What grades an answer has to be in the page, so whoever looks into it finds the keys: it is for
practice, not for an exam. The page's own policy forbids it everything but its own scripts.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import IO, BinaryIO

from quiz.lms.writing.exporting import Export, Loss
from quiz.lms.writing.page.items import page_item
from quiz.markup.characters import neutralised
from quiz.questions.errors import ParameterError

STYLES = ("question.css", "page.css")
SCRIPTS = ("numbers.js", "grading.js", "answering.js", "keeping.js", "page.js")


def write(export: Export, out: BinaryIO) -> Iterator[Loss]:
    """Write the page. What takes algebra to grade is left to the learner to mark."""
    yield from write_page(export, out, SCRIPTS)


def write_page(
    export: Export, out: BinaryIO | IO[bytes], scripts: Sequence[str], **data: str
) -> Iterator[Loss]:
    """Write the page with these scripts of `quiz/lms/page`, and with what `data` tells them."""
    told = "".join(
        f' data-{name}="{escape(value)}"'
        for name, value in {"quiz": export.identifier, **data}.items()
    )
    style, script = _joined(STYLES), _joined(scripts) + "start();\n"
    title = escape(neutralised(export.title))
    out.write(
        f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body{told}>
<header><h1>{title}</h1><nav id="strip" aria-label="Questions" hidden></nav></header>
<main><div id="stage"><noscript><p>This page asks and grades by a script, and scripts are
switched off in this browser.</p></noscript></div></main>
""".encode()
    )
    for item in export.items:
        try:
            found = page_item(item)
        except ParameterError as error:
            yield Loss(item.ident, f"its texts cannot be filled in: {error}", left_out=True)
            continue
        pool = f' data-pool="{escape(item.pool)}"' if item.pool else ""
        own = " data-own" if found.data["key"] is None else ""
        out.write(
            f'<script type="application/json" class="item" data-ident="{escape(item.ident)}"'
            f' data-points="{item.question.points!r}"{pool}{own}>'
            f"{_embedded(found.data)}</script>\n".encode()
        )
        for message in found.lost:
            yield Loss(item.ident, message)
    out.write(f"<script>{script}</script>\n</body>\n</html>\n".encode())


@cache
def _joined(names: Sequence[str]) -> str:
    folder = files("quiz.lms") / "page"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)


def _policy(style: str, script: str) -> str:
    """Nothing but this style and this script; formulas align their columns by attributes."""
    return (
        f"default-src 'none'; script-src {_hash(script)}; style-src-elem {_hash(style)};"
        " style-src-attr 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _embedded(data: object) -> str:
    """JSON inside a script element, which nothing in it can end."""
    written = json.dumps(data, separators=(",", ":"))
    return written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
