"""What is kept of practising: a SQLite file, written before the learner sees any result."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from quiz.practice.claims import Claims
from quiz.practice.progress import Attempt, Item, Outcome, Progress, TakenHint
from quiz.practice.storage import HistoryError, connect
from quiz.questions.grading import Verdict


@dataclass(frozen=True)
class Asked:
    """The question that an attempt, a hint or a flag belongs to, as it stood then."""

    item: Item
    content: str


@dataclass(frozen=True)
class KeptSession:
    """A session that was not ended. `selection` is the text that `start` was given."""

    id: int
    bank: str
    selection: str
    started_at: datetime


@dataclass(frozen=True)
class LastAttempt:
    """The last counted attempt at a question with this id, in one bank and one wording."""

    bank: str
    content: str
    right: bool
    answered_at: datetime


@dataclass
class History:
    """An open history file. Each method that changes something commits before it returns.

    Raises HistoryError, with a sentence for the learner, when the file cannot be written.
    """

    connection: sqlite3.Connection
    claims: Claims
    notices: tuple[str, ...] = field(default=())

    @classmethod
    def open(cls, path: Path | None) -> History:
        """Open the file, made if missing; None keeps nothing beyond this process.

        A damaged file is set aside, and `notices` says so. Raises HistoryError when the file is
        another program's, a newer program's, or cannot be opened.
        """
        connection, notices = connect(path)
        return cls(connection, Claims(path), notices)

    def close(self) -> None:
        """Let go of the file and of the claimed sessions."""
        self.connection.close()
        self.claims.close()

    def start(self, bank: str, selection: str, items: Sequence[Item]) -> int:
        """Keep a new session, claimed for this process; returns its id."""
        with self._writing():
            session = self.connection.execute(
                "INSERT INTO sessions (bank, selection, started_at) VALUES (?, ?, ?)",
                (bank, selection, _now()),
            ).lastrowid
            assert session is not None
            self.connection.executemany(
                "INSERT INTO items (session, number, question, seed) VALUES (?, ?, ?, ?)",
                [(session, item.number, item.question, item.seed) for item in items],
            )
            # Claimed before the commit shows it to others: nobody can take it in between.
            self.claims.claim(session)
        return session

    def kept(self, bank: str) -> tuple[KeptSession, ...]:
        """The sessions on this bank that were not ended, the latest first."""
        rows = self._reading(
            "SELECT id, bank, selection, started_at FROM sessions"
            " WHERE bank = ? AND ended_at IS NULL ORDER BY id DESC",
            (bank,),
        )
        return tuple(
            KeptSession(number, bank, text, datetime.fromisoformat(started_at))
            for number, bank, text, started_at in rows
        )

    def claim(self, session: int) -> bool:
        """Take up a session that no running process has; False if one has."""
        return self.claims.claim(session)

    def is_open(self, session: int) -> bool:
        """Whether the session was not ended."""
        rows = self._reading("SELECT ended_at IS NULL FROM sessions WHERE id = ?", (session,))
        return bool(rows and rows[0][0])

    def progress(self, session: int) -> Progress:
        """The session as it was left."""
        items = self._reading(
            "SELECT number, question, seed FROM items WHERE session = ? ORDER BY number",
            (session,),
        )
        attempts = self._reading(
            "SELECT struck_at IS NULL, item, outcome, response, verdict, score, points, hints,"
            " seconds FROM attempts WHERE session = ? ORDER BY id",
            (session,),
        )
        hints = self._reading(
            "SELECT item, place FROM hints WHERE session = ? ORDER BY id", (session,)
        )
        return Progress(
            tuple(Item(*row) for row in items),
            tuple(_attempt(*row[1:]) for row in attempts if row[0]),
            tuple(_attempt(*row[1:]) for row in attempts if not row[0]),
            tuple(TakenHint(*row) for row in hints),
        )

    def record(self, session: int, asked: Asked, attempt: Attempt) -> None:
        """Keep an attempt; the draft at its item is needed no more."""
        response = None
        if attempt.outcome is Outcome.ANSWERED:
            response = json.dumps(attempt.response, ensure_ascii=False)
        with self._writing():
            self.connection.execute(
                "INSERT INTO attempts (session, item, bank, question, content, seed, outcome,"
                " response, verdict, score, points, hints, seconds, answered_at)"
                " SELECT id, ?, bank, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM sessions WHERE id = ?",
                (
                    *(attempt.item, asked.item.question, asked.content, asked.item.seed),
                    *(attempt.outcome, response, attempt.verdict, attempt.score),
                    *(attempt.points, attempt.hints, attempt.seconds, _now(), session),
                ),
            )
            self._drop_draft(session, attempt.item)

    def strike(self, session: int, item: int) -> None:
        """Take back the attempt that stands at this item: it is struck, not erased."""
        with self._writing():
            self.connection.execute(
                "UPDATE attempts SET struck_at = ?"
                " WHERE session = ? AND item = ? AND struck_at IS NULL",
                (_now(), session, item),
            )

    def draft(self, session: int, item: int) -> tuple[str, ...]:
        """The lines that were typed at this item and are no answer yet."""
        rows = self._reading(
            "SELECT lines FROM drafts WHERE session = ? AND item = ?", (session, item)
        )
        return tuple(json.loads(rows[0][0])) if rows else ()

    def keep_draft(self, session: int, item: int, lines: Sequence[str]) -> None:
        """Keep the lines typed so far at this item in the place of those kept before."""
        with self._writing():
            self._drop_draft(session, item)
            if lines:
                self.connection.execute(
                    "INSERT INTO drafts (session, item, lines, typed_at) VALUES (?, ?, ?, ?)",
                    (session, item, json.dumps(list(lines)), _now()),
                )

    def hint(self, session: int, hint: TakenHint) -> None:
        """Keep that a hint was taken."""
        with self._writing():
            self.connection.execute(
                "INSERT INTO hints (session, item, place, taken_at) VALUES (?, ?, ?, ?)",
                (session, hint.item, hint.place, _now()),
            )

    def flag(self, session: int, asked: Asked, note: str) -> None:
        """Keep a note on a question."""
        with self._writing():
            self.connection.execute(
                "INSERT INTO flags (session, bank, question, content, seed, note, flagged_at)"
                " SELECT id, bank, ?, ?, ?, ?, ? FROM sessions WHERE id = ?",
                (asked.item.question, asked.content, asked.item.seed, note, _now(), session),
            )

    def end(self, session: int) -> None:
        """Close the session: it is not resumed."""
        with self._writing():
            self.connection.execute(
                "UPDATE sessions SET ended_at = ? WHERE id = ? AND ended_at IS NULL",
                (_now(), session),
            )

    def last_attempts(self) -> Mapping[str, tuple[LastAttempt, ...]]:
        """For each question id the last counted attempt in each bank and wording, oldest first."""
        rows = self._reading(
            "SELECT question, bank, content, verdict, answered_at, max(id) FROM attempts"
            " WHERE struck_at IS NULL AND score IS NOT NULL"
            " GROUP BY question, bank, content ORDER BY max(id)"
        )
        found: dict[str, tuple[LastAttempt, ...]] = {}
        for question, bank, content, verdict, answered_at, _ in rows:
            attempt = LastAttempt(
                bank, content, verdict == Verdict.CORRECT, datetime.fromisoformat(answered_at)
            )
            found[question] = (*found.get(question, ()), attempt)
        return found

    def _drop_draft(self, session: int, item: int) -> None:
        self.connection.execute(
            "DELETE FROM drafts WHERE session = ? AND item = ?", (session, item)
        )

    def _reading(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        try:
            return self.connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise HistoryError(f"The history could not be read: {error}.") from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            yield
            self.connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise HistoryError(
                f"The history could not be written ({error}), so this was not kept."
            ) from error
        finally:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _attempt(
    item: int,
    outcome: str,
    response: str | None,
    verdict: str | None,
    score: float | None,
    points: float,
    hints: int,
    seconds: float,
) -> Attempt:
    return Attempt(
        item,
        Outcome(outcome),
        None if response is None else json.loads(response),
        None if verdict is None else Verdict(verdict),
        score,
        points,
        hints,
        seconds,
    )
