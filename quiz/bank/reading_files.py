"""All files of a bank read together: what loads, what does not, and ids that meet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quiz.bank.building import build
from quiz.bank.errors import BankProblem
from quiz.bank.files import BankFile
from quiz.bank.source import Source, read_source
from quiz.questions import Question

_ID = re.compile(rb"^\s*(?:-\s+)?id:\s*[\"']?([a-z0-9][a-z0-9._-]*)", re.MULTILINE)


@dataclass(frozen=True)
class Kept:
    """A question that loads, its data, and the file (from 0) and position that it stands at."""

    question: Question
    data: Mapping[str, Any]
    file: int
    position: int


@dataclass(frozen=True)
class ReadBank:
    """What the files hold. `broken` says for an id what is wrong with its question."""

    title: str | None
    kept: tuple[Kept, ...]
    problems: tuple[BankProblem, ...]
    broken: Mapping[str, str]


def read_bank(files: list[BankFile]) -> ReadBank:
    """Read every file and every question, noting every mistake."""
    sources = [read_source(file) for file in files]
    built = [kept for number, source in enumerate(sources) for kept in _build_all(number, source)]
    _note_ids_that_meet(sources, built)
    spoilt = {
        (number, position) for number, source in enumerate(sources) for position in source.spoilt()
    }
    kept = tuple(one for one in built if (one.file, one.position) not in spoilt)
    problems = tuple(problem for source in sources for problem in _sorted(source))
    return ReadBank(_title(sources), kept, problems, _broken(sources))


def _sorted(source: Source) -> list[BankProblem]:
    return sorted(problem for _, problem in source.problems)


def _title(sources: list[Source]) -> str | None:
    if len(sources) == 1 and isinstance(sources[0].reading.data, dict):
        title = sources[0].reading.data.get("title")
        return title if isinstance(title, str) else None
    return None


def _build_all(number: int, source: Source) -> Iterator[Kept]:
    for entry in source.entries:
        question = build(source, entry)
        if question is not None:
            yield Kept(question, entry.data, number, entry.position)


def _note_ids_that_meet(sources: list[Source], built: list[Kept]) -> None:
    """Note each id that two questions have, as theirs or as one that they had before."""
    first: dict[str, tuple[Source, int]] = {}
    for source in sources:
        for entry in source.entries:
            name = source.question_id(entry.position)
            if name is None:
                continue
            if name in first:
                _note_pair(source, entry.position, *first[name], name)
            else:
                first[name] = source, entry.position
    former: dict[str, str] = {}
    for kept in built:
        for place, name in enumerate(kept.question.was):
            path = ("questions", kept.position, "was", place)
            if name in first and name != kept.question.id:
                message = f"a question has the id “{name}” now: leave it out here, or rename that"
                sources[kept.file].add(path, message, "id")
            elif name in former:
                message = f"“{former[name]}” had the id “{name}” before: leave out one of the two"
                sources[kept.file].add(path, message, "id")
            former[name] = kept.question.id


def _note_pair(
    source: Source, position: int, other: Source, other_position: int, name: str
) -> None:
    """Note a repeated id at both places, each naming the other."""
    here, there = (
        one.reading.place(("questions", number, "id"))
        for one, number in ((source, position), (other, other_position))
    )
    for one, number, file, place in (
        (source, position, other.file.path, there),
        (other, other_position, source.file.path, here),
    ):
        message = f"the id “{name}” stands at {file}:{place.line}:{place.column} too: rename one"
        one.add(("questions", number, "id"), message, "id")


def _broken(sources: list[Source]) -> dict[str, str]:
    """For each id whose question is spoilt, what is wrong with it."""
    broken: dict[str, list[str]] = {}
    for source in sources:
        if source.reading.broken:
            for match in _ID.finditer(source.file.content):
                broken.setdefault(match[1].decode(), []).extend(map(str, _sorted(source)))
            continue
        every = [str(problem) for path, problem in source.problems if path[:1] != ("questions",)]
        for position in sorted({*source.spoilt()}):
            name = source.question_id(position)
            if name is not None:
                own = [str(p) for path, p in source.problems if path[:2] == ("questions", position)]
                broken.setdefault(name, []).extend(own or every)
    return {name: "; ".join(dict.fromkeys(messages)) for name, messages in broken.items()}
