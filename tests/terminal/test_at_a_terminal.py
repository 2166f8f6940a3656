"""The plain mode at a real terminal: echo, colours, Ctrl-C and Ctrl-D."""

from __future__ import annotations

import os
import select
import signal
import sys
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
PATIENCE = 30.0
"""Seconds without a word after which a process is taken to hang."""

CTRL_C, CTRL_D = b"\x03", b"\x04"


class Terminal:
    """A process at a pseudo-terminal."""

    def __init__(self, arguments: list[str], variables: dict[str, str]) -> None:
        self.process, self.screen = pty.fork()
        if not self.process:
            os.environ.update(variables)
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # a background run ignores it
            os.execv(sys.executable, [sys.executable, "-m", "quiz", *arguments])
        self.written = b""
        self.place = 0

    @property
    def seen(self) -> str:
        """All that was written so far."""
        return self.written.decode(errors="replace")

    def until(self, ending: str) -> None:
        """Read on, from where the last such reading stopped, until a text came."""
        wanted = ending.encode()
        while (found := self.written.find(wanted, self.place)) < 0:
            assert self.read(), f"{ending!r} never came:\n{self.seen}"
        self.place = found + len(wanted)

    def read(self) -> bytes:
        """What comes next; nothing at the end."""
        ready, _, _ = select.select([self.screen], [], [], PATIENCE)
        assert ready, f"nothing came in {PATIENCE} s after:\n{self.seen}"
        try:
            more = os.read(self.screen, 65536)
        except OSError:  # what Linux says when the other side is gone
            return b""
        self.written += more
        return more

    def type(self, keys: str | bytes) -> None:
        """Press keys."""
        os.write(self.screen, keys.encode() if isinstance(keys, str) else keys)

    def interrupt(self) -> None:
        """Press Ctrl-C, again if it comes to nothing, and read until the process ends.

        Between a prompt and the reading of a line there is a moment in which Python notices a
        signal only at the next key.
        """
        for _ in range(10):
            self.type(CTRL_C)
            while select.select([self.screen], [], [], 2.0)[0]:
                if not self.read():
                    return

    def end(self) -> int:
        """Read until the process ends; its exit status."""
        while self.read():
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


@contextmanager
def at_terminal(tmp_path: Path, *options: str, **variables: str) -> Iterator[Terminal]:
    with started(
        tmp_path, BANK, *options, "--question", "first", "--question", "second", **variables
    ) as terminal:
        yield terminal


@contextmanager
def started(tmp_path: Path, text: str, *options: str, **variables: str) -> Iterator[Terminal]:
    bank = tmp_path / "bank.yaml"
    bank.write_text(text, encoding="utf-8")
    arguments = [
        "practice",
        str(bank),
        "--plain",
        "--history",
        str(tmp_path / "h.sqlite3"),
        *options,
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
        terminal.until("half an ans")
        terminal.interrupt()
        assert terminal.end() == 130
        assert "Traceback" not in terminal.seen
        assert "Stopped at 2/2. What you answered is kept." in terminal.seen
    with at_terminal(tmp_path) as terminal:
        terminal.until("Resuming the session")
        terminal.until("The second question?")


@pytest.mark.parametrize("moment", ["Choices", "1/2", "> ", "Right", "2/2"])
def test_ctrl_c_at_any_moment_shows_no_traceback(tmp_path: Path, moment: str) -> None:
    with at_terminal(tmp_path) as terminal:
        if moment in ("Right", "2/2"):
            terminal.until("> ")
            terminal.type("a\r")
        terminal.until(moment)
        terminal.interrupt()
        assert terminal.end() == 130
        assert "Traceback" not in terminal.seen


def test_ctrl_d_stops_and_keeps(tmp_path: Path) -> None:
    with at_terminal(tmp_path) as terminal:
        terminal.until("> ")
        terminal.type(CTRL_D)
        assert terminal.end() == 0
        assert "Stopped at 1/2. What you answered is kept." in terminal.seen


DERIVATION = """\
title: Doubling
questions:
  - id: double
    type: derivation
    prompt: Double x twice.
    explanation: Each doubling is another factor of two.
    symbols: {x: real}
    given: {a: 2*x, b: 2*a}
    goal: b = 4*x
    milestones: [{line: a = 2*x, hint: Double once.}]
    solution: |
      a = 2*x
      b = 4*x
"""


def test_a_working_is_checked_killed_and_gone_on_with(tmp_path: Path) -> None:
    with started(tmp_path, DERIVATION) as terminal:
        terminal.until(" 1> ")
        terminal.type("a = 2*x\r")
        terminal.until(" 2> ")
        terminal.type("b = 5*x\r")
        terminal.until(" 3> ")
        terminal.type(":c\r")
        terminal.until("The sides are not equal")
        terminal.until("Nothing is counted; go on with line 3.")
        terminal.until(" 3> ")
        os.kill(terminal.process, signal.SIGKILL)
        assert terminal.end() == -signal.SIGKILL
    with started(tmp_path, DERIVATION) as terminal:
        terminal.until("What you typed before is kept")
        terminal.until(" 1> a = 2*x")
        terminal.until(" 2> b = 5*x")
        terminal.until(" 3> ")
        terminal.type(":u\r")
        terminal.until(" 2> ")
        terminal.type("b = 4*x\r")
        terminal.until(" 3> ")
        terminal.type("\r")
        terminal.until("✓ Right")
        terminal.until("Enter ends")
        terminal.type("\r")
        assert terminal.end() == 0


def test_ctrl_d_keeps_an_unfinished_working(tmp_path: Path) -> None:
    with started(tmp_path, DERIVATION) as terminal:
        terminal.until(" 1> ")
        terminal.type("a = 2*x\r")
        terminal.until(" 2> ")
        terminal.type(CTRL_D)
        assert terminal.end() == 0
        assert "Stopped at 1/1." in terminal.seen
    with started(tmp_path, DERIVATION) as terminal:
        terminal.until(" 1> a = 2*x")
        terminal.until(" 2> ")
