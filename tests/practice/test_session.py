from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.practice.asking import ask
from quiz.practice.history import History
from quiz.practice.progress import Item, Outcome, Progress
from quiz.practice.session import Hint, Session
from quiz.practice.standing import standings
from quiz.questions.cloze import Cloze
from quiz.questions.derivation import Derivation
from quiz.questions.errors import ParameterError
from quiz.questions.grading import DerivationGrade
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.numeric import Numeric
from quiz.questions.verdict import Verdict

ITEMS = (Item(1, "first", 11), Item(2, "second", 12))


def question(name: str, **keys: object) -> MultipleChoice:
    return MultipleChoice.model_validate(
        {
            "id": name,
            "type": "multiple_choice",
            "prompt": f"Which is it in {name}?",
            "explanation": "It is this one, for a reason.",
            "hints": ["It is near.", "It is very near."],
            "points": 2.0,
            "options": [{"text": "this", "correct": True}, {"text": "that"}],
            **keys,
        }
    )


BANK: Mapping[str, MultipleChoice] = {name: question(name) for name in ("first", "second")}


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    opened = History.open(tmp_path / "history.sqlite3")
    yield opened
    opened.close()


def begun(history: History) -> Session:
    ticks = itertools.count(start=100.0, step=2.5)
    number = history.start("bank", "{}", ITEMS)
    return Session(number, history, Progress(ITEMS), BANK.__getitem__, clock=lambda: next(ticks))


def kept(history: History) -> Progress:
    return history.progress(history.kept("bank")[0].id)


def test_an_answer_is_graded_kept_and_the_next_question_asked(history: History) -> None:
    session = begun(history)
    assert session.asking is not None
    assert (session.asking.place, session.asking.total) == (1, 2)
    grade, attempt = session.answer(1)
    assert grade.verdict is Verdict.CORRECT
    assert attempt is not None
    assert (attempt.points, attempt.seconds) == (2, 2.5)
    assert session.asking.place == 2
    assert kept(history) == session.progress


def test_an_invalid_answer_costs_nothing_and_is_asked_again(history: History) -> None:
    session = begun(history)
    grade, attempt = session.answer("neither")
    assert grade.verdict is Verdict.INVALID
    assert attempt is None
    assert session.progress == Progress(ITEMS)
    assert kept(history) == Progress(ITEMS)


def test_hints_come_one_at_a_time_and_cost_points(history: History) -> None:
    session = begun(history)
    near, very_near = Hint(1, 2, "It is near."), Hint(2, 2, "It is very near.")
    assert [session.hint() for _ in range(3)] == [near, very_near, None]
    assert session.hints_taken == (near, very_near)
    _, attempt = session.answer(1)
    assert attempt is not None
    assert attempt.hints == 2
    assert attempt.points == pytest.approx(1.6)
    assert kept(history) == session.progress


DERIVATION = Derivation.model_validate(
    {
        "id": "first",
        "type": "derivation",
        "prompt": "Double x three times.",
        "explanation": "Each doubling is another factor of two.",
        "hints": ["Begin with x."],
        "symbols": {"x": "real"},
        "given": {"a": "2*x", "b": "2*a", "c": "2*b"},
        "goal": "c = 8*x",
        "milestones": [
            {"line": "a = 2*x", "hint": "Double once."},
            {"line": "b = 4*x", "hint": "Double twice."},
        ],
        "solution": "a = 2*x\nb = 4*x\nc = 8*x",
    }
)


@pytest.mark.parametrize(
    ("lines", "hints"),
    [
        ([], ["Begin with x.", "Double once.", "Double twice.", None]),
        (["a = 3*x"], ["Begin with x.", "Double once.", "Double twice.", None]),
        (["a = 2*x"], ["Begin with x.", "Double twice.", None]),
        (["b = 4*x"], ["Begin with x.", None]),
        (["a = ("], ["Begin with x.", "Double once.", "Double twice.", None]),
    ],
)
def test_a_hint_is_for_the_first_milestone_that_is_still_to_be_shown(
    history: History, lines: list[str], hints: list[str | None]
) -> None:
    number = history.start("bank", "{}", ITEMS[:1])
    session = Session(number, history, Progress(ITEMS[:1]), lambda _: DERIVATION)
    assert session.asking is not None
    session.redraft(lines)
    taken = [session.hint() for _ in hints]
    assert [hint and hint.text for hint in taken] == hints
    assert kept(history) == session.progress
    assert [hint.text for hint in session.hints_taken] == hints[:-1]


def test_checking_a_draft_grades_it_and_keeps_nothing(history: History) -> None:
    number = history.start("bank", "{}", ITEMS[:1])
    session = Session(number, history, Progress(ITEMS[:1]), lambda _: DERIVATION)
    assert session.asking is not None
    session.redraft(["a = 2*x", "b = 5*x"])
    grade = session.check()
    assert isinstance(grade, DerivationGrade)
    assert [line.verdict for line in grade.lines] == ["follows", "does_not_follow"]
    assert kept(history) == Progress(ITEMS[:1])
    assert session.draft == ("a = 2*x", "b = 5*x")


CLOZE = Cloze.model_validate(
    {
        "id": "first",
        "type": "cloze",
        "prompt": "A [[unit]] with [[loss]] has [[slope]].",
        "explanation": "The slope is the error.",
        "blanks": {
            "unit": {"accept": ["sigmoid"]},
            "loss": {"options": ["BCE", "MSE"], "answer": "BCE"},
            "slope": {"accept": ["p - y"]},
        },
    }
)


@pytest.mark.parametrize(
    ("kept_before", "offered", "whole"),
    [
        (("sigmoid", "MSE"), ("sigmoid", "MSE"), ("sigmoid", "MSE")),
        (("sigmoid", ""), ("sigmoid", ""), ("sigmoid", "")),
        (("sigmoid", "hinge"), ("sigmoid",), ("sigmoid",)),
        (("sigmoid", "BCE", "p - y"), ("sigmoid", "BCE"), ("sigmoid", "BCE", "p - y")),
    ],
)
def test_a_draft_is_offered_again_as_far_as_it_fits(
    history: History, kept_before: tuple[str, ...], offered: tuple[str, ...], whole: tuple[str, ...]
) -> None:
    number = history.start("bank", "{}", ITEMS[:1])
    history.keep_draft(number, 1, kept_before)
    session = Session(number, history, Progress(ITEMS[:1]), lambda _: CLOZE)
    assert session.draft == offered
    assert session.whole_draft == whole


def test_giving_up_counts_as_missed(history: History) -> None:
    session = begun(history)
    attempt = session.give_up()
    assert (attempt.outcome, attempt.verdict, attempt.score) == (
        Outcome.GAVE_UP,
        Verdict.INCORRECT,
        0.0,
    )
    assert session.summary().missed == 1


def test_skipping_counts_as_nothing(history: History) -> None:
    session = begun(history)
    session.skip()
    assert session.summary().counted == 0
    assert session.summary().skipped == 1
    assert standings(BANK.values(), "bank", history) == {}


def test_undo_asks_the_same_variant_again(history: History) -> None:
    session = begun(history)
    before = session.asking
    session.answer(2)
    assert session.undo() is not None
    assert session.asking == before
    session.answer(1)
    assert kept(history) == session.progress
    assert [attempt.response for attempt in session.progress.struck] == [2]


def test_there_is_nothing_to_undo_at_first(history: History) -> None:
    assert begun(history).undo() is None


def test_a_flag_goes_to_the_question_asked_or_to_a_place(history: History) -> None:
    session = begun(history)
    session.answer(1)
    assert session.flag("this one")
    assert session.flag("that one", 1)
    assert not session.flag("none", 3)
    flags = history.connection.execute("SELECT question, note FROM flags").fetchall()
    assert flags == [("second", "this one"), ("first", "that one")]


def test_a_flag_is_taken_off_also_where_the_question_was_renamed(history: History) -> None:
    begun(history).flag("odd")
    renamed, items = question("new-name", was=["first"]), (Item(1, "new-name", 11),)
    number = history.start("bank", "{}", items)
    session = Session(number, history, Progress(items), lambda _: renamed)
    assert session.unflag()
    assert not session.unflag()
    assert history.flagged("bank") == {}


def test_after_the_last_answer_nothing_is_asked(history: History) -> None:
    session = begun(history)
    session.answer(1)
    session.answer(1)
    assert session.asking is None
    with pytest.raises(ValueError, match="closed"):
        session.answer(1)


def test_an_attempt_is_marked_with_the_wording_it_was_made_at(history: History) -> None:
    begun(history).answer(1)
    found = history.connection.execute("SELECT content FROM attempts").fetchall()
    assert found == [(BANK["first"].content_hash(),)]


# Trying again, how sure one is, and other variants


def test_a_question_that_was_missed_can_be_tried_again_and_counts_once(history: History) -> None:
    session = begun(history)
    session.answer(2)
    assert session.closed_last is not None
    assert session.closed_last.item == ITEMS[0]
    assert session.retry("neither").verdict is Verdict.INVALID
    assert session.retry(1).verdict is Verdict.CORRECT
    session.answer(1)
    assert session.summary().right == 1
    assert kept(history) == session.progress
    tried = history.connection.execute("SELECT item, verdict FROM retries").fetchall()
    assert tried == [(1, "correct")]


def test_only_what_was_just_closed_can_be_tried_again(history: History) -> None:
    session = begun(history)
    with pytest.raises(ValueError, match="no question was closed"):
        session.retry(1)
    session.answer(2)
    session.undo()
    with pytest.raises(ValueError, match="no question was closed"):
        session.retry(1)


def test_how_sure_the_learner_was_is_kept(history: History) -> None:
    session = begun(history)
    session.answer(1, sure=False)
    session.answer(1)
    assert [attempt.sure for attempt in session.progress.attempts] == [False, None]
    assert kept(history) == session.progress


def numeric(choices: int) -> Numeric:
    return Numeric.model_validate(
        {
            "id": "first",
            "type": "numeric",
            "prompt": "Double {{ n }}.",
            "explanation": "Twice {{ n }}.",
            "parameters": {"n": {"integer": [1, choices]}},
            "answer": "2*n",
        }
    )


@given(seed=st.integers(0, 2**31 - 1), previous=st.integers(0, 2**31 - 1))
def test_the_same_question_comes_with_other_values(seed: int, previous: int) -> None:
    question, item = numeric(2), Item(1, "first", seed, previous_seed=previous)
    asking = ask(item, Progress((item,)), lambda _: question)
    assert asking.variant.values != question.variant(previous).values
    assert asking == ask(item, Progress((item,)), lambda _: question), (
        "a resumed session shows the same"
    )


def test_a_question_with_one_variant_is_asked_all_the_same(history: History) -> None:
    item = Item(1, "first", 3, previous_seed=4)
    assert ask(item, Progress((item,)), lambda _: numeric(1)).variant.values == {"n": 1}


def test_a_question_that_lost_all_its_variants_can_still_be_skipped(history: History) -> None:
    written = numeric(2).model_dump(by_alias=True, exclude_defaults=True)
    spoilt = Numeric.model_validate({**written, "type": "numeric", "constraint": "n > 5"})
    item = Item(1, "first", 3, previous_seed=4)
    number = history.start("bank", "{}", [item])
    session = Session(number, history, Progress((item,)), lambda _: spoilt)
    with pytest.raises(ParameterError):
        _ = session.asking
    assert session.skip().outcome is Outcome.SKIPPED
    assert session.closed_last is None


def test_the_history_has_the_seed_that_drew_the_variant(history: History) -> None:
    question = numeric(2)
    for previous in range(6):
        item = Item(1, "first", 3, previous_seed=previous)
        number = history.start("bank", "{}", [item])
        session = Session(number, history, Progress((item,)), lambda _: question)
        assert session.asking is not None
        values = session.asking.variant.values
        session.answer("1")
        rows = history.connection.execute("SELECT seed FROM attempts WHERE session = ?", (number,))
        assert question.variant(rows.fetchone()[0]).values == values


STEPS: Mapping[str, Callable[[Session], object]] = {
    "right": lambda session: session.answer(1, sure=True),
    "wrong": lambda session: session.answer(2),
    "unreadable": lambda session: session.answer("neither"),
    "give up": lambda session: session.give_up(),
    "skip": lambda session: session.skip(),
    "hint": lambda session: session.hint(),
    "draft": lambda session: session.redraft(["half a thought"]),
    "undo": lambda session: session.undo(),
    "retry": lambda session: session.retry(1),
    "flag": lambda session: session.flag("odd"),
    "unflag": lambda session: session.unflag(),
}


def in_one_order(progress: Progress) -> Progress:
    """The same progress, with what was taken back in one order of all that mean the same."""
    return replace(progress, struck=tuple(sorted(progress.struck, key=repr)))


@given(st.lists(st.sampled_from([*STEPS]), max_size=30))
def test_whatever_is_done_the_history_holds_the_session_as_it_is(steps: list[str]) -> None:
    history = History.open(None)
    session = begun(history)
    for step in steps:
        open_to = {"undo", "flag", "unflag"} if session.asking is None else {*STEPS} - {"retry"}
        if step in open_to or (step == "retry" and session.closed_last):
            STEPS[step](session)
        assert in_one_order(kept(history)) == in_one_order(session.progress)
        again = Session(1, history, history.progress(1), BANK.__getitem__)
        assert again.asking == session.asking
    counted = [attempt for attempt in session.progress.attempts if attempt.counted]
    found = standings(BANK.values(), "bank", history)
    assert {*found} - {name for name, one in found.items() if one.flagged and not one.seen} == {
        ITEMS[attempt.item - 1].question for attempt in counted
    }
    history.close()
