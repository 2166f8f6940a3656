"""Questions to a new file of a bank: YAML as a person would write it, with comments.

What is written is what the bank's own loader reads back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import Any

from quiz.bank.errors import BankProblem
from quiz.bank.files import BankFile
from quiz.bank.yaml_writing import WIDTH, item, lines_of


@dataclass(frozen=True)
class Entry:
    """A question's data, or only comments where a question was; the comments stand before it."""

    data: Mapping[str, Any] | None
    comments: tuple[str, ...] = ()


def bank_text(entries: Iterable[Entry], title: str | None = None, about: Sequence[str] = ()) -> str:
    """The text of a file that holds these questions; `about` is a comment at its head."""
    head = [*_comments(about, "")]
    if title:
        head += lines_of({"title": title})
    return "\n".join([*head, "questions:", *_blocks(entries)]) + "\n"


def _blocks(entries: Iterable[Entry]) -> Iterator[str]:
    for number, entry in enumerate(entries):
        if number:
            yield ""
        yield from _comments(entry.comments, "  ")
        if entry.data is not None:
            yield from item(entry.data, 2)


def _comments(texts: Iterable[str], indent: str) -> Iterator[str]:
    for text in texts:
        printable = "".join(c if c.isprintable() else " " for c in text)
        for number, line in enumerate(wrap(printable, WIDTH - len(indent) - 2)):
            yield f"{indent}# {'  ' if number else ''}{line}"


def problems_of(text: str, path: Path) -> tuple[BankProblem, ...]:
    """What the loader says against a file with this text."""
    from quiz.bank.reading_files import read_bank

    return read_bank([BankFile(path, path.name, text.encode("utf-8"))]).problems
