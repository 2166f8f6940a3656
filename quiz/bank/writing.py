"""Questions to a new file of a bank: YAML as a person would write it, with comments.

Text is built with PyYAML's emitter a question at a time, the comments between; what is written
is what the bank's own loader has read back.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from quiz.bank.errors import BankProblem
from quiz.bank.files import BankFile
from quiz.bank.yaml_scalars import ScalarError, plain_scalar

WIDTH = 100


@dataclass(frozen=True)
class Entry:
    """A question's data, or only comments where a question was; the comments stand before it."""

    data: Mapping[str, Any] | None
    comments: tuple[str, ...] = ()


class _Dumper(yaml.SafeDumper):
    """Blocks for text of several lines, quotes where YAML 1.2 would read anything but text."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML calls it so
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None
    if "\n" in text:
        style = "|"
    elif _is_read_otherwise(text):
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


def _is_read_otherwise(text: str) -> bool:
    try:
        return not isinstance(plain_scalar(text), str)
    except ScalarError:
        return True


_Dumper.add_representer(str, _represent_text)


def bank_text(entries: Iterable[Entry], title: str | None = None, about: Sequence[str] = ()) -> str:
    """The text of a file that holds these questions; `about` is a comment at its head."""
    head = [*_comments(about, "")]
    if title:
        head.append(_dumped({"title": title}).rstrip())
    return "\n".join([*head, "questions:", *_blocks(entries)]) + "\n"


def _blocks(entries: Iterable[Entry]) -> Iterator[str]:
    for number, entry in enumerate(entries):
        if number:
            yield ""
        yield from _comments(entry.comments, "  ")
        if entry.data is not None:
            text = _dumped([dict(entry.data)]).rstrip("\n")
            yield "\n".join(f"  {line}" if line else "" for line in text.split("\n"))


def _comments(texts: Iterable[str], indent: str) -> Iterator[str]:
    from textwrap import wrap

    for text in texts:
        printable = "".join(c if c.isprintable() else " " for c in text)
        for number, line in enumerate(wrap(printable, WIDTH - len(indent) - 4)):
            yield f"{indent}# {'  ' if number else ''}{line}"


def _dumped(data: Any) -> str:
    text: str = yaml.dump(
        data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH - 4
    )
    return text


def problems_of(text: str, path: Path) -> tuple[BankProblem, ...]:
    """What the loader says against a file with this text."""
    from quiz.bank.reading_files import read_bank

    return read_bank([BankFile(path, path.name, text.encode("utf-8"))]).problems


def write_file(path: Path, text: str) -> None:
    """Write a file all at once: it is there whole, or as it was before. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
