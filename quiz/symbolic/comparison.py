"""What comparing two expressions comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from quiz.symbolic.tasks import Evidence

Outcome = Literal["equal", "different", "undecided"]


@dataclass(frozen=True)
class Comparison:
    """Equal or different with the evidence, or undecided with a sentence that says why."""

    outcome: Outcome
    evidence: Evidence | None = None
    message: str | None = None


def different(
    point: Mapping[str, Any], left: float | str | None, right: float | str | None
) -> Comparison:
    """Different, shown at an exact point by the values of both sides there."""
    shown = {name: _shown(value) for name, value in point.items()}
    return Comparison("different", Evidence("counterexample", 1, shown, left, right))


def _shown(value: Any) -> object:
    if isinstance(value, tuple):
        return [_shown(item) for item in value]
    if not isinstance(value, int | float | Fraction):
        return float(value)
    fraction = Fraction(value)
    return int(fraction) if fraction.denominator == 1 else float(fraction)


UNDECIDED = Comparison(
    "undecided", message="It could not be settled with numbers whether the two are equal."
)
