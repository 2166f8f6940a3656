"""Points at which a condition holds, the other symbols having given values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quiz.symbolic import precise
from quiz.symbolic.calculus import differentiate
from quiz.symbolic.errors import MathematicsError, UnsupportedError
from quiz.symbolic.solving.holding import is_true
from quiz.symbolic.solving.roots import Effort, solutions
from quiz.symbolic.solving.unknowns import Unknown
from quiz.symbolic.tree import ZERO, Divide, Name, Negate, Node, Relation, minus, names, substitute

Point = dict[str, Any]
Alternatives = tuple[tuple[Relation, ...], ...]

MOST_POINTS = 40


def holds(condition: Alternatives, values: Mapping[str, Any]) -> bool:
    """Whether a condition is true at a point."""
    return any(all(is_true(part, values) for part in parts) for parts in condition)


def solving_points(
    condition: Alternatives, unknowns: tuple[Unknown, ...], values: Point, effort: Effort
) -> list[Point]:
    """Points where the condition holds, as many unknowns being solved for as it has equations.

    The unknowns are taken in order of preference. Raises `UnsupportedError` if an alternative
    cannot be solved.
    """
    found: list[Point] = []
    for parts in condition:
        equations = tuple(part for part in parts if not _is_plain(part))
        mentioned = frozenset().union(*(names(part) for part in equations))
        wanted = [unknown for unknown in unknowns if unknown.name in mentioned]
        chosen = tuple(wanted[: max(1, len(equations))])
        if all(is_true(part, values) for part in parts if _is_plain(part)):
            found += _solved(equations, chosen, values, effort)
    return found[:MOST_POINTS]


def _is_plain(part: Relation) -> bool:
    return not names(part)


def _solved(
    equations: tuple[Relation, ...], unknowns: tuple[Unknown, ...], values: Point, effort: Effort
) -> list[Point]:
    """The points that solve every equation, by solving one and putting its solutions in."""
    if not equations:
        return [values]
    for equation in equations:
        inside = [unknown for unknown in unknowns if unknown.name in names(equation)]
        others = tuple(other for other in equations if other is not equation)
        if not inside:
            return _solved(others, unknowns, values, effort) if is_true(equation, values) else []
        if len(inside) == 1:
            left = tuple(unknown for unknown in unknowns if unknown is not inside[0])
            points = [
                inside[0].put(values, root)
                for root in solutions(equation, inside[0], values, effort)
            ]
            return [found for point in points for found in _solved(others, left, point, effort)]
    return _eliminated(equations, unknowns, values, effort)


def _eliminated(
    equations: tuple[Relation, ...], unknowns: tuple[Unknown, ...], values: Point, effort: Effort
) -> list[Point]:
    """Solving with an unknown that stands linearly in one equation put into the others."""
    for equation in equations:
        for unknown in unknowns:
            isolated = _isolated(equation, unknown)
            if isolated is None:
                continue
            replacing = {unknown.name: isolated}
            others = tuple(
                Relation("=", substitute(other.left, replacing), substitute(other.right, replacing))
                for other in equations
                if other is not equation
            )
            left = tuple(other for other in unknowns if other is not unknown)
            found: list[Point] = []
            for point in _solved(others, left, values, effort):
                try:
                    full = unknown.put(point, precise.evaluate(isolated, point))
                except MathematicsError:
                    continue
                if unknown.admitted(unknown.value(full)) is not None:
                    found.append(full)
            return found
    raise UnsupportedError("these equations could not be solved together")


def _isolated(equation: Relation, unknown: Unknown) -> Node | None:
    """The unknown in terms of the rest, if the equation is linear in it."""
    if unknown.places or unknown.name not in names(equation):
        return None
    name = Name(unknown.name)
    difference = minus(equation.left, equation.right)
    try:
        slope = differentiate(difference, name)
    except MathematicsError:
        return None
    if unknown.name in names(slope):
        return None
    start = substitute(difference, {unknown.name: ZERO})
    return Negate(Divide(start, slope))
