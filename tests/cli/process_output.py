"""What a process under test writes, read as it comes."""

from __future__ import annotations

import os
import select

PATIENCE = 30.0
"""Seconds without a word after which a process is taken to hang."""


class Output:
    """All that came so far from an open file, and how far a test has read in it."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
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
        assert self.waits(PATIENCE), f"nothing came in {PATIENCE} s after:\n{self.seen}"
        try:
            more = os.read(self.descriptor, 65536)
        except OSError:  # what Linux says of a terminal when the other side is gone
            return b""
        self.written += more
        return more

    def waits(self, seconds: float) -> bool:
        """Whether there is more to read, or the end, within so many seconds."""
        return bool(select.select([self.descriptor], [], [], seconds)[0])

    def read_to_end(self) -> None:
        """Read until the process has closed its side."""
        while self.read():
            pass
