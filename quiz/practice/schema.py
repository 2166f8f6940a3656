"""The tables of the history file, and how an older file is brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

APPLICATION_ID = 0x5155495A
"""Marks a SQLite file as ours ("QUIZ"), so that no other program's file is ever written to."""

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE sessions (
        id INTEGER PRIMARY KEY,
        bank TEXT NOT NULL,
        selection TEXT NOT NULL,
        started_at TEXT NOT NULL,
        ended_at TEXT
    );
    CREATE TABLE items (
        session INTEGER NOT NULL REFERENCES sessions (id),
        number INTEGER NOT NULL,
        question TEXT NOT NULL,
        seed INTEGER NOT NULL,
        PRIMARY KEY (session, number)
    );
    CREATE TABLE attempts (
        id INTEGER PRIMARY KEY,
        session INTEGER NOT NULL,
        item INTEGER NOT NULL,
        bank TEXT NOT NULL,
        question TEXT NOT NULL,
        content TEXT NOT NULL,
        seed INTEGER NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome IN ('answered', 'gave_up', 'skipped')),
        response TEXT,
        verdict TEXT,
        score REAL CHECK (score BETWEEN 0 AND 1),
        points REAL NOT NULL,
        hints INTEGER NOT NULL,
        seconds REAL NOT NULL,
        answered_at TEXT NOT NULL,
        struck_at TEXT,
        FOREIGN KEY (session, item) REFERENCES items (session, number)
    );
    CREATE UNIQUE INDEX one_standing_attempt ON attempts (session, item) WHERE struck_at IS NULL;
    CREATE INDEX attempts_at_a_question ON attempts (question, id);
    CREATE TABLE hints (
        id INTEGER PRIMARY KEY,
        session INTEGER NOT NULL,
        item INTEGER NOT NULL,
        taken_at TEXT NOT NULL,
        FOREIGN KEY (session, item) REFERENCES items (session, number)
    );
    CREATE INDEX hints_of_a_session ON hints (session);
    CREATE TABLE flags (
        id INTEGER PRIMARY KEY,
        session INTEGER NOT NULL REFERENCES sessions (id),
        bank TEXT NOT NULL,
        question TEXT NOT NULL,
        content TEXT NOT NULL,
        seed INTEGER NOT NULL,
        note TEXT NOT NULL,
        flagged_at TEXT NOT NULL
    );
    """,
    """
    CREATE TABLE drafts (
        session INTEGER NOT NULL,
        item INTEGER NOT NULL,
        lines TEXT NOT NULL,
        typed_at TEXT NOT NULL,
        PRIMARY KEY (session, item),
        FOREIGN KEY (session, item) REFERENCES items (session, number)
    );
    ALTER TABLE hints ADD COLUMN place INTEGER NOT NULL DEFAULT 1;
    UPDATE hints SET place = (
        SELECT count(*) FROM hints AS earlier
        WHERE earlier.session = hints.session AND earlier.item = hints.item
            AND earlier.id <= hints.id
    );
    """,
    # A key names a session, an answer, a retry or a flag on every machine. What is older than keys
    # gets the same one in each copy of its file, so that copies merge without doubling.
    """
    ALTER TABLE sessions ADD COLUMN key TEXT NOT NULL DEFAULT '';
    UPDATE sessions SET key = id || '@' || started_at;
    CREATE UNIQUE INDEX sessions_by_key ON sessions (key);
    ALTER TABLE sessions ADD COLUMN kind TEXT NOT NULL DEFAULT 'practice'
        CHECK (kind IN ('practice', 'exam'));
    ALTER TABLE sessions ADD COLUMN deadline TEXT;
    ALTER TABLE items ADD COLUMN reason TEXT NOT NULL DEFAULT '';
    ALTER TABLE items ADD COLUMN previous_seed INTEGER;
    ALTER TABLE items ADD COLUMN points REAL CHECK (points > 0);
    CREATE TABLE attempts_with_keys (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        session INTEGER NOT NULL,
        item INTEGER NOT NULL,
        bank TEXT NOT NULL,
        question TEXT NOT NULL,
        content TEXT NOT NULL,
        seed INTEGER NOT NULL,
        outcome TEXT NOT NULL
            CHECK (outcome IN ('answered', 'gave_up', 'skipped', 'unanswered')),
        response TEXT,
        verdict TEXT,
        score REAL CHECK (score BETWEEN 0 AND 1),
        points REAL NOT NULL,
        hints INTEGER NOT NULL,
        seconds REAL NOT NULL,
        sure INTEGER CHECK (sure IN (0, 1)),
        answered_at TEXT NOT NULL,
        struck_at TEXT,
        FOREIGN KEY (session, item) REFERENCES items (session, number)
    );
    INSERT INTO attempts_with_keys
        SELECT id, id || '@' || answered_at, session, item, bank, question, content, seed,
            outcome, response, verdict, score, points, hints, seconds, NULL, answered_at, struck_at
        FROM attempts;
    DROP TABLE attempts;
    ALTER TABLE attempts_with_keys RENAME TO attempts;
    CREATE UNIQUE INDEX one_standing_attempt ON attempts (session, item) WHERE struck_at IS NULL;
    CREATE INDEX attempts_of_a_session ON attempts (session, item);
    CREATE INDEX attempts_at_a_question ON attempts (question, answered_at, seed);
    CREATE INDEX reviews ON attempts (question, bank, content, answered_at, verdict)
        WHERE struck_at IS NULL AND verdict IN ('correct', 'partly_correct', 'incorrect');
    CREATE INDEX left_open ON attempts (question, bank, content, answered_at)
        WHERE struck_at IS NULL AND outcome = 'unanswered';
    CREATE TABLE retries (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        session INTEGER NOT NULL,
        item INTEGER NOT NULL,
        response TEXT NOT NULL,
        verdict TEXT NOT NULL,
        score REAL CHECK (score BETWEEN 0 AND 1),
        answered_at TEXT NOT NULL,
        FOREIGN KEY (session, item) REFERENCES items (session, number)
    );
    CREATE INDEX retries_of_a_session ON retries (session);
    ALTER TABLE flags ADD COLUMN key TEXT NOT NULL DEFAULT '';
    UPDATE flags SET key = id || '@' || flagged_at;
    CREATE UNIQUE INDEX flags_by_key ON flags (key);
    ALTER TABLE flags ADD COLUMN lifted_at TEXT;
    CREATE TABLE responses (
        session INTEGER NOT NULL,
        item INTEGER NOT NULL,
        response TEXT NOT NULL,
        seconds REAL NOT NULL,
        answered_at TEXT NOT NULL,
        PRIMARY KEY (session, item),
        FOREIGN KEY (session, item) REFERENCES items (session, number)
    );
    CREATE TABLE memories (
        bank TEXT NOT NULL,
        question TEXT NOT NULL,
        reviews INTEGER NOT NULL,
        id_sum INTEGER NOT NULL,
        stability REAL NOT NULL,
        due TEXT NOT NULL,
        PRIMARY KEY (bank, question)
    ) WITHOUT ROWID;
    """,
    """
    ALTER TABLE sessions ADD COLUMN place INTEGER;
    """,
)
"""The n-th script, from 0, takes a file from version n to n + 1. A released one never changes."""


class ForeignFileError(Exception):
    """The file is a SQLite database of another program."""


class NewerFileError(Exception):
    """The file was written by a newer version of this program."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(found, known)
        self.found = found
        self.known = known


def migrate(connection: sqlite3.Connection, migrations: Sequence[str] = MIGRATIONS) -> None:
    """Bring the file up to the newest version, in one transaction; a new file gets every table.

    `connection` is in autocommit mode. Raises ForeignFileError or NewerFileError, or what SQLite
    raises, and then leaves the file as it was.
    """
    if _version(connection) == len(migrations) and _is_ours(connection):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)  # again: another process may have been quicker
        if not _is_ours(connection):
            if version or _has_tables(connection):
                raise ForeignFileError
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        if version > len(migrations):
            raise NewerFileError(version, len(migrations))
        for script in migrations[version:]:
            for statement in filter(str.strip, script.split(";")):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def older_version(connection: sqlite3.Connection) -> int | None:
    """The version of a file of ours that is to be brought up to date; None of any other."""
    version = _version(connection)
    return version if _is_ours(connection) and 0 < version < len(MIGRATIONS) else None


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _is_ours(connection: sqlite3.Connection) -> bool:
    found: int = connection.execute("PRAGMA application_id").fetchone()[0]
    return found == APPLICATION_ID


def _has_tables(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None
