from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from question_examples import problems, question

from quiz.questions import Verdict
from quiz.questions.ordering import longest_in_order


@pytest.mark.parametrize(
    ("response", "score"),
    [
        (["forward", "loss", "backward", "step"], 1),
        (["loss", "forward", "backward", "step"], 2 / 3),
        (["step", "backward", "loss", "forward"], 0),
        (["forward", "loss", "backward"], 2 / 3),
        (["forward"], 0),
        ([], 0),
        (["forward", "loss", "shuffle", "backward", "step"], 2 / 3),
        (["shuffle"], 0),
        (["shuffle", "forward", "loss"], 0),
    ],
)
def test_credit_is_the_longest_run_in_order_less_the_distractors(
    response: list[str], score: float
) -> None:
    grade = question("ordering").grade(response)
    assert grade.score == pytest.approx(score)
    assert grade.verdict == Verdict.of(score)


@pytest.mark.parametrize(
    "response", [None, "forward", 3, ["forward", "forward"], ["sideways"], [1], [None]]
)
def test_only_a_list_of_different_items_is_read(response: object) -> None:
    assert question("ordering").grade(response).verdict == Verdict.INVALID


def test_items_of_a_group_stand_in_either_order() -> None:
    grouped = question("ordering", groups=[[2, 3]])
    assert grouped.grade(["forward", "backward", "loss", "step"]).score == 1
    assert grouped.grade(["backward", "forward", "loss", "step"]).score == pytest.approx(2 / 3)


@given(
    size=st.integers(min_value=2, max_value=7),
    data=st.data(),
)
def test_swapping_two_of_a_group_never_changes_the_score(size: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(min_value=1, max_value=size - 1))
    last = data.draw(st.integers(min_value=first + 1, max_value=size))
    group = list(range(first, last + 1))
    grouped = question("ordering", items=[f"item {n}" for n in range(1, size + 1)], groups=[group])
    order = data.draw(st.permutations(range(1, size + 1)))
    one, other = data.draw(st.permutations(group))[:2]
    swapped = [{one: other, other: one}.get(n, n) for n in order]
    score = grouped.grade([f"item {n}" for n in order]).score
    assert score == grouped.grade([f"item {n}" for n in swapped]).score
    assert score is not None
    assert 0 <= score <= 1


@given(ranks=st.lists(st.integers(min_value=0, max_value=5), max_size=7))
def test_the_longest_run_is_the_longest_of_all_subsequences(ranks: list[int]) -> None:
    in_order = [
        size
        for size in range(len(ranks) + 1)
        for chosen in combinations(ranks, size)
        if list(chosen) == sorted(chosen)
    ]
    assert longest_in_order(ranks) == max(in_order)


def test_what_was_wrong_is_counted() -> None:
    grade = question("ordering").grade(["loss", "forward", "shuffle"])
    assert grade.feedback == (
        "1 of 4 items stand in the right order.",
        "Items left out: 2.",
        "Placed although they belong nowhere: 1.",
    )


@given(seed=st.integers(min_value=0))
def test_items_and_distractors_are_shuffled_together(seed: int) -> None:
    choices = question("ordering").variant().layout(seed).choices
    assert sorted(choice.text for choice in choices) == sorted(
        ["forward", "loss", "backward", "step", "shuffle"]
    )


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (
            {"items": ["a", "b", "a"]},
            ["items.2: “a” stands here twice: change one or leave it out"],
        ),
        (
            {"items": ["a", "b"], "distractors": ["b"]},
            ["distractors.0: “b” stands here twice: change one or leave it out"],
        ),
        ({"groups": [[2, 3]]}, []),
        (
            {"groups": [[4, 5]]},
            ["groups.0: a group names items by their numbers, from 1 to 4"],
        ),
        ({"groups": [[1, 2], [2, 3]]}, ["groups.1: an item may stand in one group, once"]),
        (
            {"groups": [[1, 3]]},
            ["groups.0: the items of a group must follow one another in the list"],
        ),
    ],
)
def test_items_and_groups_that_make_no_order_are_problems(
    keys: dict[str, Any], expected: list[str]
) -> None:
    assert problems("ordering", **{"distractors": [], **keys}) == expected
