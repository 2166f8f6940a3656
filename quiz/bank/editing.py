"""Writing to the files of a bank: whole or not at all, all else in them left as it stands.

Text is put in between what is there, so that comments, quotes, line ends and blank lines cannot be
lost; what comes out is read before it is written, and has to hold what was there before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from quiz.bank.errors import BankError
from quiz.bank.files import BankFile
from quiz.bank.fixes import Edit, apply
from quiz.bank.reading import Reading
from quiz.bank.source import read_plain
from quiz.bank.whole_files import written_at_once
from quiz.bank.yaml_reading import read_yaml
from quiz.errors import AuthorError

MARK = b"\xef\xbb\xbf"
"""What some editors write first in a file of UTF-8; it is kept."""

QUESTIONS = ("questions",)

_END = re.compile(r"^\.\.\.[ \t]*\r?$", re.MULTILINE)
_EMPTY = re.compile(r"[ \t]*(?:\[\s*\]|~|null|Null|NULL)(?=\s|$)")


class EditError(AuthorError):
    """A file cannot be written, or not without changing what stands in it."""


@dataclass(frozen=True)
class Added:
    """The content of a file with a question added, and the line, from 1, where it begins."""

    content: bytes
    line: int


def add_question(path: Path, question: str) -> int:
    """Write a question, YAML that begins with “- ”, behind the last one of a file; its line.

    Raises `BankError` where the file is no YAML, `EditError` where nothing can be added to it.
    """
    try:
        before = path.read_bytes()
    except OSError as error:
        raise EditError(f"{path} cannot be read: {error.strerror or error}") from None
    added = with_question(BankFile(path, path.name, before), question)
    write(path, added.content)
    return added.line


def with_question(file: BankFile, question: str) -> Added:
    """The same file with a question, YAML that begins with “- ”, behind the last one.

    Raises `BankError` where the file is no YAML, `EditError` where nothing can be added to it.
    """
    source = read_plain(file)
    if source.reading.broken:
        raise BankError(problem for _, problem in source.problems)
    text, reading = _with_room(file.path, source.text, source.reading)
    ends = "\r\n" if "\r\n" in text else "\n"
    is_at_end = not _keys_behind(reading) and not _END.search(text)
    if is_at_end and text and not text.endswith("\n"):
        text += ends
        reading = read_yaml(text)  # a block at the end has this line end now
    block = _indented(question, _column(text, reading)).replace("\n", ends)
    if not reading.data or "questions" not in reading.data:
        block = f"questions:{ends}{block}"
    added = read_yaml(question).data[0]
    for place, has_gap in _places(text, reading):
        before, after = _with_ends(text[:place], text[place:], has_gap, ends)
        result = read_yaml(before + block + after)
        if _is_added(reading, result, added):
            content = (before + block + after).encode()
            mark = result.values[(*QUESTIONS, len(result.data["questions"]) - 1)]
            return Added((MARK if file.content.startswith(MARK) else b"") + content, mark.line + 1)
    raise EditError(
        f"{file.path}: a question cannot be added without changing what is there: add it by hand"
    )


def _with_ends(before: str, after: str, has_gap: bool, ends: str) -> tuple[str, str]:
    """What stands before and after a question, with the line ends that are missing there."""
    if has_gap and before and not before.endswith(("\n\n", "\n\r\n")):
        before += ends
    is_close = after.strip() and not after.startswith(("\n", "\r\n"))
    return before, ends + after if is_close else after


def _with_room(path: Path, text: str, reading: Reading) -> tuple[str, Reading]:
    """The text, without the `[]` or `null` of a list that is empty, and what it says."""
    data = reading.data
    if data is not None and not isinstance(data, dict):
        message = "a file holds keys such as “title:” and “questions:”: write these"
        raise EditError(f"{path}:1:1: {message}")
    if data and text[reading.values[()].index] == "{":
        message = "this file is written between { and }: write a line for each key"
        raise EditError(f"{path}:1:1: {message}")
    questions = (data or {}).get("questions")
    if "questions" not in (data or {}):
        return text, reading
    mark = reading.values[QUESTIONS]
    if questions and not (isinstance(questions, list) and text[mark.index] == "-"):
        message = "write the questions one below another, a “- ” before each, to add one"
        raise EditError(f"{path}:{mark.line + 1}:{mark.column + 1}: {message}")
    if not questions:
        colon = text.index(":", reading.keys[QUESTIONS].index)
        empty = _EMPTY.match(text, colon + 1)
        if empty:
            text, _ = apply(text, [Edit(empty.start(), empty.end(), "", "")])
            reading = read_yaml(text)
    return text, reading


def _column(text: str, reading: Reading) -> int:
    """How far the questions are indented."""
    mark = reading.values.get((*QUESTIONS, 0)) and reading.values[QUESTIONS]
    return int(mark.column) if mark is not None and text[mark.index] == "-" else 2


def _indented(question: str, column: int) -> str:
    lines = question.rstrip("\n").split("\n")
    return "".join((" " * column + line if line.strip() else line) + "\n" for line in lines)


def _places(text: str, reading: Reading) -> Iterator[tuple[int, bool]]:
    """Where a question may be added, the best place first, with a blank line before it or not."""
    gaps = (True, False) if not reading.data or reading.data.get("questions", True) else (False,)
    behind = _keys_behind(reading)
    if behind:
        place = text.rindex("\n", 0, min(behind)) + 1
        above = _above_comments(text, place)
        yield from product((above, place), gaps)
    else:
        ends = (end.start() for end in _END.finditer(text))
        yield from product((len(text), *ends), gaps)


def _keys_behind(reading: Reading) -> list[int]:
    """Where the keys of the file stand that follow the questions."""
    key = reading.keys.get(QUESTIONS)
    return [
        mark.index
        for path, mark in reading.keys.items()
        if len(path) == 1 and key is not None and mark.index > key.index
    ]


def _above_comments(text: str, place: int) -> int:
    """The start of the blank lines and comments at the margin that stand before a place."""
    while place:
        start = text.rfind("\n", 0, place - 1) + 1
        line = text[start:place]
        if line.strip() and not line.startswith("#"):
            break
        place = start
    return place


def _is_added(before: Reading, after: Reading, question: object) -> bool:
    """Whether all that a file said is said as before, and one question more."""
    if after.broken or len(after.mistakes) != len(before.mistakes):
        return False
    old = before.data or {}
    more = [*(old.get("questions") or []), question]
    return bool(after.data == {**old, "questions": more})


def write(path: Path, content: bytes) -> None:
    """Put a content in place of a file's, whole or not at all. Raises `EditError`."""
    try:
        with written_at_once(path) as file:
            file.write(content)
    except OSError as error:
        raise EditError(f"{path} cannot be written: {error.strerror or error}") from None
