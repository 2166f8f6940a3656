from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.practice.progress import Attempt, Item, Outcome, Progress, earned
from quiz.questions.verdict import Verdict

ITEMS = tuple(Item(number, f"q{number}", 7 * number) for number in (1, 2, 3))


def right(item: int) -> Attempt:
    return Attempt(item, Outcome.ANSWERED, 1, Verdict.CORRECT, 1.0, 1.0)


def test_items_are_asked_in_order() -> None:
    progress = Progress(ITEMS)
    asked = []
    while (item := progress.current) is not None:
        asked.append(item)
        progress = progress.closed(right(item.number))
    assert tuple(asked) == ITEMS
    assert progress.finished


def test_undo_asks_the_last_question_again_and_keeps_what_was_said() -> None:
    progress = Progress(ITEMS).closed(right(1)).closed(right(2)).undone()
    assert progress.current == ITEMS[1]
    assert progress.attempts == (right(1),)
    assert progress.struck == (right(2),)


def test_undo_can_go_back_to_the_first_question() -> None:
    progress = Progress(ITEMS).closed(right(1)).closed(right(2)).undone().undone()
    assert progress.current == ITEMS[0]


def test_a_hint_stays_taken_after_an_undo() -> None:
    progress = Progress(ITEMS).hinted(1).closed(right(1)).undone()
    assert progress.hints_for(ITEMS[0]) == (1,)


def test_an_attempt_at_another_item_is_refused() -> None:
    with pytest.raises(ValueError, match="not the one being asked"):
        Progress(ITEMS).closed(right(2))


def test_nothing_is_undone_before_the_first_answer() -> None:
    with pytest.raises(ValueError, match="nothing was answered"):
        Progress(ITEMS).undone()


def test_items_can_be_left_out_with_all_that_happened_at_them() -> None:
    progress = Progress(ITEMS).hinted(1).closed(right(1)).closed(right(2))
    left = progress.without(frozenset({1}))
    assert left == Progress(ITEMS[1:], (right(2),))


@given(st.lists(st.sampled_from(["close", "undo", "hint"]), max_size=30))
def test_each_item_has_at_most_one_attempt_that_stands(steps: list[str]) -> None:
    progress = Progress(ITEMS)
    closed = 0
    for step in steps:
        item = progress.current
        if step == "undo" and progress.attempts:
            progress = progress.undone()
        elif step == "hint" and item is not None:
            progress = progress.hinted(1)
        elif step == "close" and item is not None:
            progress = progress.closed(right(item.number))
            closed += 1
    numbers = [attempt.item for attempt in progress.attempts]
    assert numbers == [item.number for item in ITEMS[: len(numbers)]]
    assert len(progress.attempts) + len(progress.struck) == closed


@pytest.mark.parametrize(
    ("score", "points", "hints", "expected"),
    [
        (1.0, 2.0, 0, 2.0),
        (1.0, 2.0, 1, 1.8),
        (0.5, 2.0, 1, 0.8),
        (0.1, 1.0, 3, 0.0),
        (0.0, 1.0, 0, 0.0),
    ],
)
def test_each_hint_costs_its_share_of_the_points(
    score: float, points: float, hints: int, expected: float
) -> None:
    assert earned(score, points, hints, hint_penalty=0.1) == pytest.approx(expected)
