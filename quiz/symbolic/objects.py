"""Comparing what is more than a number: equations, sets and intervals."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.symbolic.comparing import Comparison, compare, joined
from quiz.symbolic.errors import UnsupportedError
from quiz.symbolic.objectives import Found, UpTo, compare_up_to, proportional
from quiz.symbolic.scope import Scope
from quiz.symbolic.tree import (
    Add,
    Interval,
    Name,
    Negate,
    Node,
    Relation,
    SetOf,
)

_DIFFERENT = Comparison("different")


def compare_objects(
    left: Node,
    right: Node,
    scope: Scope,
    up_to: UpTo = "nothing",
    varied: tuple[str, ...] = (),
    found: Found = None,
) -> Comparison:
    """Compare two formulas (also of vectors), equations, sets or intervals."""
    if isinstance(left, Relation) or isinstance(right, Relation):
        return _relations(left, right, scope)
    if isinstance(left, SetOf) and isinstance(right, SetOf):
        return _sets(left.items, right.items, scope)
    if isinstance(left, Interval) and isinstance(right, Interval):
        if (left.closed_left, left.closed_right) != (right.closed_left, right.closed_right):
            return _DIFFERENT
        return _in_order((left.lower, left.upper), (right.lower, right.upper), scope)
    return compare_up_to(left, right, scope, up_to, varied, found)


def _in_order(left: Sequence[Node], right: Sequence[Node], scope: Scope) -> Comparison:
    if len(left) != len(right):
        return _DIFFERENT
    results = [compare_objects(one, other, scope) for one, other in zip(left, right, strict=True)]
    return joined(results)


def _sets(left: Sequence[Node], right: Sequence[Node], scope: Scope) -> Comparison:
    """Each element of one in the other, whatever the order."""
    results: list[Comparison] = []
    for some, others in ((left, right), (right, left)):
        for element in some:
            against = [compare(element, other, scope) for other in others]
            equal = [result for result in against if result.outcome == "equal"]
            if not equal:
                return joined(against) if len(against) == 1 else _DIFFERENT
            results.append(equal[0])
    return joined(results)


def _relations(left: Node, right: Node, scope: Scope) -> Comparison:
    if not isinstance(left, Relation) or not isinstance(right, Relation):
        raise UnsupportedError("only single equations are compared")
    if left.operator != "=" or right.operator != "=":
        return _inequalities(left, right, scope)
    solved = _solved_for_same(left, right)
    if solved is not None:
        return compare(*solved, scope)
    comparison = proportional(_difference(left), _difference(right), scope)
    if comparison.outcome == "equal":
        return comparison
    return _DIFFERENT


def _inequalities(left: Relation, right: Relation, scope: Scope) -> Comparison:
    turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "!=": "!=", "=": "="}
    if left.operator != right.operator:
        left = Relation(turned[left.operator], left.right, left.left)  # type: ignore[arg-type]
    if left.operator != right.operator:
        return _DIFFERENT
    pair = _difference(left), _difference(right)
    names = scope.used(*pair)
    return compare_up_to(*pair, scope, "positive_scale", names)


def _difference(relation: Relation) -> Node:
    return Add((relation.left, Negate(relation.right)))


def _solved_for_same(left: Relation, right: Relation) -> tuple[Node, Node] | None:
    """The other sides, where both equations have the same bare symbol alone on a side."""
    for one, other in ((left.left, left.right), (left.right, left.left)):
        for key, value in ((right.left, right.right), (right.right, right.left)):
            if isinstance(one, Name) and one == key:
                return other, value
    return None
