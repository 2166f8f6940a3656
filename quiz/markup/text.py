"""Markdown with `$maths$` as text for a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from quiz.markup.characters import neutralised
from quiz.markup.characters import width as width_of
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
from quiz.markup.wrapping import Run, broken, wrapped

Draw = Callable[[str, int], list[str] | None]
"""What draws a formula, LaTeX, within so many columns, as lines; None where it does not fit."""

Notation = Literal["drawn", "linear", "ascii"]
"""Formulas in two dimensions where they need them, on one line, or on one line in ASCII."""

_INDENT = "    "
_STRONG, _EMPHASIS, _CODE = "1", "3", "36"


@dataclass(frozen=True)
class _Style:
    color: bool
    notation: Notation
    draw: Draw | None = None

    def plain(self, text: str, formula: bool = False) -> str:
        """The text, in ASCII where nothing else can be shown."""
        if self.notation != "ascii":
            return text
        from quiz.markup.ascii import spelt

        return spelt(text, formula)


def terminal(
    markdown: str,
    width: int | None = None,
    color: bool = False,
    notation: Notation = "drawn",
    draw: Draw | None = None,
) -> str:
    """The text as a terminal shows it, without a newline at its end.

    Paragraphs are wrapped to `width` columns (None: not at all), lines of code too;
    single long words are not. Without `color`, emphasis is `*shown*` so. Never raises: maths that
    cannot be read is shown as its source without backslashes, control characters as pictures of
    themselves. `ascii` is for terminals that show nothing else. With `draw`, display formulas and
    those that are a whole paragraph are pictures where that takes more than a line.
    """
    blocks = read_markdown(neutralised(markdown))
    style = _Style(color, notation, draw)
    return "\n".join(line.rstrip() for line in _lines(blocks, width, style))


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


def _lines(blocks: tuple[Block, ...], columns: int | None, style: _Style) -> list[str]:
    """The lines of the blocks, an empty one between two."""
    lines: list[str] = []
    for block in blocks:
        if lines:
            lines.append("")
        lines.extend(_block(block, columns, style))
    return lines


def _block(block: Block, columns: int | None, style: _Style) -> list[str]:
    match block:
        case Paragraph(spans, level):
            return _paragraph(spans, columns, style, heading=level > 0)
        case Code(text):
            return [
                part
                for line in style.plain(text, formula=True).expandtabs(4).split("\n")
                for part in _code(_INDENT + line, columns)
            ]
        case Quote(inside):
            return [
                style.plain("│ ") + line for line in _lines(inside, _narrower(columns, 2), style)
            ]
        case Listing():
            return _listing(block, columns, style)
        case Rule():
            return [style.plain("─") * min(columns or 40, 40)]
    return []


def _code(line: str, columns: int | None) -> list[str]:
    """A line of code; one that is too long goes on further in, broken as a formula is."""
    text = line.lstrip()
    if columns is None or width_of(line) <= columns or text == "^":
        return [line]
    indent = min(len(line) - len(text), columns // 3)
    return [" " * indent + part for part in broken(text, columns - indent)]


def _listing(listing: Listing, columns: int | None, style: _Style) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(listing.items):
        mark = style.plain("•") if listing.start is None else f"{listing.start + number}."
        indent = len(mark) + 1
        body: list[str] = []
        for block in item:
            if body and (listing.loose or not isinstance(block, Listing)):
                body.append("")
            body.extend(_block(block, _narrower(columns, indent), style))
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
    spans: tuple[Span, ...], columns: int | None, style: _Style, heading: bool
) -> list[str]:
    """Wrapped text, each display formula on lines of its own, set apart if they are several."""
    if len(spans) == 1 and spans[0].kind == "maths":
        picture = _picture(spans[0], columns, style)
        if picture:
            return picture
    lines: list[str] = []
    text: list[Span] = []
    apart = False
    for span in (*spans, None):
        if span is not None and span.kind != "display":
            text.append(span)
            continue
        for part, is_formula in (
            (wrapped(_runs(text, style, heading), columns), False),
            (_display(span, columns, style) if span else [], True),
        ):
            is_tall = is_formula and len(part) > 1
            if lines and part and (apart or is_tall):
                lines.append("")
            lines.extend(part)
            apart = is_tall if part else apart
        text = []
    return lines


def _display(span: Span, columns: int | None, style: _Style) -> list[str]:
    room = _narrower(columns, len(_INDENT))
    picture = _picture(span, room, style)
    if picture:
        return [_INDENT + line for line in picture]
    try:
        if style.notation == "drawn":
            formula = display(span.text, room)
        else:
            formula = tuple(broken(style.plain(inline(span.text), formula=True), room))
    except MathsError:
        formula = tuple(wrapped([Run(_source(span.text), None)], room)) or ("",)
    return [_INDENT + line for line in formula]


def _picture(span: Span, columns: int | None, style: _Style) -> list[str]:
    """A formula as a picture of several lines; none where a line of text is enough."""
    lines = style.draw(span.text, columns or 80) if style.draw else None
    return lines if lines and len(lines) > 1 else []


def _runs(spans: list[Span], style: _Style, heading: bool) -> list[Run]:
    """What is printed, with its colours; without them emphasis is set between stars."""
    runs: list[Run] = []
    for number, span in enumerate(spans):
        before = spans[number - 1] if number else None
        after = spans[number + 1] if number + 1 < len(spans) else None
        text = _printed(span, style).replace("\t", " ")
        if span.link and span.kind != "image" and (after is None or after.link != span.link):
            text += "" if span.link == span.text else f" ({span.link})"
        if not style.color and _stressed(span) and not _stressed(before):
            text = "*" + text
        if not style.color and _stressed(span) and not _stressed(after):
            text += "*"
        runs.append(Run(text, _style(span, heading) if style.color else None))
    return runs


def _printed(span: Span, style: _Style) -> str:
    match span.kind:
        case "maths":
            return _unbroken(style.plain(_formula(span.text), formula=True))
        case "code":
            return _unbroken(style.plain(span.text, formula=True))
        case "blank":
            return _unbroken(f"[{span.text}: ____]")
        case "image":
            return style.plain(f"[image: {span.text.strip() or span.link}]")
        case "break":
            return "\n"
    return style.plain(span.text.replace("\n", " "))


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
