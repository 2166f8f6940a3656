"""A bug ends the full screen without a word there: the caller tells the learner."""

from __future__ import annotations

import pytest
from app_driving import session_of
from textual.app import ComposeResult

from quiz.terminal.app.application import QuizApp
from quiz.terminal.app.practice_screen import PracticeScreen
from quiz.terminal.summary_text import Invocation


class BreaksDown(PracticeScreen):
    def compose(self) -> ComposeResult:
        raise RuntimeError("cannot compose")


class BreaksDownAtWork(PracticeScreen):
    async def first(self) -> None:
        self.begin(self._break_down)

    async def _break_down(self) -> None:
        raise RuntimeError("cannot work")


@pytest.mark.parametrize("screen", [BreaksDown, BreaksDownAtWork])
def test_a_bug_ends_the_app_quietly(
    screen: type[PracticeScreen], capfd: pytest.CaptureFixture[str]
) -> None:
    app = QuizApp(lambda: screen(session_of("one"), Invocation(), []))
    app.run(headless=True)
    assert isinstance(app.failure, RuntimeError)
    assert "Traceback" not in "".join(capfd.readouterr())
