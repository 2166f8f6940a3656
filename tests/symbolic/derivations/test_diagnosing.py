"""The slip behind a wrong line is named where a usual one explains it, and not otherwise."""

from __future__ import annotations

import pytest

from quiz.symbolic import misconceptions as false_laws
from quiz.symbolic.derivations import judge
from quiz.symbolic.slips import CONSTANT_FACTOR, ONE_SIGN, SIGN, TWO
from quiz.symbolic.tasks import Declaration, DerivationTask

N = Declaration("natural")
TASK = DerivationTask(
    goal="s = sum(x_i, i=1..n)/n",
    symbols={
        "n": N,
        "k": Declaration("natural", index_of="n"),
        "x": Declaration("positive", ("n",)),
        "w": Declaration("real", ("n",)),
        "a": Declaration("positive"),
        "b": Declaration("positive"),
        "c": Declaration("positive"),
        "s": Declaration("positive"),
    },
    given={
        "l": "-n*log(s) - sum(x_i, i=1..n)/s",
        "L": "prod(x_i*a, i=1..n)",
        "R": "a*sum(w_j^2, j=1..n)",
        "P": "exp(a)*sin(a)",
        "Q": "exp(a)/(exp(a)+exp(b))",
        "F": "log(a+b)",
        "E": "(a-b)^2",
        "B": "a^b*c^(1-b)",
    },
)


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("F = log(a) + log(b)", false_laws.LOG_OF_SUM),
        ("log(sum(x_i, i=1..n)) = sum(log(x_i), i=1..n)", false_laws.LOG_OF_SUM),
        ("log(a*b) = log(a)*log(b)", false_laws.LOG_OF_PRODUCT),
        ("log(a/b) = log(a)/log(b)", false_laws.LOG_OF_QUOTIENT),
        ("log(a)/log(b) = log(a/b)", false_laws.LOG_OF_QUOTIENT),
        ("log L = log(sum(x_i*a, i=1..n))", false_laws.LOG_INTO_SUM),
        ("exp(a+b) = exp(a) + exp(b)", false_laws.EXP_OF_SUM),
        ("sqrt(a+b) = sqrt(a) + sqrt(b)", false_laws.ROOT_OF_SUM),
        ("E = a^2 - b^2", false_laws.SQUARE_OF_SUM),
        ("E = a^2 + b^2", false_laws.SQUARE_OF_SUM),
        ("sum(x_i, i=1..n)^2 = sum(x_i^2, i=1..n)", false_laws.SQUARE_OF_SUM),
        ("Q = exp(a)/exp(a) + exp(a)/exp(b)", false_laws.FRACTION),
        (
            "sum(x_i*w_i, i=1..n) = sum(x_i, i=1..n)*sum(w_i, i=1..n)",
            false_laws.SUM_OF_PRODUCTS,
        ),
        ("sum(x_i + a, i=1..n) = sum(x_i, i=1..n) + a", false_laws.CONSTANT_TERM),
        ("dP/da = exp(a)*cos(a)", false_laws.DERIVATIVE_OF_PRODUCT),
        ("dQ/da = exp(a)/exp(a)", false_laws.DERIVATIVE_OF_QUOTIENT),
        ("dR/dw_k = 2*a*sum(w_j, j=1..n)", false_laws.SUM_KEPT),
        ("dl/ds = n/s - sum(x_i, i=1..n)/s^2", SIGN),
        ("dl/ds = n/s + sum(x_i, i=1..n)/s^2", ONE_SIGN),
        ("log(B) = b*log(a) - (1-b)*log(c)", f"{ONE_SIGN} Look at −(1 − b)·log(c)."),
        ("R = 2*a*sum(w_j^2, j=1..n)", TWO),
        ("E = 3*(a-b)^2", CONSTANT_FACTOR),
        ("dl/ds = 0\ns = n/sum(x_i, i=1..n)", "This is the reciprocal of what follows."),
    ],
)
def test_a_usual_slip_is_named(lines: str, sentence: str) -> None:
    wrong = judge(TASK, lines).lines[-1]
    assert wrong.verdict == "does_not_follow"
    assert sentence in (wrong.message or "")


@pytest.mark.parametrize("line", ["F = a + log(c)", "dP/da = a", "E = 7", "dl/ds = 3*a"])
def test_no_slip_is_named_where_none_explains_the_line(line: str) -> None:
    (wrong,) = judge(TASK, line).lines
    assert wrong.verdict == "does_not_follow"
    assert wrong.message is not None
    assert wrong.message.count(".") <= 3
    assert "The sides are not equal" in wrong.message
