"""Whether an equation holds at a point that is known to many digits."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from quiz.symbolic import precise
from quiz.symbolic.errors import TooLargeError, UndefinedError
from quiz.symbolic.solving.unknowns import CLOSE
from quiz.symbolic.tree import (
    ONE,
    ZERO,
    Add,
    Call,
    Divide,
    Entry,
    Multiply,
    Name,
    Negate,
    Node,
    Number,
    Piecewise,
    Power,
    Relation,
    Series,
    map_children,
)

_POSITIVE = frozenset({"exp", "sigmoid", "softplus"})


def is_true(equation: Relation, values: Mapping[str, Any]) -> bool:
    """Whether both sides are equal but for the last digits; not where one is undefined.

    What is small is held against the size of the terms it is made of: a density far out is tiny
    and not zero. Raises `UnsupportedError` for what has no number as its value.
    """
    for side, other in ((equation.left, equation.right), (equation.right, equation.left)):
        if other == ZERO:
            return _is_zero(side, values)
    return _are_equal(equation, values)


def _is_zero(node: Node, values: Mapping[str, Any]) -> bool:
    """Whether an expression is zero: a product where a factor is and all are defined."""
    match node:
        case Negate(operand):
            return _is_zero(operand, values)
        case Multiply(factors):
            return any(_is_zero(factor, values) for factor in factors) and _is_defined(node, values)
        case Power(base, Number(exponent)) if exponent > 0:
            return _is_zero(base, values) and _is_defined(node, values)
        case Divide(numerator, _):
            return _is_zero(numerator, values) and _is_defined(node, values)
    return _are_equal(Relation("=", node, ZERO), values)


def _is_defined(node: Node, values: Mapping[str, Any]) -> bool:
    try:
        precise.evaluate(node, values)
    except (UndefinedError, TooLargeError):
        return False
    return True


def _are_equal(equation: Relation, values: Mapping[str, Any]) -> bool:
    try:
        left = precise.evaluate(equation.left, values)
        right = precise.evaluate(equation.right, values)
        if left == right:
            return True
        scale = sum(
            precise.evaluate(_size(side), values) for side in (equation.left, equation.right)
        )
    except (UndefinedError, TooLargeError):
        return False
    return bool(abs(left - right) <= CLOSE * scale)


@lru_cache(maxsize=256)
def _size(node: Node) -> Node:
    """An expression for how large the terms are whose sum or difference a node is."""
    match node:
        case Negate(operand):
            return _size(operand)
        case Add() | Multiply():
            return map_children(node, _size)
        case Series(kind, body, index, lower, upper):
            return Series(kind, _size(body), index, lower, upper)
        case Divide(numerator, denominator):
            return Divide(_size(numerator), Call("abs", (denominator,)))
        case Power(base, Number(exponent) as power) if exponent >= 1:
            # What the base loses is lost once in each of the factors.
            rest = Power(Call("abs", (base,)), Number(exponent - 1))
            return Multiply((power, rest, _size(base)))
        case Piecewise(value, condition, otherwise):
            return Piecewise(_size(value), condition, _size(otherwise))
    magnitude = Call("abs", (node,))
    near_one = isinstance(node, Name | Entry) or (
        isinstance(node, Call) and node.function not in _POSITIVE
    )
    return Add((ONE, magnitude)) if near_one else magnitude
