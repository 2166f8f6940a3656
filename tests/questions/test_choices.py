from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from question_examples import problems, question

from quiz.questions import Verdict


@pytest.mark.parametrize(
    ("response", "verdict", "score"),
    [
        (1, Verdict.CORRECT, 1),
        (2, Verdict.INCORRECT, 0),
        (3, Verdict.INCORRECT, 0),
        (0, Verdict.INVALID, None),
        (4, Verdict.INVALID, None),
        (-1, Verdict.INVALID, None),
        (True, Verdict.INVALID, None),
        (1.0, Verdict.INVALID, None),
        ("1", Verdict.INVALID, None),
        ([1], Verdict.INVALID, None),
        (None, Verdict.INVALID, None),
    ],
)
def test_multiple_choice_takes_the_number_of_the_right_option(
    response: object, verdict: Verdict, score: float | None
) -> None:
    grade = question("multiple_choice").grade(response)
    assert (grade.verdict, grade.score) == (verdict, score)


def test_the_feedback_is_that_of_the_option_picked() -> None:
    assert question("multiple_choice").grade(2).feedback == (
        "Its gradient carries a factor that dies.",
    )
    assert question("multiple_choice").grade(3).feedback == ()


@pytest.mark.parametrize(
    ("scoring", "response", "score"),
    [
        ("all_or_nothing", [1, 2], 1),
        ("all_or_nothing", [2, 1], 1),
        ("all_or_nothing", [1], 0),
        ("all_or_nothing", [1, 2, 3], 0),
        ("all_or_nothing", [], 0),
        ("partial", [1, 2], 1),
        ("partial", [1], 0.5),
        ("partial", [1, 3], 0),
        ("partial", [1, 2, 3], 0.5),
        ("partial", [3], 0),
        ("partial", [], 0),
    ],
)
def test_multiple_select_scores_the_picks(scoring: str, response: list[int], score: float) -> None:
    grade = question("multiple_select", scoring=scoring).grade(response)
    assert grade.score == score
    assert grade.verdict == Verdict.of(score)


@pytest.mark.parametrize("scoring", ["all_or_nothing", "partial"])
def test_where_no_option_is_right_picking_none_is(scoring: str) -> None:
    none_right = question(
        "multiple_select", scoring=scoring, options=[{"text": "a"}, {"text": "b"}]
    )
    assert none_right.grade([]).score == 1
    assert none_right.grade([1]).score == 0
    assert none_right.variant().key() == []
    assert none_right.variant().key_text() == "None of the options."


@pytest.mark.parametrize("response", [None, 1, "1", [0], [4], [True], ["1"], [1, None], {"1": 1}])
def test_multiple_select_takes_only_a_list_of_option_numbers(response: object) -> None:
    assert question("multiple_select").grade(response).verdict == Verdict.INVALID


def test_each_wrong_pick_has_its_feedback_and_the_picks_are_counted() -> None:
    assert question("multiple_select").grade([1, 3]).feedback == (
        "It does not give a probability.",
        "1 of the 2 right options picked, and 1 wrong.",
    )


@given(
    right=st.lists(st.booleans(), min_size=2, max_size=8),
    picks=st.sets(st.integers(min_value=1, max_value=8)),
)
def test_a_partial_score_lies_between_0_and_1_and_is_1_for_the_key_alone(
    right: list[bool], picks: set[int]
) -> None:
    options = [{"text": f"option {n}", "correct": correct} for n, correct in enumerate(right)]
    partial = question("multiple_select", scoring="partial", options=options)
    picked = sorted(number for number in picks if number <= len(right))
    score = partial.grade(picked).score
    assert score is not None
    assert 0 <= score <= 1
    assert (score == 1) == (picked == partial.variant().key())


@pytest.mark.parametrize(
    ("response", "score", "feedback"),
    [(False, 1, ("Yes.",)), (True, 0, ("Only for a linear model.",))],
)
def test_true_false_says_what_belongs_to_the_answer_given(
    response: bool, score: float, feedback: tuple[str, ...]
) -> None:
    grade = question("true_false").grade(response)
    assert (grade.score, grade.feedback) == (score, feedback)


@pytest.mark.parametrize("response", ["false", 0, 1, None, [True]])
def test_true_false_takes_only_a_boolean(response: object) -> None:
    assert question("true_false").grade(response).verdict == Verdict.INVALID


def test_feedback_for_true_and_false_may_be_keyed_by_text_as_well() -> None:
    feedback = {"true": "No.", "false": "Yes."}
    assert question("true_false", feedback=feedback).grade(True).feedback == ("No.",)


def test_options_are_shuffled_the_same_for_the_same_seed() -> None:
    options = [{"text": f"option {n}", "correct": n == 1} for n in range(1, 9)]
    variant = question("multiple_choice", options=options).variant()
    orders = [tuple(choice.value for choice in variant.layout(seed).choices) for seed in range(20)]
    assert orders[3] == tuple(choice.value for choice in variant.layout(3).choices)
    assert len(set(orders)) > 10
    assert all(sorted(order) == list(range(1, 9)) for order in orders)


def test_another_question_is_shuffled_otherwise_by_the_same_seed() -> None:
    options = [{"text": f"option {n}", "correct": n == 1} for n in range(1, 9)]
    orders = {
        tuple(
            c.value
            for c in question("multiple_choice", id=id_, options=options)
            .variant()
            .layout(1)
            .choices
        )
        for id_ in ("a", "b", "c")
    }
    assert len(orders) == 3


def test_the_order_for_a_seed_is_the_same_on_every_machine() -> None:
    options = [{"text": f"option {n}", "correct": n == 1} for n in range(1, 9)]
    layout = question("multiple_choice", options=options).variant().layout(1)
    assert [choice.value for choice in layout.choices] == [3, 8, 4, 7, 2, 6, 5, 1]


@given(seed=st.integers(min_value=0), fixed=st.lists(st.booleans(), min_size=2, max_size=8))
def test_fixed_options_stay_where_they_stand(seed: int, fixed: list[bool]) -> None:
    options = [
        {"text": f"option {n}", "correct": n == 0, "fixed": is_fixed}
        for n, is_fixed in enumerate(fixed)
    ]
    layout = question("multiple_choice", options=options).variant().layout(seed)
    values = [choice.value for choice in layout.choices]
    assert sorted(values, key=int) == list(range(1, len(fixed) + 1))
    assert all(values[n] == n + 1 for n, is_fixed in enumerate(fixed) if is_fixed)


def test_options_are_not_shuffled_where_the_author_says_so() -> None:
    variant = question("multiple_select", shuffle=False).variant()
    assert [choice.value for choice in variant.layout(5).choices] == [1, 2, 3]


def _options(*right: bool) -> list[dict[str, Any]]:
    return [{"text": f"option {n}", "correct": correct} for n, correct in enumerate(right)]


@pytest.mark.parametrize(
    ("kind", "options", "expected"),
    [
        ("multiple_choice", _options(True, False), []),
        ("multiple_choice", _options(False, False), ["options: no option is right"]),
        (
            "multiple_choice",
            _options(True, False, True),
            ["options.2.correct: options 1 and 3 are both right"],
        ),
        (
            "multiple_choice",
            _options(True, True, True),
            ["options.1.correct: options 1, 2 and 3 are all right"],
        ),
        ("multiple_select", _options(True, True), []),
        ("multiple_select", _options(False, False), []),
        (
            "multiple_choice",
            [{"text": "the same", "correct": True}, {"text": " the  same"}],
            ["options.1.text: “the same” stands here twice: change one or leave it out"],
        ),
    ],
)
def test_options_that_make_no_question_are_problems(
    kind: str, options: list[dict[str, Any]], expected: list[str]
) -> None:
    found = problems(kind, options=options)
    assert len(found) == len(expected)
    assert all(message.startswith(start) for message, start in zip(found, expected, strict=True))
