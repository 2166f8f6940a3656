"""Where in the bank's files a part of a question stands, and how its text would be mended."""

from __future__ import annotations

from pathlib import Path as FilePath

from quiz.bank.bank import Bank
from quiz.bank.checks.finding import Finding, Found
from quiz.bank.checks.rule import Rule
from quiz.bank.files import BankFile
from quiz.bank.fixes import Edit
from quiz.bank.reading import Path, Place
from quiz.bank.source import Source, read_source
from quiz.questions import Question


class Locator:
    """Finds places in the files of a bank, each of which it reads once."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._sources: dict[FilePath, Source] = {}

    def finding(self, rule: Rule, question: Question, found: Found) -> Finding:
        """What a rule found in a question, with the place in the file."""
        origin = self._bank.origins[question.id]
        file = str(origin.file)
        source = self._sources.get(origin.file) or self._read(origin.file)
        entries = {entry.position: entry for entry in source.entries}
        entry = entries.get(origin.position)
        place, where, fix = Place(), question.id, None
        if entry is not None:  # otherwise the file has changed since the bank was loaded
            path = entry.path_in_file(found.path)
            place, where = source.reading.place(path), source.where(path)
            if found.line is not None:
                place = _place_of_line(source.file.content, place, found.line)
            if found.missing_key is not None:
                fix = _added_key(source, path, *found.missing_key)
        return Finding(
            *(file, place.line, place.column, where, found.message, rule.code, rule.severity),
            question=question.id,
            fix=fix,
        )

    def is_inherited(self, question: Question, found: Found) -> bool:
        """Whether what was found stands among the keys of the file, which all questions share."""
        origin = self._bank.origins[question.id]
        source = self._sources.get(origin.file) or self._read(origin.file)
        entries = {entry.position: entry for entry in source.entries}
        entry = entries.get(origin.position)
        return entry is not None and entry.path_in_file(found.path)[:1] == ("defaults",)

    def _read(self, path: FilePath) -> Source:
        self._sources[path] = read_source(BankFile(path, path.name, path.read_bytes()))
        return self._sources[path]


def _place_of_line(content: bytes, start: Place, text: str) -> Place:
    """Where a line of a text in a block stands; where the text starts if it is not found."""
    lines = content.decode("utf-8-sig", errors="replace").split("\n")
    for number, line in enumerate(lines[start.line :], start.line + 1):
        if line.strip() == text.strip():
            return Place(number, len(line) - len(line.lstrip()) + 1)
    return start


def _added_key(source: Source, path: Path, key: str, value: str) -> Edit | None:
    """The edit that puts a key before the first one of the mapping at a path."""
    keys = source.reading.keys
    inside = [mark for place, mark in keys.items() if place[:-1] == path]
    if not inside or path not in source.reading.values:
        return None
    first = min(inside, key=lambda mark: mark.index)
    is_in_braces = source.text[source.reading.values[path].index] == "{"
    line_end = "\r\n" if "\r\n" in source.text else "\n"
    gap = ", " if is_in_braces else line_end + " " * first.column
    return Edit(first.index, first.index, f"{key}: {value}{gap}", f"added “{key}: {value}”")
