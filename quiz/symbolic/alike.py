"""Whether two trees are the same but for order: what needs neither numbers nor a proof."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable

from quiz.symbolic.tree import Add, Divide, Multiply, Name, Node, Number, Power

Counts = Counter[Hashable]


def alike(left: Node, right: Node) -> bool:
    """Whether two numbers are written alike but for the order of terms and factors.

    How products, quotients and whole powers are written does not matter either: `a/b*c` is
    `(a*c)/b`, and `x*x` is `x^2`. Nothing is cancelled, so that both are undefined alike.
    """
    return _shape(left) == _shape(right)


def _shape(node: Node) -> Hashable:
    """What is equal for trees that are alike."""
    if isinstance(node, Name):
        return node.name
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Add):
        return Add, _unordered(_terms(node.terms))
    if isinstance(node, Multiply | Divide | Power):
        factors = _factors(node)
        return next(iter(factors)) if factors.total() == 1 else (Multiply, _unordered(factors))
    fields: tuple[str, ...] = node.__match_args__
    return type(node), *[_shape_of_field(getattr(node, field)) for field in fields]


def _shape_of_field(value: object) -> Hashable:
    if isinstance(value, Node):
        return _shape(value)
    return tuple(map(_shape, value)) if isinstance(value, tuple) else value


def _unordered(counts: Counts) -> Hashable:
    return frozenset(counts.items())


def _terms(terms: Iterable[Node]) -> Counts:
    found: Counts = Counter()
    for term in terms:
        found.update(_terms(term.terms) if isinstance(term, Add) else (_shape(term),))
    return found


def _factors(node: Node) -> Counts:
    """How often each factor occurs; one of a denominator is marked."""
    found: Counts = Counter()
    match node:
        case Multiply(factors):
            for factor in factors:
                found.update(_factors(factor))
        case Divide(numerator, denominator):
            found.update(_factors(numerator))
            for below, times in _factors(denominator).items():
                found["/", below] += times
        case Power(base, Number(exponent)) if exponent.denominator == 1 and exponent > 0:
            for inside, times in _factors(base).items():
                found[inside] += times * exponent.numerator
        case Power(base, exponent):
            found[Power, _shape(base), _shape(exponent)] += 1
        case _:
            found[_shape(node)] += 1
    return found
