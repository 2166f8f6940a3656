"""A number as the texts that count as right, for systems that compare letter by letter."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from quiz.lms.writing.exporting import LeftOutError
from quiz.lms.writing.number_ranges import decimal, is_typed_as_a_fraction
from quiz.questions.base import Values
from quiz.questions.number_answer import NumberAnswer
from quiz.questions.numbers import shown
from quiz.questions.tolerance import decimals_to_show

ROUNDED_ONLY = "a number is compared as text: only its rounded value counts"


def number_spellings(asked: NumberAnswer, values: Values) -> tuple[str, ...]:
    """How the key can be typed: rounded as the tolerance asks, with and without a leading zero.

    Raises `LeftOutError` where that leaves out most of what is right: a range, or a fraction.
    """
    key = Fraction(asked.value(values))
    tolerance = asked.tolerance
    if tolerance is None:
        if is_typed_as_a_fraction(asked, values):
            raise LeftOutError("its number is a fraction, and numbers are compared as text here")
        return tuple(_written(decimal(key)))
    if tolerance.decimals is None and tolerance.significant_figures is None:
        raise LeftOutError("its number is right within a range, and numbers are compared as text")
    return tuple(_written(shown(key, decimals_to_show(tolerance, key))))


def _written(number: str) -> Iterator[str]:
    sign, digits = ("-", number[1:]) if number.startswith("-") else ("", number)
    forms = [digits]
    if "." in digits:
        forms.append(digits.rstrip("0").rstrip("."))
    forms += [form.removeprefix("0") for form in forms if form.startswith("0.")]
    for form in dict.fromkeys(forms):
        yield sign + form
        if sign:
            yield "−" + form
