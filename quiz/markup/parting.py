"""A formula in two dimensions that is too wide, in pieces under each other."""

from __future__ import annotations

from quiz.markup.blocks import Block, beside, line

FURTHER_IN = 2


def parted(
    blocks: list[tuple[Block, int]], may_begin: list[bool], columns: int
) -> tuple[str, ...] | None:
    """The blocks of a row, each with the space it begins with, on as few lines of them as fit.

    `may_begin` says which may begin a line; the first always does. None if a piece is wider than
    `columns`, or if no block is higher than a line of text.
    """
    if all(block.height == 1 for block, _ in blocks):
        return None
    rows: list[list[tuple[Block, int]]] = []
    for piece in _pieces(blocks, may_begin):
        if rows and _width([*rows[-1], *piece]) + _indent(rows[:-1]) <= columns:
            rows[-1].extend(piece)
        elif _width(piece) + _indent(rows) <= columns:
            rows.append(piece)
        else:
            return None
    lines: list[str] = []
    for number, row in enumerate(rows):
        indent = line(" " * _indent(rows[:number]))
        block = beside(indent, _first(row), *(block for block, _ in row[1:]))
        if lines and block.height > 1:
            lines.append("")
        lines.extend(block.lines)
    return tuple(lines)


def _pieces(
    blocks: list[tuple[Block, int]], may_begin: list[bool]
) -> list[list[tuple[Block, int]]]:
    pieces: list[list[tuple[Block, int]]] = []
    for block, begins in zip(blocks, may_begin, strict=True):
        if begins or not pieces:
            pieces.append([block])
        else:
            pieces[-1].append(block)
    return pieces


def _indent(above: list[list[tuple[Block, int]]]) -> int:
    return FURTHER_IN if above else 0


def _width(row: list[tuple[Block, int]]) -> int:
    return sum(block.width for block, _ in row) - row[0][1]


def _first(row: list[tuple[Block, int]]) -> Block:
    """The first block of a line, without the space before it."""
    block, gap = row[0]
    return Block(tuple(text[gap:] for text in block.lines), block.width - gap, block.baseline)
