"""How near to the key a number has to be, compared exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

from pydantic import Field, model_validator

from quiz.questions.authored import Authored, mistake
from quiz.questions.numbers import exact_number, leading_place, power_of_ten

ROUNDING = Fraction(1, 10**13)
"""What rounding in floating point may have changed, relative to the number."""

Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Tolerance(Authored):
    """Each key allows a distance from the answer; of several, the widest counts."""

    absolute: Positive | None = None
    relative: Positive | None = None
    decimals: int | None = Field(default=None, ge=0, le=15)
    significant_figures: int | None = Field(default=None, ge=1, le=15)

    @model_validator(mode="after")
    def _allows_something(self) -> Tolerance:
        if not self.model_fields_set:
            raise mistake(
                "tolerance_empty",
                "a tolerance needs absolute, relative, decimals or significant_figures",
            )
        return self

    def allowed(self, key: Fraction) -> Fraction:
        """The distance from the key that is still right, the edge included."""
        distances = [Fraction(0)]
        if self.absolute is not None:
            distances.append(Fraction(exact_number(self.absolute)))
        if self.relative is not None:
            distances.append(Fraction(exact_number(self.relative)) * abs(key))
        if self.decimals is not None:
            distances.append(power_of_ten(-self.decimals) / 2)
        if self.significant_figures is not None and key != 0:
            place = leading_place(key) - self.significant_figures + 1
            distances.append(power_of_ten(place) / 2)
        return max(distances)


def is_near(number: Fraction | float, key: Fraction | float, tolerance: Tolerance | None) -> bool:
    """Whether a number is right: within the tolerance, or equal where there is none.

    Fractions are compared exactly. Where either was computed in floating point, what rounding
    may have changed is allowed too.
    """
    given, wanted = Fraction(number), Fraction(key)
    allowed = tolerance.allowed(wanted) if tolerance else Fraction(0)
    if isinstance(number, float) or isinstance(key, float):
        allowed += ROUNDING * max(abs(given), abs(wanted))
    return abs(given - wanted) <= allowed


def decimals_to_show(tolerance: Tolerance | None, key: Fraction) -> int | None:
    """With how many decimals an answer is shown, as precise as the tolerance asks."""
    if tolerance is None:
        return None
    if tolerance.decimals is not None:
        return tolerance.decimals
    if tolerance.significant_figures is not None and key != 0:
        return max(0, tolerance.significant_figures - 1 - leading_place(key))
    return None
