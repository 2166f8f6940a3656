"""Reading an exported history into this one: all of it or nothing, and nothing twice."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from pydantic import ValidationError

from quiz.errors import LearnerError
from quiz.practice.exported import (
    AS_JSON,
    FORMAT,
    PARTS,
    VERSION,
    Attempt,
    Header,
    Line,
    Session,
    columns_of,
)
from quiz.practice.history import History

MOST_BYTES = 500_000_000
MOST_SAID = 20


class ImportRefusedError(LearnerError):
    """A file is not taken in; the message names the lines, and nothing was changed."""


@dataclass(frozen=True)
class Imported:
    """What came in: how many sessions and attempts, of how many in the file."""

    sessions: int
    attempts: int
    sessions_in_file: int
    attempts_in_file: int


def read_export(content: bytes, name: str) -> tuple[Session, ...]:
    """The sessions in an exported file; `name` is what messages call it.

    Raises ImportRefusedError with what is wrong, line by line.
    """
    if len(content) > MOST_BYTES:
        raise ImportRefusedError(f"{name} has more than {MOST_BYTES:,} bytes: nothing was read.")
    lines = content.removesuffix(b"\n").split(b"\n")
    problems: list[str] = []
    header = _header(lines[0], name)
    sessions = []
    for number, line in enumerate(lines[1:], start=2):
        try:
            sessions.append(Session.model_validate(_json(line)))
        except (ValueError, RecursionError) as error:
            problems.append(f"{name}:{number}: {_in_words(error)}")
    if len(lines) - 1 != header.sessions:
        problems.append(
            f"{name}:{len(lines)}: the first line speaks of {header.sessions} sessions, and"
            f" {len(lines) - 1} follow: the file is not whole"
        )
    problems += _repeated(sessions, name) if not problems else []
    if problems:
        _refuse(problems)
    return tuple(sessions)


def merge(history: History, sessions: Sequence[Session], name: str) -> Imported:
    """Add to a history what it does not have yet.

    What was taken back, lifted or ended in one of the two is so afterwards. Where both have an
    answer that stands at the same item, the first one stands and the other is kept as taken back.
    Raises ImportRefusedError, or HistoryError, and then changes nothing.
    """
    new_sessions = new_attempts = 0
    with history.writing():
        for line, session in enumerate(sessions, start=2):
            before = history.rows("SELECT id FROM sessions WHERE key = ?", (session.key,))
            number = before[0][0] if before else _add_session(history, session)
            new_sessions += not before
            if before and not history.claim(number):
                _refuse([f"{name}:{line}: this session is open in another window: end it first"])
            if before and not _is_same(history, number, session):
                _refuse([f"{name}:{line}: your history has this session with other questions"])
            for attempt in session.attempts:
                new_attempts += _add_attempt(history, number, session, attempt, f"{name}:{line}")
            _add_rest(history, number, session)
        history.connection.execute("DELETE FROM memories")  # they are worked out again
    return Imported(
        new_sessions,
        new_attempts,
        len(sessions),
        sum(len(session.attempts) for session in sessions),
    )


def _header(line: bytes, name: str) -> Header:
    try:
        data = _json(line)
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise ValueError
    except (ValueError, RecursionError):
        _refuse([f"{name}:1: this is no file that `quiz history export` wrote"])
    version = data.get("version")
    if isinstance(version, int) and version > VERSION:
        _refuse([f"{name}:1: a newer quiz wrote this file (version {version}): update quiz"])
    try:
        return Header.model_validate(data)
    except ValidationError as error:
        _refuse([f"{name}:1: {_in_words(error)}"])


def _json(line: bytes) -> Any:
    return json.loads(line.decode(), object_pairs_hook=_once, parse_constant=_no_number)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _in_words(error: ValueError | RecursionError) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        where = " ".join(str(part) for part in first["loc"])
        said = first["msg"].removeprefix("Value error, ")
        return f"{where}: {said}" if where else said
    if isinstance(error, RecursionError):
        return "this is nested too deeply"
    if isinstance(error, json.JSONDecodeError):
        return f"this is no JSON: {error.msg.removesuffix(' starting at')} at column {error.colno}"
    if isinstance(error, UnicodeDecodeError):
        return f"the byte 0x{error.object[error.start]:02X} is not UTF-8"
    return str(error)


def _repeated(sessions: Sequence[Session], name: str) -> list[str]:
    """Keys that stand twice in the file."""
    seen: set[tuple[str, str]] = set()
    problems = []
    for number, session in enumerate(sessions, start=2):
        keys = [
            ("session", session.key),
            *(("attempt", attempt.key) for attempt in session.attempts),
            *(("retry", retry.key) for retry in session.retries),
            *(("flag", flag.key) for flag in session.flags),
        ]
        for what, key in keys:
            if (what, key) in seen:
                problems.append(f"{name}:{number}: the key “{key}” names two {what}s")
            seen.add((what, key))
    return problems


def _refuse(problems: Sequence[str]) -> NoReturn:
    said = list(problems[:MOST_SAID])
    if len(problems) > MOST_SAID:
        said.append(f"… and {len(problems) - MOST_SAID} more")
    raise ImportRefusedError("\n".join([*said, "Nothing was imported."]))


def _add_session(history: History, session: Session) -> int:
    names = [name for name in columns_of(Session) if name not in PARTS]
    number = _insert(history, "sessions", {name: getattr(session, name) for name in names})
    for item in session.items:
        _insert(history, "items", {"session": number, **item.model_dump()})
    return number


def _is_same(history: History, number: int, session: Session) -> bool:
    """Whether a session in the history asks what one in the file does.

    Ends it if that ended, and takes its place if it has none.
    """
    rows = history.rows(
        "SELECT number, question, seed FROM items WHERE session = ? ORDER BY number", (number,)
    )
    asked = sorted((item.number, item.question, item.seed) for item in session.items)
    history.connection.execute(
        "UPDATE sessions SET place = coalesce(place, ?) WHERE id = ?", (session.place, number)
    )
    if session.ended_at is not None:
        history.connection.execute(
            "UPDATE sessions SET ended_at = min(coalesce(ended_at, ?1), ?1) WHERE id = ?2",
            (session.ended_at, number),
        )
    return rows == asked


def _add_attempt(
    history: History, number: int, session: Session, attempt: Attempt, place: str
) -> bool:
    """Add an attempt, or what became of one that is there; whether it is new."""
    before = history.rows(
        "SELECT id, session, struck_at FROM attempts WHERE key = ?", (attempt.key,)
    )
    if before:
        known, of_session, struck_at = before[0]
        if of_session != number:
            _refuse([f"{place}: the attempt “{attempt.key}” belongs to another session"])
        if struck_at is None and attempt.struck_at is not None:
            _strike(history, known, attempt.struck_at)
        return False
    struck_at = attempt.struck_at
    if struck_at is None:
        for other, answered_at, key in history.rows(
            "SELECT id, answered_at, key FROM attempts"
            " WHERE session = ? AND item = ? AND struck_at IS NULL",
            (number, attempt.item),
        ):
            if (answered_at, key) < (attempt.answered_at, attempt.key):
                struck_at = attempt.answered_at
            else:
                _strike(history, other, answered_at)
    values = attempt.model_dump() | {"bank": session.bank, "struck_at": struck_at}
    _insert(history, "attempts", {"session": number, **values})
    return True


def _strike(history: History, attempt: int, at: str) -> None:
    history.connection.execute("UPDATE attempts SET struck_at = ? WHERE id = ?", (at, attempt))


def _add_rest(history: History, number: int, session: Session) -> None:
    """Hints, retries, flags, and what was typed at items that are still open."""
    add = history.connection.execute
    hints = history.rows("SELECT item, place FROM hints WHERE session = ?", (number,))
    for hint in session.hints:
        if (hint.item, hint.place) not in hints:
            _insert(history, "hints", {"session": number, **hint.model_dump()})
    _add_unknown(history, "retries", number, session.retries, {})
    _add_unknown(history, "flags", number, session.flags, {"bank": session.bank})
    for flag in session.flags:
        if flag.lifted_at is not None:
            add(
                "UPDATE flags SET lifted_at = coalesce(lifted_at, ?) WHERE key = ?",
                (flag.lifted_at, flag.key),
            )
    for draft in session.drafts:
        add(
            "INSERT INTO drafts (session, item, lines, typed_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET lines = excluded.lines, typed_at = excluded.typed_at"
            " WHERE excluded.typed_at > typed_at",
            (number, draft.item, json.dumps(draft.lines), draft.typed_at),
        )
    for one in session.responses:
        add(
            "INSERT INTO responses (session, item, response, seconds, answered_at)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET response = excluded.response,"
            " seconds = excluded.seconds, answered_at = excluded.answered_at"
            " WHERE excluded.answered_at > answered_at",
            (number, one.item, json.dumps(one.response), one.seconds, one.answered_at),
        )
    for table in ("drafts", "responses"):
        add(
            f"DELETE FROM {table} WHERE session = ?1 AND item IN"  # noqa: S608
            " (SELECT item FROM attempts WHERE session = ?1 AND struck_at IS NULL)",
            (number,),
        )


def _add_unknown(
    history: History, table: str, number: int, lines: Iterable[Line], more: dict[str, str]
) -> None:
    """Add what no row of a table has the key of."""
    for line in lines:
        values = {"session": number, **line.model_dump(), **more}
        if not history.rows(f"SELECT 1 FROM {table} WHERE key = ?", (values["key"],)):  # noqa: S608
            _insert(history, table, values)


def _insert(history: History, table: str, values: dict[str, Any]) -> int:
    kept = {
        name: json.dumps(value) if name in AS_JSON and not _is_empty(table, values) else value
        for name, value in values.items()
    }
    cursor = history.connection.execute(
        f"INSERT INTO {table} ({', '.join(kept)}) VALUES ({', '.join('?' * len(kept))})",  # noqa: S608
        tuple(kept.values()),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _is_empty(table: str, values: dict[str, Any]) -> bool:
    """Whether this is an attempt without a response, where none was given."""
    return table == "attempts" and values["outcome"] != "answered"
