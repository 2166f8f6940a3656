"""What stands above or below an operand: powers, transposes, roots, the order of a norm."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from quiz.symbolic.reading import composites, subscripts, words
from quiz.symbolic.reading.lexer import OVER
from quiz.symbolic.tree import Call, Divide, Node, Number, Power

if TYPE_CHECKING:
    from quiz.symbolic.reading.parser import Parser

_NORMS = {"1": "norm1", "2": "norm", "F": "norm"}
_ROOTS = {"√": 2, "∛": 3, "∜": 4}


def raised(parser: Parser, base: Node) -> Node:
    """The operand with what stands after `^`: a power, a transpose, an index in brackets."""
    if subscripts.takes_positive_part(parser):
        return Call("relu", (base,))
    if _may_be_transposed(parser, base):
        _part_from_what_follows(parser)
    if parser.take("⊤") or (_may_be_transposed(parser, base) and parser.take_word("T")):
        return Call("transpose", (base,))
    inner = [token.text for token in parser.tokens[parser.at + 1 : parser.at + 3]]
    mark = inner[0] if parser.is_next("{") and inner[1:] == ["}"] else ""
    if mark in ("⊤", "'") or (mark == "T" and _may_be_transposed(parser, base)):
        parser.at += 3
        return Call("transpose", (base,))
    entry = subscripts.raised_index(parser, base)
    if entry is not None:
        return entry
    if isinstance(base, Call) and base.function == "norm":
        exponent = parser.operand()
        return Power(norm(parser, base.arguments[0]), exponent)
    return Power(base, parser.exponent())


def _may_be_transposed(parser: Parser, base: Node) -> bool:
    return "T" not in parser.names and not parser.names.open and not isinstance(base, Number)


def _part_from_what_follows(parser: Parser) -> None:
    """Cut `Tx` behind `w^` into the transpose and x."""
    text = parser.token.text
    if parser.token.kind == "word" and text[:1] == "T" and len(text) > 1:
        pieces = parser.names.cut(text[1:], parser.bound)
        if pieces and parser.names.cut(text, parser.bound) is None:
            words.cut(parser, ["T", *pieces])


def norm(parser: Parser, node: Node) -> Node:
    """The norm of what has been read; its subscript stands next, if it has one."""
    if not parser.take("_") or parser.unfinished:
        return Call("norm", (node,))
    braced = parser.take("{")
    order = parser.token
    if order.text not in _NORMS and not parser.unfinished:
        raise parser.error("this norm is not known", "write it as a sum, sum(|w_j|^p)^(1/p)")
    parser.at += not parser.unfinished
    if braced:
        parser.expect("}")
    return Call(_NORMS.get(order.text, "norm"), (node,))


def root(parser: Parser) -> Node:
    """`√x`, `∛x` and `∜x`."""
    degree = _ROOTS[parser.token.text]
    parser.at += 1
    return composites.root_of(parser.postfix(), Number(Fraction(degree)))


def stacked(parser: Parser, upper: Node) -> Node:
    """`{a \\over b}` and `{n \\choose k}`, the upper part read."""
    kind = parser.token.text
    parser.at += 1
    lower = parser.expression()
    return Divide(upper, lower) if kind == OVER else Call("binomial", (upper, lower))
