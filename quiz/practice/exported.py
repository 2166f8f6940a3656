"""A history as a file that moves between machines: JSON Lines, a session a line.

The first line says what the file is: {"format": "likelihood-quiz history", "version": 1,
"exported_at": …, "sessions": how many lines follow}. Every other line is a `Session` with all that
happened in it. A `key` names the same session, attempt, retry or flag in every copy.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, model_validator

from quiz.practice.history import History, Kind, written
from quiz.practice.progress import Outcome
from quiz.questions.verdict import Verdict

FORMAT: Final = "likelihood-quiz history"
VERSION: Final = 1
LONGEST = 1_000_000


def _time(text: str) -> str:
    """A time as the history writes it, in UTC."""
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            return written(moment)
    except (ValueError, OverflowError):
        pass
    raise ValueError("this must be a time with its zone, such as 2026-11-25T12:00:00.000+00:00")


def _typed(value: object) -> str:
    """Whatever a keyboard sent, also half a character."""
    if not isinstance(value, str):
        raise ValueError("this must be text")
    return value


Time = Annotated[str, AfterValidator(_time)]
Text = Annotated[str, Field(max_length=LONGEST)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Key = Annotated[str, Field(pattern=r"^[!-~]{1,100}$")]
Count = Annotated[int, Field(ge=0, lt=2**31)]
Seed = Annotated[int, Field(ge=0, lt=2**63)]
Seconds = Annotated[float, Field(ge=0, lt=1e10)]
Share = Annotated[float, Field(ge=0, le=1)]
Points = Annotated[float, Field(ge=0, le=1e6)]


class Line(BaseModel):
    """What a line, or a part of one, consists of."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


class Header(Line):
    """The first line."""

    format: Literal["likelihood-quiz history"] = FORMAT
    version: Literal[1] = VERSION
    exported_at: Time
    sessions: Count


class Item(Line):
    """A place in a session."""

    number: Count
    question: Name
    seed: Seed
    reason: Text = ""
    previous_seed: Seed | None = None
    points: Annotated[float, Field(gt=0, le=1e6)] | None = None


class Attempt(Line):
    """What became of an item; `struck_at` says when it was taken back."""

    key: Key
    item: Count
    question: Name
    content: Name
    seed: Seed
    outcome: Annotated[Outcome, Field(strict=False)]
    response: JsonValue = None
    verdict: Annotated[Verdict, Field(strict=False)] | None = None
    score: Share | None = None
    points: Points
    hints: Count
    seconds: Seconds
    sure: bool | None = None
    answered_at: Time
    struck_at: Time | None = None

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Attempt:
        settled = self.verdict in (Verdict.CORRECT, Verdict.PARTLY_CORRECT, Verdict.INCORRECT)
        if settled and self.score is None:
            raise ValueError("an attempt with this verdict has a score")
        if self.outcome is not Outcome.ANSWERED and self.response is not None:
            raise ValueError("only an answered attempt has a response")
        return self


class Hint(Line):
    """A hint that was taken."""

    item: Count
    place: Annotated[int, Field(ge=1, lt=2**31)]
    taken_at: Time


class Retry(Line):
    """An answer that was tried again after its result, and counts for nothing."""

    key: Key
    item: Count
    response: JsonValue
    verdict: Annotated[Verdict, Field(strict=False)]
    score: Share | None = None
    answered_at: Time


class Flag(Line):
    """A note on a question; `lifted_at` says when it was taken off."""

    key: Key
    question: Name
    content: Text
    seed: Seed
    note: Text
    flagged_at: Time
    lifted_at: Time | None = None


class Draft(Line):
    """Lines that were typed at an item and are no answer yet."""

    item: Count
    lines: list[Annotated[Any, AfterValidator(_typed)]]
    typed_at: Time


class Response(Line):
    """What was answered at an item of an exam that is not handed in."""

    item: Count
    response: JsonValue
    seconds: Seconds
    answered_at: Time


class Session(Line):
    """A session with all that happened in it; `place` is where the learner is in an exam."""

    key: Key
    kind: Annotated[Kind, Field(strict=False)]
    bank: Name
    selection: Text
    started_at: Time
    ended_at: Time | None = None
    deadline: Time | None = None
    place: Annotated[int, Field(ge=1, lt=2**31)] | None = None
    items: list[Item]
    attempts: list[Attempt] = []
    hints: list[Hint] = []
    retries: list[Retry] = []
    flags: list[Flag] = []
    drafts: list[Draft] = []
    responses: list[Response] = []

    @model_validator(mode="after")
    def _holds_together(self) -> Session:
        numbers = {item.number for item in self.items}
        if len(numbers) < len(self.items):
            raise ValueError("two items have the same number")
        parts = (self.attempts, self.hints, self.retries, self.drafts, self.responses)
        for happened in (one for part in parts for one in part):
            if happened.item not in numbers:
                raise ValueError(f"there is no item {happened.item} in this session")
        standing = [attempt.item for attempt in self.attempts if attempt.struck_at is None]
        for several in (
            standing,
            [draft.item for draft in self.drafts],
            [response.item for response in self.responses],
        ):
            if len({*several}) < len(several):
                raise ValueError("an item has two answers that stand, or two drafts")
        if (self.kind is Kind.EXAM) != (self.deadline is not None):
            raise ValueError("an exam has a deadline, and nothing else has")
        if self.place is not None and self.place > len(self.items):
            raise ValueError(f"there is no place {self.place} in this session")
        return self


PARTS: dict[str, tuple[str, type[Line], str]] = {
    "items": ("items", Item, "number"),
    "attempts": ("attempts", Attempt, "id"),
    "hints": ("hints", Hint, "id"),
    "retries": ("retries", Retry, "id"),
    "flags": ("flags", Flag, "id"),
    "drafts": ("drafts", Draft, "item"),
    "responses": ("responses", Response, "item"),
}
"""For each part of a session its table, its model and the order of its rows."""

AS_JSON = frozenset({"response", "lines"})
"""Columns that hold JSON."""


def columns_of(model: type[Line]) -> tuple[str, ...]:
    """The columns of a part's table that are exported, which the fields are named after."""
    return tuple(model.model_fields)


def exported(history: History) -> list[str]:
    """The lines of the file, each with its line end, all as of one moment. Raises HistoryError."""
    history.connection.execute("BEGIN")
    try:
        return [*_lines(history)]
    finally:
        history.connection.execute("ROLLBACK")


def _lines(history: History) -> Iterator[str]:
    own = tuple(name for name in columns_of(Session) if name not in PARTS)
    rows = history.rows(f"SELECT id, {', '.join(own)} FROM sessions ORDER BY started_at, key")  # noqa: S608
    header = Header(exported_at=history.now(), sessions=len(rows))
    yield _line(header.model_dump(mode="json"))
    for number, *values in rows:
        data = dict(zip(own, values, strict=True))
        for name, (table, model, order) in PARTS.items():
            data[name] = _part(history, table, columns_of(model), order, number)
        yield _line(data)


def _part(
    history: History, table: str, columns: tuple[str, ...], order: str, session: int
) -> list[dict[str, Any]]:
    rows = history.rows(
        f"SELECT {', '.join(columns)} FROM {table} WHERE session = ? ORDER BY {order}",  # noqa: S608
        (session,),
    )
    return [
        {name: _value(name, value) for name, value in zip(columns, row, strict=True)}
        for row in rows
    ]


def _value(column: str, value: Any) -> Any:
    if value is None:
        return None
    if column in AS_JSON:
        return json.loads(value)
    return bool(value) if column == "sure" else value


def _line(data: dict[str, Any]) -> str:
    return json.dumps(data) + "\n"
