"""Numbers as they are typed: decimals are exact, `½` is one half."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from quiz.symbolic.reading.limits import MAX_DIGITS
from quiz.symbolic.tree import Number

if TYPE_CHECKING:
    from quiz.symbolic.reading.lexer import Token
    from quiz.symbolic.reading.parser import Parser

_UNICODE_FRACTIONS = {
    **{"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5"},
    **{"⅗": "3/5", "⅘": "4/5", "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8"},
    "⅞": "7/8",
}


def number(parser: Parser) -> Number:
    """The number that stands next."""
    token = parser.token
    if token.text in _UNICODE_FRACTIONS:
        _refuse_mixed_number(parser, token)
        parser.at += 1
        return Number(Fraction(_UNICODE_FRACTIONS[token.text]), token.text)
    parser.at += 1
    if len(token.text) <= MAX_DIGITS and token.text.isdigit():
        return Number(Fraction(int(token.text)))
    mantissa, _, exponent = token.text.lower().partition("e")
    if exponent and int(exponent) < -MAX_DIGITS:
        raise parser.error("this number is too small", "write 0 or a larger one", token.start)
    if len(mantissa) > MAX_DIGITS or (exponent and abs(int(exponent)) > MAX_DIGITS):
        raise parser.error(
            "this number is too long", f"at most {MAX_DIGITS} digits are read", token.start
        )
    return Number(Fraction(token.text), token.text)


def _refuse_mixed_number(parser: Parser, token: Token) -> None:
    before = parser.tokens[parser.at - 1] if parser.at else token
    if before.kind == "number" and before.end == token.start and before.text.isdigit():
        raise parser.error(
            f"{before.text}{token.text} could be a mixed number or a product",
            f"write ({before.text} + {_UNICODE_FRACTIONS[token.text]})",
            before.start,
        )
