"""Equal as objectives: up to an added constant, a positive factor, or both.

Each is turned into plain equalities by looking at two (or four) values of what is varied: a
difference is constant when D(w) = D(w'), a ratio when L(w) R(w') = L(w') R(w).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import numpy as np

from quiz.symbolic.arrays import as_number
from quiz.symbolic.calculus import without_derivatives
from quiz.symbolic.comparing import compare
from quiz.symbolic.comparison import Comparison
from quiz.symbolic.errors import TooLargeError
from quiz.symbolic.points import random_batches
from quiz.symbolic.scope import Scope
from quiz.symbolic.tree import Add, Multiply, Name, Negate, Node, substitute
from quiz.symbolic.vectorised import values_at

UpTo = Literal["nothing", "constant", "positive_scale", "affine"]
Found = Callable[[Comparison], None] | None


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
    wide, copies = _with_copies(scope, varied, 4 if up_to == "affine" else 2)
    lefts = [substitute(left, names) for names in copies]
    rights = [substitute(right, names) for names in copies]
    if up_to == "constant":
        crossed = _minus(lefts[0], rights[0]), _minus(lefts[1], rights[1])
        return _verdict(compare(*crossed, wide, quick=quick, found=found))
    if up_to == "affine":
        lefts = [_minus(lefts[0], lefts[1]), _minus(lefts[2], lefts[3])]
        rights = [_minus(rights[0], rights[1]), _minus(rights[2], rights[3])]
    crossed = Multiply((lefts[0], rights[1])), Multiply((lefts[1], rights[0]))
    comparison = compare(*crossed, wide, quick=True)
    if comparison.outcome != "equal":
        return comparison
    opposed = _opposed(lefts[0], rights[0], wide)
    if opposed is not None:
        return opposed
    return compare(*crossed, wide, quick=quick, found=found)


def _verdict(comparison: Comparison) -> Comparison:
    """Without a counterexample: it would be in copies of what is varied, which nobody typed."""
    return Comparison("different") if comparison.outcome == "different" else comparison


def proportional(left: Node, right: Node, scope: Scope, *, quick: bool = False) -> Comparison:
    """Whether one expression is a constant other than zero times the other."""
    left, right = (without_derivatives(as_number(node, scope)) for node in (left, right))
    symbols = scope.used(left, right)
    wide, copies = _with_copies(scope, symbols, 2)
    lefts = [substitute(left, names) for names in copies]
    rights = [substitute(right, names) for names in copies]
    crossed = Multiply((lefts[0], rights[1])), Multiply((lefts[1], rights[0]))
    if _vanishes(left, scope) != _vanishes(right, scope):
        return Comparison("different")
    return compare(*crossed, wide, quick=quick)


def _with_copies(
    scope: Scope, varied: tuple[str, ...], count: int
) -> tuple[Scope, list[dict[str, Node]]]:
    """Copies of the varied symbols under names that nobody can type, in the same domains."""
    symbols = dict(scope.symbols)
    copies: list[dict[str, Node]] = [{}]
    for number in range(1, count):
        marks = "′" * number
        for name in varied:
            symbols[name + marks] = scope.declaration(name)
        copies.append({name: Name(name + marks) for name in varied})
    return replace(scope, symbols=symbols), copies


def _minus(left: Node, right: Node) -> Node:
    return Add((left, Negate(right)))


def _vanishes(node: Node, scope: Scope) -> bool:
    return all(
        bool(np.all(np.nan_to_num(values_at(node, batch)) == 0))
        for batch in random_batches(scope, node)
    )


def _opposed(left: Node, right: Node, scope: Scope) -> Comparison | None:
    """Different, when the ratio of the two is somewhere negative or one of them is always zero."""
    signs: set[float] = set()
    zeros = [True, True]
    for batch in random_batches(scope, left, right):
        try:
            values = values_at(left, batch), values_at(right, batch)
        except TooLargeError:
            continue
        with np.errstate(all="ignore"):
            product = np.sign(values[0]) * np.sign(values[1])
        signs |= {float(sign) for sign in product if sign}
        zeros = [zero and not np.any(value) for zero, value in zip(zeros, values, strict=True)]
    if zeros[0] != zeros[1] or -1.0 in signs:
        return Comparison("different")
    return None
