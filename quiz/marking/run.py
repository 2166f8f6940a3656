"""One run of `quiz grade`: from a file of responses to a file of grades, and what comes of it."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from errno import ENOENT
from pathlib import Path
from typing import IO

from quiz.bank import Bank
from quiz.marking.grade_files import finish
from quiz.marking.jobs import Workers, this_process
from quiz.marking.kept_grades import KeptGrades
from quiz.marking.marking import Marked, Marker, Savings
from quiz.marking.sources import Source, opened
from quiz.marking.unfinished import Unfinished
from quiz.questions import Verdict

STANDARD_OUTPUT = Path("-")

Watch = Callable[[Marked, Source], None]
"""Told of each line as it is written."""

Change = Callable[[Marked], Marked]
"""What a person settled, put in the place of a grade."""


@dataclass
class Result:
    """How many lines got each verdict, how many of them an earlier run wrote, what was saved."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    resumed: int = 0
    savings: Savings = field(default_factory=Savings)


def mark_file(
    bank: Bank,
    responses: Path,
    out: Path,
    *,
    workers: Workers | None = None,
    kept: KeptGrades | None = None,
    resume: bool = False,
    decisions: bytes = b"",
    change: Change | None = None,
    watchers: Sequence[Watch] = (),
) -> Result:
    """Mark a file of responses into a file of grades, which appears under its name when whole.

    `-` is standard input and standard output; a pipe or a device is written to as it is. A run
    that is stopped leaves its lines beside `out`, and goes on from there with `resume`.
    `decisions` are the bytes of a file that `change` puts into effect. Raises `OSError` when a
    file cannot be read or written, `ValueError` when the responses are no such file,
    `ResumeError` when a stopped run cannot go on, `TakenError` when another run writes the same
    file, and `LostWorkersError`.
    """
    result = Result()
    with ExitStack() as stack:
        workers = workers or stack.enter_context(this_process(bank))
        source = stack.enter_context(opened(responses, bank))
        marker = Marker(bank, workers, kept)
        result.savings = marker.savings
        tally = _Tally(result, source, watchers)
        new = marker.mark(source.submissions)
        marks = map(change, new) if change else new
        if out == STANDARD_OUTPUT:
            _write(marks, sys.stdout.buffer, tally)
            return result
        if out.exists() and not out.is_file():
            with out.open("wb") as file:
                _write(marks, file, tally)
            return result
        if not out.parent.is_dir():
            raise OSError(ENOENT, "there is no such folder", str(out.parent))
        unfinished = Unfinished(Path(os.path.realpath(out)), decisions)
        stack.enter_context(unfinished.alone())
        with _ready(unfinished, bank, tally, resume=resume) as file:
            _write(marks, file, tally)
        finish(unfinished.path, unfinished.out)
        unfinished.remove()
    return result


@dataclass(frozen=True)
class _Tally:
    """Counts lines, and tells those who watch."""

    result: Result
    source: Source
    watchers: Sequence[Watch]

    def count(self, marked: Marked) -> None:
        self.result.verdicts[marked.verdict] += 1
        for watch in self.watchers:
            watch(marked, self.source)


def _ready(unfinished: Unfinished, bank: Bank, tally: _Tally, *, resume: bool) -> IO[bytes]:
    """The file to write on; lines of a stopped run are counted, their submissions are taken."""
    if not (resume and unfinished.exists):
        return unfinished.begin()
    for marked in unfinished.resume(bank, tally.source.submissions):
        tally.count(marked)
        tally.result.resumed += 1
    return unfinished.go_on()


def _write(marks: Iterable[Marked], file: IO[bytes], tally: _Tally) -> None:
    for marked in marks:
        file.write(marked.line)
        tally.count(marked)
    file.flush()
