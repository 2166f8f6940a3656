"""A gradebook: learner by question, with totals.

The marks are gathered in a temporary database on disk, so that memory does not grow with them.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Any, get_args

from quiz.bank import Bank
from quiz.marking.answer_table import Attempts
from quiz.marking.marking import Marked
from quiz.marking.sources import Source
from quiz.questions import Verdict
from quiz.spreadsheets import safe

_TABLE = """
CREATE TABLE marks (
    learner TEXT, question TEXT, was_read INTEGER, score REAL, attempt INTEGER,
    PRIMARY KEY (learner, question)
) WITHOUT ROWID
"""
_RULES: dict[Attempts, str] = {
    "last": "excluded.attempt >= attempt",
    "first": "excluded.attempt < attempt",
    "best": "coalesce(excluded.score, -1) > coalesce(score, -1)",
}
_INSERT = """
INSERT INTO marks VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
SET was_read = excluded.was_read, score = excluded.score, attempt = excluded.attempt
WHERE excluded.was_read > was_read OR excluded.was_read = was_read AND """
_WAITING = 1_000
_SUMS = ("total", "possible", "percent", "undecided", "unread")


class Gradebook:
    """The marks of a class, of which the last, best or first of each question counts.

    Attempts are in the order of their numbers where the responses tell them, else of their lines.
    An answer that could not be read counts only where a learner has no other, and then as 0. A
    question that nobody answered has no column; one that a learner left out counts as 0.
    """

    def __init__(self, bank: Bank, attempts: Attempts = "last") -> None:
        """Without marks."""
        assert attempts in get_args(Attempts)
        self.left_out = 0
        self._bank = bank
        self._waiting: list[tuple[str, str, bool, float | None, int]] = []
        self._database = sqlite3.connect("")
        self._database.execute(_TABLE)
        self._insert = _INSERT + _RULES[attempts]

    def add(self, marked: Marked, _source: Source | None = None) -> None:
        """Enter a mark; lines without a learner or a question of the bank are counted only."""
        given = marked.submission
        question = self._bank.resolve(given.question) if given.question else None
        if question is None or given.learner in (None, ""):
            self.left_out += 1
            return
        learner = given.learner if isinstance(given.learner, str) else json.dumps(given.learner)
        was_read = marked.verdict is not Verdict.INVALID
        score = json.loads(b"{" + marked.ending)["score"] if was_read else 0.0
        learner = learner.encode("utf-8", "backslashreplace").decode()
        self._waiting.append((learner, question.id, was_read, score, given.attempt or 0))
        if len(self._waiting) >= _WAITING:
            self._enter()

    def write(self, path: Path) -> int:
        """Write the gradebook as CSV, whole or not at all; how many learners are in it.

        A mark is the score times the question's points. Raises `OSError`.
        """
        self._enter()
        answered = {row[0] for row in self._database.execute("SELECT DISTINCT question FROM marks")}
        points = {
            outline.id: self._bank[outline.id].points
            for outline in self._bank.outlines
            if outline.id in answered
        }
        partial = path.with_name(f".{path.name}.part")
        count = 0
        with partial.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(["learner", *points, *_SUMS])
            for learner, marks in self._learners():
                table.writerow([safe(learner), *_row(marks, points)])
                count += 1
        partial.replace(path)
        return count

    def close(self) -> None:
        """Let go of the marks."""
        self._database.close()

    def _enter(self) -> None:
        with self._database:
            self._database.executemany(self._insert, self._waiting)
        self._waiting.clear()

    def _learners(self) -> Iterator[tuple[str, dict[str, tuple[bool, float | None]]]]:
        with closing(self._database.execute("SELECT * FROM marks ORDER BY learner")) as rows:
            for learner, group in groupby(rows, key=lambda row: str(row[0])):
                yield learner, {row[1]: (bool(row[2]), row[3]) for row in group}


def _row(marks: dict[str, tuple[bool, float | None]], points: dict[str, float]) -> list[Any]:
    """The cells of a learner: a mark for each question, then the sums."""
    cells: list[Any] = []
    total = 0.0
    for question, worth in points.items():
        if question not in marks:
            cells.append("")
        elif (score := marks[question][1]) is None:
            cells.append("undecided")
        else:
            cells.append(_shown(score * worth))
            total += score * worth
    possible = sum(worth for question, worth in points.items() if not _is_open(marks, question))
    percent = 100 * total / possible if possible else 0.0
    undecided = sum(score is None for _, score in marks.values())
    unread = sum(not was_read for was_read, _ in marks.values())
    return [*cells, _shown(total), _shown(possible), _shown(percent), undecided, unread]


def _is_open(marks: Mapping[str, tuple[bool, float | None]], question: str) -> bool:
    """Whether a person still has to settle what the learner answered."""
    return question in marks and marks[question][1] is None


def _shown(number: float) -> float | int:
    rounded = round(number, 4)
    return int(rounded) if rounded == int(rounded) else rounded
