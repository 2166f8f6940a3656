"""Responses in the rows of a table: our own columns, or what Moodle and Canvas export of a quiz."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Literal

from quiz.bank import Bank
from quiz.marking.responses import MAX_LINE, Submission, time_taken, whole_number

COLUMNS = ("learner", "question", "response")
Row = list[str]

_FIRST_CELL = re.compile(r'\s*(?:"[^"]*"|[^",;\t]*)([,;\t])')


def from_csv(lines: Iterable[bytes], bank: Bank | None = None) -> Iterator[Submission]:
    """The submissions of a CSV file, in order; raises `ValueError` for columns it does not know."""
    rows = iter(Rows(lines))
    header = next(rows, [])
    if isinstance(header, str):
        raise ValueError(f"the first line cannot be read: {header}")
    reader = _reader(header, bank)
    for row in rows:
        if isinstance(row, str):
            yield Submission(problem=row)
        else:
            yield from reader(row)


def from_columns(
    cells: Mapping[str, str], found: int | None = None, wanted: int | None = None
) -> Submission:
    """The submission in a row of our own columns, which may have more cells than wanted."""
    problem: str | None = None
    seed_text = cells.get("seed", "").strip()
    seed = whole_number(seed_text)
    if found is not None and wanted is not None and found > wanted:
        problem = f"the line has {found} cells and the first line names {wanted}: quote the commas"
    elif not cells.get("question"):
        problem = "the line names no question"
    elif "response" not in cells:
        problem = "the line has no response"
    elif any("\udc80" <= character <= "\udcff" for text in cells.values() for character in text):
        problem = "the line is not UTF-8"
        cells = {}
    elif seed_text and seed is None:
        problem = "the seed is not a whole number"
    return Submission(
        cells.get("learner"),
        cells.get("question"),
        cells.get("response"),
        seed,
        problem,
        is_text=True,
        seconds=time_taken(cells.get("seconds")),
    )


def delimiter(header: str) -> str:
    """What stands between the cells below a first line: some spreadsheets write semicolons."""
    found = _FIRST_CELL.match(header)
    return found[1] if found else ","


def _reader(header: Row, bank: Bank | None) -> Callable[[Row], Iterable[Submission]]:
    from quiz.marking.class_exports import class_export

    names = [name.strip().lower() for name in header]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        export = class_export(header, bank) if bank is not None else None
        if export is not None:
            return export
        raise ValueError(f"the first line names no column {', '.join(missing)}")

    def submissions(row: Row) -> Iterator[Submission]:
        if not any(row):
            yield Submission(problem="the line is empty")
        else:
            yield from_columns(dict(zip(names, row, strict=False)), len(row), len(names))

    return submissions


class Rows:
    """The rows of a CSV file; a sentence in place of what cannot be read, with its lines."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = iter(lines)
        first = next(self._lines, b"").removeprefix(codecs.BOM_UTF8)
        self._lines = chain([first] if first else [], self._lines)
        self._delimiter = delimiter(first.decode("utf-8", "replace"))
        self._line = 0
        self._stopped: Literal["at the end", "too long"] | None = None

    def __iter__(self) -> Iterator[Row | str]:
        while self._stopped != "at the end":
            self._stopped = None
            yield from self._until_stopped(csv.reader(self._texts(), delimiter=self._delimiter))
            if self._stopped == "too long":
                yield f"line {self._line} is longer than {MAX_LINE} bytes"

    def _until_stopped(self, rows: Iterator[Row]) -> Iterator[Row | str]:
        while True:
            first = self._line + 1
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield f"{self._lines_from(first)} cannot be read as CSV: {error}"
                continue
            # A row asks for one line more only while a quotation mark is open.
            is_open = self._stopped is not None
            yield f"{self._lines_from(first)}: a quotation mark is not closed" if is_open else row

    def _texts(self) -> Iterator[str]:
        for line in self._lines:
            self._line += 1
            if len(line) > MAX_LINE:
                self._stopped = "too long"
                return
            # What is not UTF-8 becomes half surrogates, which are noticed in their row.
            yield line.decode("utf-8", "surrogateescape")
        self._stopped = "at the end"

    def _lines_from(self, first: int) -> str:
        last = max(first, self._line)
        return f"line {first}" if first == last else f"lines {first} to {last}"
