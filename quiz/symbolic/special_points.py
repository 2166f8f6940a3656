"""Points that random ones hardly meet: where a value jumps or bends, near there, and far out.

At a single point both sides must be defined for a difference to count. Near it and far out a
side that alone is undefined counts as well: what is undefined there fills a region.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import islice
from operator import attrgetter
from typing import Any

import numpy as np

from quiz.symbolic import exact, precise
from quiz.symbolic.domains import Domain, Finite, Real, Simplex, Whole, contains
from quiz.symbolic.errors import MathematicsError, TooLargeError
from quiz.symbolic.outcomes import Comparison, Proof, different
from quiz.symbolic.points import Batch
from quiz.symbolic.scope import Scope
from quiz.symbolic.strict_bounds import is_positive
from quiz.symbolic.tree import (
    ONE,
    Add,
    Call,
    Derivative,
    Divide,
    Name,
    Node,
    Number,
    Piecewise,
    Power,
    Relation,
    Series,
    children,
    minus,
    names,
    substitute,
    walk,
)
from quiz.symbolic.vectorised import SAME, relative_gap, values_at

MOST_JUMPS = 8
MOST_POINTS = 24
MOST_STARTS = 2
FAINT = 1e-7
"""A relative gap below which floats hardly see a difference."""

MOST_DOUBTFUL = 12
MOST_FAINT = 2
MOST_BEYOND = 6
"""How many points are looked at with more digits; how many whose gap is faint, and how many where
floats leave a side undefined or infinite."""

MOST_HIDDEN = 8
"""How many points, where floats agree, are looked at as well if there is no proof."""

MOST_TERMS = 100
_STEPS = tuple(Fraction(step, 2) for step in (0, 2, 4, -2, -4, 6, -6, 1, -1))
_KINKED = ("abs", "relu", "max", "min", "sign", "floor", "ceil")

Point = Mapping[str, Any]
Telling = tuple[precise.Relation, ...]

_UNLIKE: Telling = ("different",)
_TELLING: Telling = ("different", "left_undefined", "right_undefined")


@dataclass(frozen=True)
class Candidate:
    """A point, and which relations of the two sides there tell them apart."""

    point: Point
    telling: Telling
    is_single: bool = False


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
    left: Node,
    right: Node,
    scope: Scope,
    starts: Iterable[tuple[Point, Point]],
    proof: Proof = Proof.NONE,
    *,
    single: bool = True,
) -> Comparison | None:
    """A difference at a single point where both sides are defined, as at 0 of `sign(x)^2`, or in
    a region that random points missed, as of `max(x, -1000)` and x.

    The special points are looked for from the starts given: at one with small numbers a side may
    be undefined by chance, at the random one beside it that says something. After a proof that
    leaves no point out, only a region is looked for where one side alone is undefined. Without
    `single`, a difference at a single point does not count.
    """
    is_proved = proof is Proof.EVERYWHERE
    one, other = _turns(left, scope), _turns(right, scope)
    changing = one.unlike_ends(other) if is_proved else one.together(other)
    if not changing:
        return None
    scope = scope.with_natural_lengths(left, right)
    for simple, drawn in islice(starts, MOST_STARTS):
        sources = [
            _at_zeros(scope, simple, changing, _UNLIKE, (0, -1, 1)),
            _far_out(scope, simple, changing, _UNLIKE),
            _at_zeros(scope, drawn, changing, _TELLING, (-1, 1)),
            _far_out(scope, drawn, changing, _TELLING),
        ]
        used = sources[2:] if is_proved else sources
        candidates = [each for source in used for each in islice(source, MOST_POINTS)]
        candidates = [each for each in candidates if single or not each.is_single]
        # What differs in a region is not said to differ at a point only.
        candidates.sort(key=attrgetter("is_single"))
        looked_at = list(_doubtful(left, right, candidates))
        if proof is Proof.NONE:
            # Floats see nothing of what differs in its last digits only.
            others = (each for each in candidates if each not in looked_at)
            looked_at += islice(others, MOST_HIDDEN)
        for candidate in looked_at:
            point = candidate.point
            if precise.relate(left, right, point) in candidate.telling:
                found = _shown(left, right, scope, point)
                return replace(found, message=ONLY_AT_A_POINT) if candidate.is_single else found
    return None


def _shown(left: Node, right: Node, scope: Scope, point: Point) -> Comparison:
    values = precise.shown_values(left, right, point)
    return different({name: point[name] for name in point if name not in scope.values}, *values)


def _doubtful(left: Node, right: Node, candidates: list[Candidate]) -> Iterator[Candidate]:
    """Those where floats do not see that both agree, or that neither is defined or small enough."""
    if not candidates:
        return
    points = [candidate.point for candidate in candidates]
    batch = Batch({}, len(points), {name: [at[name] for at in points] for name in points[0]})
    try:
        one, other = values_at(left, batch), values_at(right, batch)
    except TooLargeError:
        return
    gap = relative_gap(one, other)
    apart = (gap > SAME) & ~(np.isnan(one) & np.isnan(other)) & (one != other)
    faint, finite = gap <= FAINT, np.isfinite(gap)
    for places, most in (
        (apart & finite & ~faint, MOST_DOUBTFUL),
        (apart & faint, MOST_FAINT),
        (apart & ~finite, MOST_BEYOND),
    ):
        yield from (candidates[place] for place in np.flatnonzero(places)[:most])


def special_points(scope: Scope, point: Point, *nodes: Node) -> Iterator[Point]:
    """Points like the one given, but for one symbol, at which an expression may jump."""
    jumps = dict.fromkeys(jump for node in nodes for jump in _turns(node, scope).jumps)
    scope = scope.with_natural_lengths(*nodes)
    found = _at_zeros(scope, point, jumps, _UNLIKE, (0,))
    yield from (candidate.point for candidate in islice(found, MOST_POINTS))


@dataclass
class _Turns:
    """Expressions at whose zeros another one may jump, or bend, or end to be defined."""

    jumps: list[Node] = field(default_factory=list)
    bends: list[Node] = field(default_factory=list)
    ends: list[Node] = field(default_factory=list)
    has_cases: bool = False

    def together(self, other: _Turns) -> list[Node]:
        """Where one of two expressions jumps or bends, or ends and the other one does not."""
        jumps = list(dict.fromkeys([*self.jumps, *other.jumps]))[:MOST_JUMPS]
        bends = dict.fromkeys([*self.bends, *other.bends, *self._unlike_ends(other)])
        return list(dict.fromkeys([*jumps, *list(bends)[:MOST_JUMPS]]))

    def unlike_ends(self, other: _Turns) -> list[Node]:
        """Where one of two expressions ends and the other one does not.

        Where something bends inside what ends, or ends in one case only, it is not looked into
        which of the bends and jumps matter.
        """
        ends = self._unlike_ends(other)
        if self.has_cases or other.has_cases or any(map(_has_kink, ends)):
            return self.together(other)
        return list(dict.fromkeys(ends))[:MOST_JUMPS]

    def _unlike_ends(self, other: _Turns) -> list[Node]:
        unlike = set(self.ends) ^ set(other.ends)
        return [end for end in (*self.ends, *other.ends) if end in unlike]


def _has_kink(node: Node) -> bool:
    return any(isinstance(piece, Call) and piece.function in _KINKED for piece in walk(node))


def _may_end(node: Node, scope: Scope) -> bool:
    """Whether a log or a root of it may be undefined where random points do not see it."""
    return (isinstance(node, Add) or _has_kink(node)) and not is_positive(node, scope)


def _turns(node: Node, scope: Scope) -> _Turns:
    found = _Turns()
    for piece in _pieces(node):
        if isinstance(piece, Call):
            _turns_of_call(piece, scope, found)
        elif isinstance(piece, Power):
            _turns_of_power(piece, scope, found)
        elif isinstance(piece, Divide):
            if _has_kink(piece.denominator):
                found.ends.append(piece.denominator)
        elif isinstance(piece, Relation) and not _is_gone_through(piece, scope):
            found.jumps.append(minus(piece.left, piece.right))
            found.has_cases = True
    return found


def _is_gone_through(node: Node, scope: Scope) -> bool:
    """Whether random points meet all values of the symbols."""
    return all(
        isinstance(scope.domain(name), Finite) or scope.declaration(name).index_of is not None
        for name in names(node)
    )


def _turns_of_call(node: Call, scope: Scope, found: _Turns) -> None:
    first, *rest = node.arguments
    match node.function:
        case "sign":
            found.jumps.append(first)
        case "floor" | "ceil":
            found.jumps += [first, minus(first, ONE)]
        case "delta":
            found.jumps.append(minus(first, rest[0]))
        case "abs" | "relu":
            found.bends.append(first)
        case "max" | "min":
            found.bends += [minus(first, other) for other in rest]
        case "sqrt" if isinstance(first, Power) and isinstance(first.exponent, Number):
            found.bends.append(first.base)
        case "log" | "log2" | "log10" | "sqrt" if _may_end(first, scope):
            found.ends.append(first)


def _turns_of_power(node: Power, scope: Scope, found: _Turns) -> None:
    base, exponent = node.base, node.exponent
    value = exponent.value if isinstance(exponent, Number) else None
    if names(exponent):
        if not is_positive(base, scope):
            found.jumps += [exponent, base] if names(base) else [exponent]
    elif value is not None and isinstance(base, Power) and isinstance(base.exponent, Number):
        found.bends.append(base.base)
    if (value is None or value < 0 or value.denominator != 1) and _may_end(base, scope):
        found.ends.append(base)


def _pieces(node: Node) -> Iterator[Node]:
    """Everything in an expression, of a sum or product the first term."""
    waiting = [node]
    while waiting:
        piece = waiting.pop()
        if not isinstance(piece, Series):
            yield piece
            waiting += reversed(children(piece))
        elif _is_simple(piece):
            waiting.append(substitute(piece.body, {piece.index: piece.lower}))


def _is_simple(node: Series) -> bool:
    return not any(isinstance(piece, Series) and piece is not node for piece in walk(node))


def _at_zeros(
    scope: Scope, point: Point, nodes: Iterable[Node], telling: Telling, sides: tuple[int, ...]
) -> Iterator[Candidate]:
    """The point with one symbol changed so that an expression is zero, or is nearly so."""
    for node in nodes:
        for name in sorted((names(node) & point.keys()) - scope.values.keys()):
            if not _may_change(scope, name, point):
                continue
            domain = scope.domain(name)
            for zero in _zeros(node, name, point):
                for side in sides:
                    value = _beside(zero, side, domain)
                    # A whole number may say how many terms there are.
                    small = abs(value) <= MOST_TERMS or not isinstance(domain, Whole)
                    if small and contains(domain, value):
                        changed = {**point, name: _with_entry(point[name], value)}
                        yield Candidate(changed, telling, is_single=side == 0)


def _far_out(
    scope: Scope, point: Point, nodes: Iterable[Node], telling: Telling
) -> Iterator[Candidate]:
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
            yield Candidate({**point, name: _with_entry(point[name], end)}, telling)
    if len(able) > 1:
        for place in (0, -1):
            all_far = {name: _with_entry(point[name], ends[name][place]) for name in able}
            yield Candidate({**point, **all_far}, telling)


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


def _beside(value: Fraction, side: int, domain: Domain) -> Fraction:
    """A little way beside a value; where the domain ends before that, half of the way there."""
    step = _step(domain)
    end = None if not isinstance(domain, Real) else domain.lower if side < 0 else domain.upper
    if side and end is not None and 0 < abs(end - value) < 2 * step:
        step = abs(end - value) / 2
    return value + side * step


def _may_change(scope: Scope, name: str, point: Point) -> bool:
    """Whether one symbol can take another value: not so where lists go by it, or keep to a sum."""
    if scope.declaration(name).index_of or isinstance(scope.domain(name), Simplex | Finite):
        return False
    is_list = any(isinstance(value, tuple) for value in point.values())
    return not (isinstance(scope.domain(name), Whole) and is_list)


def _zeros(node: Node, name: str, point: Point) -> list[Fraction]:
    """Values of a symbol, or of its first entry, at which an expression is zero."""
    if node == Name(name):
        return [Fraction(0)]
    first, second, third = values = [_value(node, name, step, point) for step in _STEPS[:3]]
    slope = None if first is None or second is None else second - first
    if first is not None and second is not None and slope and third == second + slope:
        return [-first / slope]
    values += [_value(node, name, step, point) for step in _STEPS[3:]]
    return [step for step, value in zip(_STEPS, values, strict=True) if value == 0]


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
