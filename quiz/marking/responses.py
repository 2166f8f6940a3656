"""One response of a learner as a line tells it; a line that is broken is kept as such."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import Any

MAX_LINE = 1_000_000
"""Bytes; a longer line is not a response that a person wrote."""

DEEPEST = 20
"""Levels of lists and objects in a line; no response has more than two."""

_TOO_DEEP = "the line is not JSON that can be read: it is too deep or large"
_WHOLE = re.compile(r"-?\d{1,19}(?:\.0*)?")

_TRUTHS = {"true": "true", "false": "false"}
"""Spreadsheets write these in capitals."""

_EXAMPLES = {
    "multiple_choice": "the option's number, 2",
    "multiple_select": "[1, 3]",
    "true_false": "true or false",
    "matching": '["BCE", null]',
    "ordering": '["first", "second"]',
    "cloze": '{"loss": "BCE"}',
}

TEXT_KINDS = frozenset({"numeric", "short_answer", "expression", "derivation"})
"""The kinds whose response is text, so that a CSV cell is taken as it is."""


class _NotJsonError(Exception):
    """A name such as NaN, which Python's JSON has and others do not."""


@dataclass(frozen=True)
class Submission:
    """One line of a file of responses.

    `problem` says why the line cannot be marked; then the other fields hold what was readable.
    `is_text` says that the response came as a cell of a table and is not JSON yet. `seconds` is
    the time that the learner took and `attempt` which of several answers it is, where it is told.
    """

    learner: object = None
    question: str | None = None
    response: object = None
    seed: int | None = None
    problem: str | None = None
    is_text: bool = False
    seconds: float | None = None
    attempt: int | None = None


def from_json(line: bytes) -> Submission:
    """The submission that a line of JSON holds, or what is wrong with the line."""
    if len(line) > MAX_LINE:
        return Submission(problem=f"the line is longer than {MAX_LINE} bytes")
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        return Submission(problem=f"the line is not UTF-8: see byte {error.start + 1}")
    if not text.strip():
        return Submission(problem="the line is empty: write a JSON object on it")
    try:
        data = _decode(text)
    except json.JSONDecodeError as error:
        return Submission(problem=f"the line is not JSON: {_wrong(error, len(text.rstrip()))}")
    except _NotJsonError as error:
        return Submission(problem=f"the line is not JSON, which has no {error}")
    except (RecursionError, ValueError):
        return Submission(problem=_TOO_DEEP)
    if not isinstance(data, dict):
        return Submission(problem='the line is not an object such as {"question": "…"}')
    if text.count("[") + text.count("{") > DEEPEST and _is_deeper(data, DEEPEST):
        learner, question = (
            value if isinstance(value := data.get(name), str) else None
            for name in ("learner", "question")
        )
        return Submission(learner, question, problem=_TOO_DEEP)
    return from_object(data)


def _wrong(error: json.JSONDecodeError, length: int) -> str:
    """What is wrong with a line of so many characters, in words that are not Python's."""
    if error.pos >= length:
        return "it ends too early"
    if error.msg == "Extra data":
        return f"there is more behind it, from column {error.pos + 1} on"
    return f"it makes no sense from column {error.pos + 1} on"


def from_object(data: dict[str, Any]) -> Submission:
    """The submission that an object with the keys of a line holds, or what is wrong with it."""
    learner, question, seed = data.get("learner"), data.get("question"), data.get("seed")
    problem: str | None = None
    if not isinstance(question, str):
        problem = "the line names no question: give its id under “question”"
        question = None
    elif "response" not in data:
        problem = "the line has no response: give it under “response”"
    elif seed is not None and (isinstance(seed, str) or whole_number(seed) is None):
        problem = "the seed is not a whole number"
    seconds = time_taken(data.get("seconds"))
    return Submission(
        learner, question, data.get("response"), whole_number(seed), problem, seconds=seconds
    )


def whole_number(value: object) -> int | None:
    """A whole number as tables write it, where a gap in the column turns 3 into 3.0; else None."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = str(value).strip()
    return int(text.partition(".")[0]) if _WHOLE.fullmatch(text) else None


def _is_deeper(value: object, levels: int) -> bool:
    if not isinstance(value, list | dict):
        return False
    inside = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(part, levels - 1) for part in inside)


def _number(text: str) -> float | str:
    """A number in JSON; as text where it is too large for one, since JSON has no infinity."""
    number = float(text)
    return number if math.isfinite(number) else text


def _refused(name: str) -> None:
    raise _NotJsonError(name)


_decode = json.JSONDecoder(parse_float=_number, parse_constant=_refused).decode


def time_taken(seconds: object) -> float | None:
    """A time in seconds, as a number or as text; None where it is no such time."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float | str):
        return None
    try:
        number = float(seconds)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) and number >= 0 else None


def response_for(submission: Submission, kind: str) -> object:
    """The response as a question of a kind takes it.

    A cell of a table is text as it is for kinds whose response is text, JSON for the others;
    raises `ValueError` with a sentence when it is not.
    """
    if not submission.is_text or kind in TEXT_KINDS:
        return submission.response
    assert isinstance(submission.response, str)
    try:
        return json.loads(_TRUTHS.get(submission.response.strip().lower(), submission.response))
    except (ValueError, RecursionError):
        written = _EXAMPLES.get(kind, "[1, 3]")
        raise ValueError(f"a response to a {kind} question is written as {written}") from None
