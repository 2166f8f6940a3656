"""What is said of a piece of a formula that cannot stand where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.symbolic.errors import LooseIndexError, ReadError
from quiz.symbolic.reading import ellipses

if TYPE_CHECKING:
    from quiz.symbolic.reading.lexer import Token
    from quiz.symbolic.reading.parser import Parser


def behind_a_formula(parser: Parser) -> ReadError:
    """What is said of what stands behind a formula that is whole."""
    if parser.is_next(")", "]", "}"):
        return parser.error(f"this {parser.token.text!r} closes nothing", "leave it out")
    if parser.is_next(".."):
        return ellipses.refused(parser)
    if parser.is_next(","):
        return parser.error("a comma does not belong here", "write a decimal with a point, 1.5")
    return parser.error(f"{parser.token.text!r} is not expected here", "join it with * or +")


def between_numbers(parser: Parser, sign: Token) -> ReadError:
    """What is said of a sign that only stands between vectors and matrices."""
    return parser.error(f"{sign.text!r} does not belong here", "use * for products", sign.start)


def in_place_of_an_operand(parser: Parser) -> ReadError:
    """What is said where a number or a name is missing."""
    token = parser.token
    if token.text == "..":
        return ellipses.refused(parser)
    if token.kind == "end":
        return parser.error("the formula is not finished", "something is missing at the end")
    return parser.error(f"{token.text!r} is not expected here", "a number or a name belongs here")


def loose_index(parser: Parser, letter: str, position: int) -> LooseIndexError:
    """The refusal of a letter: its sum ended before it, where there was one; else it had none."""
    for kind, ended_over, behind in reversed(parser.ended):
        if ended_over == letter and behind.start < position and behind.text in ("+", "-", "±"):
            return LooseIndexError(letter, behind.start, (kind, behind.text))
    return LooseIndexError(letter, position)
