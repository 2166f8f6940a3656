"""Flags while practising, by keys alone."""

from __future__ import annotations

from pathlib import Path

from app_driving import Driver, drive, session_of

from quiz.practice.history import History


def test_a_flag_goes_to_the_question_that_is_shown(tmp_path: Path) -> None:
    history = History.open(None)
    session = session_of("one", "truth", history=history)

    async def script(driver: Driver) -> None:
        await driver.press("b", "enter", "ctrl+f")
        await driver.type("a note?\n")
        assert "Flagged" in driver.text

    drive(session, script)
    rows = history.connection.execute("SELECT question, note FROM flags").fetchall()
    assert rows == [("one", "a note?")]


def test_a_flag_is_in_sight_and_can_be_changed_and_taken_off() -> None:
    session = session_of("one", "truth")

    async def script(driver: Driver) -> None:
        assert "1/2  " in driver.text
        await driver.press("ctrl+f")
        assert "a note, if you like" in driver.text
        await driver.type("odd\n")
        assert "1/2 !  " in driver.text
        await driver.press("b", "enter", "ctrl+f")
        assert "Flagged: «odd»" in driver.text
        await driver.press("c")
        await driver.type("er\n")
        await driver.press("ctrl+f")
        assert "Flagged: «odder»" in driver.text
        await driver.press("k")
        assert session.flag_note(1) == "odder"
        await driver.press("ctrl+f", "t")
        assert "1/2 !" not in driver.text
        await driver.press("enter")
        assert "2/2  " in driver.text

    drive(session, script)
    assert session.flag_note(1) is None


def test_a_flag_of_another_day_is_in_sight() -> None:
    session = session_of("one")
    session.flag("")

    async def script(driver: Driver) -> None:
        assert "1/1 !" in driver.text
        await driver.press("ctrl+f")
        assert "Flagged, without a note" in driver.text

    drive(session, script)
