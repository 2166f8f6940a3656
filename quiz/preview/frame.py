"""What all pages share: the frame around them, and links to where a question is written."""

from __future__ import annotations

from html import escape
from pathlib import Path
from urllib.parse import quote

from quiz.markup.html import Image, beside


def page_html(title: str, body: str, version: int, bank: str = "") -> str:
    """A whole page. `version` is that of the bank that it shows, `bank` the bank's title."""
    named = f"{title} · {bank}" if bank and bank != title else title
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(named)}</title>
<link rel="icon" href="/static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/question.css">
<link rel="stylesheet" href="/static/preview.css">
<script src="/static/answering.js" defer></script>
<script src="/static/preview.js" defer></script>
</head>
<body data-version="{version}">
<a class="skip" href="#main">Skip to the content</a>
<header class="bar">
<a class="home" href="/">{escape(bank or title)}</a>
<nav aria-label="Pages"><a href="/">Questions</a><a href="/paper/">Exam paper</a></nav>
<p class="live" id="live" role="status"><span class="dot" aria-hidden="true"></span>
<span class="text">Not connected</span></p>
</header>
<main id="main" tabindex="-1">
{body}
</main>
</body>
</html>
"""


def trouble_html(title: str, message: str) -> str:
    """The content of a page that says why there is no other."""
    return f'<h1>{escape(title)}</h1>\n<p class="lead">{escape(message)}</p>'


def source_link(file: Path | str, line: int, column: int = 1) -> str:
    """A link that opens a place in VS Code, told as file:line:column."""
    place = f"{quote(Path(file).resolve().as_posix())}:{line}:{column}"
    return (
        f'<a class="source" href="vscode://file{"" if place.startswith("/") else "/"}{place}">'
        f"{escape(str(file))}:{line}:{column}</a>"
    )


def question_path(name: str) -> str:
    """The address of a question's page."""
    return f"/question/{quote(name)}/"


def images_of(name: str) -> Image:
    """What gives the address of an image of a question."""

    def address(path: str) -> str | None:
        safe = beside(path)
        return None if safe is None else f"{question_path(name)}file/{safe}"

    return address
