"""A file of a bank as it was read, which can say where anything in it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from quiz.bank.errors import BankProblem
from quiz.bank.files import BankFile
from quiz.bank.fixes import Edit, quote, rename
from quiz.bank.reading import Path, Place, Reading
from quiz.bank.topic import Complaint, Entry, read_topic
from quiz.bank.yaml_reading import read_yaml

ABOUT_KEYS = frozenset({"extra_forbidden", "key"})
"""Kinds of complaint that are about a key and not about its value."""

HARMLESS = frozenset({"title", "description", "tags", "source"})
"""Keys of a file that change no grade."""


_A_LIST = ": put it between [ and ], or write “- ” before it"
_A_MAPPING = ": write “key: value”"
MENDS = {
    "tuple_type": _A_LIST,
    "list_type": _A_LIST,
    "dict_type": _A_MAPPING,
    "model_type": _A_MAPPING,
}
"""How to mend what a complaint of a kind is about, where it does not say so itself."""

OF_KEYS = {
    "questions": ": write “- ” before the first key of each question",
    "options": ": write “- text: …” for each option, and “correct: true” under a right one",
    "pairs": ": write a line “- [left, right]” for each pair",
    "tolerance": ": write {absolute: 0.01}, {relative: 0.01} or {decimals: 3}",
    "tests": ": write a line “- {response: …, score: 1}” for each test",
    "milestones": ": write a line “- line: …” for each milestone",
}
"""What is written under a key where a list or a mapping is meant."""


OF_NUMBERS = {
    ("difficulty", "int_type"): ", from 1, easy, to 5",
    ("score", "less_than"): ": it is the part that is earned, from 0 to below 1, such as 0.5",
    ("score", "less_than_equal"): ": it is the part that is earned, such as 0.5",
    ("hint_penalty", "less_than_equal"): ": it is the part that each hint costs, such as 0.1",
}
"""What a number means, under a key to which a complaint of a kind is made."""


@dataclass
class Source:
    """A file, its questions with what they inherit, and what is wrong with it so far."""

    file: BankFile
    reading: Reading
    text: str = ""
    entries: list[Entry] = field(default_factory=list)
    problems: list[tuple[Path, BankProblem]] = field(default_factory=list)

    def add(self, path: Path, message: str, kind: str = "", meant: str | None = None) -> None:
        """Note a problem at a path of the file; `kind` is one of pydantic's or our own.

        `meant` is the key that was certainly meant by one that is not known.
        """
        if path and path[-1] == "[key]":
            path, kind = path[:-1], "key"
        if kind == "missing":
            if isinstance(path[-1], int):
                message = f"entry {path[-1] + 1} is missing"
            self.add_at(path[:-1], self.reading.place(path[:-1]), f"{message}: add it", kind)
            return
        message += _mend(path, kind)
        written = self.reading.written.get(path)
        fix = None
        if kind == "string_type" and written:
            message = f'{message.partition(": quote it")[0]}: quote it: "{written}"'
            fix = quote(self.reading.values[path].index, written)
        if meant is not None and path in self.reading.keys:
            fix = rename(self.text, self.reading.keys[path].index, str(path[-1]), meant)
        place = self.reading.place(path, key=kind in ABOUT_KEYS)
        self.add_at(path, place, message, kind or "value", fix)

    def add_at(
        self, path: Path, place: Place, message: str, kind: str, fix: Edit | None = None
    ) -> None:
        """Note a problem whose place is known."""
        where = self.where(path)
        file = str(self.file.path)
        problem = BankProblem(file, place.line, place.column, where, message, kind, fix)
        if (path, problem) not in self.problems:
            self.problems.append((path, problem))

    def where(self, path: Path) -> str:
        """A path in words: `loss-for-binary, options 2, text`."""
        if path[:1] != ("questions",) or len(path) < 2 or not isinstance(path[1], int):
            return ", ".join(_words(path)) or "file"
        name = self.question_id(path[1]) or f"question {path[1] + 1}"
        return ", ".join([name, *_words(path[2:])])

    def question_id(self, position: str | int) -> str | None:
        """The id of the question at a position, as far as it has one."""
        try:
            name = self.reading.data["questions"][position]["id"]
        except (KeyError, IndexError, TypeError):
            return None
        return name if isinstance(name, str) and name.strip() else None

    def spoilt(self) -> Iterator[int]:
        """The positions of the questions that a problem spoils; one in the file's keys, all."""
        for path, _ in self.problems:
            if path[:1] == ("questions",) and len(path) > 1 and isinstance(path[1], int):
                yield path[1]
            elif not path or path[0] not in HARMLESS:
                yield from range(len(self.entries))


def _mend(path: Path, kind: str) -> str:
    """How to mend a complaint of a kind about what stands at a path."""
    mend = MENDS.get(kind, "")
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    if (key, kind) in OF_NUMBERS:
        return OF_NUMBERS[key, kind]
    return OF_KEYS.get(key, mend) if mend else ""


def _words(path: Path) -> Iterator[str]:
    """`options 2` for the keys and positions `options`, 1."""
    parts = [*path]
    while parts:
        word = str(parts.pop(0))
        if parts and isinstance(parts[0], int):
            word += f" {int(parts.pop(0)) + 1}"
        yield word if not word.isdigit() else str(int(word) + 1)


def read_source(file: BankFile) -> Source:
    """Read one file: its YAML, its own keys, and what its questions inherit."""
    source = read_plain(file)
    if not source.reading.broken:
        source.entries, complaints = read_topic(source.reading.data)
        _add_all(source, complaints)
    return source


def read_plain(file: BankFile) -> Source:
    """Read one file of YAML, whatever it is for, noting what is wrong with it as such."""
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        source = Source(file, Reading(broken=True))
        source.add_at((), _bad_byte(file, error), _about_bytes(file, error), "file")
        return source
    source = Source(file, read_yaml(text), text)
    for mistake in source.reading.mistakes:
        source.add_at(mistake.path, mistake.place, mistake.message, "yaml", mistake.fix)
    return source


def _add_all(source: Source, complaints: list[Complaint]) -> None:
    for path, kind, message in complaints:
        source.add(path, message, kind)


def _bad_byte(file: BankFile, error: UnicodeDecodeError) -> Place:
    before = file.content[: error.start]
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8-sig", errors="replace")) + 1
    return Place(before.count(b"\n") + 1, column)


def _about_bytes(file: BankFile, error: UnicodeDecodeError) -> str:
    byte = file.content[error.start]
    if file.content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "this file is UTF-16: save it as UTF-8"
    return f"the byte 0x{byte:02X} is not UTF-8: save the file as UTF-8"
