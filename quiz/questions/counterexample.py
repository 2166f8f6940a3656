"""A counterexample in plain words: where two sides differ, and what they are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isfinite

from quiz.symbolic.tasks import Evidence

MAX_NAMES = 6


def in_words(evidence: Evidence | None, left: str, right: str) -> str | None:
    """A sentence such as “At p = 1/2, y = 1 your answer is 0.69 and the right one is -0.69.”

    `left` and `right` name the two sides. None where the evidence is no counterexample.
    """
    if evidence is None or evidence.kind != "counterexample":
        return None
    sides = f"{left} {_is(evidence.left)} and {right} {_is(evidence.right)}."
    place = _place(evidence.at)
    return f"At {place} {sides}" if place else sides[0].upper() + sides[1:]


def _place(at: Mapping[str, object]) -> str:
    shown = [f"{name} = {_value(value)}" for name, value in at.items()]
    if len(shown) > MAX_NAMES:
        return ", ".join(shown[:MAX_NAMES]) + ", …"
    return ", ".join(shown)


def _is(side: float | str | None) -> str:
    return "is undefined" if side is None else f"is {_value(side)}"


def _value(value: object) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"({', '.join(_value(item) for item in value)})"
    if isinstance(value, float):
        return _short(value)
    return str(value)


def _short(value: float) -> str:
    """A whole number or simple fraction where it is one, else three significant figures."""
    if not isfinite(value) or abs(value) >= 1e15:
        return f"{value:.3g}"
    near = Fraction(value).limit_denominator(10)
    if abs(float(near) - value) < 1e-12:
        return str(near)
    return f"{value:.3g}"
