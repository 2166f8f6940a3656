"""Comparing what is more than a number: equations, sets and intervals."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.symbolic.comparing import compare, joined
from quiz.symbolic.equations import compare_conditions
from quiz.symbolic.objectives import Found, UpTo, compare_up_to
from quiz.symbolic.outcomes import UNDECIDED, Comparison
from quiz.symbolic.scope import Scope
from quiz.symbolic.tasks import Evidence
from quiz.symbolic.tree import Constant, Interval, Logical, Negate, Node, Relation, SetOf

_CONDITIONS = (Relation, Logical)
_INFINITE = {Constant("inf"), Negate(Constant("inf"))}

CLOSED = "Look at the brackets: an end that belongs to one interval does not belong to the other."
AN_END = "An end of the interval is not right."
TOO_MUCH = "There is something in this set that does not belong in it."
TOO_LITTLE = "Something is missing from this set."
_WRONG_END = Comparison("different", message=AN_END)


def compare_objects(
    left: Node,
    right: Node,
    scope: Scope,
    up_to: UpTo = "nothing",
    varied: tuple[str, ...] = (),
    found: Found = None,
    *,
    quick: bool = False,
) -> Comparison:
    """Compare two formulas (also of vectors), equations, sets or intervals.

    `quick` wants the outcome alone.
    """
    if isinstance(left, _CONDITIONS) or isinstance(right, _CONDITIONS):
        return compare_conditions(left, right, scope)
    if isinstance(left, SetOf) and isinstance(right, SetOf):
        return _sets(left.items, right.items, scope)
    if isinstance(left, Interval) and isinstance(right, Interval):
        if (left.closed_left, left.closed_right) != (right.closed_left, right.closed_right):
            return Comparison("different", message=CLOSED)
        pairs = ((left.lower, right.lower), (left.upper, right.upper))
        return joined([_end(one, other, scope) for one, other in pairs])
    return compare_up_to(left, right, scope, up_to, varied, found, quick=quick)


def _end(left: Node, right: Node, scope: Scope) -> Comparison:
    """Compare two ends of intervals, of which some may be infinite."""
    if _INFINITE & {left, right}:
        return Comparison("equal", Evidence("proved")) if left == right else _WRONG_END
    return compare(left, right, scope)


def _sets(left: Sequence[Node], right: Sequence[Node], scope: Scope) -> Comparison:
    """Each element of one in the other, whatever the order."""
    results: list[Comparison] = []
    for some, others, message in ((left, right, TOO_MUCH), (right, left, TOO_LITTLE)):
        for element in some:
            against = [compare(element, other, scope) for other in others]
            equal = [result for result in against if result.outcome == "equal"]
            if not equal:
                unclear = any(result.outcome == "undecided" for result in against)
                return UNDECIDED if unclear else Comparison("different", message=message)
            results.append(equal[0])
    return joined(results)
