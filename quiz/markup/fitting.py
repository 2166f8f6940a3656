"""A formula fitted to a width: in two dimensions, in pieces under each other, or on one line."""

from __future__ import annotations

from quiz.markup.blocks import Block
from quiz.markup.boxes import Box, Row, Symbol, Table, is_too_deep, items_of, merged
from quiz.markup.layout import Part, block_of, parts_of, spaced_blocks
from quiz.markup.maths import one_line
from quiz.markup.parting import parted
from quiz.markup.wrapping import broken

HIGHEST = 30
"""A formula of more lines than these is shown on one line."""

_STOPS = (Symbol(".", "letter"), Symbol(",", "punctuation"))
_BEFORE_A_SIGN_OF_ITS_OWN = frozenset(("relation", "binary", "big", "function"))


def lines_of(box: Box, columns: int | None = None) -> tuple[str, ...]:
    """The formula in two dimensions if that can be no wider than `columns`, else on one line.

    Of lines set under each other each is judged by itself when they do not fit together.
    """
    found = lines_that_fit(box, columns)
    if found is not None:
        return found
    if columns is not None and (pieces := lines_parted(box, columns)):
        return pieces
    if not (isinstance(box, Table) and box.style == "lines"):
        return tuple(broken(one_line(box), columns))
    lines: list[str] = []
    for cells in box.rows:
        indent = "  " if len(cells) > 1 and not items_of(cells[0]) else ""
        room = None if columns is None else columns - len(indent)
        part = merged(cells)
        found = lines_that_fit(part, room)
        if lines and found and len(found) > 1:
            lines.append("")
        found = found or (lines_parted(part, room) if room else None)
        lines.extend(indent + text for text in found or broken(one_line(part), room))
    return tuple(lines)


def lines_parted(box: Box, columns: int) -> tuple[str, ...] | None:
    """A formula with fractions or sums in several pieces under each other, parted at its signs.

    A piece begins with a relation, a plus or a minus outside brackets; the later ones stand
    further in. None if a piece is too wide or too deep, or a line is enough for each.
    """
    if is_too_deep(box):
        return None
    items = items_of(box)
    parts = parts_of(items[:-1] if items and items[-1] in _STOPS else items)
    blocks = spaced_blocks(parts)
    joints = [part.piece.text.strip() in ("and", "or") for part in parts]
    relations = [part.piece.kind == "relation" for part in parts]
    signs = [_begins_a_piece(parts, number) for number in range(len(parts))]
    for begins in (joints, relations, signs):
        also = [one or other for one, other in zip(joints, begins, strict=True)]
        lines = parted(blocks, also, columns)
        if lines and len(lines) <= HIGHEST:
            return lines
    return None


def _begins_a_piece(parts: list[Part], number: int) -> bool:
    """Whether the part is a relation, or a sign between two others."""
    piece = parts[number].piece
    is_sign = number > 0 and piece.text in ("+", "−", "±")
    return piece.kind == "relation" or (
        is_sign and parts[number - 1].piece.kind not in _BEFORE_A_SIGN_OF_ITS_OWN
    )


def lines_that_fit(box: Box, columns: int | None = None) -> tuple[str, ...] | None:
    """The formula in two dimensions; None if it is wider than `columns`, very high or too deep."""
    if is_too_deep(box):
        return None
    block = _in_full(box)
    too_wide = columns is not None and block.width > columns
    return None if too_wide or block.height > HIGHEST else block.lines


def _in_full(box: Box) -> Block:
    """The block of a whole formula; a full stop at its end is left out if it has several lines."""
    items = items_of(box)
    if items and items[-1] in _STOPS and (block := block_of(Row(items[:-1]))).height > 1:
        return block
    return block_of(box)
