from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from question_examples import problems, question

from quiz.questions import Verdict

BCE, CCE, MSE, HINGE = (
    "binary cross-entropy",
    "categorical cross-entropy",
    "mean squared error",
    "hinge loss",
)


@pytest.mark.parametrize(
    ("response", "score"),
    [
        ([BCE, CCE, MSE], 1),
        ([BCE, CCE, None], 2 / 3),
        ([BCE, MSE, CCE], 1 / 3),
        ([None, None, None], 0),
        ([HINGE, HINGE, HINGE], 0),
        ([f" {BCE} ", CCE, MSE], 1),
    ],
)
def test_each_pair_that_is_right_earns_its_share(response: list[str | None], score: float) -> None:
    grade = question("matching").grade(response)
    assert grade.score == pytest.approx(score)
    assert grade.verdict == Verdict.of(score)


@pytest.mark.parametrize(
    "response",
    [
        None,
        BCE,
        [],
        [BCE, CCE],
        [BCE, CCE, MSE, HINGE],
        [BCE, CCE, "logistic"],
        [1, 2, 3],
        {"a": 1},
    ],
)
def test_a_response_that_does_not_fit_the_left_sides_is_invalid(response: object) -> None:
    assert question("matching").grade(response).verdict == Verdict.INVALID


def test_the_rows_that_are_wrong_are_named() -> None:
    assert question("matching").grade([BCE, MSE, None]).feedback == (
        "1 of 3 pairs are right; look again at: softmax; identity.",
    )
    assert question("matching").grade([None] * 3).feedback == ("None of the 3 pairs is right.",)


@given(seed=st.integers(min_value=0))
def test_left_sides_keep_their_order_and_right_sides_are_shuffled_with_distractors(
    seed: int,
) -> None:
    layout = question("matching").variant().layout(seed)
    assert layout.lefts == ("sigmoid", "softmax", "identity")
    assert sorted(choice.text for choice in layout.choices) == sorted([BCE, CCE, MSE, HINGE])
    assert all(choice.value == choice.text for choice in layout.choices)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (
            {"pairs": [["a", "x"], ["a", "y"]]},
            "pairs.1.0: “a” stands here twice: change one or leave it out",
        ),
        (
            {"pairs": [["a", "x"], ["b", "x"]]},
            "pairs.1.1: “x” stands here twice: change one or leave it out",
        ),
        (
            {"pairs": [["a", "x"], ["b", "y"]], "distractors": ["x"]},
            "distractors.0: “x” stands here twice: change one or leave it out",
        ),
    ],
)
def test_the_same_text_twice_on_one_side_is_a_problem(keys: dict[str, Any], expected: str) -> None:
    assert problems("matching", **{"distractors": [], **keys}) == [expected]


def test_the_same_text_on_both_sides_is_none() -> None:
    assert problems("matching", pairs=[["a", "b"], ["b", "a"]]) == []
