"""LaTeX commands that take arguments: fractions, roots, binomials, sums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from quiz.symbolic.errors import ReadError
from quiz.symbolic.reading import calls, environments, series
from quiz.symbolic.reading.half_typed import strictly
from quiz.symbolic.reading.lexer import Token
from quiz.symbolic.tree import ONE, Call, Divide, Node, Power

if TYPE_CHECKING:
    from quiz.symbolic.reading.parser import Parser


def command(parser: Parser) -> Node:
    """What the command that stands next makes of its arguments."""
    name = parser.token.text
    if name.startswith("begin "):
        return environments.environment(parser)
    parser.at += 1
    if name in ("sum", "prod"):
        return series.series(parser, cast("Literal['sum', 'prod']", name), call_style=False)
    if name == "frac":
        return _fraction(parser)
    if name == "binom":
        return Call("binomial", (_argument(parser), _argument(parser)))
    if parser.take("["):
        with parser.nested("]"):
            degree = parser.expression()
        parser.expect("]")
        return Power(_argument(parser), Divide(ONE, degree))
    return Call("sqrt", (_argument(parser),))


def _fraction(parser: Parser) -> Node:
    """`\\frac{a}{b}`, also when it is `\\frac{dJ}{dz}` or `\\frac{d}{dz}`."""
    if parser.is_next("{"):
        saved = parser.save()
        try:
            with strictly(parser):
                return calls.derivative_fraction(parser)
        except ReadError:
            parser.restore(saved)
        if parser.typing and ("d" not in parser.names or parser.tokens[parser.at + 1].text == "∂"):
            try:
                return calls.derivative_fraction(parser)
            except ReadError:
                parser.restore(saved)
    numerator = _argument(parser)
    return Divide(numerator, _argument(parser))


def _argument(parser: Parser) -> Node:
    """Braces, or a single digit or letter."""
    if parser.is_next("{"):
        return parser.group("}")
    token = parser.token
    typed = token.text.isalnum() and token.end - token.start == len(token.text)
    known = token.kind == "word" and token.text in parser.names
    if token.kind in ("number", "word") and typed and not known:
        places = enumerate(token.text, token.start)
        parser.tokens[parser.at : parser.at + 1] = [
            Token("number" if one.isdigit() else "word", one, place, place + 1)
            for place, one in places
        ]
    return parser.postfix()
