"""Waiting for the files of a bank to be saved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from quiz.bank.files import paths_of

INTERVAL = 0.3
"""Seconds between two looks at the files."""

Stamps = dict[Path, tuple[int, int]]


def watch_files(
    bank: Path, wait: Callable[[float], object] = time.sleep
) -> Iterator[tuple[Path, ...]]:
    """Nothing at first, then the files that changed, came or went, each time that any does.

    Ends when `wait` says that it is enough, as that of an event which is set does, or when it is
    interrupted.
    """
    known = _stamps(bank)
    yield ()
    try:
        while not wait(INTERVAL):
            now = _stamps(bank)
            changed = [path for path in {**known, **now} if known.get(path) != now.get(path)]
            known = now
            if changed:
                yield tuple(sorted(changed))
    except KeyboardInterrupt:
        return


def _stamps(bank: Path) -> Stamps:
    """The size and time of each file of the bank; none where it cannot be looked at."""
    stamps: Stamps = {}
    for path in paths_of(bank, []):
        try:
            status = path.stat()
        except OSError:
            continue
        stamps[path] = (status.st_size, status.st_mtime_ns)
    return stamps
