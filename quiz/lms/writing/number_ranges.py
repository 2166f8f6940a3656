"""The numbers that count as right, as other systems want them: decimals, with their range."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from quiz.questions.authored import NumberOrFormula
from quiz.questions.base import Values
from quiz.questions.formulas import number_of
from quiz.questions.number_answer import NumberAnswer
from quiz.questions.numbers import leading_place, power_of_ten
from quiz.questions.tolerance import ROUNDING
from quiz.symbolic.errors import MathematicsError

FIGURES = 6
"""To how many figures a fraction without a tolerance is right where only decimals are typed."""

FINER = 3
"""How many figures finer than its distance a computed number is written."""


@dataclass(frozen=True)
class NumberRange:
    """A number and how far from it a response may be, the ends included."""

    value: Fraction
    distance: Fraction
    feedback: str = ""
    score: float = 1

    @property
    def key(self) -> str:
        """The number as a decimal."""
        return decimal(self.value)

    @property
    def low(self) -> str:
        """The least number that is right."""
        return decimal(self.value - self.distance)

    @property
    def high(self) -> str:
        """The greatest number that is right."""
        return decimal(self.value + self.distance)

    @property
    def margin(self) -> str:
        """The distance as a decimal."""
        return decimal(self.distance)


def right_range(number: NumberAnswer, values: Values) -> NumberRange:
    """What is right in the variant with these values. Raises `MathematicsError` without a value."""
    return _range(number, number.answer, values)


def mistake_ranges(number: NumberAnswer, values: Values) -> Iterator[NumberRange]:
    """The recognised wrong numbers that have a value here."""
    for mistake in number.mistakes:
        try:
            found = _range(number, mistake.answer, values)
        except MathematicsError:
            continue
        yield NumberRange(found.value, found.distance, mistake.feedback, mistake.score)


def is_typed_as_a_fraction(number: NumberAnswer, values: Values) -> bool:
    """Whether the key is a fraction that no decimal equals, and has to be met exactly."""
    return number.tolerance is None and not _is_decimal(Fraction(number.value(values)))


def _range(number: NumberAnswer, answer: NumberOrFormula, values: Values) -> NumberRange:
    found = number_of(answer, values)
    value = Fraction(repr(found)) if isinstance(found, float) else Fraction(found)
    if number.tolerance:
        distance = number.tolerance.allowed(value)
    elif isinstance(found, float):
        distance = ROUNDING * abs(value)
    elif _is_decimal(value):
        distance = Fraction(0)
    else:
        distance = power_of_ten(leading_place(value) - FIGURES + 1) / 2
    if isinstance(found, float) or not _is_decimal(value):
        value = _short(value, beside=distance)
        distance = _short(distance, beside=distance)
    return NumberRange(value, distance)


def _short(value: Fraction, *, beside: Fraction) -> Fraction:
    """A computed number with as many figures as matter beside a distance, and at least six."""
    if not value or not beside:
        return value
    place = min(leading_place(value) - FIGURES + 1, leading_place(beside) - FINER)
    unit = power_of_ten(place)
    return round(value / unit) * unit


def _is_decimal(value: Fraction) -> bool:
    rest = value.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    return rest == 1


def decimal(value: Fraction) -> str:
    """A number as a decimal without an exponent: exact where its digits end within 30 places."""
    if value.denominator == 1:
        return str(value.numerator)
    places = next((n for n in range(1, 31) if (value * 10**n).denominator == 1), 0)
    if not places:
        size = leading_place(value)
        places = max(1, 15 - size)
    digits = str(round(abs(value) * 10**places)).rjust(places + 1, "0")
    whole, part = digits[:-places], digits[-places:].rstrip("0")
    return ("-" if value < 0 else "") + (f"{whole}.{part}" if part else whole)
