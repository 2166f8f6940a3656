"""A formula as it is laid out: boxes within boxes, with no target in mind.

`latex` makes them; `maths` prints them on one line. A printer in two dimensions reads the same.
They are named tuples, as all the small types of this room: twenty frozen dataclasses would cost
the start of the program 10 ms.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

Kind = Literal[
    "letter",  # stands like a variable: x, θ, ∂, ∞, …
    "number",
    "word",  # a name of several letters, or \text
    "function",  # log, max, arg max: takes what follows
    "big",  # ∑, ∏, ∫: ditto, with bounds
    "binary",
    "relation",
    "open",
    "close",
    "bar",  # |, which opens and closes
    "punctuation",
    "postfix",  # !, %
    "space",
]


class Symbol(NamedTuple):
    """A character or a word, ready to print, and how it behaves beside others."""

    text: str
    kind: Kind


class Row(NamedTuple):
    """Boxes side by side."""

    items: tuple[Box, ...]


class Fraction(NamedTuple):
    """One box over another with a line between."""

    numerator: Box
    denominator: Box


class Binomial(NamedTuple):
    """`upper` over `lower` in round brackets, without a line."""

    upper: Box
    lower: Box


class Scripts(NamedTuple):
    """A base with a subscript, a superscript or both; the bounds of a sum are scripts too."""

    base: Box
    lower: Box | None
    upper: Box | None


class Root(NamedTuple):
    """A root; without a `degree` the square root."""

    radicand: Box
    degree: Box | None = None


class Accent(NamedTuple):
    """A mark over a box; `mark` is the name in LaTeX without `wide`: `hat`, `bar`, `overline`."""

    mark: str
    body: Box


class Fence(NamedTuple):
    r"""Brackets around a box, as tall as it is; either may be empty (`\left.`)."""

    left: str
    body: Box
    right: str


class Table(NamedTuple):
    """Rows of cells.

    `style` is `lines` for lines set under each other (their cells alternately at the right and
    at the left of a column), `cases`, or the brackets of a matrix as two characters (two spaces:
    none).
    """

    style: str
    rows: tuple[tuple[Box, ...], ...]


Box = Symbol | Row | Fraction | Binomial | Scripts | Root | Accent | Fence | Table
"""One piece of a formula."""


def row(items: list[Box]) -> Box:
    """The boxes side by side; one box alone stays itself."""
    return items[0] if len(items) == 1 else Row(tuple(items))


def items_of(box: Box) -> tuple[Box, ...]:
    """The boxes of a row, or the box alone."""
    return box.items if isinstance(box, Row) else (box,)


def merged(cells: tuple[Box, ...]) -> Box:
    """The cells of a line as one box, as if nothing had aligned them."""
    return row([item for cell in cells for item in items_of(cell)])


DEEPEST = 80
"""How deep a formula is laid out: brackets count, which are read to any depth."""
DEEPEST_BRACKETS = 40


def is_too_deep(box: Box) -> bool:
    """Whether the box is nested more than `DEEPEST` deep, brackets that `paired` makes counted."""
    waiting = [(box, 1)]
    while waiting:
        outer, depth = waiting.pop()
        if depth > DEEPEST:
            return True
        inside = (inner for item in paired(items_of(outer)) for inner in _inside(item))
        waiting.extend((inner, depth + 1) for inner in inside)
    return False


def _inside(box: Box) -> Iterable[Box]:
    """The boxes that a box consists of."""
    if isinstance(box, Table):
        return (cell for cells in box.rows for cell in cells)
    return (part for part in box if isinstance(part, Box))


def paired(items: Iterable[Box]) -> list[Box]:
    """The items, those between brackets that match made one `Fence`, which grows with them.

    They stay as they are where brackets are more than `DEEPEST_BRACKETS` deep.
    """
    items = list(items)
    levels: list[list[Box]] = [[]]
    for item in items:
        if len(levels) > DEEPEST_BRACKETS:
            return items
        base = item.base if isinstance(item, Scripts) else item
        kind = base.kind if isinstance(base, Symbol) else ""
        if kind == "open" and base is item:
            levels.append([item])
        elif kind == "close" and len(levels) > 1 and isinstance(base, Symbol):
            opening, *inside = levels.pop()
            assert isinstance(opening, Symbol)
            fence = Fence(opening.text, Row(tuple(inside)), base.text)
            levels[-1].append(item._replace(base=fence) if isinstance(item, Scripts) else fence)
        else:
            levels[-1].append(item)
    return [item for level in levels for item in level]
