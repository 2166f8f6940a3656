"""Undoing an expression step by step, down to an unknown that occurs in it once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import mpmath

from quiz.symbolic import precise
from quiz.symbolic.errors import UnsupportedError
from quiz.symbolic.solving.unknowns import Unknown
from quiz.symbolic.tree import (
    Add,
    Call,
    Constant,
    Divide,
    Entry,
    Multiply,
    Name,
    Negate,
    Node,
    Power,
    Series,
    children,
    names,
)


def inverted(node: Node, value: Any, unknown: Unknown, values: Mapping[str, Any]) -> list[Any]:
    """The values of the unknown at which an expression that holds it once takes a value.

    Raises `UnsupportedError` where the unknown occurs more often, or under what has no inverse
    here.
    """
    match node:
        case Name():
            return [value]
        case Entry() if unknown.places and _is_at(node, unknown, values):
            return [value]
        case Series():
            raise UnsupportedError("the unknown stands under a sum")
    holding = [child for child in children(node) if unknown.name in names(child)]
    if len(holding) != 1:
        raise UnsupportedError("the unknown occurs more than once")
    inner = holding[0]
    return [
        root
        for wanted in _step(node, inner, value, values)
        for root in inverted(inner, wanted, unknown, values)
    ]


def _step(node: Node, inner: Node, value: Any, values: Mapping[str, Any]) -> list[Any]:
    """What the part that holds the unknown must be, so that the whole takes a value."""

    def rest(other: Node) -> Any:
        return precise.evaluate(other, values)

    match node:
        case Negate():
            return [-value]
        case Add(terms):
            return [value - mpmath.fsum(rest(term) for term in terms if term is not inner)]
        case Multiply(factors):
            product = mpmath.fprod(rest(factor) for factor in factors if factor is not inner)
            return [value / product] if product else []
        case Divide(numerator, denominator):
            if numerator is inner:
                return [value * rest(denominator)]
            return [rest(numerator) / value] if value else []
        case Power(base, exponent) if exponent is inner:
            of = mpmath.e + 0 if base == Constant("e") else rest(base)
            return _logarithm(value, of)
        case Power(_, exponent):
            return _roots_of(value, rest(exponent))
        case Call(function, (_,)) if function in _INVERSES:
            return _INVERSES[function](value)
    raise UnsupportedError("this function is not inverted")


def _is_at(node: Entry, unknown: Unknown, values: Mapping[str, Any]) -> bool:
    places = tuple(precise.evaluate(index, values) for index in node.indices)
    return node.base == Name(unknown.name) and places == unknown.places


def _logarithm(value: Any, base: Any) -> list[Any]:
    defined = value > 0 and base > 0 and base != 1
    return [mpmath.log(value) / mpmath.log(base)] if defined else []


def _roots_of(value: Any, power: Any) -> list[Any]:
    """The bases whose power is the value."""
    if power == 0:
        return []
    if value == 0:
        return [mpmath.mpf(0)] if power > 0 else []
    if power != int(power):
        return [value ** (1 / power)] if value > 0 else []
    root = abs(value) ** (mpmath.mpf(1) / power)
    if int(power) % 2:
        return [mpmath.sign(value) * root]
    return [root, -root] if value > 0 else []


def _if(holds: Any, inverse: Callable[[], Any]) -> list[Any]:
    return [inverse()] if holds else []


_INVERSES: dict[str, Callable[[Any], list[Any]]] = {
    "log": lambda v: _if(v < 5000, lambda: mpmath.exp(v)),
    "log2": lambda v: _if(v < 5000, lambda: mpmath.mpf(2) ** v),
    "log10": lambda v: _if(v < 1500, lambda: mpmath.mpf(10) ** v),
    "exp": lambda v: _if(v > 0, lambda: mpmath.log(v)),
    "sqrt": lambda v: _if(v >= 0, lambda: v**2),
    "sigmoid": lambda v: _if(0 < v < 1, lambda: mpmath.log(v / (1 - v))),
    "logit": lambda v: _if(abs(v) < 5000, lambda: 1 / (1 + mpmath.exp(-v))),
    "softplus": lambda v: _if(v > 0, lambda: mpmath.log(mpmath.expm1(v))),
    "tanh": lambda v: _if(abs(v) < 1, lambda: mpmath.atanh(v)),
    "abs": lambda v: [v, -v] if v >= 0 else [],
}
"""Functions to all values at which they take a given one."""
