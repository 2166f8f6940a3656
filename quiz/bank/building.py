"""From what a file says to questions, with everything that is wrong with each."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from quiz.bank.reading import Path
from quiz.bank.source import Source
from quiz.bank.suggestions import did_you_mean
from quiz.bank.topic import Entry
from quiz.questions import KINDS, Question


def build(source: Source, entry: Entry) -> Question | None:
    """The question of an entry; None when it is not right, which the source has noted."""
    noted = len(source.problems)
    kind = _kind(source, entry)
    if kind is None:
        return None
    try:
        question: Question = KINDS[kind].model_validate(entry.data)  # type: ignore[assignment]
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            path = _path_in(entry.data, detail["loc"], missing=detail["type"] == "missing")
            source.add(entry.path_in_file(path), detail["msg"], detail["type"])
        return None
    for problem in question.problems():
        source.add(entry.path_in_file(problem.path), problem.message)
    return question if len(source.problems) == noted else None


def _kind(source: Source, entry: Entry) -> str | None:
    """What kind of question an entry is, or a note that it says none that is known."""
    kind = entry.data.get("type")
    if isinstance(kind, str) and kind in KINDS:
        return kind
    every = f"; the kinds are {', '.join(KINDS)}"
    if "type" not in entry.data:
        path: Path = entry.path_in_file(("type",))
        source.add(path, "the key “type” is missing", "missing")
    elif isinstance(kind, str):
        suggestion = did_you_mean(kind.replace("-", "_"), KINDS, every)
        source.add(entry.path_in_file(("type",)), f"“{kind}” is no kind of question{suggestion}")
    else:
        source.add(entry.path_in_file(("type",)), f"this must name a kind of question{every}")
    return None


def _path_in(data: Any, location: tuple[Any, ...], *, missing: bool) -> Path:
    """The part of pydantic's location that leads through the data.

    What pydantic adds of its own, such as the branch of a union, is left out.
    """
    path: list[str | int] = []
    for number, part in enumerate(location):
        last = number == len(location) - 1
        if part == "[key]":
            return (*path, "[key]")
        if _holds(data, part):
            data = data[part]
        elif not (last and missing):
            continue
        path.append(part)
    return tuple(path)


def _holds(data: Any, part: Any) -> bool:
    if isinstance(data, list):
        return isinstance(part, int) and 0 <= part < len(data)
    return isinstance(data, dict) and part in data
