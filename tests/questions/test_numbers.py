from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.questions.numbers import exact_number, in_figures, leading_place, power_of_ten, shown
from quiz.symbolic.tasks import Value


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (3, None, "3"),
        (-3, None, "-3"),
        (Fraction(1, 2), None, "0.5"),
        (Fraction(-1, 8), None, "-0.125"),
        (Fraction(1, 3), None, "1/3"),
        (Fraction(-22, 7), None, "-22/7"),
        (Fraction(1, 700), None, "0.00142857"),
        (Fraction(123456789, 1000), None, "123457"),
        (Fraction(1, 10**7), None, "0.0000001"),
        (0.1, None, "0.1"),
        (1 / 3, None, "0.333333"),
        (2.0, None, "2"),
        (1e20, None, "100000000000000000000"),
        (0.9999999, None, "1"),
        (10**20, None, "100000000000000000000"),
        (Fraction(9, 10), 2, "0.90"),
        (Fraction(-1, 200), 2, "-0.01"),
        (Fraction(-1, 1000), 2, "0.00"),
        (2, 1, "2.0"),
        (2.5, 0, "3"),
        (float("nan"), None, "nan"),
        (float("inf"), None, "inf"),
        ((0, Fraction(1, 2)), None, "0, 0.5"),
        ((0, Fraction(1, 2)), 2, "0.00, 0.50"),
    ],
)
def test_values_are_shown_exactly_or_to_six_figures(
    value: Value, decimals: int | None, text: str
) -> None:
    assert shown(value, decimals) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(10**14), "100000000000000"),
        (Fraction(10**400), "10^400"),
        (Fraction(-(10**400)), "-10^400"),
        (Fraction(123456789 * 10**50), "1.23457·10^58"),
        (Fraction(2, 10**40), "2·10^(-40)"),
        (Fraction(10**60 - 1), "10^60"),
        (-1.5e300, "-1.5·10^300"),
    ],
)
def test_a_number_with_very_many_digits_is_shown_by_its_power_of_ten(
    number: Fraction | float, text: str
) -> None:
    assert in_figures(number)[0] == text


@pytest.mark.parametrize(
    ("written", "exact"),
    [(0.1, Fraction(1, 10)), (1e-3, Fraction(1, 1000)), (2.0, 2), (3, 3), (1e22, 10**22)],
)
def test_a_number_is_the_decimal_that_was_written(written: float, exact: Fraction | int) -> None:
    assert exact_number(written) == exact


@given(number=st.fractions().filter(bool))
def test_the_leading_place_is_that_of_the_first_figure(number: Fraction) -> None:
    place = leading_place(number)
    assert power_of_ten(place) <= abs(number) < power_of_ten(place + 1)


@given(value=st.integers() | st.fractions() | st.floats(allow_nan=False, allow_infinity=False))
def test_what_is_shown_is_within_half_of_the_sixth_figure(value: Value) -> None:
    assert not isinstance(value, tuple)
    exact = Fraction(value)
    assert abs(Fraction(shown(value)) - exact) <= abs(exact) * Fraction(5, 10**6)
