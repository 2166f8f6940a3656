"""Exact numbers: as an author writes them, rounded, and shown to a person."""

from __future__ import annotations

from fractions import Fraction

from quiz.symbolic.tasks import Value

FIGURES = 6
MOST_DIGITS, MOST_ZEROS = 15, 9
"""A number with more before its point, or behind it before its figures, is hard to read."""


def exact_number(written: float) -> int | Fraction:
    """A number as written in YAML or JSON: 0.1 is one tenth. Raises ValueError unless finite."""
    return whole_or_fraction(Fraction(repr(written)) if isinstance(written, float) else written)


def whole_or_fraction(number: Fraction | int) -> int | Fraction:
    """The number as an int where it is whole."""
    return number.numerator if number.denominator == 1 else number


def leading_place(number: Fraction) -> int:
    """The power of ten of the first significant figure: -1 for 0.105, 2 for 123."""
    size = abs(number)
    place = len(str(size.numerator)) - len(str(size.denominator))
    return place if size >= power_of_ten(place) else place - 1


def power_of_ten(exponent: int) -> Fraction:
    """Ten to a whole exponent, exactly."""
    return Fraction(10**exponent) if exponent >= 0 else Fraction(1, 10**-exponent)


def rounded_to_figures(number: Fraction, figures: int) -> Fraction:
    """The number rounded to significant figures, halves away from zero."""
    if number == 0:
        return number
    unit = power_of_ten(leading_place(number) - figures + 1)
    return _rounded_to_unit(number, unit)


def _rounded_to_unit(number: Fraction, unit: Fraction) -> Fraction:
    steps = (abs(number) / unit + Fraction(1, 2)) // 1
    return steps * unit * (1 if number >= 0 else -1)


def shown(value: Value, decimals: int | None = None) -> str:
    """A value as a person reads it.

    With `decimals` it is rounded to them. Otherwise whole numbers, short decimals and small
    fractions are exact, and everything else has six significant figures. A list is its values
    with commas between them.
    """
    if isinstance(value, tuple):
        return ", ".join(shown(item, decimals) for item in value)
    if isinstance(value, float) and (value != value or abs(value) == float("inf")):
        return str(value)
    number = Fraction(value)
    if decimals is not None:
        return _decimal_text(_rounded_to_unit(number, power_of_ten(-decimals)), decimals)
    if number.denominator == 1 and (isinstance(value, int) or abs(number) < 10**15):
        return str(number.numerator)
    rounded = rounded_to_figures(number, FIGURES)
    if not isinstance(value, float) and rounded != number and _is_small(number):
        return str(number)
    places = max(0, FIGURES - 1 - leading_place(rounded))
    return _decimal_text(rounded, places).rstrip("0").rstrip(".") if places else str(rounded)


def in_figures(number: Fraction | float) -> tuple[str, Fraction | float]:
    """A number that was typed, as a person reads it, and which number that text is.

    A very large or small one is six figures times a power of ten: `1.5·10^400`.
    """
    exact = Fraction(number)
    place = leading_place(exact) if exact else 0
    if -MOST_ZEROS <= place < MOST_DIGITS:
        text = shown(number)
        return text, Fraction(text)
    rounded = rounded_to_figures(exact, FIGURES)
    place = leading_place(rounded)
    figures = shown(rounded / power_of_ten(place))
    power = f"10^{place}" if place > 0 else f"10^({place})"
    return {"1": power, "-1": f"-{power}"}.get(figures, f"{figures}·{power}"), rounded


def _is_small(number: Fraction) -> bool:
    return number.denominator < 100 and abs(number.numerator) < 1000


def _decimal_text(number: Fraction, decimals: int) -> str:
    digits = str(abs(number.numerator) * 10**decimals // number.denominator)
    digits = digits.rjust(decimals + 1, "0")
    whole, part = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}.{part}" if decimals else f"{sign}{whole}"
