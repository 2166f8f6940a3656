r"""Markdown on one line of plain text, its maths as LaTeX between `\(` and `\)`."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.markup.characters import neutralised
from quiz.markup.markdown import Block, Code, Listing, Paragraph, Quote, read_markdown
from quiz.markup.spans import Span


def flat(markdown: str) -> str:
    r"""The text as one line, for systems that know no markup but show maths from LaTeX.

    Emphasis is dropped, a picture is its alt text, a blank a line to write on; the items of a
    list are parted by semicolons. Never raises.
    """
    return " ".join(" ".join(_blocks(read_markdown(neutralised(markdown)))).split())


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(spans):
                yield "".join(map(_span, spans))
            case Code(text):
                yield text
            case Quote(inside):
                yield from _blocks(inside)
            case Listing():
                yield _listing(block)


def _listing(listing: Listing) -> str:
    items = [" ".join(_blocks(item)) for item in listing.items]
    if listing.start is not None:
        items = [f"{number}. {item}" for number, item in enumerate(items, listing.start)]
    return "; ".join(items)


def _span(span: Span) -> str:
    match span.kind:
        case "maths" | "display":
            return rf"\({span.text.strip()}\)"
        case "blank":
            return "_____"
        case "image":
            return f"[{span.text}]" if span.text else f"[{span.link}]"
        case "break":
            return " "
    return span.text
