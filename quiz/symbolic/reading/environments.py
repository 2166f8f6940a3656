"""Pieces of a function, typed on a line or pasted as `\\begin{cases}`, and pasted matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.symbolic.reading.lexer import NEXT_ROW
from quiz.symbolic.relations import OPPOSITE
from quiz.symbolic.tree import ZERO, Divide, Node, Piecewise, Relation, Vector

if TYPE_CHECKING:
    from quiz.symbolic.reading.parser import Parser

NOWHERE = Divide(ZERO, ZERO)
"""The value where no piece applies: undefined."""


def pieces(parser: Parser, value: Node) -> Node:
    """`a if c else b`, or `a if c, b otherwise`; the first value and its `if` have been read."""
    condition = parser.deeper(parser.condition)
    with parser.nested("else"):
        if parser.take_word("else", "otherwise") or parser.unfinished:
            return Piecewise(value, condition, parser.expression())
        if not parser.take(",", ";"):
            raise parser.error("'else' is missing", "write: value if condition else other value")
        other = parser.additive()
        if parser.take_word("otherwise"):
            return Piecewise(value, condition, other)
        if not parser.take_word("if"):
            raise parser.error("'else' is missing", "write: value if condition else other value")
        last = parser.deeper(parser.condition)
    return _joined([(value, condition), (other, last)])


def environment(parser: Parser) -> Node:
    """What follows `\\begin{cases}` or the beginning of a matrix, up to its end."""
    kind = parser.token.text.removeprefix("begin ")
    parser.at += 1
    with parser.nested(f"end {kind}"):
        node = _cases(parser) if kind == "cases" else _matrix(parser)
    parser.expect(f"end {kind}")
    return node


def _cases(parser: Parser) -> Node:
    found: list[tuple[Node, Node | None]] = []
    while not parser.is_next("end cases") and not (found and parser.unfinished):
        value = parser.additive()
        parser.take(",")
        parser.take("&")
        parser.take_word("if")
        if parser.take_word("otherwise", "else"):
            found.append((value, None))
        else:
            found.append((value, parser.deeper(parser.condition)))
        parser.take(",", ";")
        if not parser.take(NEXT_ROW):
            break
    if not found:
        raise parser.error("there are no cases here", "write a value and its condition")
    return _joined(found)


def _joined(found: list[tuple[Node, Node | None]]) -> Node:
    """The pieces as one; the last condition goes where it only says what the others leave."""
    *first, (last, condition) = found
    before = first[-1][1] if first else None
    covered = condition is None or _is_complement(before, condition)
    node = last if covered or condition is None else Piecewise(last, condition, NOWHERE)
    for value, under in reversed(first):
        node = value if under is None else Piecewise(value, under, node)
    return node


def _is_complement(one: Node | None, other: Node) -> bool:
    if not isinstance(one, Relation) or not isinstance(other, Relation):
        return False
    same = (one.left, one.right) == (other.left, other.right)
    return same and OPPOSITE[one.operator] == other.operator


def _matrix(parser: Parser) -> Node:
    rows: list[tuple[Node, ...]] = []
    while not parser.is_next("end matrix") and not (rows and parser.unfinished):
        row = [parser.expression()]
        while parser.take("&"):
            row.append(parser.expression())
        rows.append(tuple(row))
        if not parser.take(NEXT_ROW):
            break
    if not rows:
        raise parser.error("this matrix is empty", "write something in it")
    if all(len(row) == 1 for row in rows):
        return Vector(tuple(row[0] for row in rows))
    if len(rows) == 1 and parser.meaning == "vector":
        return Vector(rows[0])
    return Vector(tuple(Vector(row) for row in rows))
