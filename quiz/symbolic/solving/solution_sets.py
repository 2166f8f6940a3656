"""Whether two conditions have the same solutions, for all values of the other symbols.

At many points, exact and with small numbers first, each condition is solved for a few of its
symbols, and its solutions are tried in the other. A solution that fails is a counterexample.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from typing import Any

from mpmath import mp

from quiz.symbolic import precise
from quiz.symbolic.comparing import compare
from quiz.symbolic.domains import Real, Simplex, Whole, contains
from quiz.symbolic.errors import MathematicsError, TooLargeError
from quiz.symbolic.points import Batch, random_batches, simple_batches
from quiz.symbolic.relations import alternatives
from quiz.symbolic.scope import Scope
from quiz.symbolic.solving.holding import is_true
from quiz.symbolic.solving.roots import DIGITS, Effort
from quiz.symbolic.solving.systems import Alternatives, Point, holds, solving_points
from quiz.symbolic.solving.unknowns import Unknown
from quiz.symbolic.tree import (
    ZERO,
    Divide,
    Entry,
    Multiply,
    Name,
    Negate,
    Node,
    Number,
    Relation,
    minus,
)

MOST_ZEROS = 4
MOST_SCANS = 8
MOST_SCANS_IN_ALL = 48

MOST_LOOKS = 5
"""Where a difference was found already, how long one with simpler numbers is looked for."""

ENOUGH = 3
"""At how many points a condition must have been solved for its solutions to count as known."""


@dataclass(frozen=True)
class Solution:
    """A point that solves one condition and not the other, and an equation that fails there."""

    at: Point
    failing: Relation
    unknowns: tuple[Unknown, ...]


@dataclass
class SetComparison:
    """What was found: solutions of the first that the second loses, and that it gains.

    `points` counts solutions that both have; `looks` the choices of values for the
    other symbols; `solved` where each could be solved, special points aside; `complete` says that
    both could be; `is_proved` that the equations were proved to say the same.
    """

    lost: Solution | None = None
    gained: Solution | None = None
    points: int = 0
    looks: int = 0
    complete: bool = True
    solved: list[int] = field(default_factory=lambda: [0, 0])
    is_proved: bool = False

    @property
    def nowhere(self) -> bool:
        """Whether neither had a solution, whatever values the other symbols were given."""
        return self.same and self.points == 0 and self.looks > 1

    @property
    def same(self) -> bool:
        """Whether no difference was found, and one would have been."""
        return self.complete and self.lost is None and self.gained is None


def compare_solutions(
    first: Node,
    second: Node,
    scope: Scope,
    preferred: tuple[Name | Entry, ...],
    effort: Effort | None = None,
    *,
    generic: bool = False,
) -> SetComparison:
    """Compare the solutions of two expanded conditions, with `generic` at random points only.

    `preferred` are the symbols that they are best solved for; `effort` counts what the whole
    working has cost. Raises `MathematicsError` for a
    condition that is not made of equations.
    """
    pair = alternatives(first), alternatives(second)
    result = SetComparison()
    effort = effort or Effort()
    # After so many scans, only what is solved without one is still tried in the other.
    effort.most = min(effort.scans + MOST_SCANS, MOST_SCANS_IN_ALL)
    size = min(len(parts) for condition in pair for parts in condition)
    seen: set[object] = set()
    with mp.workdps(DIGITS):
        for number, (point, is_special) in enumerate(
            _points(scope, first, second, generic=generic)
        ):
            unknowns = _unknowns(preferred, scope, (first, second), point)
            if number % 4 == 2 and len(unknowns) > 1:
                unknowns = (unknowns[1], unknowns[0], *unknowns[2:])
            solved_for = {unknown.name for unknown in unknowns[:size]}
            others = (*solved_for, *((n, v) for n, v in point.items() if n not in solved_for))
            if others in seen:
                continue
            seen.add(others)
            before = list(result.solved)
            _look(pair, unknowns, point, result, effort)
            if is_special:
                result.solved = before
            differences = [each for each in (result.gained, result.lost) if each is not None]
            if any(map(is_neat, differences)) or (differences and number >= MOST_LOOKS):
                break
    result.looks = len(seen)
    result.complete = min(result.solved) >= min(ENOUGH, len(seen))
    return result


def are_proportional(
    first: Node, second: Node, scope: Scope, holds: Callable[[Node, Node], bool] | None = None
) -> bool:
    """Whether two equations say the same but for a factor: a small number, a length or both.

    This settles equations that are not solved here, of whole vectors above all. `holds` says
    whether two expressions are equal where the equations are not expanded yet.
    """
    if not isinstance(first, Relation) or not isinstance(second, Relation):
        return False
    one, other = _difference(first), _difference(second)
    lengths = [Name(name) for name in scope.lengths(one, other)]
    factors = (
        *_FACTORS,
        *(Multiply((factor, length)) for length in lengths for factor in _FACTORS),
        *(Divide(factor, length) for length in lengths for factor in _FACTORS),
    )

    def seems(left: Node, right: Node) -> bool:
        return compare(left, right, scope, prove=False, quick=True).outcome == "equal"

    try:
        return any((holds or seems)(one, Multiply((factor, other))) for factor in factors)
    except MathematicsError:
        return False


def _difference(equation: Relation) -> Node:
    if equation.right == ZERO:
        return equation.left
    if equation.left == ZERO:
        return Negate(equation.right)
    return minus(equation.left, equation.right)


_FACTORS = tuple(
    Number(sign * size) for size in (Fraction(1), Fraction(2), Fraction(1, 2)) for sign in (1, -1)
)


def _look(
    pair: tuple[Alternatives, Alternatives],
    unknowns: tuple[Unknown, ...],
    point: Point,
    result: SetComparison,
    effort: Effort,
) -> None:
    """Solve both conditions at one point, and try the solutions of each in the other."""
    for place, (condition, other) in enumerate((pair, pair[::-1])):
        try:
            found = solving_points(condition, unknowns, point, effort)
            failed = [solution for solution in found if not holds(other, solution)]
        except MathematicsError:
            continue
        result.solved[place] += 1
        result.points += len(found) - len(failed)
        if failed:
            neatest = next(filter(_is_neat_point, failed), failed[0])
            difference = Solution(neatest, _failing(other, neatest), unknowns)
            if place == 0:
                result.lost = _neater(result.lost, difference)
            else:
                result.gained = _neater(result.gained, difference)


def _neater(one: Solution | None, other: Solution) -> Solution:
    return other if one is None or not is_neat(one) else one


def is_neat(solution: Solution) -> bool:
    """Whether a solution is easily put in by hand."""
    return _is_neat_point(solution.at)


def _is_neat_point(point: Mapping[str, Any]) -> bool:
    return all(map(_is_neat_value, point.values()))


def _is_neat_value(value: Any) -> bool:
    if isinstance(value, tuple):
        return all(map(_is_neat_value, value))
    return isinstance(value, Fraction) and value.denominator <= 24 and abs(value) <= 200


def _failing(condition: Alternatives, point: Point) -> Relation:
    return next(part for parts in condition for part in parts if not is_true(part, point))


def _points(scope: Scope, *nodes: Node, generic: bool) -> Iterator[tuple[Point, bool]]:
    """Values for all symbols; True beside a point where some are zero, which proves little."""
    simple, random = simple_batches(scope, *nodes), random_batches(scope, *nodes)
    if generic:
        for batch in random:
            yield from _some(batch, *range(6))
        return
    if not scope.lengths(*nodes):
        batch = next(simple)
        yield from _some(batch, 0, 3, 6, 9, 12, 19, 29, 41, 47)
        yield from _with_zeros(batch.point(0), scope)
        yield from _some(next(random), *range(6))
        return
    # Every length early: what differs by a factor of n agrees for n = 1.
    shortest = list(islice(simple, 3))
    for number in (1, 9, 20, 38):
        for batch in shortest:
            yield from _some(batch, number)
    for batch in shortest:
        yield from _with_zeros(batch.point(0), scope)
    for batch in random:
        yield from _some(batch, 0, 1)


def _with_zeros(point: Point, scope: Scope) -> Iterator[tuple[Point, bool]]:
    """The point with symbols set to zero: one at a time, then all. What may be 0 often matters."""
    able = [name for name in point if name not in scope.values and _may_be_zero(scope, name)]
    for name in able[:MOST_ZEROS]:
        yield {**point, name: _zeros_like(point[name])}, True
    if len(able) > 1:
        yield {**point, **{name: _zeros_like(point[name]) for name in able}}, True


def _may_be_zero(scope: Scope, name: str) -> bool:
    domain = scope.domain(name)
    is_index = scope.declaration(name).index_of is not None
    return not is_index and isinstance(domain, Real) and contains(domain, Fraction(0))


def _zeros_like(value: Any) -> Any:
    return tuple(map(_zeros_like, value)) if isinstance(value, tuple) else Fraction(0)


def _some(batch: Batch, *numbers: int) -> Iterator[tuple[Point, bool]]:
    for number in numbers:
        if number < batch.count:
            yield batch.point(number), False


def _unknowns(
    preferred: tuple[Name | Entry, ...], scope: Scope, nodes: tuple[Node, ...], point: Point
) -> tuple[Unknown, ...]:
    """What to solve for, best first: what is preferred, then reals, then whole numbers."""
    found = [unknown for node in preferred if (unknown := _unknown(node, scope, point))]
    used = scope.used(*nodes)
    others = [_unknown(Name(name), scope, point) for name in used]
    for kind in (Real, Whole):
        found += [each for each in others if each is not None and isinstance(each.domain, kind)]
    return tuple(dict.fromkeys(found))


def _unknown(node: Name | Entry, scope: Scope, point: Point) -> Unknown | None:
    name = node if isinstance(node, Name) else node.base
    if not isinstance(name, Name) or name.name not in point:
        return None
    domain, declared = scope.domain(name.name), scope.declaration(name.name)
    if declared.index_of is not None or name.name in scope.values or isinstance(domain, Simplex):
        return None
    if isinstance(node, Name):
        return None if declared.index else Unknown(name.name, domain)
    try:
        places = tuple(_place(index, point) for index in node.indices)
    except MathematicsError:
        return None
    if len(places) != len(declared.index) or not _exists(point[name.name], places):
        return None
    return Unknown(name.name, domain, places)


def _place(index: Node, point: Point) -> int:
    value = precise.evaluate(index, point)
    if value != int(value):
        raise TooLargeError("an index is a whole number")
    return int(value)


def _exists(row: Any, places: tuple[int, ...]) -> bool:
    for place in places:
        if not isinstance(row, tuple) or not 1 <= place <= len(row):
            return False
        row = row[place - 1]
    return isinstance(row, Fraction)
