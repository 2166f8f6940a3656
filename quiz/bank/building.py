"""From what a file says to questions, with everything that is wrong with each."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from quiz.bank.reading import Path
from quiz.bank.source import Source
from quiz.bank.suggestions import did_you_mean, nearest
from quiz.bank.topic import Entry, keys_of
from quiz.questions import KINDS, BaseQuestion, Question

INDEPENDENT = frozenset(
    {"difficulty", "feedback", "forbid", "form", "hint_penalty", "hints", "ignore", "mistakes"}
    | {"points", "scoring", "shuffle", "source", "status", "tags", "tests", "up_to", "was"}
)
"""Keys without which the others mean what they mean with them."""

LONG = 40
"""How much of a text is shown that should have been a word."""

Complaint = tuple[Path, str, str]
"""A path in a question, the kind of complaint and what is wrong there."""


def build(source: Source, entry: Entry) -> Question | None:
    """The question of an entry; None when it is not right, which the source has noted."""
    noted = len(source.problems)
    kind = _kind(source, entry)
    if kind is None:
        return None
    question, complaints = _validated(kind, entry.data)
    meant = {
        path: _meant(kind, entry.data, path)
        for path, _, about in complaints
        if about == "extra_forbidden"
    }
    misspelt = {(key,) for key in meant.values()}
    for path, message, about in complaints:
        if about != "missing" or path not in misspelt:
            source.add(entry.path_in_file(path), message, about, meant.get(path))
    if question is None:
        question, _ = _validated(kind, _mended(kind, entry.data, complaints))
    if question is not None:
        for problem in question.problems():
            path = entry.path_in_file(problem.path)
            source.add(path, problem.message, problem.kind or "question")
    return question if len(source.problems) == noted else None  # type: ignore[return-value]


def _meant(kind: type[BaseQuestion], data: dict[str, Any], path: Path) -> str | None:
    """The key that is missing and differs from an unknown one by a slip; None where none does."""
    from quiz.questions.spelling import one_slip

    key = str(path[0])
    near = [known for known in keys_of(kind) if known not in data and one_slip(key, known)]
    return near[0] if len(path) == 1 and len(near) == 1 else None


def _kind(source: Source, entry: Entry) -> type[BaseQuestion] | None:
    """The kind of an entry; the nearest one, with a note, where it names none that is known."""
    kind = entry.data.get("type")
    if isinstance(kind, str) and kind in KINDS:
        return KINDS[kind]
    path = entry.path_in_file(("type",))
    every = f"; the kinds are {', '.join(KINDS)}"
    if "type" not in entry.data:
        source.add(path, f"the key “type” is missing{every}", "missing")
        return None
    if not isinstance(kind, str):
        source.add(path, f"this must name a kind of question{every}", "kind")
        return None
    folded = kind.replace("-", "_").replace(" ", "_")
    shown = kind if len(kind) <= LONG else f"{kind[:LONG]}…"
    source.add(
        path, f"“{shown}” is no kind of question{did_you_mean(folded, KINDS, every)}", "kind"
    )
    near = nearest(folded, KINDS)
    return KINDS[near] if near else None


def _validated(
    kind: type[BaseQuestion], data: dict[str, Any]
) -> tuple[BaseQuestion | None, list[Complaint]]:
    """The question that data makes, or what is wrong with its types."""
    if data.get("type") not in KINDS:
        data = data | {"type": next(name for name, known in KINDS.items() if known is kind)}
    try:
        return kind.model_validate(data), []
    except ValidationError as error:
        return None, [
            (_path_in(data, detail["loc"], detail["type"]), detail["msg"], detail["type"])
            for detail in error.errors(include_url=False)
        ]


def _mended(
    kind: type[BaseQuestion], data: dict[str, Any], complaints: list[Complaint]
) -> dict[str, Any]:
    """The data without keys that are wrong, so that more can be said about the others.

    A key on which others depend stays wrong, and nothing more is said.
    """
    mended = dict(data)
    for path, _, about in complaints:
        key = str(path[0]) if path else ""
        if about == "extra_forbidden" and len(path) == 1:
            near = nearest(key, keys_of(kind))
            value = mended.pop(key, None)
            if near is not None:
                mended.setdefault(near, value)
        elif key in INDEPENDENT:
            mended.pop(key, None)
        elif key in ("id", "explanation") or (key == "prompt" and data.get("type") != "cloze"):
            mended[key] = "unknown"
    return mended


def _path_in(data: Any, location: tuple[Any, ...], about: str) -> Path:
    """The part of pydantic's location that leads through the data.

    What pydantic adds of its own, such as the branch of a union, is left out.
    """
    path: list[str | int] = []
    for number, part in enumerate(location):
        is_last = number == len(location) - 1
        if part == "[key]":
            return (*path, "[key]")
        if _holds(data, part):
            data = data[part]
        elif not (is_last and about == "missing"):
            continue
        path.append(part)
    return tuple(path)


def _holds(data: Any, part: Any) -> bool:
    if isinstance(data, list):
        return isinstance(part, int) and 0 <= part < len(data)
    return isinstance(data, dict) and part in data
