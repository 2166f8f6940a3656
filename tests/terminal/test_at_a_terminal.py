"""The plain mode at a real terminal: echo, colours, Ctrl-C and Ctrl-D."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pty = pytest.importorskip("pty")

BANK = """\
title: Choices
questions:
  - id: first
    type: multiple_choice
    prompt: The first question?
    shuffle: false
    explanation: The first is right here, and it always is.
    options: [{text: right, correct: true}, {text: wrong}]
  - id: second
    type: multiple_choice
    prompt: The second question?
    shuffle: false
    explanation: The first is right here, and it always is.
    options: [{text: right, correct: true}, {text: wrong}]
"""
CTRL_C, CTRL_D = b"\x03", b"\x04"


class Terminal:
    """A process at a pseudo-terminal."""

    def __init__(self, arguments: list[str], variables: dict[str, str]) -> None:
        self.process, self.screen = pty.fork()
        if not self.process:
            os.environ.update(variables)
            os.execv(sys.executable, [sys.executable, "-m", "quiz", *arguments])
        self.seen = ""

    def until(self, ending: str) -> str:
        """What is written up to a text that must come."""
        start = len(self.seen)
        while ending not in self.seen[start:]:
            self.seen += self._more(ending)
        return self.seen[start:]

    def type(self, keys: str | bytes) -> None:
        os.write(self.screen, keys.encode() if isinstance(keys, str) else keys)

    def end(self) -> int:
        """Read to the end; the exit status."""
        while True:
            try:
                self.seen += self._more("the end")
            except OSError:
                break
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])

    def _more(self, wanted: str) -> str:
        more = os.read(self.screen, 65536)
        if not more:
            raise OSError(f"{wanted!r} never came:\n{self.seen}")
        return more.decode(errors="replace")


@contextmanager
def at_terminal(tmp_path: Path, *options: str, **variables: str) -> Iterator[Terminal]:
    bank = tmp_path / "bank.yaml"
    bank.write_text(BANK, encoding="utf-8")
    arguments = [
        *("practice", str(bank), "--history", str(tmp_path / "h.sqlite3"), *options),
        *("--question", "first", "--question", "second"),
    ]
    terminal = Terminal(arguments, {"TERM": "xterm", "NO_COLOR": "", **variables})
    try:
        yield terminal
    finally:
        try:
            os.kill(terminal.process, signal.SIGKILL)
            os.waitpid(terminal.process, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(terminal.screen)


def test_a_session_runs_to_its_end(tmp_path: Path) -> None:
    with at_terminal(tmp_path) as terminal:
        terminal.until("The first question?")
        terminal.until("> ")
        terminal.type("a\r")
        terminal.until("Right")
        terminal.until("> ")
        terminal.type("b\r")
        terminal.until("Enter ends")
        terminal.type("\r")
        assert terminal.end() == 0
        assert "1 of 2 right" in terminal.seen
        assert "\x1b[1;32m" in terminal.seen


def test_the_last_answer_can_be_taken_back(tmp_path: Path) -> None:
    with at_terminal(tmp_path) as terminal:
        terminal.until("> ")
        terminal.type("a\r")
        terminal.until("2/2")
        terminal.until("> ")
        terminal.type("b\r")
        terminal.until("takes the last answer back > ")
        terminal.type(":u\r")
        terminal.until("The second question?")
        terminal.until("> ")
        terminal.type("a\r")
        terminal.until("takes the last answer back > ")
        terminal.type("\r")
        assert terminal.end() == 0
        assert "2 of 2 right" in terminal.seen


def test_no_color_is_heeded(tmp_path: Path) -> None:
    with at_terminal(tmp_path, NO_COLOR="1") as terminal:
        terminal.until("> ")
        terminal.type("a\r")
        terminal.until("✓ Right")
        terminal.type(":q\r")
        assert terminal.end() == 0
        assert "\x1b[1" not in terminal.seen
        assert "\x1b[3" not in terminal.seen


def test_ctrl_c_stops_and_keeps(tmp_path: Path) -> None:
    with at_terminal(tmp_path) as terminal:
        terminal.until("> ")
        terminal.type("a\r")
        terminal.until("2/2")
        terminal.until("> ")
        terminal.type("half an ans")
        terminal.type(CTRL_C)
        assert terminal.end() == 130
        assert "Traceback" not in terminal.seen
        assert "Stopped at 2/2. What you answered is kept." in terminal.seen
    with at_terminal(tmp_path) as terminal:
        terminal.until("Resuming the session")
        assert "The second question?" in terminal.until("The second question?")


@pytest.mark.parametrize("wait", [0.02, 0.1, 0.2, 0.3])
def test_ctrl_c_at_any_moment_shows_no_traceback(tmp_path: Path, wait: float) -> None:
    with at_terminal(tmp_path) as terminal:
        time.sleep(wait)
        terminal.type(CTRL_C)
        terminal.type(CTRL_C)
        terminal.end()
        assert "Traceback" not in terminal.seen


def test_ctrl_d_stops_and_keeps(tmp_path: Path) -> None:
    with at_terminal(tmp_path) as terminal:
        terminal.until("> ")
        terminal.type(CTRL_D)
        assert terminal.end() == 0
        assert "Stopped at 1/2. What you answered is kept." in terminal.seen
