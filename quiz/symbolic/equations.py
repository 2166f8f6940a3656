"""Comparing equations, several of them at once or as alternatives, and inequalities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quiz.symbolic.calculus import without_derivatives
from quiz.symbolic.comparing import compare, joined
from quiz.symbolic.errors import MathematicsError, UnsupportedError
from quiz.symbolic.exact import holds
from quiz.symbolic.objectives import compare_up_to, proportional
from quiz.symbolic.outcomes import Comparison, different
from quiz.symbolic.points import simple_batches
from quiz.symbolic.precise import evaluate
from quiz.symbolic.relations import TURNED, has_either_sign, has_inequality
from quiz.symbolic.scope import Scope
from quiz.symbolic.solving.solution_sets import compare_solutions
from quiz.symbolic.special_points import special_points
from quiz.symbolic.strict_bounds import is_nowhere_zero
from quiz.symbolic.tasks import Evidence
from quiz.symbolic.tree import Logical, Name, Node, Relation, minus, names, walk

_UNSETTLED = "It could not be settled whether these have the same solutions."
MOST_POINTS = 48


def compare_conditions(left: Node, right: Node, scope: Scope) -> Comparison:
    """Whether two conditions hold for the same values of their symbols.

    Raises `UnsupportedError` for what is no condition, and for inequalities that are joined.
    """
    if has_inequality(left) or has_inequality(right):
        return _inequalities(left, right, scope)
    if isinstance(left, Relation) and isinstance(right, Relation):
        if all(is_nowhere_zero(_difference(side), scope) for side in (left, right)):
            return Comparison("equal", Evidence("proved"))
        solved = _solved_for_same(left, right)
        if solved is not None and not any(map(has_either_sign, solved)):
            return compare(*solved, scope)
        if not (has_either_sign(left) or has_either_sign(right)):
            comparison = proportional(_difference(left), _difference(right), scope)
            if comparison.outcome == "equal":
                return comparison
    return _solution_sets(left, right, scope)


def _solution_sets(left: Node, right: Node, scope: Scope) -> Comparison:
    """Compare what solves each; a solution of one that fails in the other is a counterexample."""
    left, right = without_derivatives(left), without_derivatives(right)
    bare = tuple(dict.fromkeys([*_bare(left), *_bare(right)]))
    found = compare_solutions(left, right, scope, bare)
    failed = found.gained or found.lost
    if failed is not None and _is_undefined(failed.failing, failed.at):
        # Where only single values of the other symbols leave a side undefined, that is no matter.
        found = compare_solutions(left, right, scope, bare, generic=True)
    if found.same and found.points:
        return Comparison("equal", Evidence("agrees", found.points))
    if found.lost is None and found.gained is None:
        return Comparison("undecided", message=_UNSETTLED)
    solution = found.gained or found.lost
    assert solution is not None
    sides = ("false", "true") if found.gained is not None else ("true", "false")
    return different(solution.at, *sides)


def _is_undefined(relation: Relation, point: Mapping[str, Any]) -> bool:
    try:
        for side in (relation.left, relation.right):
            evaluate(side, point)
    except MathematicsError:
        return True
    return False


def _bare(condition: Node) -> list[Name]:
    """The symbols that stand alone on a side."""
    sides = [
        side
        for relation in walk(condition)
        if isinstance(relation, Relation)
        for side in (relation.left, relation.right)
    ]
    return [side for side in sides if isinstance(side, Name)]


def _inequalities(left: Node, right: Node, scope: Scope) -> Comparison:
    shown = _point_of_one(left, right, scope)
    if shown is not None:
        return shown
    if isinstance(left, Relation) and isinstance(right, Relation):
        return _one_inequality(left, right, scope)
    if isinstance(left, Logical) and isinstance(right, Logical) and left.operator == right.operator:
        results = []
        rest = list(right.parts)
        for part in left.parts:
            for other in rest:
                comparison = compare_conditions(part, other, scope)
                if comparison.outcome == "equal":
                    results.append(comparison)
                    rest.remove(other)
                    break
        if not rest and len(results) == len(left.parts):
            return joined(results)
    raise UnsupportedError("inequalities that are joined are compared part by part only")


def _point_of_one(left: Node, right: Node, scope: Scope) -> Comparison | None:
    """Different, at a point with small numbers where one condition holds and the other does not.

    Points at which a side may change are looked at too: there `<` and `<=` differ.
    """
    for batch in simple_batches(scope, left, right):
        for number in range(min(batch.count, MOST_POINTS)):
            point = batch.point(number)
            for near in (point, *special_points(scope, point, left, right)):
                try:
                    held = holds(left, near), holds(right, near)
                except MathematicsError:
                    continue
                if held[0] != held[1]:
                    return different(near, *("true" if each else "false" for each in held))
    return None


def _one_inequality(left: Relation, right: Relation, scope: Scope) -> Comparison:
    if left.operator != right.operator:
        left = Relation(TURNED[left.operator], left.right, left.left)
    if left.operator != right.operator:
        return Comparison("undecided", message=_UNSETTLED)
    pair = _difference(left), _difference(right)
    return compare_up_to(*pair, scope, "positive_scale", scope.used(*pair), quick=True)


def _difference(relation: Relation) -> Node:
    return minus(relation.left, relation.right)


def _solved_for_same(left: Relation, right: Relation) -> tuple[Node, Node] | None:
    """The other sides, where both equations have the same bare symbol alone on a side."""
    for one, other in ((left.left, left.right), (left.right, left.left)):
        for key, value in ((right.left, right.right), (right.right, right.left)):
            if isinstance(one, Name) and one == key and one.name not in names(other) | names(value):
                return other, value
    return None
