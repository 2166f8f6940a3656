from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from clocks import START, Clock
from hypothesis import given
from hypothesis import strategies as st

from quiz.practice.history import Asked, History
from quiz.practice.progress import Attempt, Item, Outcome
from quiz.practice.reviews import local_day
from quiz.practice.scheduling import Memory
from quiz.practice.standing import Standing, remember, standings
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.verdict import Verdict


def question(name: str, **keys: object) -> MultipleChoice:
    return MultipleChoice.model_validate(
        {
            "id": name,
            "type": "multiple_choice",
            "prompt": f"Which is it in {name}?",
            "explanation": "It is this one, for a reason.",
            "options": [{"text": "this", "correct": True}, {"text": "that"}],
            **keys,
        }
    )


LOSS = question("loss")
RIGHT = Attempt(1, Outcome.ANSWERED, 1, Verdict.CORRECT, 1.0, 1.0, seconds=30)
WRONG = Attempt(1, Outcome.ANSWERED, 2, Verdict.INCORRECT, 0.0, seconds=30)


def answer(
    history: History,
    attempt: Attempt = RIGHT,
    name: str = "loss",
    bank: str = "here",
    content: str | None = None,
) -> int:
    item = Item(1, name, 11)
    session = history.start(bank, "{}", [item])
    history.record(session, Asked(item, content or question(name).content_hash()), attempt)
    return session


def standing(history: History, of: MultipleChoice = LOSS, bank: str = "here") -> Standing:
    return standings([of], bank, history).get(of.id, Standing())


# Which answers are a question's own


def test_a_question_keeps_its_history_when_its_wording_changes(history: History) -> None:
    answer(history, content="the old wording")
    assert standing(history).right


def test_a_question_keeps_its_history_when_it_is_renamed(history: History, clock: Clock) -> None:
    renamed = question("new-name", was=["loss"])
    answer(history, WRONG)
    assert standing(history, renamed).verdict is Verdict.INCORRECT
    clock.on_day(1)
    answer(history, RIGHT, "new-name")
    found = standing(history, renamed)
    assert (found.verdict, found.begun_on) == (Verdict.CORRECT, local_day("2026-11-02T12:00+00:00"))


def test_a_question_keeps_its_history_when_its_bank_is_moved(history: History) -> None:
    answer(history, bank="elsewhere")
    assert standing(history).seen


def test_another_question_of_the_same_name_in_another_bank_tells_nothing(history: History) -> None:
    answer(history, bank="elsewhere", content="another wording")
    assert standing(history) == Standing()


def test_the_last_answer_counts_whatever_the_order_in_the_file(
    history: History, clock: Clock
) -> None:
    clock.on_day(5)
    answer(history, WRONG)
    clock.on_day(2)
    answer(history, RIGHT)
    assert standing(history).verdict is Verdict.INCORRECT


@pytest.mark.parametrize(
    "attempt",
    [
        Attempt(1, Outcome.SKIPPED),
        Attempt(1, Outcome.ANSWERED, "x", Verdict.UNDECIDED, None),
        Attempt(1, Outcome.ANSWERED, "((", Verdict.INVALID, 0.0),
    ],
)
def test_what_shows_nothing_changes_nothing(
    history: History, clock: Clock, attempt: Attempt
) -> None:
    answer(history, attempt)
    assert standing(history) == Standing()
    answer(history, RIGHT)
    before = standing(history)
    clock.on_day(9)
    answer(history, attempt)
    assert standing(history) == before


def test_what_was_left_open_in_an_exam_is_missed_until_it_is_answered(
    history: History, clock: Clock
) -> None:
    left_open = Attempt(1, Outcome.UNANSWERED, None, None, 0.0)
    answer(history, left_open)
    found = standing(history)
    assert (found.missed, found.seen, found.memory) == (True, False, None)
    assert found.left_open_on == START.date()
    clock.on_day(1)
    answer(history, RIGHT)
    before = standing(history)
    assert (before.missed, before.left_open_on) == (False, None)
    clock.on_day(2)
    answer(history, left_open, "loss")
    after = standing(history)
    assert after == replace(before, left_open_on=history.today())
    assert after.missed


def test_a_flagged_question_is_flagged_whether_it_was_answered_or_not(history: History) -> None:
    session = answer(history, Attempt(1, Outcome.SKIPPED))
    history.flag(session, Asked(Item(1, "loss", 1), ""), "odd")
    assert standing(history) == Standing(flagged=True)
    assert standing(history, question("renamed", was=["loss"])).flagged
    answer(history)
    assert standing(history).flagged
    assert standing(history).right


# When it comes back


def due_in(history: History, *days_and_attempts: tuple[int, Attempt]) -> int:
    """Days from the last of these answers to the day on which the question comes back."""
    clock = history.clock
    assert isinstance(clock, Clock)
    for day, attempt in days_and_attempts:
        clock.on_day(day)
        answer(history, attempt)
    memory = standing(history).memory
    assert memory is not None
    return (memory.due - history.today()).days


@pytest.mark.parametrize(
    ("attempts", "days"),
    [
        ([(0, RIGHT)], 2),
        ([(0, WRONG)], 1),
        ([(0, replace(RIGHT, hints=1))], 1),
        ([(0, replace(RIGHT, sure=False))], 1),
        ([(0, RIGHT), (2, RIGHT)], 11),
        ([(0, RIGHT), (2, RIGHT), (13, RIGHT)], 46),
        ([(0, RIGHT), (2, RIGHT), (13, WRONG)], 2),
    ],
)
def test_right_answers_come_back_later_and_later_and_a_miss_soon(
    history: History, attempts: list[tuple[int, Attempt]], days: int
) -> None:
    assert due_in(history, *attempts) == days


def test_an_answer_taken_back_is_no_lapse_and_the_next_no_fresh_recall(history: History) -> None:
    session = answer(history, WRONG)
    history.strike(session, 1)
    assert standing(history) == Standing()
    history.record(session, Asked(Item(1, "loss", 11), LOSS.content_hash()), RIGHT)
    assert standing(history).right
    assert due_in(history) == 1, "taken for hard: a fresh right answer waits two days"


def test_a_skip_taken_back_showed_nothing(history: History) -> None:
    session = answer(history, Attempt(1, Outcome.SKIPPED))
    history.strike(session, 1)
    history.record(session, Asked(Item(1, "loss", 11), LOSS.content_hash()), RIGHT)
    assert due_in(history) == 2


def test_a_retry_changes_nothing(history: History) -> None:
    session = answer(history, WRONG)
    before = standing(history)
    history.retry(session, 1, 1, LOSS.grade(1))
    assert standing(history) == before


def test_an_evening_habit_is_a_day_apart_though_not_24_hours(
    history: History, clock: Clock
) -> None:
    answer(history)
    clock.now = START + timedelta(days=2) - timedelta(minutes=30)
    answer(history)
    memory = standing(history).memory
    assert memory is not None
    assert (memory.due - history.today()).days == 11


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["right", "wrong", "strike", "elsewhere", "remember", "look"]),
        st.integers(0, 20),
    ),
    max_size=15,
)


@given(STEPS)
def test_what_is_kept_of_a_memory_is_what_the_answers_say(steps: list[tuple[str, int]]) -> None:
    clock = Clock()
    history = History.open(None, clock)
    sessions = []
    for step, day in steps:
        clock.on_day(day)
        if step in ("right", "wrong"):
            sessions.append(answer(history, RIGHT if step == "right" else WRONG))
        elif step == "strike" and sessions:
            history.strike(sessions.pop(), 1)
        elif step == "elsewhere":
            answer(history, WRONG, bank="elsewhere")
        elif step == "remember":
            remember(LOSS, "here", history)
        else:
            standing(history)
    found = standing(history).memory
    history.connection.execute("DELETE FROM memories")
    assert standing(history).memory == found
    history.close()


def test_remembering_leaves_the_next_session_nothing_to_work_out(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(history)
    remember(LOSS, "here", history)
    monkeypatch.setattr("quiz.practice.standing.remembered", None)
    assert isinstance(standing(history).memory, Memory)
