"""Showing that two objectives differ: a few points between which they do not go together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quiz.symbolic.counterexample import place, shown_value
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.outcomes import Comparison, different
from quiz.symbolic.points import Batch, simple_batches
from quiz.symbolic.precise import quick_values
from quiz.symbolic.scope import Scope
from quiz.symbolic.tree import Node

MOST_POINTS = 16
"""How many points are tried for each choice of the lengths."""

CLEAR = 1e-6
DIGITS = 4


@dataclass(frozen=True)
class Copies:
    """Both sides, once for each copy of the symbols that are varied, and the names of those."""

    lefts: Sequence[Node]
    rights: Sequence[Node]
    names: Sequence[tuple[str, ...]]


def shown_difference(copies: Copies, scope: Scope, up_to: str) -> Comparison:
    """Different, with a counterexample and a sentence where points with small numbers show one."""
    for batch, number in _places(copies, scope):
        point = batch.point(number)
        values = [
            quick_values(left, right, point)
            for left, right in zip(copies.lefts, copies.rights, strict=True)
        ]
        found = _difference(values, point, copies.names, up_to)
        if found is not None:
            return found
    return Comparison("different")


def _places(copies: Copies, scope: Scope) -> Iterator[tuple[Batch, int]]:
    try:
        for batch in simple_batches(scope, *copies.lefts, *copies.rights):
            for number in range(min(batch.count, MOST_POINTS)):
                yield batch, number
    except MathematicsError:
        return


def _difference(
    values: Sequence[tuple[float, float] | None],
    point: dict[str, Any],
    names: Sequence[tuple[str, ...]],
    up_to: str,
) -> Comparison | None:
    first, second, *_ = values
    if first is None:
        return None
    if up_to == "positive_scale" and _opposed(*first):
        here = {name: value for name, value in point.items() if "′" not in name}
        return different(here, *first)
    if second is None:
        return None
    (left, right), (left_then, right_then) = first, second
    if up_to == "positive_scale":
        if not left or not right or not _apart(left_then / left, right_then / right):
            return None
        return _said(point, names[:2], "is multiplied", [left_then / left], [right_then / right])
    steps = [
        [pair[side] - first[side] for pair in values[1:] if pair is not None] for side in (0, 1)
    ]
    if up_to == "constant" or _opposed(steps[0][0], steps[1][0]):
        if not _apart(steps[0][0], steps[1][0]):
            return None
        return _said(point, names[:2], "changes", steps[0][:1], steps[1][:1])
    if len(steps[0]) < 2 or not _apart(steps[0][0] * steps[1][1], steps[0][1] * steps[1][0]):
        return None
    return _said(point, names[:3], "changes", steps[0][:2], steps[1][:2])


def _opposed(one: float, other: float) -> bool:
    """Whether one number is negative, zero or positive and the other is not."""
    signs = [math.copysign(1, number) if abs(number) > CLEAR else 0 for number in (one, other)]
    return signs[0] != signs[1]


def _apart(one: float, other: float) -> bool:
    return abs(one - other) > CLEAR * max(1, abs(one), abs(other))


def _said(
    point: Mapping[str, Any],
    names: Sequence[tuple[str, ...]],
    verb: str,
    left: list[float],
    right: list[float],
) -> Comparison | None:
    """The difference with a sentence, `Between mu = 0 and mu = 1 your answer changes by …`."""
    wanted = {name for copy in names for name in copy}
    kept = {name: value for name, value in point.items() if "′" not in name or name in wanted}
    evidence = different(kept, _measure(left), _measure(right)).evidence
    assert evidence is not None
    shown = evidence.at
    spots = [
        place({name.rstrip("′"): shown[name] for name in copy if name in shown}) for copy in names
    ]
    if len(set(spots)) < len(spots):
        return None
    others = place({name: value for name, value in shown.items() if name not in wanted})
    where = f", at {others}," if others else ""
    one, other = (
        " and ".join(shown_value(step, DIGITS) for step in side) for side in (left, right)
    )
    if one == other:
        return None
    ways = " and ".join(f"from {spots[0]} to {spot}" for spot in spots[1:])
    sentence = f"{ways}{where} your answer {verb} by {one}, the right one by {other}."
    return Comparison("different", evidence, f"{sentence[0].upper()}{sentence[1:]}")


def _measure(steps: Sequence[float]) -> float:
    """The step, or the second beside the first."""
    return steps[-1] / steps[0] if len(steps) > 1 and steps[0] else steps[-1]
