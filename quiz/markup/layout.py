r"""A formula in two dimensions: `\frac{1}{n}\sum_i y_i` takes five lines, or three.

Fractions have a bar, sums their bounds above and below. A script is made of raised or lowered
characters where they exist, else it stands on a line of its own, written as `maths` writes it.
Spaces go where `line` puts them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from quiz.markup import signs
from quiz.markup.blocks import (
    Block,
    Side,
    beside,
    fitted,
    hung_on,
    line,
    rows_of_cells,
    stacked,
)
from quiz.markup.boxes import (
    Accent,
    Binomial,
    Box,
    Fence,
    Fraction,
    Root,
    Row,
    Scripts,
    Symbol,
    Table,
    items_of,
    merged,
    paired,
)
from quiz.markup.line import TIGHT_OPERATORS, Piece, between, resolved, root_in_brackets
from quiz.markup.maths import (
    KEEP_THEIR_KIND,
    needs_brackets,
    piece_of,
    printed,
    script_characters,
    script_text,
)

_WITH_LIMITS = frozenset(
    ("arg max", "arg min", "argmax", "argmin", "inf", "lim", "lim inf", "lim sup", "max", "min")
) | {"sup"}
_OVER = {"overline": "_", "bar": "_", "hat": "^", "tilde": "~", "vec": "→", "check": "ˇ"}


def block_of(box: Box) -> Block:
    """The formula as a rectangle of text, however wide and high."""
    return _row(items_of(box))


class Part(NamedTuple):
    """A block, and what its neighbours need to know of it. `box` is what it was made from."""

    block: Block
    piece: Piece
    box: Box


# Rows


def _row(items: Iterable[Box]) -> Block:
    return beside(*(block for block, _ in spaced_blocks(parts_of(items))))


def parts_of(items: Iterable[Box]) -> list[Part]:
    """The parts of a row, empty ones left out."""
    return [part for item in paired(items) if (part := _part(item)).piece.text]


def _together(parts: list[Part]) -> list[Part]:
    """The parts as they are in one row: bars closed, sums as large as what they are taken of."""
    pieces = resolved([part.piece for part in parts])
    parts = [part._replace(piece=piece) for part, piece in zip(parts, pieces, strict=True)]
    tallest = 1
    for number in range(len(parts) - 1, -1, -1):
        part = parts[number]
        if part.piece.kind == "big":
            if tallest > 2:
                parts[number] = part._replace(block=_big(part.box, large=True))
        elif part.piece.kind == "relation" or part.piece.text in ("+", "−", "±"):
            tallest = 1
        else:
            tallest = max(tallest, part.block.height)
    return parts


def spaced_blocks(parts: list[Part]) -> list[tuple[Block, int]]:
    """The blocks of the parts, each with its space before it and the width of this space."""
    parts = _together(parts)
    found: list[tuple[Block, int]] = []
    for number, part in enumerate(parts):
        following = parts[number + 1] if number + 1 < len(parts) else None
        block = part.block
        if part.piece.kind == "root" and following:
            block = line(root_in_brackets(part.piece, following.piece).text)
        gap = _gap(parts, number)
        found.append((beside(line(" " * gap), block) if gap else block, gap))
    return found


def _gap(parts: list[Part], number: int) -> int:
    """How many spaces stand before the part with this number."""
    if not number:
        return 0
    last, part = parts[number - 1], parts[number]
    if last.piece.text[-1] == " " or part.piece.text[0] == " ":
        return 0
    if part.piece.kind == "big" and last.piece.kind == "fraction":
        return 2  # so that the denominator does not run into the bound
    if part.block.height > 3 and part.piece.kind == "big" and last.piece.text == "−":
        return 1
    if _is_loosened(parts, number) or _is_loosened(parts, number - 1):
        return 1
    size = len(between(last.piece, part.piece, tight=False))
    if size or "fraction" not in (last.piece.kind, part.piece.kind):
        return size
    closes = part.piece.kind in ("close", "closebar", "punctuation") or part.piece.text == "."
    return 0 if closes or last.piece.kind in ("open", "openbar") else 1


def _is_loosened(parts: list[Part], number: int) -> bool:
    """Whether the part is a dot or a stroke beside something taller than a line."""
    piece = parts[number].piece
    if piece.kind != "binary" or piece.text not in TIGHT_OPERATORS:
        return False
    return any(part.block.height > 1 for part in parts[max(0, number - 1) : number + 2])


# Boxes


def _part(box: Box) -> Part:
    match box:
        case Symbol():
            block, piece = line(box.text), piece_of(box)
        case Scripts():
            return _scripts(box)
        case Fraction():
            block, piece = _fraction(box), piece_of(box)._replace(text="─")
        case Binomial(upper, lower):
            pair = stacked(block_of(upper), line(""), block_of(lower), on=1)
            block, piece = signs.bracketed("(", pair, ")"), Piece("()", "group")
        case Root():
            return _root(box)
        case Accent():
            block, piece = _accent(box), piece_of(box)
        case Fence():
            return _fence(box)
        case Table():
            block, piece = _table(box), Piece("{}", "group")
        case Row():
            block = block_of(box)
            piece = Piece(block.lines[block.baseline].strip() or "─" * block.width, "letter")
    return Part(block, piece, box)


def _fraction(box: Fraction) -> Block:
    over, under = block_of(box.numerator), block_of(box.denominator)
    width = max(over.width, under.width, 1)
    if any("─" in text for text in over.lines + under.lines):
        width += 2  # the longer bar is the outer one
    return stacked(over, line("─" * width), under, on=1)._replace(baseline=over.height)


def _root(box: Root) -> Part:
    body = block_of(box.radicand)
    degree = "" if box.degree is None else printed(box.degree, tight=True)
    if body.height > 1 and degree in ("", "2"):
        return Part(signs.root(body), Piece("√", "letter"), box)
    if degree in ("", "2", "3", "4") and body.height == 1:
        piece = piece_of(box)
        return Part(line(piece.text), piece, box)
    if body.height > 1 or body.width > 1:
        body = signs.bracketed("(", body, ")")
    exponent = f"1/{degree if degree.isalnum() else f'({degree})'}"
    scripts = hung_on(body, ("", ""), ("", exponent))
    return Part(beside(body, scripts), Piece("()^", "group"), box)


def _accent(box: Accent) -> Block:
    body = block_of(box.body)
    text = piece_of(box).text
    over = _OVER.get(box.mark)
    if body.height == 1 and not text.endswith(")"):
        return line(text)
    if over == "_":
        return stacked(line(over * body.width), body, on=1)
    if box.mark == "underline":
        return stacked(body, line("‾" * body.width), on=0)
    return line(text) if over is None else stacked(line(over), body, on=1)


def _fence(box: Fence) -> Part:
    body = block_of(box.body)
    if body.height == 1:
        piece = piece_of(box)
        return Part(line(piece.text), piece, box)
    kind = "group" if box.left and box.right else "letter"
    text = f"{box.left}─{box.right}"
    if body.height > 2 or any(isinstance(item, Table) for item in items_of(box.body)):
        return Part(signs.bracketed(box.left, body, box.right), Piece(text, kind), box)
    block = beside(line(box.left), body, line(box.right))
    return Part(block, Piece(text, kind), box)


# Scripts


def _scripts(box: Scripts) -> Part:
    if isinstance(box.base, Symbol) and takes_limits(box.base):
        return Part(_big(box), Piece(box.base.text, box.base.kind), box)
    base = _part(box.base)
    block = signs.bracketed("(", base.block, ")") if needs_brackets(box) else base.block
    lower, lowered = _script(box.lower, "_")
    upper, raised = _script(box.upper, "^")
    kind = base.piece.kind if base.piece.kind in KEEP_THEIR_KIND else "letter"
    text = base.piece.text + lower + upper + ("^" if lowered or raised else "")
    scripts = hung_on(block, (lower, upper), (lowered, raised))
    return Part(beside(block, scripts), Piece(text, kind), box)


def takes_limits(base: Symbol) -> bool:
    """Whether what is under and over a sign stands there, not beside it."""
    return base.kind in ("big", "relation") or base.text in _WITH_LIMITS


def _big(box: Box, large: bool = False) -> Block:
    """A sum, a limit or a sign with a note, with what stands above and below it."""
    base = box.base if isinstance(box, Scripts) else box
    assert isinstance(base, Symbol)
    block = signs.large(base.text) if large else line(base.text)
    if not isinstance(box, Scripts):
        return block
    if box.lower is not None:
        block = stacked(block, _limit(box.lower), on=0)
    if box.upper is not None:
        block = stacked(_limit(box.upper), block, on=1)
    return block


def _limit(box: Box) -> Block:
    if isinstance(box, Table) and box.style == "lines":
        return stacked(*(_limit(merged(cells)) for cells in box.rows), on=0)
    return line(script_text(box))


def _script(box: Box | None, sign: str) -> tuple[str, str]:
    """A script as characters of its own, or as text for another line; one of the two is empty."""
    if box is None:
        return "", ""
    text = script_text(box)
    found = script_characters(box, text, sign)
    return (found, "") if found is not None else ("", text)


# Tables


def _table(box: Table) -> Block:
    if box.style == "lines":
        return _lines(box.rows)
    rows = [[block_of(cell) for cell in cells] for cells in box.rows]
    length = max(map(len, rows))
    rows = [[*cells, *[line("")] * (length - len(cells))] for cells in rows]
    if box.style == "cases":
        if len(rows) == 2 and all(cell.height == 1 for cells in rows for cell in cells):
            rows.insert(1, [line("")] * length)  # a brace needs three lines
        body = rows_of_cells(rows, ["left"] * length, gap=2)
        return signs.bracketed("{", beside(line(" "), body), "")
    body = rows_of_cells(rows, ["centre"] * length, gap=2)
    left, right = (sign.strip() for sign in box.style)
    return signs.bracketed(left, body, right)


def _lines(rows: tuple[tuple[Box, ...], ...]) -> Block:
    """Lines under each other: of each pair of columns the first at its right, the second left."""
    set_rows = [_cells(cells) for cells in rows]
    length = max(map(len, set_rows))
    for cells in set_rows:
        cells.extend([(line(""), 0)] * (length - len(cells)))
    for number in range(length):
        gap = max(cells[number][1] for cells in set_rows)
        for cells in set_rows:
            block, had = cells[number]
            cells[number] = (fitted(block, block.width + gap - had, "right"), gap)
    sides: list[Side] = ["left" if n % 2 or length == 1 else "right" for n in range(length)]
    return rows_of_cells([[block for block, _ in cells] for cells in set_rows], sides, gap=0)


def _cells(cells: tuple[Box, ...]) -> list[tuple[Block, int]]:
    """The cells of a line as blocks, each with the width of the space that it begins with."""
    laid = [parts_of(items_of(cell)) for cell in cells]
    spaced = spaced_blocks([part for parts in laid for part in parts])
    found: list[tuple[Block, int]] = []
    for parts in laid:
        mine, spaced = spaced[: len(parts)], spaced[len(parts) :]
        found.append((beside(*(block for block, _ in mine)), mine[0][1] if mine else 0))
    return found
