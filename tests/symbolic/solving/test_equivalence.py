"""Two equations are proved to say the same only where no single point tells them apart."""

from __future__ import annotations

import pytest

from quiz.symbolic.naming import Names
from quiz.symbolic.reading import read
from quiz.symbolic.scope import Scope
from quiz.symbolic.solving.equivalence import is_equivalent
from quiz.symbolic.strict_bounds import is_nowhere_zero
from quiz.symbolic.tasks import Declaration

SYMBOLS = {
    "n": Declaration("natural"),
    "x": Declaration("positive", ("n",)),
    "r": Declaration("real", ("n",)),
    "k": Declaration("count", ("n",)),
    "a": Declaration(),
    "b": Declaration(),
    "c": Declaration("nonnegative"),
    "m": Declaration("nonzero"),
    "p": Declaration("(0, 1)"),
    "s": Declaration("positive"),
    "y": Declaration("{-1, 1}"),
}
NAMES, SCOPE = Names.of(SYMBOLS), Scope(SYMBOLS)

PROVED = [
    ("n/s - sum(x_i, i=1..n) = 0", "s = n/sum(x_i, i=1..n)"),
    ("k_1/p - (n-k_1)/(1-p) = 0", "p = k_1/n"),
    ("log(p/(1-p)) = a", "p = sigmoid(a)"),
    ("exp(a) = s", "a = log(s)"),
    ("-log(p) = s", "p = exp(-s)"),
    ("a^2 - 3*a + 2 = 0", "a = 1 or a = 2"),
    ("(a-3)^2 = 0", "a = 3"),
    ("a^2 = 2", "a = ±sqrt(2)"),
    ("-n/(2*s) + sum(r_i^2, i=1..n)/(2*s^2) = 0", "s = sum(r_i^2, i=1..n)/n"),
    ("a*m = b", "a = b/m"),
    ("a*(c+1) = b", "b/(c+1) = a"),
    ("2*a = 2*b", "a = b"),
    ("a/y = b", "a = b*y"),
]


@pytest.mark.parametrize(("one", "other"), PROVED)
def test_equations_that_differ_by_a_factor_are_proved(one: str, other: str) -> None:
    assert is_equivalent(read(one, NAMES), read(other, NAMES), SCOPE)
    assert is_equivalent(read(other, NAMES), read(one, NAMES), SCOPE)


NOT_PROVED = [
    ("a*b = b", "a = 1"),
    ("a*b = 1", "a = 1/b + 0"),
    ("a = b/c", "a*c = b"),
    ("a*sum(r_i^2, i=1..n) = b", "a = b/sum(r_i^2, i=1..n)"),
    ("s*sum(k_i, i=1..n) = 1*n", "s = n/sum(k_i, i=1..n)"),
    ("a^2 = b^2", "a = b"),
    ("1/(a-1) = 1/(a-1)^2", "(a-1)^2 = a - 1"),
    ("sqrt(a) = b", "a = b^2"),
    ("log(a) = b", "log(a^2) = 2*b"),
    ("a = 1", "a = 2"),
    ("a = 1 and b = 2", "a = 1 and b = 2"),
    ("0 = 1", "0 = 2*a"),
]


@pytest.mark.parametrize(("one", "other"), NOT_PROVED)
def test_what_may_differ_at_a_single_point_is_not(one: str, other: str) -> None:
    assert not is_equivalent(read(one, NAMES), read(other, NAMES), SCOPE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("s", True),
        ("1 - p", True),
        ("p*(1-p)", True),
        ("m", True),
        ("y", True),
        ("1 + exp(-a)", True),
        ("sum(x_i, i=1..n)", True),
        ("sum(r_i^2, i=1..n) + s", True),
        ("n", True),
        ("a^2 + 1", True),
        ("-s - 1", True),
        ("a", False),
        ("a^2", False),
        ("c", False),
        ("2*p - 1", False),
        ("sum(r_i^2, i=1..n)", False),
        ("sum(k_i, i=1..n)", False),
        ("1 - c", False),
        ("log(s)", False),
        ("n - 1", False),
    ],
)
def test_what_is_zero_nowhere(text: str, expected: bool) -> None:
    assert is_nowhere_zero(read(text, NAMES), SCOPE) is expected
