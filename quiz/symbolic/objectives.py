"""Equal as objectives: up to an added constant, a positive factor, or both.

Each is turned into plain equalities by looking at two (or four) values of what is varied: a
difference is constant when D(w) = D(w'), a ratio when L(w) R(w') = L(w') R(w).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Literal

import numpy as np
from mpmath import mp

from quiz.symbolic.arrays import as_number
from quiz.symbolic.calculus import without_derivatives
from quiz.symbolic.comparing import compare
from quiz.symbolic.errors import MathematicsError, TooLargeError
from quiz.symbolic.objective_evidence import Copies, shown_difference
from quiz.symbolic.outcomes import Comparison
from quiz.symbolic.points import random_batches, simple_batches
from quiz.symbolic.precise import MAX_EXTRA_DIGITS, evaluate, relate
from quiz.symbolic.scope import Scope
from quiz.symbolic.tree import ZERO, Multiply, Name, Node, minus, substitute
from quiz.symbolic.vectorised import values_at

UpTo = Literal["nothing", "constant", "positive_scale", "affine"]
Found = Callable[[Comparison], None] | None

MOST_SUSPECTS = 3


def compare_up_to(
    left: Node,
    right: Node,
    scope: Scope,
    up_to: UpTo,
    varied: tuple[str, ...],
    found: Found = None,
    *,
    quick: bool = False,
) -> Comparison:
    """Compare two expressions as objectives in the symbols `varied`; all else is constant.

    `quick` wants the outcome alone.
    """
    if up_to == "nothing":
        return compare(left, right, scope, quick=quick, found=found)
    left, right = (without_derivatives(as_number(node, scope)) for node in (left, right))
    wide, copies = _with_copies(scope, varied, 3 if up_to == "affine" else 2)
    lefts = [substitute(left, names) for names in copies]
    rights = [substitute(right, names) for names in copies]
    shown = Copies(lefts, rights, _names(varied, len(copies)))
    if up_to == "constant":
        crossed = minus(lefts[0], rights[0]), minus(lefts[1], rights[1])
    else:
        if up_to == "affine":
            lefts = [minus(lefts[1], lefts[0]), minus(lefts[2], lefts[0])]
            rights = [minus(rights[1], rights[0]), minus(rights[2], rights[0])]
        crossed = Multiply((lefts[0], rights[1])), Multiply((lefts[1], rights[0]))
    comparison = compare(*crossed, wide, quick=True)
    if comparison.outcome == "equal" and up_to != "constant":
        comparison = _opposed(lefts[0], rights[0], wide) or comparison
    if quick or comparison.outcome == "undecided":
        return comparison
    if comparison.outcome == "different":
        return shown_difference(shown, wide, up_to)
    return compare(*crossed, wide, found=found)


def proportional(left: Node, right: Node, scope: Scope, *, quick: bool = False) -> Comparison:
    """Whether one expression is a constant other than zero times the other."""
    left, right = (without_derivatives(as_number(node, scope)) for node in (left, right))
    symbols = scope.used(left, right)
    wide, copies = _with_copies(scope, symbols, 2)
    lefts = [substitute(left, names) for names in copies]
    rights = [substitute(right, names) for names in copies]
    crossed = Multiply((lefts[0], rights[1])), Multiply((lefts[1], rights[0]))
    # Where one is zero everywhere, the crossed products are equal whatever the other is.
    zeros = [compare(side, ZERO, scope, quick=True) for side in (left, right)]
    if any(zero.outcome == "equal" for zero in zeros):
        return compare(left, right, scope, quick=quick)
    undecided = next((zero for zero in zeros if zero.outcome == "undecided"), None)
    return undecided or compare(*crossed, wide, quick=quick)


def _with_copies(
    scope: Scope, varied: tuple[str, ...], count: int
) -> tuple[Scope, list[dict[str, Node]]]:
    """Copies of the varied symbols under names that nobody can type, in the same domains."""
    symbols = dict(scope.symbols)
    copies: list[dict[str, Node]] = [{}]
    for marked in _names(varied, count)[1:]:
        symbols |= {
            copy: scope.declaration(name) for name, copy in zip(varied, marked, strict=True)
        }
        copies.append({name: Name(copy) for name, copy in zip(varied, marked, strict=True)})
    return replace(scope, symbols=symbols), copies


def _names(varied: tuple[str, ...], count: int) -> list[tuple[str, ...]]:
    """What the varied symbols are called in each copy: themselves in the first."""
    return [tuple(name + "′" * number for name in varied) for number in range(count)]


def _opposed(left: Node, right: Node, scope: Scope) -> Comparison | None:
    """Different, when the ratio of the two is negative or zero somewhere, or not defined."""
    for batch in (*random_batches(scope, left, right), *simple_batches(scope, left, right)):
        try:
            signs = (np.sign(values_at(node, batch)) for node in (left, right))
        except TooLargeError:
            continue
        # What floats cannot hold is looked at as well.
        for number in np.flatnonzero(np.not_equal(*signs))[:MOST_SUSPECTS]:
            if _are_opposed(left, right, batch.point(int(number))):
                return Comparison("different")
    return None


def _are_opposed(left: Node, right: Node, point: Mapping[str, Any]) -> bool:
    """Whether at an exact point the values differ in sign, or one alone is zero."""
    signs = [_sign(node, point) for node in (left, right)]
    return None not in signs and signs[0] != signs[1]


def _sign(node: Node, values: Mapping[str, Any]) -> int | None:
    """-1, 0 or 1; None where it cannot be told."""
    try:
        relation = relate(node, ZERO, values)
        if relation == "equal":
            return 0
        with mp.workdps(MAX_EXTRA_DIGITS):
            positive = evaluate(node, values) > 0
    except MathematicsError:
        return None
    return (1 if positive else -1) if relation == "different" else None
