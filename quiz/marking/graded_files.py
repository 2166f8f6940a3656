"""Files that `quiz grade` wrote, read again: JSON Lines, CSV or Parquet, compressed or not."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quiz.marking.responses import MAX_LINE, from_json
from quiz.marking.sources import is_table, lines_in
from quiz.marking.tables import Rows
from quiz.spreadsheets import as_it_was

USED = ("learner", "question", "verdict", "score", "seconds", "content")
"""What is read of a grade."""

_NO_GRADE = "the line holds no grade"


@dataclass(frozen=True)
class NoGrade:
    """A line that holds no grade, and why."""

    reason: str


def has_grades(path: Path) -> bool:
    """Whether a file holds grades: its columns, or its first line of JSON, have a verdict.

    Raises `OSError` if it cannot be read, and `ValueError` if it is damaged.
    """
    names: Iterable[str]
    if path.suffix.lower() == ".parquet":
        from quiz.marking.parquet import parquet_columns

        names = parquet_columns(path)
    else:
        with lines_in(path) as lines:
            if is_table(path):
                header = next(iter(Rows(lines)), [])
                names = _names(header) if isinstance(header, list) else []
            else:
                first = next((line for line in lines if line.strip()), b"")
                names = _object(first) or []
    return "verdict" in names and "response" not in names


def grades_in(path: Path) -> Iterator[dict[str, Any] | NoGrade]:
    """The grades of a file that has some, in order: what is in `USED`, where the file has it.

    Raises what `has_grades` does.
    """
    if path.suffix.lower() == ".parquet":
        from quiz.marking.parquet import parquet_columns, parquet_rows

        columns = parquet_columns(path)
        yield from parquet_rows(path, [name for name in USED if name in columns])
        return
    with lines_in(path) as lines:
        yield from _of_table(lines) if is_table(path) else map(_of_line, lines)


def _of_line(line: bytes) -> dict[str, Any] | NoGrade:
    data = _object(line)
    return NoGrade(from_json(line).problem or _NO_GRADE) if data is None else data


def _of_table(lines: Iterable[bytes]) -> Iterator[dict[str, Any] | NoGrade]:
    rows = iter(Rows(lines))
    header = next(rows, [])
    names = _names(header) if isinstance(header, list) else []
    for row in rows:
        if isinstance(row, str):
            yield NoGrade(row)
        elif not any(row):
            yield NoGrade("the line is empty")
        elif len(row) != len(names):
            yield NoGrade(f"the line has {len(row)} cells and the first line names {len(names)}")
        elif any("\udc80" <= character <= "\udcff" for cell in row for character in cell):
            yield NoGrade("the line is not UTF-8")
        else:
            cells = dict(zip(names, map(as_it_was, row), strict=True))
            yield {name: _value(name, cells[name]) for name in USED if cells.get(name)}


def _names(header: Iterable[str]) -> list[str]:
    return [name.strip().lower() for name in header]


def _value(name: str, cell: str) -> str | float:
    """What a cell holds; a score may have the comma that some spreadsheets write."""
    if name != "score":
        return cell
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return cell


def _object(line: bytes) -> dict[str, Any] | None:
    line = line.removeprefix(codecs.BOM_UTF8)
    if len(line) > MAX_LINE:
        return None
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
