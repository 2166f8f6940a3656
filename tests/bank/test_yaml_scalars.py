from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.yaml_scalars import ScalarError, plain_scalar


@pytest.mark.parametrize(
    "text",
    ["no", "yes", "on", "off", "y", "n", "No", "ON", "tRUE", "nulll"],
)
def test_only_true_and_false_are_booleans(text: str) -> None:
    assert plain_scalar(text) == text


@pytest.mark.parametrize("text", ["12:30", "1:30:00", "2026-05-01", "2026-05-01T10:00:00Z"])
def test_times_and_dates_are_text(text: str) -> None:
    assert plain_scalar(text) == text


@pytest.mark.parametrize("text", ["1_000", "0b11", "1e", "+", "-", ".", "1.2.3", "0o8", "0xG", "۳"])
def test_what_only_looks_like_a_number_is_text(text: str) -> None:
    assert plain_scalar(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("010", 10),
        ("0o10", 8),
        ("0x1F", 31),
        ("-3", -3),
        ("+3", 3),
        ("1e-3", 0.001),
        ("1E3", 1000.0),
        ("1.", 1.0),
        (".5", 0.5),
        ("-0.25", -0.25),
        ("0.0", 0.0),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
    ],
)
def test_values_of_the_core_schema(text: str, value: object) -> None:
    found = plain_scalar(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1e999", "the number 1e999 is too large"),
        ("-1e999", "the number -1e999 is too large"),
        ("1e-999", "the number 1e-999 is too small"),
        ("9" * 5000, "this number has more than 1000 digits"),
        (".inf", "“.inf” is no number that can be counted with"),
        (".NaN", "“.NaN” is no number that can be counted with"),
    ],
)
def test_a_number_that_would_be_lost_is_refused(text: str, message: str) -> None:
    with pytest.raises(ScalarError) as error:
        plain_scalar(text)
    assert str(error.value) == message


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_the_one_that_was_written(number: float) -> None:
    assert plain_scalar(repr(number)) == number


@given(st.integers())
def test_a_whole_number_is_the_one_that_was_written(number: int) -> None:
    assert plain_scalar(str(number)) == number
