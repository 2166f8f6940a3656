"""Loading a bank: from the cache where its files are as they were, else from its files."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz.bank.bank import Bank, Origin
from quiz.bank.cache import entry_name, load_entry, store_entry
from quiz.bank.errors import BankError, BankProblem
from quiz.bank.files import BankFile, bundled_bank, read_files
from quiz.bank.outline import Outline, Unbuilt

if TYPE_CHECKING:
    from quiz.questions import Question


def load_bank(path: Path | str | None = None, *, lenient: bool = False) -> Bank:
    """The bank in a folder or a file; without a path, the one that comes with the program.

    Raises `BankError` with every mistake in it. A `lenient` load keeps the questions that are
    right and says in `broken` what is wrong with the others; it raises only when there is no
    bank at all.
    """
    place = bundled_bank() if path is None else Path(path)
    files, unread = read_files(place)
    name = entry_name(files)
    with _without_collecting():
        bank = None if unread else _from_cache(place, files, name)
        if bank is None:
            bank = _from_files(place, files, unread, name, lenient)
    return bank


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Garbage collection paused: a bank is many objects and none of them is garbage."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _from_cache(place: Path, files: list[BankFile], name: str) -> Bank | None:
    """The bank as the cache has it; None when it does not, or not as this program writes it."""
    cached = load_entry(name)
    if cached is None:
        return None
    try:
        outlines = []
        data: dict[str, dict[str, Any]] = {}
        presented: dict[str, list[Any]] = {}
        origins: dict[str, Origin] = {}
        for number, position, values, question, presentation in cached["questions"]:
            outline = Outline.of_values(values)
            outlines.append(outline)
            data[outline.id] = question
            if presentation is not None:
                presented[outline.id] = presentation
            origins[outline.id] = Origin(files[number].path, position)
        title = str(cached["title"] or name_of(place))
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        return None
    by_id = Unbuilt(data, lambda: _from_files(place, files, [], name, lenient=False).by_id)
    return Bank(place, title, tuple(outlines), by_id, origins, presented=presented)


def _presentation(question: Question) -> tuple[Any, ...] | None:
    """How a question is presented; None for one whose parameters have to be drawn."""
    return None if question.parameters else question.variant().presentation.values()


def name_of(place: Path) -> str:
    """What a bank without a title of its own is called: its file's or folder's name."""
    words = place.resolve().stem.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:] or "Questions"


def _from_files(
    place: Path, files: list[BankFile], unread: list[BankProblem], name: str, lenient: bool
) -> Bank:
    from quiz.bank.reading_files import read_bank

    read = read_bank(files)
    problems = [*unread, *read.problems]
    if not lenient and problems:
        raise BankError(problems)
    outlines = tuple(Outline.of(kept.question) for kept in read.kept)
    if not problems:
        questions = [
            (
                *(kept.file, kept.position, astuple(outline)),
                *(kept.data, _presentation(kept.question)),
            )
            for kept, outline in zip(read.kept, outlines, strict=True)
        ]
        store_entry(name, {"title": read.title, "questions": questions})
    return Bank(
        place,
        read.title or name_of(place),
        outlines,
        {kept.question.id: kept.question for kept in read.kept},
        {kept.question.id: Origin(files[kept.file].path, kept.position) for kept in read.kept},
        read.broken,
        tuple(problems),
    )
