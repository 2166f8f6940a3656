"""Files of responses: JSON Lines, CSV or Parquet, compressed or not, or standard input."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, Any, cast

from quiz.bank import Bank
from quiz.marking.responses import MAX_LINE, Submission, from_json
from quiz.marking.tables import from_csv

STANDARD_INPUT = Path("-")

_COLUMNS = re.compile(rb'question.*[,;\t]|[,;\t].*question|(?:^|,)"?\d+: ', re.IGNORECASE)
"""What the first line of a table has: our column, Moodle's, or a question's number in Canvas."""


@dataclass(frozen=True)
class Source:
    """The submissions of a file, in order, to be read once.

    `size` is the file's size in bytes, None where that is not known; `position` tells how many of
    them have been read.
    """

    submissions: Iterator[Submission]
    size: int | None
    position: Callable[[], int]


@contextmanager
def opened(path: Path, bank: Bank | None = None) -> Iterator[Source]:
    """The submissions of a file; `-` is standard input.

    CSV and Parquet are known by the file's ending, also before `.gz`; standard input holds JSON
    Lines, or CSV if its first line names columns. What is compressed by gzip is told by its first
    bytes. Columns are `learner,question,response` and
    perhaps `seed` and `seconds`; what Moodle and Canvas export of a quiz needs the `bank`.
    Raises `OSError` if the file cannot be read, and `ValueError` if it has no such columns, or
    ends or breaks off where it should not.
    """
    if path == STANDARD_INPUT:
        stdin = io.BufferedReader(cast("io.RawIOBase", sys.stdin.buffer))
        yield _from_bytes(_uncompressed(stdin), _names_columns, bank, None, lambda: 0)
        return
    if path.suffix.lower() == ".parquet":
        from quiz.marking.parquet import parquet_source

        with parquet_source(path) as source:
            yield source
        return
    with path.open("rb") as raw:
        has_columns = is_table(path)
        size = path.stat().st_size if path.is_file() else None
        position = raw.tell if size is not None else lambda: 0
        yield _from_bytes(_uncompressed(raw), lambda _: has_columns, bank, size, position)


def read_submissions(path: Path, bank: Bank | None = None) -> Iterator[Submission]:
    """The submissions of a file, as `opened` tells."""
    with opened(path, bank) as source:
        yield from source.submissions


@contextmanager
def lines_in(path: Path) -> Iterator[Iterator[bytes]]:
    """The lines of a file, compressed or not. Raises `ValueError` if it is damaged."""
    with path.open("rb") as raw:
        yield _whole(lines_of(_uncompressed(raw)))


def is_table(path: Path) -> bool:
    """Whether a file is CSV by its name, also before `.gz`."""
    return _without_gz(path).suffix.lower() == ".csv"


def lines_of(file: IO[bytes]) -> Iterator[bytes]:
    """The lines of a file; one that is too long is cut, so that memory stays bounded."""
    while line := file.readline(MAX_LINE + 1):
        if len(line) > MAX_LINE:
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = file.readline(MAX_LINE)
        yield line


def _from_bytes(
    file: IO[bytes],
    has_columns: Callable[[bytes], bool],
    bank: Bank | None,
    size: int | None,
    position: Callable[[], int],
) -> Source:
    lines = _whole(lines_of(file))
    first = next(lines, b"").removeprefix(codecs.BOM_UTF8)
    every = chain([first] if first else [], lines)
    if has_columns(first):
        return Source(from_csv(every, bank), size, position)
    return Source(map(from_json, every), size, position)


def _whole(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines; a compressed file that is damaged says so after those that can be read."""
    number = 0
    try:
        for number, line in enumerate(lines, start=1):  # noqa: B007 - told below
            yield line
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ValueError(f"the compressed file is damaged after line {number}: {error}") from None


def _uncompressed(file: io.BufferedReader[Any]) -> IO[bytes]:
    is_compressed = file.peek(2)[:2] == b"\x1f\x8b"
    return cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if is_compressed else file


def _names_columns(line: bytes) -> bool:
    is_object = line.lstrip()[:1] in (b"{", b"[", b"")
    return not is_object and _COLUMNS.search(line) is not None


def _without_gz(path: Path) -> Path:
    return path.with_suffix("") if path.suffix.lower() == ".gz" else path
