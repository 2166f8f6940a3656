from __future__ import annotations

import math
from fractions import Fraction

import pytest

from quiz.symbolic.errors import TooLargeError, UndefinedError, UnsupportedError
from quiz.symbolic.exact import evaluate, holds
from quiz.symbolic.naming import Names
from quiz.symbolic.reading import read
from quiz.symbolic.tasks import Declaration, Value

LISTS = Names.of({"ys": Declaration("real", ("n",)), "x": Declaration()})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2/19", Fraction(2, 19)),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("(1/2)^-3", Fraction(8)),
        ("4^(1/2)", Fraction(2)),
        ("5!", Fraction(120)),
        ("binomial(5, 2)", Fraction(10)),
        ("log10(1000)", Fraction(3)),
        ("log2(1/8)", Fraction(-3)),
        ("exp(0) + log(1) + sin(0)", Fraction(1)),
        ("max(1, 2, 3) - min(1, 2)", Fraction(2)),
        ("sigmoid(0)", Fraction(1, 2)),
        ("sum(k^2, k=1..3)", Fraction(14)),
        ("prod(k, k=1..4)", Fraction(24)),
        ("2 if 1 < 2 else 3", Fraction(2)),
    ],
)
def test_rational_arithmetic_stays_exact(text: str, value: Fraction) -> None:
    result = evaluate(read(text))
    assert result == value
    assert isinstance(result, Fraction)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-log(0.9)", -math.log(0.9)),
        ("sigmoid(2)", 1 / (1 + math.exp(-2))),
        ("softplus(-3)", math.log1p(math.exp(-3))),
        ("sqrt(2)", math.sqrt(2)),
        ("e^2", math.e**2),
        ("logit(0.2)", math.log(0.25)),
        ("gamma(2.5)", math.gamma(2.5)),
        ("acos(0.5)", math.pi / 3),
    ],
)
def test_the_rest_is_as_good_as_floats(text: str, value: float) -> None:
    assert float(evaluate(read(text))) == pytest.approx(value, rel=1e-14)


def test_lists_are_indexed_from_one() -> None:
    values: dict[str, Value] = {"ys": (1, Fraction(1, 2), 4), "n": 3}
    assert evaluate(read("ys_2", LISTS), values) == Fraction(1, 2)
    assert evaluate(read("sum(ys_i, i=1..n)/n", LISTS), values) == Fraction(11, 6)


@pytest.mark.parametrize(
    "text", ["1/0", "log(0)", "log(-1)", "sqrt(-1)", "(-8)^(1/3)", "0^-1", "acos(2)", "csc(0)"]
)
def test_what_has_no_real_value_is_undefined(text: str) -> None:
    with pytest.raises(UndefinedError):
        evaluate(read(text))


def test_an_entry_outside_the_list_is_undefined() -> None:
    with pytest.raises(UndefinedError, match="no entry"):
        evaluate(read("ys_4", LISTS), {"ys": (1, 2, 3)})


@pytest.mark.parametrize("text", ["(2^9999)^9999", "exp(exp(exp(9)))", "sum(1, k=1..10^9)"])
def test_what_is_too_large_is_refused(text: str) -> None:
    with pytest.raises(TooLargeError):
        evaluate(read(text))


def test_a_name_without_a_value_is_named() -> None:
    with pytest.raises(UnsupportedError, match="x has no value"):
        evaluate(read("x + 1"))


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("x != 0.5", True),
        ("x > 0 and x < 1", True),
        ("x < 0 or x > 1", False),
        ("0 < x < 1", True),
        ("2x = 0.5", True),
    ],
)
def test_conditions_are_decided_exactly(text: str, truth: bool) -> None:
    assert holds(read(text), {"x": Fraction(1, 4)}) is truth
