"""The program at a pseudo-terminal, for tests: keys in, a screen out."""

from __future__ import annotations

import os
import select
import signal
import struct
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

fcntl = pytest.importorskip("fcntl")
pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

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

    def resize(self, columns: int) -> None:
        """Make the terminal so many columns wide."""
        fcntl.ioctl(self.screen, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))

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
def started(
    tmp_path: Path,
    text: str,
    *options: str,
    command: str = "practice",
    mode: Sequence[str] = ("--plain",),
    **variables: str,
) -> Iterator[Terminal]:
    """A command of the program on a bank with this text, in the plain mode unless said."""
    bank = tmp_path / "bank.yaml"
    bank.write_text(text, encoding="utf-8")
    arguments = [
        command,
        str(bank),
        *mode,
        "--history",
        str(tmp_path / "h.sqlite3"),
        *options,
    ]
    terminal = Terminal(arguments, {"TERM": "xterm", "NO_COLOR": "", "COLUMNS": "", **variables})
    try:
        yield terminal
    finally:
        try:
            os.kill(terminal.process, signal.SIGKILL)
            os.waitpid(terminal.process, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(terminal.screen)
