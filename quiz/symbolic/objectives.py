"""Equal as objectives: up to an added constant, a positive factor, or both.

Each is turned into plain equalities by looking at two (or four) values of what is varied: a
difference is constant when D(w) = D(w'), a ratio when L(w) R(w') = L(w') R(w).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Literal

import numpy as np

from quiz.symbolic.arrays import as_number
from quiz.symbolic.calculus import without_derivatives
from quiz.symbolic.comparing import compare
from quiz.symbolic.comparison import Comparison
from quiz.symbolic.errors import TooLargeError
from quiz.symbolic.objective_evidence import Copies, shown_difference
from quiz.symbolic.points import Batch, exact_value, random_batches, simple_batches
from quiz.symbolic.precise import quick_values
from quiz.symbolic.scope import Scope
from quiz.symbolic.tree import Add, Multiply, Name, Negate, Node, Number, substitute
from quiz.symbolic.vectorised import values_at

UpTo = Literal["nothing", "constant", "positive_scale", "affine"]
Found = Callable[[Comparison], None] | None

MOST_SUSPECTS = 3
NOISE = 1e-12


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
        crossed = _minus(lefts[0], rights[0]), _minus(lefts[1], rights[1])
    else:
        if up_to == "affine":
            lefts = [_minus(lefts[1], lefts[0]), _minus(lefts[2], lefts[0])]
            rights = [_minus(rights[1], rights[0]), _minus(rights[2], rights[0])]
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
    zeros = [compare(side, Number(Fraction(0)), scope, quick=True) for side in (left, right)]
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


def _minus(left: Node, right: Node) -> Node:
    return Add((left, Negate(right)))


def _opposed(left: Node, right: Node, scope: Scope) -> Comparison | None:
    """Different, when the ratio of the two is negative or zero somewhere, or not defined."""
    zeros = [True, True]
    suspects: list[tuple[Batch, int]] = []
    for batch in (*random_batches(scope, left, right), *simple_batches(scope, left, right)):
        try:
            values = values_at(left, batch), values_at(right, batch)
        except TooLargeError:
            continue
        unlike = (np.sign(values[0]) != np.sign(values[1])) & np.isfinite(values[0] + values[1])
        suspects += [(batch, int(number)) for number in np.flatnonzero(unlike)[:MOST_SUSPECTS]]
        zeros = [zero and not np.any(value) for zero, value in zip(zeros, values, strict=True)]
    if zeros[0] != zeros[1] or any(_unlike(left, right, scope, *place) for place in suspects):
        return Comparison("different")
    return None


def _unlike(left: Node, right: Node, scope: Scope, batch: Batch, number: int) -> bool:
    """Whether two values differ in sign or one alone is zero, as more digits than a float's say."""
    fixed = {name: exact_value(value) for name, value in scope.values.items()}
    values = quick_values(left, right, {**batch.point(number), **fixed})
    if values is None:
        return False
    smaller, larger = sorted(values, key=abs)
    return abs(larger) > NOISE and (abs(smaller) < NOISE**2 or (smaller < 0) != (larger < 0))
