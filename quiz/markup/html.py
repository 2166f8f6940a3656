"""Markdown with `$maths$` as HTML with MathML: safe in any page, and well-formed XML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby
from urllib.parse import unquote

from quiz.markup.characters import neutralised
from quiz.markup.errors import MathsError
from quiz.markup.markdown import Block, Code, Listing, Paragraph, Quote, read_markdown
from quiz.markup.mathml import mathml
from quiz.markup.spans import Span

Blank = Callable[[str], str]
"""What makes the HTML of a cloze blank from its name."""

_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s\\]+\Z", re.IGNORECASE)
_NOT_XML = re.compile("[\ufffe\uffff]")
_HIGHEST_HEADING = 3
"""A page's own headings stand above those of a text in it."""


def shown_blank(name: str) -> str:
    """A blank as the terminal shows it, for pages on which nobody answers."""
    return f'<span class="blank">[{escape(name)}: ____]</span>'


def html(markdown: str, blank: Blank = shown_blank) -> str:
    """The text as HTML: its blocks one after the other, without anything around them.

    Whatever an author or a learner wrote is text: there are no tags, links but `http`, `https`
    and `mailto`, or images but those named by a path from the page's own folder; a link or image
    left out is shown as text with where it leads. Maths that cannot be read is its LaTeX in
    `<code>`. `blank` gives the HTML of each `[[name]]`, which is taken as it is: it has to be
    well-formed. Never raises.
    """
    text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", neutralised(markdown))
    return "\n".join(_block(block, blank) for block in read_markdown(text))


# Blocks


def _block(block: Block, blank: Blank) -> str:
    match block:
        case Paragraph(spans, 0):
            return f"<p>{_spans(spans, blank)}</p>"
        case Paragraph(spans, level):
            tag = f"h{min(level + _HIGHEST_HEADING - 1, 6)}"
            return f"<{tag}>{_spans(spans, blank)}</{tag}>"
        case Code(text, language):
            kind = f' class="language-{escape(language)}"' if language else ""
            return f"<pre><code{kind}>{escape(text)}</code></pre>"
        case Quote(inside):
            body = "\n".join(_block(part, blank) for part in inside)
            return f"<blockquote>\n{body}\n</blockquote>"
        case Listing():
            return _listing(block, blank)
    return "<hr/>"


def _listing(listing: Listing, blank: Blank) -> str:
    tag = "ul" if listing.start is None else "ol"
    start = "" if listing.start in (None, 1) else f' start="{listing.start}"'
    items = "\n".join(f"<li>{_item(item, listing.loose, blank)}</li>" for item in listing.items)
    return f"<{tag}{start}>\n{items}\n</{tag}>"


def _item(blocks: tuple[Block, ...], loose: bool, blank: Blank) -> str:
    """The inside of an item; where items do not stand apart its text is no paragraph."""
    return "\n".join(
        _spans(block.spans, blank)
        if isinstance(block, Paragraph) and not block.level and not loose
        else _block(block, blank)
        for block in blocks
    )


# The inside of a paragraph


def _spans(spans: tuple[Span, ...], blank: Blank) -> str:
    return "".join(_linked(spans, blank)).strip("\n")


def _linked(spans: tuple[Span, ...], blank: Blank) -> Iterator[str]:
    """The spans, neighbours under one link in one `<a>`; nothing that is filled in is in one."""
    for target, group in groupby(spans, key=_target):
        inside = "".join(_styled(list(group), blank))
        if target is None:
            yield inside
        elif _SAFE_LINK.match(target):
            yield f'<a href="{escape(target)}">{inside}</a>'
        else:
            yield f"{inside} ({escape(target)})"


def _target(span: Span) -> str | None:
    return None if span.kind in ("image", "blank") else span.link


def _styled(spans: list[Span], blank: Blank) -> Iterator[str]:
    for (strong, emphasis), group in groupby(spans, key=lambda span: (span.strong, span.emphasis)):
        text = "".join(_span(span, blank) for span in group)
        text = f"<em>{text}</em>" if emphasis else text
        yield f"<strong>{text}</strong>" if strong else text


def _span(span: Span, blank: Blank) -> str:
    match span.kind:
        case "maths" | "display":
            try:
                return mathml(span.text, blank, span.kind == "display")
            except MathsError:
                return f"<code>{escape(span.text)}</code>"
        case "code":
            return f"<code>{escape(span.text)}</code>"
        case "blank":
            return blank(span.text)
        case "image":
            return _image(span.text.strip(), span.link or "")
        case "break":
            return "<br/>\n"
    return escape(span.text)


def _image(alt: str, path: str) -> str:
    if _is_beside(path):
        return f'<img src="{escape(path)}" alt="{escape(alt)}"/>'
    return escape(f"[image: {alt} ({path})]" if alt else f"[image: {path}]")


def _is_beside(path: str) -> bool:
    """Whether a path leads from a folder to what is in it, and nowhere else."""
    plain = unquote(path)
    if not plain or plain.startswith("/") or re.search(r"[:\\?#]", plain):
        return False
    return ".." not in plain.split("/") and plain == neutralised(plain)
