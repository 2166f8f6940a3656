"""Whether two trees are the same but for order: what needs neither numbers nor a proof."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from quiz.symbolic.tree import Add, Divide, Multiply, Name, Node, Number, Power, map_children

Counts = dict[Hashable, int]


_PRODUCTS = (Multiply, Divide, Power)


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
        terms: Counts = {}
        _count_terms(node.terms, terms)
        return Add, frozenset(terms.items())
    if isinstance(node, _PRODUCTS):
        factors: Counts = {}
        _count_factors(node, 1, factors)
        if len(factors) == 1 and 1 in factors.values():
            return next(iter(factors))
        return Multiply, frozenset(factors.items())
    fields: tuple[str, ...] = node.__match_args__
    return type(node), *[_shape_of_field(getattr(node, field)) for field in fields]


def _shape_of_field(value: object) -> Hashable:
    if isinstance(value, Node):
        return _shape(value)
    return tuple(map(_shape, value)) if isinstance(value, tuple) else value


def _count_terms(terms: Iterable[Node], found: Counts) -> None:
    for term in terms:
        if isinstance(term, Add):
            _count_terms(term.terms, found)
        else:
            shape = _shape(term)
            found[shape] = found.get(shape, 0) + 1


def _count_factors(node: Node, times: int, found: Counts) -> None:
    """How often each factor occurs; one of a denominator is marked."""
    if isinstance(node, Multiply):
        for factor in node.factors:
            _count_factors(factor, times, found)
    elif isinstance(node, Divide):
        _count_factors(node.numerator, times, found)
        below: Counts = {}
        _count_factors(node.denominator, times, below)
        for shape, count in below.items():
            found["/", shape] = found.get(("/", shape), 0) + count
    elif isinstance(node, Power):
        exponent = node.exponent.value if isinstance(node.exponent, Number) else None
        if exponent is not None and exponent.denominator == 1 and exponent > 0:
            _count_factors(node.base, times * exponent.numerator, found)
        else:
            shape = Power, _shape(node.base), _shape(node.exponent)
            found[shape] = found.get(shape, 0) + times
    else:
        other = _shape(node)
        found[other] = found.get(other, 0) + times


def arranged(node: Node) -> Node:
    """The tree with sums and products flattened and ordered, and decimals as plain numbers."""
    node = map_children(node, arranged)
    if isinstance(node, Number):
        return Number(node.value)
    if isinstance(node, Add):
        return Add(_ordered(Add, node.terms))
    if isinstance(node, Multiply):
        return Multiply(_ordered(Multiply, node.factors))
    return node


def _ordered(kind: type[Add | Multiply], parts: tuple[Node, ...]) -> tuple[Node, ...]:
    flat: list[Node] = []
    for part in parts:
        if isinstance(part, Add) and kind is Add:
            flat.extend(part.terms)
        elif isinstance(part, Multiply) and kind is Multiply:
            flat.extend(part.factors)
        else:
            flat.append(part)
    return tuple(sorted(flat, key=repr))
