"""What comparing two expressions comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Any, Literal

from quiz.symbolic.tasks import Evidence

Outcome = Literal["equal", "different", "undecided"]

FEW_STEPS, MOST_STEPS = 5_000, 60_000
"""How long a proof is looked for: at first, and where nothing else is left to do."""


class Proof(Enum):
    """Where two expressions are proved equal, of the points at which both are defined.

    `TOO_LONG` and `NONE` say that no proof was found, never that the two differ.
    """

    EVERYWHERE = "everywhere"
    NEARLY_EVERYWHERE = "everywhere but on a set of measure zero"
    TOO_LONG = "not within the steps allowed"
    NONE = "not at all"

    @property
    def is_found(self) -> bool:
        """Whether there is a proof."""
        return self in (Proof.EVERYWHERE, Proof.NEARLY_EVERYWHERE)


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
    if isinstance(value, int | Fraction) and value.denominator == 1:
        return int(value)
    number = float(value)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


UNDECIDED = Comparison(
    "undecided", message="It could not be settled with numbers whether the two are equal."
)
