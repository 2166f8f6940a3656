"""Single points at which a function may jump: where a condition, a sign or 0^x changes.

Random points never meet them. Both sides must be defined there for a difference to count.
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
from quiz.symbolic.domains import Finite, Simplex, Whole, contains
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
_STEPS = tuple(Fraction(step, 2) for step in (0, 2, 4, -2, -4, 6, -6, 1, -1))
_JUMPING = ("sign", "floor", "ceil", "delta")
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
    left: Node, right: Node, scope: Scope, points: Iterable[Point]
) -> Comparison | None:
    """A difference at a single point where both sides are defined, as at 0 of `sign(x)^2`.

    The special points are looked for near the points given.
    """
    if not (_may_jump(left) or _may_jump(right)):
        return None
    for near in islice(points, MOST_STARTS):
        for point in _doubtful(left, right, list(special_points(scope, near, left, right))):
            try:
                relation = precise.relate(left, right, point)
            except MathematicsError:
                continue
            if relation == "different":
                values = precise.shown_values(left, right, point)
                drawn = {name: point[name] for name in point if name not in scope.values}
                return replace(different(drawn, *values), message=ONLY_AT_A_POINT)
    return None


def _doubtful(left: Node, right: Node, points: list[Point]) -> list[Point]:
    """The points where both are defined and floats do not see that they agree."""
    if not points:
        return []
    batch = Batch({}, len(points), {name: [at[name] for at in points] for name in points[0]})
    try:
        one, other = values_at(left, batch), values_at(right, batch)
    except TooLargeError:
        return points
    defined = ~(np.isnan(one) | np.isnan(other))
    return [points[place] for place in np.flatnonzero(defined & (relative_gap(one, other) > SAME))]


def _may_jump(node: Node) -> bool:
    return any(
        isinstance(piece, Relation)
        or (isinstance(piece, Call) and piece.function in _JUMPING)
        or (isinstance(piece, Power) and not isinstance(piece.exponent, Number))
        for piece in walk(node)
    )


def special_points(scope: Scope, point: Point, *nodes: Node) -> Iterator[Point]:
    """Points like the one given, but for one symbol, at which an expression may jump."""
    jumps = dict.fromkeys(jump for node in nodes for jump in _jumps(node))
    found = (
        {**point, name: value}
        for jump in islice(jumps, MOST_JUMPS)
        for name in sorted((names(jump) & point.keys()) - scope.values.keys())
        for value in _zeros(jump, name, point, scope)
    )
    yield from islice(found, MOST_POINTS)


def _jumps(node: Node) -> Iterator[Node]:
    """Expressions at whose zeros it may jump."""
    match node:
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
        case Series(_, body, index, lower, _):
            yield from _jumps(substitute(body, {index: lower}))
            return
    for child in children(node):
        yield from _jumps(child)


def _zeros(jump: Node, name: str, point: Point, scope: Scope) -> Iterator[Any]:
    """Values of a symbol, or of its first entry, at which an expression is zero."""
    if scope.declaration(name).index_of or isinstance(scope.domain(name), Simplex | Finite | Whole):
        # Those are gone through, or keep to their sum.
        return
    first, second, third = (_value(jump, name, step, point) for step in _STEPS[:3])
    slope = None if first is None or second is None else second - first
    if first is not None and second is not None and slope and third == second + slope:
        zeros = [-first / slope]
    else:
        zeros = [step for step in _STEPS if _value(jump, name, step, point) == 0]
    for zero in zeros:
        if contains(scope.domain(name), zero):
            yield _with_entry(point[name], zero)


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
