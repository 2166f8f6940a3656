"""Which process has a session now: a lock that the system lets go of however a process ends.

One lock file lies beside the history; session n locks its n-th byte, byte 0 guards the renaming of
a damaged history.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def lock(file: int, byte: int, *, wait: bool) -> bool:
        """Lock a byte of an open file; False if another process has it."""
        os.lseek(file, byte, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def lock(file: int, byte: int, *, wait: bool) -> bool:
        """Lock a byte of an open file; False if another process has it."""
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB), 1, byte)
        except OSError:
            return False
        return True


class Claims:
    """The sessions that this process has taken up. None for a history that is not kept."""

    def __init__(self, history: Path | None) -> None:
        self._path = None if history is None else _lock_file(history)
        self._file: int | None = None

    def claim(self, session: int) -> bool:
        """Take up the session; False if another process has it."""
        if self._path is None:
            return True
        if self._file is None:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        return lock(self._file, session, wait=False)

    def close(self) -> None:
        """Let go of every session."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


@contextmanager
def alone(history: Path) -> Iterator[None]:
    """Wait until no other process is in this block for the same history."""
    file = os.open(_lock_file(history), os.O_RDWR | os.O_CREAT, 0o644)
    try:
        lock(file, 0, wait=True)
        yield
    finally:
        os.close(file)


def _lock_file(history: Path) -> Path:
    return history.with_name(history.name + ".lock")
