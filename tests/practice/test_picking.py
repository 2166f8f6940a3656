from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.practice.picking import COUNT, Selection, item_seed, pick, when
from quiz.practice.scheduling import Memory, due_before, share_for_today
from quiz.practice.standing import Standing
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


BANK = [question(f"q{number}") for number in range(40)]


TODAY = date(2026, 11, 25)
"""A Wednesday."""


def answered(
    days_ago: int = 3, due_in: int = 2, verdict: str = "correct", stability: float = 5.0
) -> Standing:
    """A question that was last answered some days ago, and is due in some."""
    day = TODAY - timedelta(days=days_ago)
    memory = Memory(stability, TODAY + timedelta(days=due_in))
    return Standing(Verdict(verdict), day, day, memory)


def names(
    questions: list[MultipleChoice],
    selection: Selection | None = None,
    standings: Mapping[str, Standing] | None = None,
    seed: int = 1,
) -> list[str]:
    items = pick(questions, selection or Selection(), standings or {}, seed, TODAY).items
    assert [item.number for item in items] == list(range(1, len(items) + 1))
    return [item.question for item in items]


def reason(standing: Standing, selection: Selection | None = None) -> str:
    found = pick(BANK[:1], selection or Selection(), {"q0": standing}, 1, TODAY)
    return found.items[0].reason


def test_a_session_has_twenty_questions_or_as_many_as_asked_for() -> None:
    assert len(names(BANK)) == COUNT
    assert len(names(BANK, Selection(count=3))) == 3
    assert len(names(BANK, Selection(count=99))) == len(BANK)


def test_no_question_comes_twice() -> None:
    assert len(set(names(BANK))) == COUNT


def test_a_seed_fixes_choice_and_order() -> None:
    assert names(BANK, seed=5) == names(BANK, seed=5)
    assert names(BANK, seed=5) != names(BANK, seed=6)


def test_what_is_due_comes_first_then_what_is_new_then_the_weakest() -> None:
    due = {f"q{number}": answered(due_in=-number % 3) for number in (0, 3, 6)}
    early = {f"q{number}": answered(stability=number) for number in range(10, 40)}
    standings = due | early
    new = {"q1", "q2", "q4", "q5", "q7", "q8", "q9"}
    for seed in range(5):
        assert set(names(BANK, Selection(count=3), standings, seed)) == set(due)
        assert set(names(BANK, Selection(count=10), standings, seed)) == set(due) | new
        assert set(names(BANK, Selection(count=12), standings, seed)) == {
            *due,
            *new,
            "q10",
            "q11",
        }


def test_of_what_is_due_the_most_nearly_forgotten_comes_first() -> None:
    standings = {
        "q1": answered(days_ago=9, due_in=-1, stability=8),
        "q2": answered(days_ago=9, due_in=-5, stability=2),
        "q3": answered(days_ago=2, due_in=0, stability=1.9),
    }
    assert names(BANK[1:4], Selection(count=1), standings) == ["q2"]


def test_what_was_missed_today_is_weaker_than_what_was_known_today() -> None:
    standings = {
        "q1": answered(days_ago=0, due_in=1, verdict="incorrect", stability=0.2),
        "q2": answered(days_ago=0, due_in=3, stability=2.3),
    }
    assert names(BANK[1:3], Selection(count=1), standings) == ["q1"]


@pytest.mark.parametrize(
    ("selection", "found"),
    [
        (Selection(mistakes=True), {"q1", "q3", "q5"}),
        (Selection(new=True), {"q0", "q4", "q5"}),
        (Selection(flagged=True), {"q3", "q4"}),
        (Selection(flagged=True, new=True), {"q4"}),
        (Selection(flagged=True, mistakes=True), {"q3"}),
    ],
)
def test_only_what_was_missed_or_flagged_or_is_new(selection: Selection, found: set[str]) -> None:
    standings = {
        "q1": answered(verdict="partly_correct"),
        "q2": answered(),
        "q3": replace(answered(verdict="incorrect"), flagged=True),
        "q4": Standing(flagged=True),
        "q5": Standing(left_open_on=TODAY),
    }
    assert set(names(BANK[:6], selection, standings)) == found


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (Standing(), "new"),
        (answered(due_in=0), "due today"),
        (answered(due_in=-1), "due since yesterday"),
        (answered(due_in=-2), "due since Monday"),
        (answered(days_ago=40, due_in=-30), "due since 26 October"),
        (answered(due_in=1), "early: due tomorrow"),
        (answered(due_in=2), "early: due on Friday"),
        (answered(verdict="incorrect", due_in=0), "missed on Sunday"),
        (answered(verdict="incorrect", days_ago=0), "missed today"),
        (answered(verdict="partly_correct", days_ago=1), "partly right yesterday"),
        (Standing(left_open_on=TODAY), "left open today"),
        (replace(answered(due_in=-1), left_open_on=TODAY), "left open today"),
    ],
)
def test_the_reason_for_asking_is_said(standing: Standing, said: str) -> None:
    assert reason(standing) == said


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        (Selection(questions=("q0",)), "chosen by you"),
        (Selection(flagged=True), "flagged by you"),
        (Selection(until=TODAY + timedelta(days=2)), "once more before the exam"),
    ],
)
def test_the_reason_is_what_the_learner_asked_for(selection: Selection, said: str) -> None:
    assert reason(replace(answered(days_ago=4, due_in=30), flagged=True), selection) == said


STANDINGS = st.dictionaries(
    st.sampled_from([question.id for question in BANK]),
    st.builds(
        answered,
        st.integers(0, 30),
        st.integers(-20, 20),
        st.sampled_from(["correct", "partly_correct", "incorrect"]),
        st.floats(0.1, 100),
    ),
)


@given(STANDINGS, st.integers(0, 2**31 - 1), st.integers(1, 50))
def test_picking_is_fixed_by_the_seed_and_the_standings(
    standings: dict[str, Standing], seed: int, count: int
) -> None:
    selection = Selection(count=count)
    choice = pick(BANK, selection, standings, seed, TODAY)
    again = pick(BANK, selection, dict(reversed(standings.items())), seed, TODAY)
    assert choice == again
    picked = [item.question for item in choice.items]
    assert len(picked) == len({*picked}) == min(count, len(BANK))


# With an exam ahead


@given(st.integers(1, 60), st.integers(0, 60), st.integers(1, 200))
def test_everything_comes_once_more_before_the_exam_but_not_on_the_same_day(
    left: int, ago: int, interval: int
) -> None:
    answered_on = TODAY - timedelta(days=ago)
    exam = TODAY + timedelta(days=left)
    due = answered_on + timedelta(days=interval)
    found = due_before(exam, due, answered_on)
    assert found > answered_on
    assert found <= due
    assert found < exam or (answered_on, found) == (exam - timedelta(days=1), exam)


@given(st.integers(0, 300), st.integers(1, 60), st.integers(1, 50))
def test_a_share_a_day_gets_through_all_that_is_new_in_time(
    unseen: int, days: int, at_once: int
) -> None:
    loads = []
    for left in range(days, 0, -1):
        begun = 0
        while share := share_for_today(unseen, begun, left):
            asked = min(share, at_once)
            begun, unseen = begun + asked, unseen - asked
        loads.append(begun)
    assert unseen == 0
    assert max(loads) - min(loads) <= 1 or sum(loads) < days


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(-9, 9)), max_size=30),
    st.integers(0, 40),
    st.integers(1, 25),
)
def test_with_an_exam_ahead_neither_the_due_nor_the_new_are_pushed_out(
    seen: list[tuple[int, int]], days_left: int, count: int
) -> None:
    standings = {f"q{n}": answered(ago, due) for n, (ago, due) in enumerate(seen)}
    selection = Selection(count=count, until=TODAY + timedelta(days=days_left))
    choice = pick(BANK, selection, standings, 1, TODAY)
    assert len(choice.items) == min(count, len(BANK))
    reasons = [item.reason for item in choice.items]
    new = reasons.count("new")
    early = sum(reason.startswith("early") for reason in reasons)
    due = len(reasons) - new - early
    assert not early or due == choice.today.due, "what is due comes before what is not"
    if choice.today.new and count > 1:
        assert new, "something new is begun"
    if choice.today.due:
        assert due, "something due is asked"


def test_once_today_is_done_a_session_is_as_long_as_without_an_exam() -> None:
    standings = {f"q{number}": answered(0, 5) for number in range(len(BANK) // 2)}
    choice = pick(BANK, Selection(until=TODAY + timedelta(days=30)), standings, 1, TODAY)
    assert choice.today.due == choice.today.new == 0
    assert len(choice.items) == min(COUNT, len(BANK))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        *[(-1, "yesterday"), (0, "today"), (1, "tomorrow"), (2, "on Friday"), (-2, "on Monday")],
        *[(6, "on Tuesday"), (7, "on 2 December"), (-7, "on 18 November")],
    ],
)
def test_a_day_is_called_as_one_says_it(days: int, said: str) -> None:
    assert when(TODAY + timedelta(days=days), TODAY) == said


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_drafts_and_retired_questions_are_not_asked(status: str) -> None:
    hidden = question("hidden", status=status)
    assert names([hidden, *BANK[:2]], Selection(count=9), seed=2).count("hidden") == 0
    assert names([hidden], Selection(questions=("hidden",))) == []


@pytest.mark.parametrize(
    ("selection", "found"),
    [
        (Selection(tags=("mse",)), {"a", "b"}),
        (Selection(tags=("mse", "bce")), {"a", "b", "c"}),
        (Selection(difficulties=(4, 5)), {"b", "c"}),
        (Selection(tags=("mse",), difficulties=(4, 5)), {"b"}),
        (Selection(kinds=("multiple_choice",)), {"a", "b", "c"}),
        (Selection(kinds=("ordering",)), set()),
    ],
)
def test_a_selection_narrows_what_is_asked(selection: Selection, found: set[str]) -> None:
    bank = [
        question("a", tags=["mse"], difficulty=1),
        question("b", tags=["mse"], difficulty=5),
        question("c", tags=["bce"], difficulty=4),
    ]
    assert set(names(bank, selection)) == found


def test_questions_asked_for_by_name_come_in_the_order_asked_for() -> None:
    assert names(BANK, Selection(questions=("q7", "q3", "q5"))) == ["q7", "q3", "q5"]


def test_neighbours_share_few_tags() -> None:
    bank = [question(f"{tag}{n}", tags=["all", tag]) for tag in "abc" for n in range(6)]
    for seed in range(5):
        picked = [name[0] for name in names(bank, seed=seed)]
        same = sum(left == right for left, right in pairwise(picked))
        assert same <= 3  # by chance alone, 5 on average


def test_a_seed_gives_each_question_a_seed_of_its_own() -> None:
    seeds = {item_seed(seed, name) for seed in (1, 2) for name in ("a", "b")}
    assert len(seeds) == 4
    assert item_seed(1, "a") == item_seed(1, "a")


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        (Selection(questions=("q77",)), "There is no question “q77”; did you mean “q7"),
        (Selection(tags=("sofmax",)), "There is no tag “sofmax”; did you mean “softmax”?"),
        (Selection(kinds=("numerical",)), "did you mean “numeric”?"),
        (Selection(tags=("zzz",)), "There is no tag “zzz”."),
        (Selection(tags=("softmax",), questions=("q1",), kinds=("numeric",)), None),
    ],
)
def test_a_name_that_is_not_known_is_said(selection: Selection, said: str | None) -> None:
    found = selection.unknown([*BANK, question("tagged", tags=["softmax"])])
    assert found is None if said is None else found is not None and said in found
