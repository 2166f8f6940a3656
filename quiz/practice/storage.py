"""Where the history file is, and opening it so that nothing in it is ever lost."""

from __future__ import annotations

import os
import sqlite3
from datetime import datetime
from pathlib import Path

from quiz.errors import LearnerError
from quiz.practice import schema
from quiz.practice.claims import alone

WAIT_SECONDS = 10.0
"""How long another process may hold the file before we give up."""

HEADER = b"SQLite format 3\x00"
SMALLEST = 512
"""How a SQLite file begins, and the fewest bytes that one can have."""


class HistoryError(LearnerError):
    """The history cannot be used; the message tells the learner why, and what to do."""


class _DamagedError(Exception):
    """SQLite finds the file damaged, or not a database at all."""


def default_path() -> Path:
    """The history file: QUIZ_HISTORY if it is set, else in the user's data folder."""
    if chosen := os.environ.get("QUIZ_HISTORY"):
        return Path(chosen).expanduser()
    from platformdirs import user_data_path  # 15 ms that a chosen file saves

    return user_data_path("likelihood-quiz", appauthor=False) / "history.sqlite3"


def connect(path: Path | None) -> tuple[sqlite3.Connection, tuple[str, ...]]:
    """The open file, of the newest version, with what the learner should be told about it.

    None is a history in memory. A damaged file is renamed, with what belongs to it, and a new one
    begun; a file of an older version is copied before it is brought up to date. Raises
    HistoryError when the file cannot be used.
    """
    if path is None:
        return _open(None)
    _make_room(path)
    try:
        return _open(path)
    except _DamagedError:
        with alone(path):
            try:
                return _open(path)  # another process set it aside while this one waited
            except _DamagedError as damage:
                aside = _set_aside(path)
                return _open(path)[0], (
                    f"The history {path} is damaged ({damage}). It was set aside, unchanged, as"
                    f" {aside.name}, and a new history begun.",
                )


def _make_room(path: Path) -> None:
    if path.is_dir():
        raise HistoryError(f"The history {path} is a folder; --history takes a file.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(path, error.strerror or str(error)) from error


def _examine(path: Path) -> None:
    """Look for damage without changing a byte. Raises _DamagedError.

    Opened to write, SQLite tidies up: it would drop the log of a file that it cannot read.
    """
    size = path.stat().st_size if path.exists() else 0
    log = path.with_name(path.name + "-wal")
    if size == 0:
        if log.exists() and log.stat().st_size:
            raise _DamagedError("it is empty, but its log is not")
        return
    with path.open("rb") as file:
        if file.read(len(HEADER)) != HEADER or size < SMALLEST:
            raise _DamagedError("it is not a database")
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            found: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        if _is_damage(error):
            raise _DamagedError(str(error)) from error
        return  # such as a transaction to be rolled back first: opening it to write will tell
    if found != "ok":
        raise _DamagedError(found.splitlines()[-1])


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _open(path: Path | None) -> tuple[sqlite3.Connection, tuple[str, ...]]:
    if path is not None:
        _examine(path)
    try:
        connection = sqlite3.connect(
            ":memory:" if path is None else path,
            timeout=WAIT_SECONDS,
            isolation_level=None,
            check_same_thread=False,  # the app keeps answers off its interface's thread
        )
    except sqlite3.Error as error:
        assert path is not None
        raise _unusable(path, str(error)) from error
    try:
        copy = None if path is None else _copy_of_older(connection, path)
        _prepare(connection)
    except (sqlite3.DatabaseError, OSError) as error:
        connection.close()
        if isinstance(error, sqlite3.DatabaseError) and _is_damage(error):
            raise _DamagedError(str(error)) from error
        raise _unusable(path, str(error)) from error
    except schema.ForeignFileError as error:
        connection.close()
        raise HistoryError(
            f"{path} is a database of another program; --history needs a file of its own."
        ) from error
    except schema.NewerFileError as error:
        connection.close()
        raise HistoryError(
            f"The history {path} was written by a newer quiz (version {error.found} of the file;"
            f" this program knows {error.known}). It was left as it is. Update quiz, or keep"
            " another history with --history FILE."
        ) from error
    except BaseException:
        connection.close()
        raise
    if copy is None:
        return connection, ()
    return connection, (
        f"The history {path} was brought up to date. As it was before, it is kept as {copy.name}.",
    )


def _copy_of_older(connection: sqlite3.Connection, path: Path) -> Path | None:
    """Copy a file that an older program wrote; the copy's place, None for a file of today."""
    version = schema.older_version(connection)
    if version is None:
        return None
    copy = _free_place(path, f"version-{version}")
    draft = copy.with_name(f"{copy.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    connection.execute("VACUUM INTO ?", (str(draft),))
    written = sqlite3.connect(draft)
    try:
        is_older = schema.older_version(written) == version
    finally:
        written.close()
    if not is_older:  # another process was quicker, and has made the copy
        draft.unlink()
        return None
    draft.rename(copy)
    return copy


def _prepare(connection: sqlite3.Connection) -> None:
    _use_wal(connection)
    connection.execute("PRAGMA synchronous = FULL")  # an answer outlives a power cut, too
    connection.execute("PRAGMA foreign_keys = ON")
    schema.migrate(connection)


def _use_wal(connection: sqlite3.Connection) -> None:
    # Only the first process ever to open the file changes the mode, and SQLite does not wait here.
    if connection.execute("PRAGMA journal_mode").fetchone()[0] in ("wal", "memory"):
        return
    connection.execute("BEGIN IMMEDIATE")  # waits for the others
    connection.execute("COMMIT")
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        # Somebody else is writing: the mode is theirs to change, and any mode is safe.


def _free_place(path: Path, what: str) -> Path:
    """A place beside the history that says what lies there, where nothing does yet."""
    place = path.with_name(f"{path.stem}.{what}{path.suffix}")
    count = 2
    while place.exists():
        place = path.with_name(f"{path.stem}.{what}-{count}{path.suffix}")
        count += 1
    return place


def _set_aside(path: Path) -> Path:
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    aside = _free_place(path, f"damaged-{stamp}")
    for ending in ("-wal", "-shm", ""):  # the file itself last: until then it is still damaged
        part = path.with_name(path.name + ending)
        if part.exists():
            part.rename(aside.with_name(aside.name + ending))
    return aside


def _unusable(path: Path | None, reason: str) -> HistoryError:
    return HistoryError(
        f"The history {path} cannot be used: {reason}. Keep another with --history FILE, or"
        " practise without one with --no-history."
    )
