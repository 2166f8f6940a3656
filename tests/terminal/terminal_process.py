"""The program at a pseudo-terminal, for tests: keys in, a screen out."""

from __future__ import annotations

import os
import signal
import struct
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from process_output import Output

fcntl = pytest.importorskip("fcntl")
pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

CTRL_C, CTRL_D = b"\x03", b"\x04"


class Terminal(Output):
    """A process at a pseudo-terminal."""

    def __init__(self, arguments: list[str], variables: dict[str, str]) -> None:
        self.process, self.screen = pty.fork()
        if not self.process:
            os.environ.update(variables)
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # a background run ignores it
            os.execv(sys.executable, [sys.executable, "-m", "quiz", *arguments])
        super().__init__(self.screen)

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
            while self.waits(0.5):
                if not self.read():
                    return

    def end(self) -> int:
        """Read until the process ends; its exit status."""
        self.read_to_end()
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
