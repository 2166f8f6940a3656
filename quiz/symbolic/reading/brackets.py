"""Brackets and bars as an operand: a group, a vector, a set, an interval, an absolute value."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from quiz.symbolic.errors import ReadError
from quiz.symbolic.reading import powers
from quiz.symbolic.reading.half_typed import strictly
from quiz.symbolic.reading.lexer import CHOOSE, OVER, Token
from quiz.symbolic.relations import COMPARISONS
from quiz.symbolic.tree import (
    ONE,
    ZERO,
    Call,
    Interval,
    Logical,
    Node,
    Piecewise,
    Relation,
    SetOf,
    Vector,
)

if TYPE_CHECKING:
    from quiz.symbolic.reading.parser import Parser

_OTHER = {"(": "]", "[": ")"}
CLOSING = {
    "(": ")",
    "[": "]",
    "{": "}",
    "⟨": "⟩",
    "<": ">",
    "|": "|",
    "‖": "‖",
    "||": "||",
    "⌊": "⌋",
    "⌈": "⌉",
}


def bracketed(parser: Parser) -> Node:
    """What the brackets or bars that open here hold."""
    opener, start = parser.token.text, parser.token.start
    parser.at += 1
    if opener not in "([{":
        return _marked(parser, opener)
    if parser.is_next(CLOSING[opener]):
        raise parser.error("the brackets are empty", "write something between them")
    with parser.nested(CLOSING[opener]):
        items = [_first(parser)]
        while parser.take(",", ";"):
            items.append(parser.expression())
    if opener == "{":
        parser.expect("}")
        return SetOf(tuple(items)) if len(items) > 1 or parser.meaning == "set" else items[0]
    if len(items) == 2 and _may_close_an_interval(parser, opener):
        return _interval(parser, items, opener)
    parser.expect(CLOSING[opener])
    if len(items) == 1 and (opener == "(" or parser.meaning in ("number", "equation")):
        return items[0]
    if parser.unfinished:
        return Vector(tuple(items))
    if opener == "(" and parser.meaning not in ("vector", "set"):
        raise parser.error("a comma does not belong in these brackets", "write one value", start)
    return Vector(tuple(items))


def _marked(parser: Parser, opener: str) -> Node:
    """What stands between bars, or between the brackets of a floor or a ceiling."""
    if opener == "||":
        return _double_bars(parser)
    if opener in ("|", "‖"):
        return _bars(parser, opener)
    if opener in ("⟨", "<"):
        return _angled(parser, opener)
    parser.at -= 1
    return Call("floor" if opener == "⌊" else "ceil", (parser.group(CLOSING[opener]),))


def _angled(parser: Parser, opener: str) -> Node:
    """`⟨w, x⟩`, the inner product; `⟨x⟩` is x in brackets."""
    with parser.nested(CLOSING[opener]):
        node = parser.expression()
        if parser.take(","):
            node = Call("dot", (node, parser.expression()))
    parser.expect(CLOSING[opener])
    return node


def indicator(parser: Parser) -> Node:
    """1 where the condition in the brackets that open here holds, and 0 elsewhere."""
    opener = parser.token.text
    parser.at += 1
    with parser.nested(CLOSING[opener]):
        if parser.is_next("{"):
            node = indicator(parser)
        else:
            node = Piecewise(ONE, parser.condition(), ZERO)
    parser.expect(CLOSING[opener])
    return node


def opens_condition(parser: Parser, at: int) -> bool:
    """Whether brackets open at a place around a condition, or what may still become one."""
    tokens = parser.tokens
    while tokens[at].text == "{" and tokens[at + 1].text == "{":
        at += 1
    found = _holds(COMPARISONS, parser, at) if tokens[at].text in ("(", "[", "{") else False
    return parser.typing if found is None else found


def opens_pair(parser: Parser, at: int) -> bool:
    """Whether brackets open at a place around what has a comma in it, or may still have one."""
    found = _holds((",",), parser, at) if parser.tokens[at].text == "(" else False
    return parser.typing if found is None else found


def _first(parser: Parser) -> Node:
    """The first expression in brackets; a condition is 1 where it holds and 0 elsewhere."""
    saved = parser.save()
    node = parser.expression()
    if parser.is_next(OVER, CHOOSE):
        return powers.stacked(parser, node)
    if parser.token.text in COMPARISONS:
        parser.restore(saved)
        return Piecewise(ONE, parser.condition(), ZERO)
    return node


def _may_close_an_interval(parser: Parser, opener: str) -> bool:
    if parser.meaning == "interval":
        return True
    return parser.meaning in ("number", "equation") and parser.is_next(_OTHER[opener])


def holds_condition(parser: Parser) -> bool:
    """Whether brackets open here around a condition: `(a = 1 and b = 2) or …`."""
    return parser.is_next("(") and _holds(COMPARISONS, parser, parser.at) is True


def _holds(signs: Container[str], parser: Parser, at: int) -> bool | None:
    """Whether a sign stands in the brackets that open at a place, outside of others.

    None where there is none, and the brackets are not closed.
    """
    depth = 0
    for token in parser.tokens[at:]:
        if token.text in ("(", "[", "{"):
            depth += 1
        elif token.text in (")", "]", "}"):
            depth -= 1
            if depth == 0:
                return False
        elif depth == 1 and token.text in signs:
            return True
        elif depth == 1 and token.text in ("if", ","):
            return False
    return None


def condition(parser: Parser) -> Node:
    """The condition in the brackets that open here."""
    parser.at += 1
    with parser.nested(")"):
        node = parser.condition()
    parser.expect(")")
    return node


def one_of(parser: Parser, node: Node) -> Node:
    """`x ∈ {a, b}` as `x = a or x = b`; the sign has been read."""
    if not parser.is_next("{") and not parser.unfinished:
        raise parser.error("a set in braces belongs here", "write x = a or x = b")
    parser.take("{")
    choices = [Relation("=", node, item) for item in parser.arguments("}")]
    return choices[0] if len(choices) == 1 else Logical("or", tuple(choices))


def _interval(parser: Parser, ends: list[Node], opener: str) -> Node:
    if parser.unfinished:
        return Vector(tuple(ends))
    if not parser.is_next(")", "]"):
        raise parser.error("the interval is not closed", "put ')' or ']' here")
    closed_right = parser.token.text == "]"
    parser.at += 1
    return Interval(ends[0], ends[1], opener == "[", closed_right)


def _bars(parser: Parser, opener: str) -> Node:
    with parser.nested(opener):
        node = parser.expression()
    if opener == "|" and parser.is_next("||"):
        _split_bars(parser)
    parser.expect(opener)
    if opener == "|":
        return Call("abs", (node,))
    return powers.norm(parser, node)


def _double_bars(parser: Parser) -> Node:
    """`||w||` is a norm; `||x| - 1|` is two absolute values."""
    saved = parser.save()
    try:
        with strictly(parser):
            return _bars(parser, "||")
    except ReadError:
        parser.restore(saved)
    parser.at -= 1
    _split_bars(parser)
    return bracketed(parser)


def _split_bars(parser: Parser) -> None:
    token = parser.token
    middle = token.start + 1
    parser.tokens[parser.at : parser.at + 1] = [
        Token("symbol", "|", token.start, middle, spaced=token.spaced),
        Token("symbol", "|", middle, token.end),
    ]
