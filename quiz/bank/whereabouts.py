"""Where a question stands in the files of a bank, also one that does not load."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quiz.bank.files import BankFile, read_files
from quiz.bank.source import read_plain


@dataclass(frozen=True)
class Whereabouts:
    """A file, and the line from 1 where a question begins."""

    file: Path
    line: int


def find_question(place: Path, name: str) -> Whereabouts | None:
    """Where the question with this id stands in a bank, or None. Raises `BankError`."""
    files, _ = read_files(place)
    candidates = (file for file in files if name.encode() in file.content)
    found = (_in_file(file, name) for file in candidates)
    return next((one for one in found if one is not None), None)


def lines_in_file(path: Path) -> dict[str, int]:
    """The line where each question of a file begins, by their ids; none if it cannot be read."""
    try:
        content = path.read_bytes()
    except OSError:
        return {}
    return dict(_ids(BankFile(path, path.name, content)))


def _in_file(file: BankFile, name: str) -> Whereabouts | None:
    for found, line in _ids(file):
        if found == name:
            return Whereabouts(file.path, line)
    return None


def _ids(file: BankFile) -> Iterator[tuple[str, int]]:
    """Each id in a file, with the line where its question begins."""
    source = read_plain(file)
    if source.reading.broken:
        text = file.content.decode("utf-8-sig", errors="replace")
        for match in _ID.finditer(text):
            yield match["id"], text.count("\n", 0, match.start("id")) + 1
        return
    data = source.reading.data
    questions = data.get("questions") if isinstance(data, dict) else None
    for position in range(len(questions) if isinstance(questions, list) else 0):
        name = source.question_id(position)
        if name is not None:
            yield name, source.reading.place(("questions", position)).line


_ID = re.compile(r"^[ ]*(?:-[ ]+)?id:[ ]*[\"']?(?P<id>[^\s\"'#]+)", re.MULTILINE)
