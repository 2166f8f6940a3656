"""Reading the responses of a class, a line each; a line that is broken is kept as such."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

MAX_LINE = 1_000_000
"""Bytes; a longer line is not a response that a person wrote."""

TEXT_KINDS = frozenset({"numeric", "short_answer", "expression", "derivation"})
"""The kinds whose response is text, so that a CSV cell is taken as it is."""


@dataclass(frozen=True)
class Submission:
    """One line of a file of responses.

    `problem` says why the line cannot be marked; then the other fields hold what was readable.
    `is_text` says that the response came as a cell of a table and is not JSON yet. `seconds` is
    the time that the learner took, where the line tells it.
    """

    learner: object = None
    question: str | None = None
    response: object = None
    seed: int | None = None
    problem: str | None = None
    is_text: bool = False
    seconds: float | None = None


def read_submissions(path: Path) -> Iterator[Submission]:
    """The submissions of a JSON Lines file, or of a CSV file (by its ending), in order.

    CSV has the columns `learner,question,response` and perhaps `seed` and `seconds`. Raises
    `OSError` if the file cannot be read, and `ValueError` for a CSV file without those columns.
    """
    with path.open("rb") as file:
        if path.suffix.lower() == ".csv":
            yield from _from_csv(file)
        else:
            yield from map(from_json, lines_of(file))


def lines_of(file: IO[bytes]) -> Iterator[bytes]:
    """The lines of a file; one that is too long is cut, so that memory stays bounded."""
    while line := file.readline(MAX_LINE + 1):
        if len(line) > MAX_LINE:
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = file.readline(MAX_LINE)
        yield line


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
        data = json.loads(text)
    except json.JSONDecodeError as error:
        wrong = error.msg.removesuffix(" starting at")
        return Submission(problem=f"the line is not JSON: {wrong} at column {error.colno}")
    except (RecursionError, ValueError):
        return Submission(problem="the line is not JSON that can be read: it is too deep or large")
    if not isinstance(data, dict):
        return Submission(problem='the line is not an object such as {"question": "…"}')
    return _from_object(data)


def _from_object(data: dict[str, Any]) -> Submission:
    learner, question, seed = data.get("learner"), data.get("question"), data.get("seed")
    problem: str | None = None
    if not isinstance(question, str):
        problem = "the line names no question: give its id under “question”"
        question = None
    elif "response" not in data:
        problem = "the line has no response: give it under “response”"
    elif seed is not None and (isinstance(seed, bool) or not isinstance(seed, int)):
        problem = "the seed is not a whole number"
        seed = None
    seconds = time_taken(data.get("seconds"))
    return Submission(learner, question, data.get("response"), seed, problem, seconds=seconds)


def time_taken(seconds: object) -> float | None:
    """A time in seconds, as a number or as text; None where it is no such time."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float | str):
        return None
    try:
        number = float(seconds)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) and number >= 0 else None


def _from_csv(file: IO[bytes]) -> Iterator[Submission]:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
    rows = csv.reader(text, strict=False)
    try:
        header = [name.strip().lower() for name in next(rows, [])]
        missing = [name for name in ("learner", "question", "response") if name not in header]
        if missing:
            raise ValueError(f"the first line names no column {', '.join(missing)}")
        yield from _rows(rows, header)
    finally:
        text.detach()


def _rows(rows: Iterable[list[str]], header: list[str]) -> Iterator[Submission]:
    iterator = iter(rows)
    while True:
        try:
            row = next(iterator)
        except StopIteration:
            return
        except csv.Error as error:
            yield Submission(problem=f"the line is not CSV: {error}")
            continue
        if row:
            yield _from_row(dict(zip(header, row, strict=False)), len(row), len(header))


def _from_row(cells: dict[str, str], found: int, wanted: int) -> Submission:
    problem: str | None = None
    seed_text = cells.get("seed", "").strip()
    seed = int(seed_text) if seed_text.lstrip("-").isascii() and seed_text.isdigit() else None
    if found > wanted:
        problem = f"the line has {found} cells and the first line names {wanted}: quote the commas"
    elif not cells.get("question"):
        problem = "the line names no question"
    elif "response" not in cells:
        problem = "the line has no response"
    elif any("\udc80" <= character <= "\udcff" for text in cells.values() for character in text):
        problem = "the line is not UTF-8"
        cells = {}
    elif seed_text and seed is None:
        problem = "the seed is not a whole number"
    return Submission(
        cells.get("learner"),
        cells.get("question"),
        cells.get("response"),
        seed,
        problem,
        is_text=True,
        seconds=time_taken(cells.get("seconds")),
    )


def response_for(submission: Submission, kind: str) -> object:
    """The response as a question of a kind takes it.

    A cell of a table is text as it is for kinds whose response is text, JSON for the others;
    raises `ValueError` with a sentence when it is not.
    """
    if not submission.is_text or kind in TEXT_KINDS:
        return submission.response
    assert isinstance(submission.response, str)
    try:
        return json.loads(submission.response)
    except (ValueError, RecursionError):
        message = f"the response to a {kind} question is JSON, such as 2 or [1, 3] or true"
        raise ValueError(message) from None
