from __future__ import annotations

import io
import threading

import pytest

from quiz.terminal import page
from quiz.terminal.console import Console
from quiz.terminal.look import Look


class Heard(io.StringIO):
    """Notes that something was written."""

    def __init__(self) -> None:
        super().__init__()
        self.something = threading.Event()

    def write(self, text: str) -> int:
        self.something.set()
        return super().write(text)


def opened(target: io.StringIO, *, interactive: bool) -> page.Page:
    return page.Page(Console(io.StringIO(), target, interactive, Look()))


def test_a_person_is_told_that_long_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "PATIENCE", 0.0)
    target = Heard()
    with opened(target, interactive=True).working():
        assert target.something.wait(30)
    assert "takes a moment" in target.getvalue()


def test_short_work_is_passed_over_in_silence() -> None:
    target = Heard()
    with opened(target, interactive=True).working():
        pass
    assert not target.something.is_set()


def test_a_transcript_does_not_depend_on_the_time_that_work_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page, "PATIENCE", 0.0)
    threads = threading.active_count()
    with opened(Heard(), interactive=False).working():
        assert threading.active_count() == threads


def test_an_advice_is_given_once() -> None:
    target = Heard()
    shown = opened(target, interactive=False)
    shown.say_once("So it is typed.")
    shown.say_once("So it is typed.")
    assert target.getvalue() == "So it is typed.\n"
