"""Evaluating at one exact point with as many digits as it takes: what settles a doubtful point."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Literal

import mpmath
from mpmath import mp

from quiz.symbolic.errors import MathematicsError, TooLargeError, UndefinedError
from quiz.symbolic.many_digits import TOO_LARGE, effort, lost, value_of
from quiz.symbolic.tree import Node

FEW_DIGITS = 30
DIGITS = (40, 80, 160)
SPARE_DIGITS = 15
SHRINKING = 0.7
"""Of the digits that are added, the part by which the gap of two equal values shrinks at least."""

MAX_EXTRA_DIGITS = 1300

Relation = Literal[
    "equal", "different", "left_undefined", "right_undefined", "undefined", "unclear"
]


def relate(left: Node, right: Node, values: Mapping[str, Any]) -> Relation:
    """How two expressions compare at an exact point, by evaluating with more and more digits.

    A true difference keeps its size as digits are added; rounding noise shrinks with them.
    `unclear` says that neither was seen with the digits allowed, or that there is no number to see.
    """
    try:
        return _related(left, right, values)
    except MathematicsError:
        return "unclear"


def _related(left: Node, right: Node, values: Mapping[str, Any]) -> Relation:
    gaps: list[tuple[Any, int]] = []
    undefined: Relation | None = None
    extra = 0
    for digits in (*DIGITS, 2 * DIGITS[-1], MAX_EXTRA_DIGITS, MAX_EXTRA_DIGITS + DIGITS[0]):
        if digits == MAX_EXTRA_DIGITS and lost.floor is None:
            break
        with mp.workdps(digits + extra):
            lost.digits, lost.floor = 0, None
            one, other = value_of(left, values), value_of(right, values)
            if lost.digits > MAX_EXTRA_DIGITS or one is TOO_LARGE or other is TOO_LARGE:
                return "unclear"
            if lost.digits > extra + SPARE_DIGITS:
                extra = lost.digits
                continue
            seen = undefined_side(one, other)
            if seen is not None:
                # Twice, with more digits: with few, 1 - sigmoid(100) is 0 and has no log.
                if seen == undefined:
                    return seen
                undefined = seen
                continue
            gaps.append((one - other, digits + extra))
        relation = _of_gaps(gaps)
        if relation is not None:
            return relation
    return "equal" if len(gaps) > 1 and gaps[-1][0] == 0 else "unclear"


def _of_gaps(gaps: list[tuple[Any, int]]) -> Relation | None:
    """What the last two of the gaps between the sides, with their digits, say; None if nothing yet.

    Noise shrinks by nearly as many digits as there are more; by fewer, where a true difference
    comes to light that noise has hidden.
    """
    if len(gaps) < 2:
        return None
    (first, few), (second, many) = gaps[-2:]
    earlier, later = abs(first), abs(second)
    if later and later < earlier * mpmath.mpf(10) ** (SHRINKING * (few - many)):
        return "equal"
    # Where terms cancel to nothing, what is smaller than their last digit says nothing.
    if lost.floor is not None and (later == 0 or mpmath.mag(later) <= lost.floor):
        return None
    if later == 0:
        return "equal"
    return "different" if abs(second - first) < later * mpmath.mpf(10) ** -6 else None


def is_defined(node: Node, values: Mapping[str, Any]) -> bool:
    """Whether an expression has a value at an exact point, as far as it is seen."""
    for digits in DIGITS:
        with mp.workdps(digits):
            try:
                if value_of(node, values) is not None:
                    return True
            except MathematicsError:
                return True
    return False


def quick_values(left: Node, right: Node, values: Mapping[str, Any]) -> tuple[float, float] | None:
    """Both values at an exact point with a few digits more than floats have.

    None where either is undefined or too large, or where a sum loses too many of the digits.
    """
    lost.digits = 0
    with mp.workdps(FEW_DIGITS):
        try:
            one, other = value_of(left, values), value_of(right, values)
        except MathematicsError:
            return None
        unclear = one is TOO_LARGE or other is TOO_LARGE or lost.digits > SPARE_DIGITS
        if unclear or undefined_side(one, other):
            return None
        floats = float(one), float(other)
    return floats if math.isfinite(floats[0]) and math.isfinite(floats[1]) else None


def shown_values(
    left: Node, right: Node, values: Mapping[str, Any]
) -> tuple[float | str | None, float | str | None]:
    """Both values at an exact point; None where one is undefined.

    Floats, or text with as many digits as it takes to see them differ.
    """
    effort.numbers = 0
    missing: set[str] = set()
    for digits in (DIGITS[0], DIGITS[1], DIGITS[-1] + MAX_EXTRA_DIGITS):
        with mp.workdps(digits):
            one, other = (value_of(node, values) for node in (left, right))
        floats = _as_float(one), _as_float(other)
        undefined = str(undefined_side(one, other))
        # A side is undefined if it is so twice; with few digits it may only seem so.
        if floats[0] != floats[1] and (None not in floats or undefined in missing):
            return floats
        missing.add(undefined)
    if None in floats:
        return floats
    with mp.workdps(DIGITS[-1] + MAX_EXTRA_DIGITS):
        for digits in (20, 40):
            texts = mpmath.nstr(one, digits), mpmath.nstr(other, digits)
            if texts[0] != texts[1]:
                return texts
        gap = mpmath.nstr(abs(one - other), 6)
        text = mpmath.nstr(other, 10)
        return f"{text} {'+' if one > other else '-'} {gap}", text


def _as_float(value: Any) -> float | str | None:
    if value is None or value is TOO_LARGE:
        return None
    number = float(value)
    return number if mpmath.isfinite(number) else str(mpmath.nstr(value, 10))


def evaluate(node: Node, values: Mapping[str, Any]) -> Any:
    """The value in the precision that mpmath works with at the moment.

    Raises `UndefinedError` where there is no real value, `TooLargeError` where it is too large.
    """
    effort.numbers = 0
    result = value_of(node, values)
    if result is None:
        raise UndefinedError("this has no real value here")
    if result is TOO_LARGE:
        raise TooLargeError("this value is too large")
    return result


def undefined_side(one: Any, other: Any) -> Relation | None:
    """Which of two values are missing; None if both are there."""
    if one is None:
        return "undefined" if other is None else "left_undefined"
    return "right_undefined" if other is None else None
