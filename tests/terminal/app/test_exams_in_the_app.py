"""An exam in the app, by keys alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from app_driving import BANK, Driver, drive, exam_of

from quiz.practice.exam import Exam
from quiz.practice.progress import Outcome
from quiz.terminal.app import exam_screen
from quiz.terminal.ending import Ending


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 4, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


def resumed(exam: Exam) -> Exam:
    """The exam as the next start of the program finds it in the history."""
    history, number = exam._history, exam._number
    return Exam(number, history, history.progress(number), BANK.__getitem__, exam.deadline)


def test_answers_are_kept_without_a_word_on_how_they_are() -> None:
    exam = exam_of("one", "truth")

    async def script(driver: Driver) -> None:
        await driver.press("a", "enter")
        assert "is kept" in driver.text
        assert "✗" not in driver.text
        assert "A likelihood is" in driver.text

    drive(exam, script)
    assert exam.response(1) == 1


def test_any_question_is_gone_to_and_its_answer_changed() -> None:
    exam = exam_of("one", "truth", "word")

    async def script(driver: Driver) -> None:
        await driver.press("a", "enter", "ctrl+l", "3", "enter")
        assert "3/3" in driver.text
        await driver.press("ctrl+n")
        assert "(•) a" in driver.text
        await driver.press("b", "ctrl+b")
        assert "3/3" in driver.text

    drive(exam, script)
    assert exam.response(1) == 2, "what is chosen is kept when the question is left"


def test_what_cannot_be_read_is_kept_as_it_stands_and_its_state_said() -> None:
    exam = exam_of("formula", "truth")

    async def script(driver: Driver) -> None:
        await driver.type("3x^(")
        await driver.press("ctrl+n")
        said = " ".join(driver.text.split())
        assert "Question 1: Kept as it stands, but it cannot be read: as it is, it earns" in said
        await driver.press("ctrl+l")
        assert "1  ? unread" in driver.text
        await driver.press("escape", "ctrl+b")
        assert driver.typed == "3x^("
        await driver.press("enter")
        assert "Kept as it stands, but it cannot be read" in driver.text
        await driver.press("ctrl+d")
        assert "Not answered: 2. Unread, so it earns nothing: 1." in driver.text
        await driver.press("escape", "backspace", "2", "enter")
        assert not exam.places[0].unread

    drive(exam, script)
    assert exam.response(1) == "3x^2"


def test_what_could_not_be_read_and_was_deleted_is_open_again() -> None:
    exam = exam_of("formula", "truth")

    async def script(driver: Driver) -> None:
        await driver.type("(")
        for key in ("ctrl+n", "ctrl+b", "backspace", "ctrl+n", "ctrl+b"):
            await driver.press(key)
        assert driver.typed == ""

    drive(exam, script)
    assert not exam.places[0].unread


def test_a_line_that_cannot_be_read_is_named() -> None:
    exam = exam_of("lines", "truth")

    async def script(driver: Driver) -> None:
        await driver.type("J = (")
        await driver.press("ctrl+n")
        assert "Kept as it stands, but line 1 cannot be read" in driver.text

    drive(exam, script)
    assert exam.places[0].unread
    exam.hand_in()
    assert exam.progress.attempts[0].response == "J = ("
    assert exam.progress.attempts[0].score == 0


def test_after_an_answer_what_cannot_be_read_does_not_count() -> None:
    exam = exam_of("formula", "truth")

    async def script(driver: Driver) -> None:
        await driver.type("3x^2\n")
        await driver.press("ctrl+b", "+", "ctrl+n")
        assert "the answer before it counts" in " ".join(driver.text.split())

    drive(exam, script)
    exam.hand_in()
    assert exam.progress.attempts[0].right


@pytest.mark.parametrize(("name", "typed"), [("formula", "3x^"), ("number", "0.1"), ("word", "ma")])
def test_one_comes_back_to_where_one_was_and_what_one_had_begun(name: str, typed: str) -> None:
    exam = exam_of("truth", "one", name)

    async def type_and_break_off(driver: Driver) -> None:
        await driver.press("ctrl+n", "ctrl+n")
        await driver.type(typed)

    async def go_on(driver: Driver) -> None:
        assert "3/3" in driver.text
        assert driver.typed == typed

    drive(exam, type_and_break_off)
    drive(resumed(exam), go_on)


def test_an_answer_is_withdrawn_and_a_flag_set_and_taken_off() -> None:
    exam = exam_of("one", "truth")

    async def script(driver: Driver) -> None:
        await driver.press("a", "enter", "ctrl+b", "ctrl+f")
        assert exam.places[0].flagged
        await driver.press("ctrl+f")
        driver.app.screen.action_withdraw()  # type: ignore[attr-defined]
        await driver.settle()
        assert "open again" in driver.text

    drive(exam, script)
    assert not exam.places[0].flagged
    assert not exam.places[0].answered


def test_handing_in_is_confirmed_and_every_question_reviewed() -> None:
    exam = exam_of("one", "truth", "lines")

    async def script(driver: Driver) -> None:
        await driver.press("b", "enter", "ctrl+d")
        assert "Not answered: 2-3" in driver.text
        await driver.press("escape")
        assert not exam.progress.finished
        await driver.press("ctrl+d", "y")
        assert "1 of 3 right" in driver.text
        await driver.press("enter")
        assert "✓ Right" in driver.text
        await driver.press("ctrl+l")
        assert "Not answered: this counts as missed." in driver.text
        await driver.press("left", "left")
        assert "Summary" in driver.text
        await driver.press("q")

    assert drive(exam, script) is Ending.FINISHED
    assert [attempt.right for attempt in exam.progress.attempts] == [True, False, False]


def test_the_clock_is_in_sight_and_runs_on_while_the_program_does_not() -> None:
    clock = Clock()
    exam = exam_of("one", minutes=60, clock=clock)

    async def leave(driver: Driver) -> None:
        assert "1:00:00 left" in driver.text
        await driver.press("ctrl+q")

    async def come_back(driver: Driver) -> None:
        assert "50:00 left" in driver.text

    assert drive(exam, leave) is Ending.STOPPED
    clock.passes(600)
    drive(exam, come_back, size=(40, 20))


def test_when_the_time_is_up_what_stands_there_is_kept_and_handed_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(exam_screen, "TICK", 0.02)
    clock = Clock()
    exam = exam_of("one", "lines", minutes=1, clock=clock)

    async def script(driver: Driver) -> None:
        await driver.press("b", "ctrl+n")
        await driver.type("J = -log(p)")
        clock.passes(59)
        await driver.until(lambda: exam.response(2) == "J = -log(p)")
        clock.passes(2)
        await driver.until_shown("2 of 2 right")
        assert "The time is up: it is handed in." in driver.text

    drive(exam, script)
    assert [attempt.outcome for attempt in exam.progress.attempts] == [Outcome.ANSWERED] * 2


def test_an_exam_whose_time_ran_out_is_handed_in_at_once() -> None:
    clock = Clock()
    exam = exam_of("one", minutes=1, clock=clock)
    clock.passes(61)

    async def script(driver: Driver) -> None:
        assert "0 of 1 right" in driver.text

    drive(exam, script)
    assert exam.progress.finished


def test_only_what_changes_nothing_is_left_to_do_in_a_review() -> None:
    exam = exam_of("blanks")
    exam.hand_in()

    async def script(driver: Driver) -> None:
        await driver.press("enter")
        before = driver.text
        await driver.press("a", "ctrl+s", "ctrl+d")
        assert driver.text == before

    drive(exam, script)


def test_an_answer_that_was_being_changed_when_the_program_broke_off_is_there_as_typed() -> None:
    exam = exam_of("lines", "truth")

    async def answer_and_break_off(driver: Driver) -> None:
        await driver.type("J = 1")
        await driver.press("ctrl+s", "ctrl+b")
        await driver.type("2")

    async def go_on(driver: Driver) -> None:
        assert driver.typed == "J = 12"
        await driver.press("ctrl+n")

    drive(exam, answer_and_break_off)
    assert exam.response(1) == "J = 1"
    drive(exam, go_on)
    assert exam.response(1) == "J = 12"
