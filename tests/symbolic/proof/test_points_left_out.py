"""A proof says whether it leaves points out at which both sides are defined."""

from __future__ import annotations

import pytest
from asked_to_prove import scalars

from quiz.symbolic.naming import Names
from quiz.symbolic.outcomes import Proof
from quiz.symbolic.proof import prove_equal
from quiz.symbolic.reading import read

SYMBOLS = scalars(
    x="real", y="real", u="nonnegative", s="positive", p="(0, 1)", q="[0, 1]", b="{0, 1}"
)

FAIL_AT_A_POINT = [
    ("sign(x)^2", "1"),
    ("sign(abs(x))", "1"),
    ("sign(x^2 + y^2)", "1"),
    ("sign(u)", "1"),
    ("sign(q)", "1"),
    ("sign(sqrt(x))", "1"),
    ("sqrt(x) + sign(x)", "sqrt(x) + 1"),
    ("0^abs(x)", "0"),
    ("0^(x^2)", "0"),
    ("0^u", "0"),
    ("0^q", "0"),
    ("0^(b*x^2)", "1 - b"),
    ("1 if x > 0 else 0", "1 if x >= 0 else 0"),
    ("1 if x = 0 else 0", "0"),
    ("x^y*abs(x)", "x^y*x"),
]

HOLD_WHEREVER_DEFINED = [
    ("x^0", "1"),
    ("x/x", "1"),
    ("sign(p)", "1"),
    ("sign(exp(x))", "1"),
    ("0^p", "0"),
    ("sqrt(x^2)", "abs(x)"),
    ("relu(x)", "(x + abs(x))/2"),
    ("max(x, y) + min(x, y)", "x + y"),
    ("abs(x*y)", "abs(x)*abs(y)"),
    ("sqrt(x)^2", "x"),
    ("x^b", "1 - b + b*x"),
    ("atan(1/s) + atan(s)", "pi/2"),
]


def proof(left: str, right: str) -> Proof:
    names = Names.of(SYMBOLS)
    return prove_equal(read(left, names), read(right, names), names.symbols)


@pytest.mark.parametrize(("left", "right"), FAIL_AT_A_POINT)
def test_what_fails_at_a_point_is_not_proved_everywhere(left: str, right: str) -> None:
    assert proof(left, right) is not Proof.EVERYWHERE


@pytest.mark.parametrize(("left", "right"), HOLD_WHEREVER_DEFINED)
def test_what_holds_wherever_it_is_defined_is_proved_everywhere(left: str, right: str) -> None:
    assert proof(left, right) is Proof.EVERYWHERE


def test_a_proof_that_takes_more_steps_than_allowed_is_too_long() -> None:
    names = Names.of(SYMBOLS)
    left, right = read("(x + y)^9", names), read("(y + x)^8*(x + y)", names)
    assert prove_equal(left, right, names.symbols, 10) is Proof.TOO_LONG
