"""Markdown with `$maths$` as text for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.markup.characters import neutralised
from quiz.markup.errors import MathsError
from quiz.markup.markdown import (
    Block,
    Code,
    Listing,
    Paragraph,
    Quote,
    Rule,
    read_markdown,
)
from quiz.markup.maths import display, inline
from quiz.markup.spans import Span
from quiz.markup.wrapping import Run, wrapped

_INDENT = "    "
_STRONG, _EMPHASIS, _CODE = "1", "3", "36"


def terminal(markdown: str, width: int | None = None, color: bool = False) -> str:
    """The text as a terminal shows it, without a newline at its end.

    Paragraphs are wrapped to `width` columns (None: not at all); code and single long words are
    not. Without `color`, emphasis is `*shown*` so. Never raises: maths that cannot be read is
    shown as its source without backslashes, control characters as pictures of themselves.
    """
    blocks = read_markdown(neutralised(markdown))
    return "\n".join(line.rstrip() for line in _lines(blocks, width, color))


def problems(markdown: str) -> list[tuple[int, str]]:
    """Maths that a learner could not read: (position in the text from 0, what is wrong)."""
    found: list[tuple[int, str]] = []
    for span in _spans(read_markdown(markdown)):
        if span.kind == "dollar":
            mend = f"`{span.text}` opens no maths: close it, or write \\$ for a dollar"
            found.append((span.position(), mend))
        elif span.kind in ("maths", "display"):
            try:
                inline(span.text)
            except MathsError as error:
                found.append((span.position(error.position), error.message))
    return found


def _spans(blocks: tuple[Block, ...]) -> Iterator[Span]:
    for block in blocks:
        match block:
            case Paragraph(spans):
                yield from spans
            case Quote(inside):
                yield from _spans(inside)
            case Listing(items):
                for item in items:
                    yield from _spans(item)


# Blocks


def _lines(blocks: tuple[Block, ...], columns: int | None, color: bool) -> list[str]:
    """The lines of the blocks, an empty one between two."""
    lines: list[str] = []
    for block in blocks:
        if lines:
            lines.append("")
        lines.extend(_block(block, columns, color))
    return lines


def _block(block: Block, columns: int | None, color: bool) -> list[str]:
    match block:
        case Paragraph(spans, level):
            return _paragraph(spans, columns, color, heading=level > 0)
        case Code(text):
            return [_INDENT + line for line in text.expandtabs(4).split("\n")]
        case Quote(inside):
            return ["│ " + line for line in _lines(inside, _narrower(columns, 2), color)]
        case Listing():
            return _listing(block, columns, color)
        case Rule():
            return ["─" * min(columns or 40, 40)]
    return []


def _listing(listing: Listing, columns: int | None, color: bool) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(listing.items):
        mark = "•" if listing.start is None else f"{listing.start + number}."
        indent = len(mark) + 1
        body: list[str] = []
        for block in item:
            if body and (listing.loose or not isinstance(block, Listing)):
                body.append("")
            body.extend(_block(block, _narrower(columns, indent), color))
        if lines and listing.loose:
            lines.append("")
        first, *rest = body or [""]
        lines.append(f"{mark} {first}")
        lines.extend(" " * indent + line for line in rest)
    return lines


def _narrower(columns: int | None, by: int) -> int | None:
    return None if columns is None else max(columns - by, 10)


# Paragraphs


def _paragraph(
    spans: tuple[Span, ...], columns: int | None, color: bool, heading: bool
) -> list[str]:
    """Wrapped text, each display formula on lines of its own, set apart if they are several."""
    lines: list[str] = []
    text: list[Span] = []
    apart = False
    for span in (*spans, None):
        if span is not None and span.kind != "display":
            text.append(span)
            continue
        for part, is_formula in (
            (wrapped(_runs(text, color, heading), columns), False),
            (_display(span, columns) if span else [], True),
        ):
            is_tall = is_formula and len(part) > 1
            if lines and part and (apart or is_tall):
                lines.append("")
            lines.extend(part)
            apart = is_tall if part else apart
        text = []
    return lines


def _display(span: Span, columns: int | None) -> list[str]:
    room = _narrower(columns, len(_INDENT))
    try:
        formula = display(span.text, room)
    except MathsError:
        formula = tuple(wrapped([Run(_source(span.text), None)], room)) or ("",)
    return [_INDENT + line for line in formula]


def _runs(spans: list[Span], color: bool, heading: bool) -> list[Run]:
    """What is printed, with its colours; without them emphasis is set between stars."""
    runs: list[Run] = []
    for number, span in enumerate(spans):
        before = spans[number - 1] if number else None
        after = spans[number + 1] if number + 1 < len(spans) else None
        text = _printed(span, color).replace("\t", " ")
        if span.link and span.kind != "image" and (after is None or after.link != span.link):
            text += "" if span.link == span.text else f" ({span.link})"
        if not color and _stressed(span) and not _stressed(before):
            text = "*" + text
        if not color and _stressed(span) and not _stressed(after):
            text += "*"
        runs.append(Run(text, _style(span, heading) if color else None))
    return runs


def _printed(span: Span, color: bool) -> str:
    match span.kind:
        case "maths":
            return _unbroken(_formula(span.text))
        case "code":
            return _unbroken(span.text if color else f"`{span.text}`")
        case "blank":
            return _unbroken(f"[{span.text}: ____]")
        case "image":
            return f"[image: {span.text.strip() or span.link}]"
        case "break":
            return "\n"
    return span.text.replace("\n", " ")


def _unbroken(text: str) -> str:
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _formula(latex: str) -> str:
    try:
        return inline(latex)
    except MathsError:
        return _source(latex)


def _source(latex: str) -> str:
    """LaTeX that cannot be read, in a plain form: no backslashes, on one line."""
    return " ".join(re.sub(r"\\\\|\\", " ", latex).split())


def _stressed(span: Span | None) -> bool:
    return span is not None and (span.strong or span.emphasis)


def _style(span: Span, heading: bool) -> str | None:
    styles = []
    if span.strong or heading:
        styles.append(_STRONG)
    if span.emphasis:
        styles.append(_EMPHASIS)
    if span.kind == "code":
        styles.append(_CODE)
    return ";".join(styles) or None
