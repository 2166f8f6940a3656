"""Whether an equation holds at a point that is known to many digits."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from quiz.symbolic import precise
from quiz.symbolic.derivations.unknowns import CLOSE
from quiz.symbolic.errors import TooLargeError, UndefinedError
from quiz.symbolic.tree import (
    ONE,
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
        case Power(base, Number(exponent) as power) if exponent > 0:
            return Power(_size(base), power)
        case Piecewise(value, condition, otherwise):
            return Piecewise(_size(value), condition, _size(otherwise))
    magnitude = Call("abs", (node,))
    near_one = isinstance(node, Name | Entry) or (
        isinstance(node, Call) and node.function not in _POSITIVE
    )
    return Add((ONE, magnitude)) if near_one else magnitude
