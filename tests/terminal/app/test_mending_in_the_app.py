"""Answers that cannot be read: what is said of them, and how they are mended."""

from __future__ import annotations

import pytest
from app_driving import Driver, drive, exam_of, session_of


def test_what_cannot_be_read_is_not_counted_and_can_be_mended() -> None:
    session = session_of("formula")

    async def script(driver: Driver) -> None:
        await driver.type("3x^(\n")
        assert "Not counted: answer again." in driver.text
        assert not session.progress.attempts
        assert driver.typed == "3x^("
        await driver.press("backspace")
        await driver.type("2\n")
        assert "✓ Right" in driver.text

    drive(session, script)


def test_a_blank_that_cannot_be_read_is_gone_back_to() -> None:
    async def script(driver: Driver) -> None:
        await driver.press(*"2x+", "enter", "a", "enter")
        assert "Not counted: answer again." in driver.text
        assert driver.typed == "2x+"
        await driver.press("backspace", "enter", "enter")
        assert "of 1 point" in driver.text

    drive(session_of("blanks"), script)


@pytest.mark.parametrize(("question", "mended"), [("formula", "2"), ("blanks", "1")])
def test_what_was_said_of_an_answer_that_could_not_be_read_goes_when_it_is_mended(
    question: str, mended: str
) -> None:
    async def script(driver: Driver) -> None:
        await driver.press(*"2x+", *["enter", "a", "enter"][: None if question == "blanks" else 1])
        assert "Not counted: answer again." in driver.text
        await driver.press(mended)
        assert "Not counted" not in driver.text

    drive(session_of(question), script)


def test_a_blank_that_cannot_be_read_is_gone_back_to_in_an_exam() -> None:
    async def script(driver: Driver) -> None:
        await driver.press(*"2x+", "enter", "a", "enter")
        assert "Kept as it stands" in " ".join(driver.text.split())
        assert driver.typed == "2x+"
        await driver.press("1")
        assert "Kept as it stands" not in " ".join(driver.text.split())

    drive(exam_of("blanks"), script)
