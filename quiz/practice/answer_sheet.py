"""What an exam keeps before it is handed in: a response to a question, which may be replaced."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue

from quiz.practice.history import Asked, History, written
from quiz.practice.progress import Attempt


@dataclass(frozen=True)
class Response:
    """What was answered at an item, and after how many seconds of looking at it."""

    value: JsonValue
    seconds: float
    answered_at: str


@dataclass(frozen=True)
class Marked:
    """An attempt that handing in makes, and when its response was given."""

    asked: Asked
    attempt: Attempt
    answered_at: str


def responses(history: History, session: int) -> Mapping[int, Response]:
    """The responses kept so far, by the number of their item."""
    rows = history.rows(
        "SELECT item, response, seconds, answered_at FROM responses WHERE session = ?", (session,)
    )
    return {item: Response(json.loads(text), *rest) for item, text, *rest in rows}


def drafted(history: History, session: int) -> frozenset[int]:
    """The numbers of the items at which something stands that is not handed over."""
    rows = history.rows("SELECT item, lines FROM drafts WHERE session = ?", (session,))
    return frozenset(item for item, lines in rows if any(map(str.strip, json.loads(lines))))


def keep_response(history: History, session: int, item: int, response: Response) -> None:
    """Keep a response in the place of the one before; the draft at its item is needed no more."""
    with history.writing():
        history.connection.execute(
            "INSERT OR REPLACE INTO responses (session, item, response, seconds, answered_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (session, item, json.dumps(response.value), response.seconds, response.answered_at),
        )
        history.drop_draft(session, item)


def withdraw_response(history: History, session: int, item: int) -> None:
    """Forget the response at an item."""
    with history.writing():
        _drop(history, session, item)


def keep_place(history: History, session: int, place: int) -> None:
    """Keep where the learner is."""
    with history.writing():
        history.connection.execute("UPDATE sessions SET place = ? WHERE id = ?", (place, session))


def kept_place(history: History, session: int) -> int | None:
    """Where the learner was; None where no question was gone to."""
    ((place,),) = history.rows("SELECT place FROM sessions WHERE id = ?", (session,))
    return None if place is None else int(place)


def hand_in(history: History, session: int, marked: Sequence[Marked], at: datetime) -> None:
    """End an exam with an attempt at each of its items, all at once or not at all.

    Nothing happens when it was ended before.
    """
    with history.writing():
        ended = history.connection.execute(
            "UPDATE sessions SET ended_at = ? WHERE id = ? AND ended_at IS NULL",
            (written(at), session),
        )
        if not ended.rowcount:
            return
        for mark in marked:
            history.insert_attempt(session, mark.asked, mark.attempt, mark.answered_at)
            history.drop_draft(session, mark.attempt.item)
            _drop(history, session, mark.attempt.item)


def _drop(history: History, session: int, item: int) -> None:
    history.connection.execute(
        "DELETE FROM responses WHERE session = ? AND item = ?", (session, item)
    )
