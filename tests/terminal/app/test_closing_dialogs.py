"""A key that comes twice, as one that is held down does, closes a dialog once."""

from __future__ import annotations

import pytest
from app_driving import Driver, drive, exam_of, session_of
from textual.events import Key
from textual.keys import _character_to_key

from quiz.practice.exam import Exam
from quiz.practice.session import Session
from quiz.terminal.app.dialog import Dialog
from quiz.terminal.app.dialogs import Choice


async def burst(driver: Driver, key: str) -> None:
    """Press a key twice before the dialog on top has looked at the first."""
    name, character = (_character_to_key(key), key) if len(key) == 1 else (key, None)
    for _ in range(2):
        driver.app.post_message(Key(name, character))
    await driver.settle()


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("ctrl+g", "n"),
        ("ctrl+g", "y"),
        ("ctrl+g", "escape"),
        ("ctrl+f", "escape"),
        ("ctrl+f", "enter"),
        ("f1", "q"),
    ],
)
def test_a_dialog_of_practice_closes_once(opening: str, closing: str) -> None:
    check(session_of("one", "truth"), opening, closing)


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("ctrl+d", "n"), ("ctrl+d", "y"), ("ctrl+l", "enter"), ("ctrl+l", "escape")],
)
def test_a_dialog_of_an_exam_closes_once(opening: str, closing: str) -> None:
    check(exam_of("one", "truth"), opening, closing)


def check(on: Session | Exam, opening: str, closing: str) -> None:
    async def script(driver: Driver) -> None:
        await driver.press(opening)
        dialog = driver.app.screen
        assert isinstance(dialog, Dialog)
        await burst(driver, closing)
        assert not isinstance(driver.app.screen, Dialog)
        dialog.dismiss()
        await driver.settle()
        assert driver.app.screen_stack

    drive(on, script)


def test_a_dialog_that_is_closed_answers_once() -> None:
    answers: list[str | None] = []

    async def script(driver: Driver) -> None:
        dialog = Choice("Really?", [("y", "yes")])
        await driver.app.push_screen(dialog, answers.append)
        dialog.dismiss("y")
        dialog.dismiss(None)
        await driver.settle()

    drive(session_of("one"), script)
    assert answers == ["y"]
