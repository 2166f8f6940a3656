"""Grades kept on disk between runs, so that an answer that was graded once is not graded again.

A grade is found by a hash of the program, the question's id and content, the seed and the response,
so that it is never out of date. What is kept is only ever a saving: a file that is damaged is begun
again, and one that cannot be written is done without.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Literal, NamedTuple

from quiz.bank.cache import cache_folder, grading_program
from quiz.marking.grading import Graded
from quiz.questions import Verdict


class Key(NamedTuple):
    """What the grade of an answer is known by; `kind` tells what its `text` is.

    Questions of the same content and another id are two: by the id their variants are drawn.
    """

    question: str
    content: str
    seed: int | None
    kind: Literal["text", "JSON", "reading"]
    text: str


MOST = 1_000_000
"""How many grades stay on disk; of more the oldest are forgotten at the next opening."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS grades (
    key BLOB PRIMARY KEY, run INTEGER NOT NULL, verdict TEXT NOT NULL, ending BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_run ON grades (run);
"""
_FORGET = "DELETE FROM grades WHERE key IN (SELECT key FROM grades ORDER BY run LIMIT ?)"


def default_path() -> Path:
    """The file in the user's cache folder."""
    return cache_folder("grades") / "grades.sqlite3"


class KeptGrades:
    """Grades by their keys. Never raises; without a file nothing is found and nothing is kept."""

    def __init__(self, database: sqlite3.Connection | None = None) -> None:
        """Over an open database, if any."""
        self._database = database
        self._run = time.time_ns()
        self._program = blake2b(grading_program().encode()).digest()

    def find(self, key: Key) -> tuple[Graded, bool] | None:
        """A grade, and whether it is of an earlier run; None when none is kept."""
        if self._database is None:
            return None
        query = "SELECT verdict, ending, run FROM grades WHERE key = ?"
        with suppress(sqlite3.Error, ValueError):
            if row := self._database.execute(query, (self._hash(key),)).fetchone():
                return Graded(Verdict(row[0]), row[1]), row[2] != self._run
        return None

    def keep(self, grades: Iterable[tuple[Key, Graded]]) -> None:
        """Keep grades; not those that a person has to settle, which a later run may."""
        if self._database is None:
            return
        rows = [
            (self._hash(key), self._run, str(grade.verdict), grade.ending)
            for key, grade in grades
            if grade.verdict is not Verdict.UNDECIDED
        ]
        with suppress(sqlite3.Error), self._database:
            self._database.executemany("INSERT OR REPLACE INTO grades VALUES (?, ?, ?, ?)", rows)

    def _hash(self, key: Key) -> bytes:
        what = "\0".join(map(str, key)).encode("utf-8", "surrogatepass")
        return blake2b(what, digest_size=16, key=self._program).digest()

    def forget_oldest(self, most: int = MOST) -> None:
        """Make room: of more grades than `most`, those of the oldest runs go."""
        if self._database is None:
            return
        with suppress(sqlite3.Error), self._database:
            (count,) = self._database.execute("SELECT count(*) FROM grades").fetchone()
            if count > most:
                self._database.execute(_FORGET, (count - most,))


@contextmanager
def kept_grades(path: Path | None) -> Iterator[KeptGrades]:
    """The grades kept in a file, which is made if need be; None keeps nothing."""
    database = None if path is None else _opened(path)
    kept = KeptGrades(database)
    kept.forget_oldest()
    try:
        yield kept
    finally:
        if database is not None:
            database.close()


def _opened(path: Path) -> sqlite3.Connection | None:
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(path, timeout=10, isolation_level="DEFERRED")
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = OFF")
            database.executescript(_SCHEMA)
        except sqlite3.OperationalError:
            return None
        except sqlite3.DatabaseError:
            # Damaged: what was in it can be worked out again.
            database.close()
            path.unlink(missing_ok=True)
        except OSError:
            return None
        else:
            return database
    return None
