"""Points that random ones hardly meet: where a value jumps or bends, near there, and far out.

At a single point both sides must be defined for a difference to count. Near it and far out a
side that alone is undefined counts as well: what is undefined there fills a region.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from typing import Any

import numpy as np

from quiz.symbolic import exact, precise
from quiz.symbolic.comparison import Comparison, different
from quiz.symbolic.domains import Domain, Finite, Real, Simplex, Whole, contains
from quiz.symbolic.errors import MathematicsError, TooLargeError
from quiz.symbolic.points import Batch
from quiz.symbolic.scope import Scope
from quiz.symbolic.tree import (
    Add,
    Call,
    Derivative,
    Negate,
    Node,
    Number,
    Piecewise,
    Power,
    Relation,
    Series,
    children,
    names,
    substitute,
    walk,
)
from quiz.symbolic.vectorised import SAME, relative_gap, values_at

MOST_JUMPS = 8
MOST_POINTS = 24
MOST_STARTS = 2
MOST_DOUBTFUL = 6
MOST_TERMS = 100
_STEPS = tuple(Fraction(step, 2) for step in (0, 2, 4, -2, -4, 6, -6, 1, -1))
_TELLING = ("different", "left_undefined", "right_undefined")
_KINKED = ("abs", "relu", "max", "min", "sign", "floor", "ceil")

Point = Mapping[str, Any]

ONLY_AT_A_POINT = "This is right nearly everywhere: look at the point where the value jumps."


def takes_slope_of_kink(node: Node) -> bool:
    """Whether it differentiates what has a kink: no value there is more right than another."""
    return any(
        isinstance(inside, Piecewise) or (isinstance(inside, Call) and inside.function in _KINKED)
        for piece in walk(node)
        if isinstance(piece, Derivative)
        for inside in walk(piece.body)
    )


def difference_at_special_points(
    left: Node, right: Node, scope: Scope, starts: Iterable[tuple[Point, Point]]
) -> Comparison | None:
    """A difference at a single point where both sides are defined, as at 0 of `sign(x)^2`, or in
    a region that random points missed, as of `max(x, -1000)` and x.

    The special points are looked for from the starts given: at one with small numbers a side may
    be undefined by chance, at the random one beside it that says something.
    """
    jumps, bends = _jumps_and_bends(left, right)
    if not jumps and not bends:
        return None
    changing = [*jumps, *bends]
    for simple, drawn in islice(starts, MOST_STARTS):
        for start, telling in ((simple, ("different",)), (drawn, _TELLING)):
            near = list(islice(_at_zeros(scope, start, changing, (-1, 1)), MOST_POINTS))
            near += islice(_far_out(scope, start, changing), MOST_POINTS)
            for point in _doubtful(left, right, near):
                if _relation(left, right, point) in telling:
                    return _shown(left, right, scope, point)
        single = list(islice(_at_zeros(scope, simple, changing, (0,)), MOST_POINTS))
        for point in _doubtful(left, right, single):
            if _relation(left, right, point) == "different":
                return replace(_shown(left, right, scope, point), message=ONLY_AT_A_POINT)
    return None


def _relation(left: Node, right: Node, point: Point) -> precise.Relation:
    try:
        return precise.relate(left, right, point)
    except MathematicsError:
        return "unclear"


def _shown(left: Node, right: Node, scope: Scope, point: Point) -> Comparison:
    values = precise.shown_values(left, right, point)
    return different({name: point[name] for name in point if name not in scope.values}, *values)


def _doubtful(left: Node, right: Node, points: list[Point]) -> list[Point]:
    """The points where floats do not see that both agree, or that neither is defined."""
    if not points:
        return []
    batch = Batch({}, len(points), {name: [at[name] for at in points] for name in points[0]})
    try:
        one, other = values_at(left, batch), values_at(right, batch)
    except TooLargeError:
        return []
    nowhere = np.isnan(one) & np.isnan(other)
    places = np.flatnonzero(~nowhere & (relative_gap(one, other) > SAME))
    return [points[place] for place in places[:MOST_DOUBTFUL]]


def special_points(scope: Scope, point: Point, *nodes: Node) -> Iterator[Point]:
    """Points like the one given, but for one symbol, at which an expression may jump."""
    jumps = dict.fromkeys(jump for node in nodes for jump in _jumps(node))
    yield from islice(_at_zeros(scope, point, jumps, (0,)), MOST_POINTS)


def _jumps_and_bends(left: Node, right: Node) -> tuple[list[Node], list[Node]]:
    """Expressions at whose zeros a side may jump, and those where it may bend or end.

    Where both sides end alike (a log of the same) they are undefined alike.
    """
    jumps = dict.fromkeys([*_jumps(left), *_jumps(right)])
    ends = set(_ends(left)) ^ set(_ends(right))
    unlike = [end for end in (*_ends(left), *_ends(right)) if end in ends]
    bends = dict.fromkeys([*_bends(left), *_bends(right), *unlike])
    return list(jumps)[:MOST_JUMPS], [bend for bend in bends if bend not in jumps][:MOST_JUMPS]


def _jumps(node: Node) -> Iterator[Node]:
    """Expressions at whose zeros it may jump."""
    for piece in _pieces(node):
        match piece:
            case Relation(_, left, right):
                yield Add((left, Negate(right)))
            case Call("sign", (argument,)):
                yield argument
            case Call("floor" | "ceil", (argument,)):
                yield argument
                yield Add((argument, Number(Fraction(-1))))
            case Call("delta", (one, other)):
                yield Add((one, Negate(other)))
            case Power(base, exponent) if names(exponent):
                yield exponent
                if names(base):
                    yield base


def _bends(node: Node) -> Iterator[Node]:
    """Expressions at whose zeros it may bend."""
    for piece in _pieces(node):
        match piece:
            case Call("abs" | "relu", (argument,)):
                yield argument
            case Call("max" | "min", (first, *rest)):
                for other in rest:
                    yield Add((first, Negate(other)))
            case Call("sqrt", (Power(base, Number()),)):
                yield base
            case Power(Power(base, Number()), Number()):
                yield base


def _ends(node: Node) -> Iterator[Node]:
    """Sums at whose zeros it may end to be defined."""
    for piece in _pieces(node):
        match piece:
            case Call("log" | "log2" | "log10" | "sqrt", (Add() as argument,)):
                yield argument
            case Power(Add() as base, Number(exponent)) if exponent.denominator != 1:
                yield base


def _pieces(node: Node) -> Iterator[Node]:
    """Everything in an expression, of a sum or product the first term."""
    if isinstance(node, Series):
        if _is_simple(node):
            yield from _pieces(substitute(node.body, {node.index: node.lower}))
        return
    yield node
    for child in children(node):
        yield from _pieces(child)


def _is_simple(node: Series) -> bool:
    return not any(isinstance(piece, Series) and piece is not node for piece in walk(node))


def _at_zeros(
    scope: Scope, point: Point, nodes: Iterable[Node], sides: tuple[int, ...]
) -> Iterator[Point]:
    """The point with one symbol changed so that an expression is zero, or is nearly so."""
    for node in nodes:
        for name in sorted((names(node) & point.keys()) - scope.values.keys()):
            if not _may_change(scope, name, point):
                continue
            domain = scope.domain(name)
            for zero in _zeros(node, name, point):
                for side in sides:
                    value = zero + side * _step(domain)
                    # A whole number may say how many terms there are.
                    small = abs(value) <= MOST_TERMS or not isinstance(domain, Whole)
                    if small and contains(domain, value):
                        yield {**point, name: _with_entry(point[name], value)}


def _far_out(scope: Scope, point: Point, nodes: Iterable[Node]) -> Iterator[Point]:
    """The point with one symbol, or all, at the far ends of its domain."""
    occurring = frozenset().union(*map(names, nodes)) & point.keys() - scope.values.keys()
    able = [name for name in sorted(occurring) if _may_change(scope, name, point)]
    ends = {
        name: [end for end in _extremes(domain) if contains(domain, end)]
        for name in able
        if (domain := scope.domain(name))
    }
    for name in able:
        for end in ends[name]:
            yield {**point, name: _with_entry(point[name], end)}
    if len(able) > 1:
        for place in (0, -1):
            yield {
                **point,
                **{name: _with_entry(point[name], ends[name][place]) for name in able},
            }


def _extremes(domain: Domain) -> Iterator[Fraction]:
    if isinstance(domain, Whole):
        yield from (Fraction(30), Fraction(41))
    elif isinstance(domain, Real):
        lower, upper = domain.lower, domain.upper
        if lower is not None:
            yield lower + _step(domain)
        if upper is not None:
            yield upper - _step(domain)
        yield from (Fraction(size) for size in (7000, 60, -60, -7000))


def _step(domain: Domain) -> Fraction:
    """A little way in a domain."""
    if isinstance(domain, Whole):
        return Fraction(1)
    if isinstance(domain, Real) and domain.lower is not None and domain.upper is not None:
        return (domain.upper - domain.lower) / 2**15
    return Fraction(1, 2**20)


def _may_change(scope: Scope, name: str, point: Point) -> bool:
    """Whether one symbol can take another value: not so where lists go by it, or keep to a sum."""
    if scope.declaration(name).index_of or isinstance(scope.domain(name), Simplex | Finite):
        return False
    is_list = any(isinstance(value, tuple) for value in point.values())
    return not (isinstance(scope.domain(name), Whole) and is_list)


def _zeros(node: Node, name: str, point: Point) -> list[Fraction]:
    """Values of a symbol, or of its first entry, at which an expression is zero."""
    first, second, third = (_value(node, name, step, point) for step in _STEPS[:3])
    slope = None if first is None or second is None else second - first
    if first is not None and second is not None and slope and third == second + slope:
        return [-first / slope]
    return [step for step in _STEPS if _value(node, name, step, point) == 0]


def _value(jump: Node, name: str, step: Fraction, point: Point) -> Fraction | None:
    try:
        value = exact.evaluate(jump, {**point, name: _with_entry(point[name], step)})
    except MathematicsError:
        return None
    return value if isinstance(value, Fraction) else None


def _with_entry(old: Any, value: Fraction) -> Any:
    """The value; in a list, in the place of the first entry."""
    if not isinstance(old, tuple):
        return value
    return (_with_entry(old[0], value), *old[1:]) if old else old
