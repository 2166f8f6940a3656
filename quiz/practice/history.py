"""What is kept of practising: a SQLite file, written before the learner sees any result."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz.practice.claims import Claims
from quiz.practice.progress import Attempt, Item, Outcome, Progress, TakenHint
from quiz.practice.storage import HistoryError, connect
from quiz.questions.verdict import Verdict

if TYPE_CHECKING:
    from pydantic import JsonValue

    from quiz.questions.grading import Grade


class Kind(StrEnum):
    """What a session is."""

    PRACTICE = "practice"
    EXAM = "exam"


@dataclass(frozen=True)
class Asked:
    """The question that an attempt, a hint or a flag belongs to, as it stood then.

    `seed` is that of the variant that was drawn, None for the item's own.
    """

    item: Item
    content: str
    seed: int | None = None

    @property
    def drawn_by(self) -> int:
        """The seed of the variant."""
        return self.item.seed if self.seed is None else self.seed


@dataclass(frozen=True)
class KeptSession:
    """A session that was not ended. `selection` is the text that `start` was given.

    `deadline` is when an exam is over, whether the program runs or not.
    """

    id: int
    bank: str
    selection: str
    started_at: datetime
    deadline: datetime | None = None


def utc_now() -> datetime:
    """The time by the machine's clock."""
    return datetime.now(UTC)


@dataclass
class History:
    """An open history file. Each method that changes something commits before it returns.

    Raises HistoryError, with a sentence for the learner, when the file cannot be written.
    """

    connection: sqlite3.Connection
    claims: Claims
    notices: tuple[str, ...] = field(default=())
    clock: Callable[[], datetime] = utc_now

    @classmethod
    def open(cls, path: Path | None, clock: Callable[[], datetime] = utc_now) -> History:
        """Open the file, made if missing; None keeps nothing beyond this process.

        A damaged file is set aside, and `notices` says so. Raises HistoryError when the file is
        another program's, a newer program's, or cannot be opened.
        """
        connection, notices = connect(path)
        return cls(connection, Claims(path), notices, clock)

    def close(self) -> None:
        """Let go of the file and of the claimed sessions."""
        self.connection.close()
        self.claims.close()

    def start(
        self, bank: str, selection: str, items: Sequence[Item], deadline: datetime | None = None
    ) -> int:
        """Keep a new session, claimed for this process; one with a deadline is an exam.

        Returns its id.
        """
        kind = Kind.PRACTICE if deadline is None else Kind.EXAM
        over = None if deadline is None else written(deadline)
        with self.writing():
            session = self.connection.execute(
                "INSERT INTO sessions (key, kind, bank, selection, started_at, deadline)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (new_key(), kind, bank, selection, self.now(), over),
            ).lastrowid
            assert session is not None
            self.connection.executemany(
                "INSERT INTO items (session, number, question, seed, reason, previous_seed, points)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(session, *astuple(item)) for item in items],
            )
            # Claimed before the commit shows it to others: nobody can take it in between.
            self.claims.claim(session)
        return session

    def kept(self, bank: str, kind: Kind = Kind.PRACTICE) -> tuple[KeptSession, ...]:
        """The sessions of a kind on this bank that were not ended, the latest first."""
        rows = self.rows(
            "SELECT id, bank, selection, started_at, deadline FROM sessions"
            " WHERE bank = ? AND kind = ? AND ended_at IS NULL ORDER BY started_at DESC, id DESC",
            (bank, kind),
        )
        return tuple(
            KeptSession(
                number,
                bank,
                text,
                datetime.fromisoformat(started_at),
                None if deadline is None else datetime.fromisoformat(deadline),
            )
            for number, bank, text, started_at, deadline in rows
        )

    def claim(self, session: int) -> bool:
        """Take up a session that no running process has; False if one has."""
        return self.claims.claim(session)

    def is_open(self, session: int) -> bool:
        """Whether the session was not ended."""
        rows = self.rows("SELECT ended_at IS NULL FROM sessions WHERE id = ?", (session,))
        return bool(rows and rows[0][0])

    def progress(self, session: int) -> Progress:
        """The session as it was left."""
        items = self.rows(
            "SELECT number, question, seed, reason, previous_seed, points FROM items"
            " WHERE session = ? ORDER BY number",
            (session,),
        )
        attempts = self.rows(
            "SELECT struck_at IS NULL, item, outcome, response, verdict, score, points, hints,"
            " seconds, sure FROM attempts WHERE session = ? ORDER BY id",
            (session,),
        )
        hints = self.rows("SELECT item, place FROM hints WHERE session = ? ORDER BY id", (session,))
        return Progress(
            tuple(Item(*row) for row in items),
            tuple(_attempt(*row[1:]) for row in attempts if row[0]),
            tuple(_attempt(*row[1:]) for row in attempts if not row[0]),
            tuple(TakenHint(*row) for row in hints),
        )

    def record(self, session: int, asked: Asked, attempt: Attempt) -> None:
        """Keep an attempt; the draft at its item is needed no more."""
        with self.writing():
            self.insert_attempt(session, asked, attempt, self.now())
            self.drop_draft(session, attempt.item)

    def insert_attempt(
        self, session: int, asked: Asked, attempt: Attempt, answered_at: str
    ) -> None:
        """Keep an attempt that was made at that time, within a block of `writing`."""
        response = None
        if attempt.outcome is Outcome.ANSWERED:
            response = json.dumps(attempt.response)
        self.connection.execute(
            "INSERT INTO attempts (key, session, item, bank, question, content, seed, outcome,"
            " response, verdict, score, points, hints, seconds, sure, answered_at)"
            " SELECT ?, id, ?, bank, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
            " FROM sessions WHERE id = ?",
            (
                *(new_key(), attempt.item),
                *(asked.item.question, asked.content, asked.drawn_by),
                *(attempt.outcome, response, attempt.verdict, attempt.score, attempt.points),
                *(attempt.hints, attempt.seconds, attempt.sure, answered_at, session),
            ),
        )

    def retry(self, session: int, item: int, response: JsonValue, grade: Grade) -> None:
        """Keep an answer that was tried again after its result, and counts for nothing."""
        with self.writing():
            self.connection.execute(
                "INSERT INTO retries (key, session, item, response, verdict, score, answered_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    *(new_key(), session, item, json.dumps(response)),
                    *(grade.verdict, grade.score, self.now()),
                ),
            )

    def strike(self, session: int, item: int) -> None:
        """Take back the attempt that stands at this item: it is struck, not erased."""
        with self.writing():
            self.connection.execute(
                "UPDATE attempts SET struck_at = ?"
                " WHERE session = ? AND item = ? AND struck_at IS NULL",
                (self.now(), session, item),
            )

    def draft(self, session: int, item: int) -> tuple[str, ...]:
        """The lines that were typed at this item and are no answer yet."""
        rows = self.rows("SELECT lines FROM drafts WHERE session = ? AND item = ?", (session, item))
        return tuple(json.loads(rows[0][0])) if rows else ()

    def keep_draft(self, session: int, item: int, lines: Sequence[str]) -> None:
        """Keep the lines typed so far at this item in the place of those kept before."""
        with self.writing():
            self.drop_draft(session, item)
            if lines:
                self.connection.execute(
                    "INSERT INTO drafts (session, item, lines, typed_at) VALUES (?, ?, ?, ?)",
                    (session, item, json.dumps(list(lines)), self.now()),
                )

    def hint(self, session: int, hint: TakenHint) -> None:
        """Keep that a hint was taken."""
        with self.writing():
            self.connection.execute(
                "INSERT INTO hints (session, item, place, taken_at) VALUES (?, ?, ?, ?)",
                (session, hint.item, hint.place, self.now()),
            )

    def flag(self, session: int, asked: Asked, note: str) -> None:
        """Keep a note on a question."""
        with self.writing():
            self.connection.execute(
                "INSERT INTO flags (key, session, bank, question, content, seed, note, flagged_at)"
                " SELECT ?, id, bank, ?, ?, ?, ?, ? FROM sessions WHERE id = ?",
                (
                    *(new_key(), asked.item.question, asked.content, asked.drawn_by),
                    *(note, self.now(), session),
                ),
            )

    def lift_flags(self, session: int, names: Collection[str]) -> bool:
        """Take the flags off a question of this session's bank, under each id that it had.

        Returns whether there were any.
        """
        lifted = 0
        with self.writing():
            for name in names:
                lifted += self.connection.execute(
                    "UPDATE flags SET lifted_at = ? WHERE question = ? AND lifted_at IS NULL"
                    " AND bank = (SELECT bank FROM sessions WHERE id = ?)",
                    (self.now(), name, session),
                ).rowcount
        return lifted > 0

    def flagged(self, bank: str) -> Mapping[str, str]:
        """The questions of a bank that carry a flag, each with the note of its last one."""
        return dict(
            self.rows(
                "SELECT question, note FROM flags WHERE bank = ? AND lifted_at IS NULL"
                " ORDER BY flagged_at, id",
                (bank,),
            )
        )

    def flagged_in(self, session: int) -> frozenset[str]:
        """The questions that were flagged in a session."""
        rows = self.rows(
            "SELECT question FROM flags WHERE session = ? AND lifted_at IS NULL", (session,)
        )
        return frozenset(question for (question,) in rows)

    def end(self, session: int) -> None:
        """Close the session: it is not resumed."""
        with self.writing():
            self.connection.execute(
                "UPDATE sessions SET ended_at = ? WHERE id = ? AND ended_at IS NULL",
                (self.now(), session),
            )

    def drop_draft(self, session: int, item: int) -> None:
        """Forget the draft at an item, within a block of `writing`."""
        self.connection.execute(
            "DELETE FROM drafts WHERE session = ? AND item = ?", (session, item)
        )

    def now(self) -> str:
        """The time as the history keeps it."""
        return written(self.clock())

    def today(self) -> date:
        """The day on the learner's calendar."""
        return self.clock().astimezone().date()

    def last_seeds(self, questions: Collection[str]) -> Mapping[str, int]:
        """For each of these ids the seed of the variant that was shown last, in any bank.

        Also one that was skipped, or whose answer was taken back: it was seen.
        """
        places = ", ".join("?" * len(questions))
        rows = self.rows(
            "SELECT question, seed, max(answered_at) FROM attempts"  # noqa: S608
            f" WHERE question IN ({places}) GROUP BY question",
            tuple(questions),
        )
        return {question: seed for question, seed, _ in rows}

    def bank_of(self, session: int) -> str:
        """The name of the bank that a session is on."""
        return str(self.rows("SELECT bank FROM sessions WHERE id = ?", (session,))[0][0])

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """What a query finds. Raises HistoryError."""
        try:
            return self.connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise HistoryError(f"The history could not be read: {error}.") from error

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A block whose changes are kept together, or not at all. Raises HistoryError."""
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


def new_key() -> str:
    """A name for something kept that no other machine gives."""
    return os.urandom(16).hex()


def written(moment: datetime) -> str:
    """A time as the history keeps it; later times come later in alphabetical order, too."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _attempt(
    item: int,
    outcome: str,
    response: str | None,
    verdict: str | None,
    score: float | None,
    points: float,
    hints: int,
    seconds: float,
    sure: int | None,
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
        None if sure is None else bool(sure),
    )
