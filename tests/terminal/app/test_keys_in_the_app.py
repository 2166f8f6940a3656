"""What the app says about its keys, and that no key is taken in silence."""

from __future__ import annotations

import re

import pytest
from app_driving import NARROW, WIDE, Driver, drive, exam_of, session_of

from quiz.terminal.app.commands import shown_key
from quiz.terminal.ending import Ending


def footer(driver: Driver) -> str:
    """The keys at the foot of the screen."""
    return driver.text.rstrip().split("\n")[-1]


@pytest.mark.parametrize("question", ["word", "number", "formula", "blanks", "lines"])
def test_where_one_types_the_help_has_a_key_that_writes_nothing(question: str) -> None:
    async def script(driver: Driver) -> None:
        assert footer(driver).endswith("F1 Help")

    drive(session_of(question), script)


def test_the_key_of_the_help_changes_when_nothing_is_typed_any_more() -> None:
    async def script(driver: Driver) -> None:
        await driver.type("3x^2\n")
        assert footer(driver).endswith("? Help")

    drive(session_of("formula"), script)


@pytest.mark.parametrize("question", ["number", "formula", "blanks"])
def test_a_question_mark_opens_the_help_where_no_formula_is_begun(question: str) -> None:
    async def script(driver: Driver) -> None:
        await driver.press("?")
        assert "Esc goes back." in driver.text
        await driver.press("escape", "2", "?")
        assert driver.typed == "2?"

    drive(session_of(question), script)


def test_the_help_says_that_ctrl_c_stops_too() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("?")
        assert "as ^c does" in driver.text
        await driver.press("escape", "ctrl+c")

    assert drive(session_of("truth"), script) is Ending.INTERRUPTED


@pytest.mark.parametrize("key", ["escape", "enter", "n"])
def test_what_is_asked_before_something_is_done_is_declined(key: str) -> None:
    session, exam = session_of("one", asks_sure=True), exam_of("one")

    async def practising(driver: Driver) -> None:
        await driver.press("ctrl+g", key)
        assert "Give up and see" not in driver.text
        await driver.press("a", "enter", key)
        assert "How sure" not in driver.text

    async def examined(driver: Driver) -> None:
        await driver.press("ctrl+d", key)
        assert "for good" not in driver.text

    drive(session, practising)
    drive(exam, examined)
    assert not session.progress.attempts
    assert not exam.progress.finished


def test_a_key_that_answers_nothing_shows_which_do() -> None:
    session = session_of("one")

    async def script(driver: Driver) -> None:
        await driver.press("ctrl+g", "x")
        assert "That key does nothing here: press y or Esc." in driver.text
        await driver.press("y")
        assert "Answer" in driver.text

    drive(session, script)
    assert session.progress.attempts


def test_an_empty_line_has_a_number_only_where_one_types() -> None:
    async def script(driver: Driver) -> None:
        await driver.type("L = p\n\nJ = 2\n")
        numbers = re.findall(r"^  ?([1-9]?)(?: +(L = p|J = 2))?$", driver.text, re.MULTILINE)
        assert [number for number, _ in numbers if number] == ["1", "2", "3"]
        await driver.press("up", "up")
        numbers = re.findall(r"^  ?([1-9]?)(?: +(L = p|J = 2))?$", driver.text, re.MULTILINE)
        assert [number for number, _ in numbers if number] == ["1", "2", "2"]

    drive(session_of("lines"), script)


def test_the_verdict_of_a_line_stands_apart_from_the_line() -> None:
    async def script(driver: Driver) -> None:
        await driver.type("L = p\nJ = 2")
        await driver.press("ctrl+r")
        assert re.search(r"1 ✓ follows {3,}L = p", driver.text)
        assert re.search(r"2 ✗ wrong {3,}J = 2", driver.text)

    drive(session_of("lines"), script)


def test_the_foot_says_when_there_is_more_to_see_below() -> None:
    async def script(driver: Driver) -> None:
        assert "PgDn more" not in footer(driver)
        await driver.pilot.resize_terminal(40, 12)
        await driver.settle()
        assert "PgDn more" in footer(driver)
        await driver.press(*["pagedown"] * 6)
        assert "PgDn more" not in footer(driver)

    drive(session_of("lines"), script)


def test_a_notice_is_laid_out_again_for_another_size() -> None:
    notice = "Going on with the session that was begun on Monday with ten questions of which two."

    async def script(driver: Driver) -> None:
        await driver.pilot.resize_terminal(40, 20)
        await driver.settle()
        lines = [line for line in driver.text.split("\n") if line.strip() in notice and line]
        assert all(len(line) > 25 for line in lines[-3:-1])

    drive(session_of("one"), script, notices=[notice])


def test_the_help_of_a_matching_says_what_a_digit_does() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("?")
        assert "a digit goes to the row" in " ".join(
            re.sub(r".*│(.*)│.*", r"\1", driver.text).split()
        )

    drive(session_of("pairs"), script)


def test_what_a_hint_costs_is_said_before_it_is_taken_and_in_a_retry_it_costs_nothing() -> None:
    session = session_of("one")

    async def script(driver: Driver) -> None:
        assert "^t Hint −0.1 " in footer(driver)
        await driver.press("?")
        assert "a hint; it costs 0.1 points" in driver.text
        await driver.press("escape", "a", "enter", "r")
        assert "^t Hint  " in footer(driver)
        await driver.press("ctrl+t")
        assert "Hint 1 of 1\n" in driver.text

    drive(session, script)
    assert not session.progress.hints


def test_a_hint_is_offered_while_there_is_one() -> None:
    async def script(driver: Driver) -> None:
        assert "^t Hint −0.1" in footer(driver)
        await driver.press("ctrl+t")
        assert "Hint" not in footer(driver)
        await driver.press("ctrl+t")
        assert "There are no more hints." in driver.text

    drive(session_of("one"), script)


@pytest.mark.parametrize("key", ["ctrl+g", "ctrl+n"])
def test_a_retry_says_how_to_go_on_where_nothing_is_to_be_given_up(key: str) -> None:
    async def script(driver: Driver) -> None:
        await driver.press("down", "enter", "r")
        assert shown_key(key) not in footer(driver)
        await driver.press(key)
        assert "Nothing is counted in a retry: answer, or Esc goes on." in driver.text
        assert "Give up and see" not in driver.text

    drive(session_of("one"), script)


@pytest.mark.parametrize(
    ("question", "narrow", "wide"),
    [
        ("number", "a number", "a number, such as 0.25, 1/4 or exp(-2)"),
        ("formula", "a formula", "a formula, such as 2x^2 - exp(-x)/n"),
    ],
)
def test_what_is_typed_is_said_as_fully_as_it_fits(question: str, narrow: str, wide: str) -> None:
    async def at_40(driver: Driver) -> None:
        shown = next(line for line in driver.text.split("\n") if narrow in line)
        assert shown.rstrip().endswith((narrow, wide)), shown

    async def at_80(driver: Driver) -> None:
        assert wide in driver.text

    drive(session_of(question), at_40, NARROW)
    drive(session_of(question), at_80, WIDE)
