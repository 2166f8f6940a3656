"""Rectangles of text, and how they are set beside and over each other.

What is set side by side is aligned on its baseline, the line on which a reader goes from one to
the next: that of a fraction is its bar.
"""

from __future__ import annotations

import unicodedata
from typing import Literal, NamedTuple

from quiz.markup.characters import width as columns_of

Side = Literal["left", "centre", "right"]


class Block(NamedTuple):
    """Lines of equal width; the one with the number `baseline` stands on that of its neighbours."""

    lines: tuple[str, ...]
    width: int
    baseline: int = 0

    @property
    def height(self) -> int:
        """How many lines there are."""
        return len(self.lines)

    @property
    def below(self) -> int:
        """How many lines there are under the baseline."""
        return len(self.lines) - self.baseline - 1


def line(text: str) -> Block:
    """A block of one line, letters with marks composed."""
    text = unicodedata.normalize("NFC", text)
    return Block((text,), columns_of(text))


def column(characters: str, baseline: int) -> Block:
    """Characters under each other."""
    return Block(tuple(characters), 1, baseline)


def beside(*blocks: Block) -> Block:
    """Blocks side by side, aligned on their baselines."""
    above = max((block.baseline for block in blocks), default=0)
    below = max((block.below for block in blocks), default=0)
    grown = [_grown(block, above - block.baseline, below - block.below) for block in blocks]
    rows = zip(*(block.lines for block in grown), strict=True)
    return Block(
        tuple("".join(row) for row in rows) or ("",), sum(block.width for block in blocks), above
    )


def stacked(*blocks: Block, on: int, side: Side = "centre") -> Block:
    """Blocks under each other; the baseline is that of the block with the number `on`."""
    width = max(block.width for block in blocks)
    lines = [text for block in blocks for text in fitted(block, width, side).lines]
    above = sum(block.height for block in blocks[:on])
    return Block(tuple(lines), width, above + blocks[on].baseline)


def fitted(block: Block, width: int, side: Side = "left") -> Block:
    """The block in a wider one, at its left, its right or in the middle."""
    spare = width - block.width
    if spare <= 0:
        return block
    before = {"left": 0, "centre": spare // 2, "right": spare}[side]
    left, right = " " * before, " " * (spare - before)
    return Block(tuple(left + text + right for text in block.lines), width, block.baseline)


def centred(block: Block) -> Block:
    """The block with its baseline in the middle."""
    return block._replace(baseline=(block.height - 1) // 2)


def hung_on(block: Block, near: tuple[str, str], far: tuple[str, str]) -> Block:
    """What hangs on the right edge of a block.

    Of `near` and `far` the first is the subscript. Beside a single line `near` stands on it, `far`
    under and over it; beside a tall bracket they stand at its ends, the raised `far` above.
    """
    edge = [n for n, text in enumerate(block.lines) if not text.endswith(" ")] or [block.baseline]
    top, bottom = edge[0], edge[-1]
    rows = {block.baseline: ""}
    if top == bottom:
        rows |= {top: near[0] + near[1]}
        rows |= {top + 1: far[0]} if far[0] else {}
    else:
        rows |= {bottom: near[0] + far[0], top: near[1]}
    rows |= {top - 1: far[1]} if far[1] else {}
    first = min(rows)
    lines = [line(rows.get(number, "")) for number in range(first, max(rows) + 1)]
    return stacked(*lines, on=0, side="left")._replace(baseline=block.baseline - first)


def rows_of_cells(rows: list[list[Block]], sides: list[Side], gap: int) -> Block:
    """A table: the cells of a column as wide as the widest, `gap` columns between two.

    Between rows of which one is taller than a line an empty line is left. The baseline is in the
    middle.
    """
    widths = [max(cell.width for cell in cells) for cells in zip(*rows, strict=True)]
    set_rows: list[Block] = []
    for cells in rows:
        parts: list[Block] = []
        for number, cell in enumerate(cells):
            if number and gap:
                parts.append(line(" " * gap))
            parts.append(fitted(cell, widths[number], sides[number]))
        row = beside(*parts)
        if set_rows and (row.height > 1 or set_rows[-1].height > 1):
            set_rows.append(line(""))
        set_rows.append(row)
    return centred(stacked(*set_rows, on=0, side="left"))


def _grown(block: Block, above: int, below: int) -> Block:
    """The block with empty lines over and under it."""
    if not above and not below:
        return block
    empty = (" " * block.width,)
    return Block(empty * above + block.lines + empty * below, block.width, block.baseline + above)
