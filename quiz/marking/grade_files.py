"""Grades as JSON Lines, CSV or Parquet, by the ending of the file's name; `.gz` compresses."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, cast

from quiz.spreadsheets import Cell, safe

COLUMNS = (
    *("learner", "question", "verdict", "score", "points", "feedback", "evidence"),
    *("engine", "content", "lines", "first_error", "milestones", "goal_reached", "decision"),
)
"""The columns of a table of grades, in order."""


def finish(lines: Path, out: Path) -> None:
    """Put a whole file of JSON Lines in its place, as the kind of file that its name asks for.

    The file appears whole or not at all. Raises `OSError`, and `ValueError` for Parquet without
    pyarrow.
    """
    convert = _converter(out)
    if convert is None:
        lines.replace(out)
        return
    partial = out.with_name(f".{out.name}.part")
    try:
        convert(lines, partial)
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)


def _converter(out: Path) -> Callable[[Path, Path], None] | None:
    ending, compressed = out.suffix.lower(), out.suffix.lower() == ".gz"
    if compressed:
        ending = out.with_suffix("").suffix.lower()
    if ending == ".parquet":
        from quiz.marking.parquet import write_parquet

        return write_parquet
    if ending == ".csv":
        return lambda lines, path: _as_csv(lines, path, compressed=compressed)
    return _compressed if compressed else None


def _compressed(lines: Path, path: Path) -> None:
    with lines.open("rb") as source, ExitStack() as stack:
        shutil.copyfileobj(source, _opened(path, stack, compressed=True))


def _as_csv(lines: Path, path: Path, *, compressed: bool) -> None:
    with lines.open("rb") as source, ExitStack() as stack:
        file = _opened(path, stack, compressed=compressed)
        text = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="")
        stack.enter_context(text)
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        for line in source:
            data = json.loads(line)
            writer.writerow([cell(data.get(name)) for name in COLUMNS])


def _opened(path: Path, stack: ExitStack, *, compressed: bool) -> IO[bytes]:
    raw = stack.enter_context(path.open("wb"))
    if not compressed:
        return raw
    # No name and no time in the file: the same grades give the same bytes.
    file = stack.enter_context(gzip.GzipFile("", "wb", fileobj=raw, mtime=0))
    return cast("IO[bytes]", file)


def cell(value: Any) -> Cell:
    """A value as a cell of a table: remarks a line each, what has parts as JSON."""
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "\n".join(value)
    if isinstance(value, bool | list | dict):
        return json.dumps(value, ensure_ascii=False) if value not in ([], {}) else ""
    return safe(value)
