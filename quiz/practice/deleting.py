"""Clearing a history, of which nothing is left in the file; dropping a session that is empty."""

from __future__ import annotations

from pathlib import Path

from quiz.practice.history import History
from quiz.practice.storage import HistoryError

HAPPENINGS = ("responses", "drafts", "flags", "retries", "hints", "attempts")
"""The tables of what a learner did in a session."""

TABLES = ("memories", *HAPPENINGS, "items", "sessions")
"""Every table, what points at another before it."""


def counts(history: History) -> tuple[int, int]:
    """How many sessions and attempts there are."""
    rows = history.rows("SELECT (SELECT count(*) FROM sessions), (SELECT count(*) FROM attempts)")
    sessions, attempts = rows[0]
    return sessions, attempts


def delete_all(history: History) -> None:
    """Delete everything. Raises HistoryError, with nothing deleted, while a session is open."""
    for (session,) in history.rows("SELECT id FROM sessions WHERE ended_at IS NULL"):
        if not history.claim(session):
            raise HistoryError(
                "A session is open in another window: end it first. Nothing was deleted."
            )
    with history.writing():
        for table in TABLES:
            history.connection.execute(f"DELETE FROM {table}")  # noqa: S608
    # What was deleted is written over, in the file and in its log.
    history.connection.execute("VACUUM")
    history.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def drop_if_empty(history: History, session: int) -> bool:
    """Delete a session in which nothing was answered, typed or flagged; whether it was one.

    Raises HistoryError.
    """
    for table in HAPPENINGS:
        if history.rows(f"SELECT 1 FROM {table} WHERE session = ? LIMIT 1", (session,)):  # noqa: S608
            return False
    with history.writing():
        history.connection.execute("DELETE FROM items WHERE session = ?", (session,))
        history.connection.execute("DELETE FROM sessions WHERE id = ?", (session,))
    return True


def older_copies(path: Path) -> tuple[Path, ...]:
    """The copies of this history that were made before an update, or when it was damaged."""
    patterns = (f"{path.stem}.version-*{path.suffix}", f"{path.stem}.damaged-*{path.suffix}")
    return tuple(sorted(file for pattern in patterns for file in path.parent.glob(pattern)))
