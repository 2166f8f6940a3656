"""Whether two conditions on a whole vector have the same solutions, where both are linear in it.

At many points, small numbers first, each is a system of linear equations in the vector's entries
that is solved exactly; its solutions are tried in the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from quiz.symbolic import exact
from quiz.symbolic.arrays import is_array, paired_entries
from quiz.symbolic.calculus import without_derivatives
from quiz.symbolic.domains import Real
from quiz.symbolic.errors import MathematicsError, UnsupportedError
from quiz.symbolic.points import random_batches, simple_batches
from quiz.symbolic.relations import alternatives
from quiz.symbolic.scope import Scope
from quiz.symbolic.solving.solution_sets import SetComparison, Solution
from quiz.symbolic.solving.systems import Point
from quiz.symbolic.solving.unknowns import Unknown
from quiz.symbolic.tree import (
    ZERO,
    Derivative,
    Entry,
    Name,
    Node,
    Relation,
    minus,
    walk,
)

SIMPLE_PLACES = (0, 1, 3, 6, 10)
RANDOM_PLACES = (0, 1)

Row = tuple[Fraction, ...]
Line = tuple[Row, ...]
"""A solution, and directions in which one may go from it."""


@dataclass(frozen=True)
class _Part:
    """What has to be zero, for each value of the free index letters with their lengths."""

    equation: Relation
    difference: Node
    letters: tuple[tuple[str, str | int], ...]


def compare_vector_solutions(
    first: Node, second: Node, scope: Scope, preferred: tuple[Name | Entry, ...]
) -> SetComparison:
    """Compare the solutions of two expanded conditions in one vector.

    Raises `MathematicsError` where they are not linear in any, or are no plain equations.
    """
    pair = _parts(first, scope), _parts(second, scope)
    points = list(_points(scope, first, second))
    refused: MathematicsError = UnsupportedError("there is no vector to solve this for")
    for name in _vectors(first, second, scope, preferred):
        try:
            return _compared(pair, name, scope, points)
        except MathematicsError as error:
            refused = error
    raise refused


def _compared(
    pair: tuple[list[_Part], list[_Part]], name: str, scope: Scope, points: list[Point]
) -> SetComparison:
    result = SetComparison(looks=len(points), complete=True)
    unknown = (Unknown(name, scope.domain(name)),)
    for point in points:
        systems = tuple(_System(parts, name, point) for parts in pair)
        for place, (system, other) in enumerate((systems, systems[::-1])):
            line = system.solutions()
            result.solved[place] += 1
            if line is None:
                continue
            failed = next((found for found in _along(line) if not other.holds(found)), None)
            if failed is None:
                result.points += 1
                continue
            solution = Solution({**point, name: failed}, other.failing(failed), unknown)
            if place == 0:
                result.lost = solution
            else:
                result.gained = solution
        if result.lost is not None or result.gained is not None:
            break
    return result


def _along(line: Line) -> Iterator[Row]:
    """A solution and one along each direction: if all of these solve a system, so does the rest."""
    start, *directions = line
    yield start
    for direction in directions:
        yield tuple(one + step for one, step in zip(start, direction, strict=True))


class _System:
    """The equations of a condition at one point, as numbers times the unknown entries."""

    def __init__(self, parts: list[_Part], name: str, point: Point) -> None:
        self.parts, self.name, self.point = parts, name, point
        self.size = len(point[name])
        nothing = (Fraction(0),) * self.size
        self.constant = self._residuals(nothing)
        units = [_unit(self.size, place) for place in range(self.size)]
        columns = [self._residuals(unit) for unit in units]
        self.rows = [
            tuple(column[number][1] - value for column in columns)
            for number, (_, value) in enumerate(self.constant)
        ]
        trial = tuple(Fraction(3 + 2 * place, 2) for place in range(self.size))
        if any(
            value != self._value(number, trial)
            for number, (_, value) in enumerate(self._residuals(trial))
        ):
            raise UnsupportedError(f"this is not linear in {name}")

    def holds(self, values: Row) -> bool:
        return all(self._value(number, values) == 0 for number in range(len(self.rows)))

    def failing(self, values: Row) -> Relation:
        return next(
            equation
            for number, (equation, _) in enumerate(self.constant)
            if self._value(number, values) != 0
        )

    def solutions(self) -> Line | None:
        """A solution and the directions that lead to the others; None if there is none."""
        return _solved(
            [(*row, -value) for row, (_, value) in zip(self.rows, self.constant, strict=True)],
            self.size,
        )

    def _value(self, number: int, values: Row) -> Fraction:
        row, (_, constant) = self.rows[number], self.constant[number]
        return constant + sum(
            (one * other for one, other in zip(row, values, strict=True)), Fraction(0)
        )

    def _residuals(self, values: Row) -> list[tuple[Relation, Fraction]]:
        found = []
        for part in self.parts:
            for point in _places(part.letters, {**self.point, self.name: values}):
                value = exact.evaluate(part.difference, point)
                if isinstance(value, float):
                    raise UnsupportedError("this is not solved exactly")
                found.append((part.equation, Fraction(value)))
        return found


def _unit(size: int, place: int) -> Row:
    return tuple(Fraction(int(each == place)) for each in range(size))


def _places(letters: tuple[tuple[str, str | int], ...], point: Point) -> Iterator[Point]:
    if not letters:
        yield point
        return
    (letter, length), *others = letters
    count = int(point[length]) if isinstance(length, str) else length
    for number in range(1, count + 1):
        yield from _places(tuple(others), {**point, letter: Fraction(number)})


def _solved(rows: list[Row], size: int) -> Line | None:
    """The solutions of a linear system given as rows with the right side last."""
    left, pivots = list(rows), []
    done: list[Row] = []
    for place in range(size):
        row = next((row for row in left if row[place]), None)
        if row is None:
            continue
        left.remove(row)
        scaled = tuple(number / row[place] for number in row)
        left, done = (
            [_reduced(other, scaled, place) for other in others] for others in (left, done)
        )
        done.append(scaled)
        pivots.append(place)
    if any(row[-1] for row in left):
        return None
    start, found = [Fraction(0)] * size, []
    for place, row in zip(pivots, done, strict=True):
        start[place] = row[-1]
    for free in range(size):
        if free not in pivots:
            direction = list(_unit(size, free))
            for place, row in zip(pivots, done, strict=True):
                direction[place] = -row[free]
            found.append(tuple(direction))
    return (tuple(start), *found)


def _reduced(row: Row, by: Row, place: int) -> Row:
    return tuple(one - row[place] * other for one, other in zip(row, by, strict=True))


def _parts(condition: Node, scope: Scope) -> list[_Part]:
    """The equations of a condition, entry by entry, all of which have to hold."""
    (equations, *others) = alternatives(condition)
    if others:
        raise UnsupportedError("alternatives of vectors are not handled")
    return [part for equation in equations for part in _entries(equation, scope)]


def _entries(equation: Relation, scope: Scope) -> Iterator[_Part]:
    left, right = equation.left, equation.right
    if right == ZERO or left == ZERO:
        # A plain 0 stands for a vector of zeros.
        left, right = (left if right == ZERO else right), ZERO
        shaped = is_array(left, scope)
        right = minus(left, left) if shaped else right
    pairs = paired_entries(left, right, scope)
    if pairs is None:
        raise UnsupportedError("the two sides have different shapes")
    for one, other, inner in pairs:
        letters = tuple(
            (name, declared.index_of)
            for name, declared in inner.symbols.items()
            if name not in scope.symbols and declared.index_of is not None
        )
        yield _Part(equation, without_derivatives(minus(one, other)), letters)


def _vectors(
    first: Node, second: Node, scope: Scope, preferred: tuple[Name | Entry, ...]
) -> list[str]:
    """The real vectors in both conditions: what is differentiated by, what is preferred, others."""
    slopes = [
        piece.variable
        for node in (first, second)
        for piece in walk(node)
        if isinstance(piece, Derivative)
    ]
    used = [Name(name) for name in scope.used(first, second)]
    found = [node.name for node in (*slopes, *preferred, *used) if isinstance(node, Name)]
    return [name for name in dict.fromkeys(found) if _is_real_vector(name, scope)]


def vectors_in(scope: Scope, node: Node) -> list[str]:
    """The real vectors that occur in an expanded condition."""
    return [name for name in scope.used(node) if _is_real_vector(name, scope)]


def _is_real_vector(name: str, scope: Scope) -> bool:
    declared = name in scope.symbols and len(scope.declaration(name).index) == 1
    return declared and scope.domain(name) == Real()


def _points(scope: Scope, first: Node, second: Node) -> Iterator[Point]:
    for batch in simple_batches(scope, first, second):
        yield from (batch.point(number) for number in SIMPLE_PLACES if number < batch.count)
    for batch in islice(random_batches(scope, first, second), 3):
        yield from (batch.point(number) for number in RANDOM_PLACES)
