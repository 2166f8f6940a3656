from __future__ import annotations

import pytest

from quiz.symbolic.judging import judge
from quiz.symbolic.right_side import right_side
from quiz.symbolic.tasks import Declaration, ExpressionTask


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("J = x + 1", "x + 1"),
        ("J := 2", "2"),
        ("J &= 2", "2"),
        ("= x", "x"),
        ("J(p) = x", "x"),
        ("log L = 3", "3"),
        ("\\log L = 3", "3"),
        ("log(L) = 3", "3"),
        ("L_i = y", "y"),
        ("p̂ = 1/2", "1/2"),
        ("\\hat{p}_i = 2", "2"),
        ("dJ/dp = p - y", "p - y"),
        ("dJ/dz_k = p_k - y_k", "p_k - y_k"),
        ("∂J/∂w = 1", "1"),
        ("\\frac{\\partial J}{\\partial w} = 2", "2"),
        ("J = 1 if y = 1 else 0", "1 if y = 1 else 0"),
    ],
)
def test_a_name_on_the_left_is_left_out_and_columns_stay(text: str, right: str) -> None:
    found = right_side(text)
    assert found is not None
    assert found.strip() == right
    assert len(found) == len(text)


@pytest.mark.parametrize("text", ["x + 1", "1 if y = 1 else 0", "sum(y_i, i=1..n)", "y <= 2"])
def test_a_formula_without_a_left_side_stays_as_it_is(text: str) -> None:
    assert right_side(text) == text


@pytest.mark.parametrize("text", ["x + y = 1", "2x = 3", "-J = 2", "J = K = 2", "J/2 = 1"])
def test_an_equation_proper_is_no_answer(text: str) -> None:
    assert right_side(text) is None


TASK = ExpressionTask(answer="2*x", symbols={"x": Declaration("real")}, seed="a")


@pytest.mark.parametrize(
    ("response", "outcome"),
    [("J = x + x", "equal"), ("J = 3x", "different"), ("2J = x", "invalid")],
)
def test_the_right_side_is_what_is_judged(response: str, outcome: str) -> None:
    assert judge(TASK, response).outcome == outcome


def test_an_equation_that_is_asked_for_keeps_its_left_side() -> None:
    task = ExpressionTask(
        answer="x = 2", symbols={"x": Declaration("real")}, value="equation", seed="a"
    )
    assert judge(task, "x = 2").outcome == "equal"
    assert judge(task, "2x = 4").outcome == "equal"
    assert judge(task, "2").outcome == "invalid"


def test_the_place_of_an_error_counts_from_the_beginning() -> None:
    said = judge(TASK, "J = 2*(x").message
    assert said is not None
    *_, shown, caret, _ = said.splitlines()
    assert shown == "J = 2*(x"
    assert caret.index("^") == len(shown)
