"""A file of grades that is being written: whole under its name only when it is done.

Until then its lines stand beside it in `.NAME.unfinished`, so that a run that was stopped, in
whatever way, can go on. What was written is believed only line by line: it must be the grade of
the same learner's answer to the same question, by the same program.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import IO

from quiz.bank import Bank
from quiz.bank.cache import grading_program
from quiz.marking.grading import Grader
from quiz.marking.marking import Marked, beginning
from quiz.marking.responses import Submission
from quiz.practice.claims import lock
from quiz.questions import Verdict

_VERDICT = re.compile(rb'"verdict": "(\w+)"')


class ResumeError(ValueError):
    """A stopped run cannot go on, and why."""


class TakenError(ValueError):
    """Another run writes the same file."""


class Unfinished:
    """The lines written so far towards `out`; `decisions` are what a person settled."""

    def __init__(self, out: Path, decisions: bytes = b"") -> None:
        """For a file of grades that is to appear as `out`."""
        self.out = out
        self.path = out.with_name(f".{out.name}.unfinished")
        self._about = out.with_name(f".{out.name}.unfinished.about")
        self._what = {
            "program": sha256(grading_program().encode()).hexdigest(),
            "decisions": sha256(decisions).hexdigest(),
        }

    @contextmanager
    def alone(self) -> Iterator[None]:
        """No other run writes towards `out` meanwhile; raises `TakenError` if one does."""
        path = self.path.with_name(f"{self.path.name}.lock")
        while True:
            file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                if not lock(file, 0, wait=False):
                    raise TakenError(f"another run is writing {self.out}")
                # A run that just ended may have removed the file between the two lines above.
                if path.exists() and os.path.samestat(os.fstat(file), path.stat()):
                    try:
                        yield
                    finally:
                        path.unlink(missing_ok=True)
                    return
            finally:
                os.close(file)

    def begin(self) -> IO[bytes]:
        """Begin from the first line; what a stopped run left is dropped."""
        self._about.write_text(json.dumps(self._what), encoding="utf-8")
        return self.path.open("wb")

    def resume(self, bank: Bank, submissions: Iterator[Submission]) -> Iterator[Marked]:
        """The lines that a stopped run wrote, taking their submissions from the iterator.

        A last line that was cut off is dropped. Raises `ResumeError` when they do not belong to
        these submissions, this bank and this program.
        """
        self._check_program()
        grader, whole = Grader(bank), 0
        with self.path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if not line.endswith(b"\n"):
                    break
                submission = next(submissions, None)
                marked = _marked(bank, grader, submission, line) if submission else None
                if marked is None:
                    raise ResumeError(
                        f"line {number} of {self.path} is not the grade of line {number} of the "
                        "responses, or the question has changed: run again without --resume"
                    )
                whole += len(line)
                yield marked
        os.truncate(self.path, whole)

    def go_on(self) -> IO[bytes]:
        """Go on behind the lines that `resume` told."""
        return self.path.open("ab")

    @property
    def exists(self) -> bool:
        """Whether a stopped run left something."""
        return self.path.exists() and self._about.exists()

    def remove(self) -> None:
        """Nothing is left beside the file that is done."""
        for path in (self.path, self._about):
            with suppress(FileNotFoundError):
                path.unlink()

    def _check_program(self) -> None:
        try:
            about = json.loads(self._about.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            about = {}
        if not isinstance(about, dict):
            about = {}
        for what, name in (("program", "the quiz program"), ("decisions", "the decisions file")):
            if about.get(what) != self._what[what]:
                raise ResumeError(
                    f"{name} has changed since the run was stopped: run again without --resume "
                    "(answers that were graded by this program are not graded again)"
                )


def _marked(bank: Bank, grader: Grader, submission: Submission, line: bytes) -> Marked | None:
    start = beginning(submission)
    verdict = _VERDICT.match(line, len(start))
    if not line.startswith(start) or verdict is None:
        return None
    question = bank.resolve(submission.question) if submission.question else None
    content = f'"content": "{grader.content(question)}"' if question else '"content": null'
    if content.encode() not in line:
        return None
    return Marked(submission, Verdict(verdict[1].decode()), line[len(start) : -1])
