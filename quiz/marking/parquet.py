"""Responses and grades in Parquet files, by pyarrow, which is an optional part."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz.marking.grade_files import COLUMNS
from quiz.marking.responses import Submission, from_object
from quiz.marking.tables import from_columns

if TYPE_CHECKING:
    from quiz.marking.sources import Source

ROWS = 5_000
"""Rows read or written at a time."""

_MISSING = "Parquet files need pyarrow: pip install 'likelihood-quiz[parquet]'"
_NUMBERS = ("score", "points")


@contextmanager
def parquet_source(path: Path) -> Iterator[Source]:
    """The submissions of a Parquet file with the columns of a CSV file, of any types.

    Raises `ValueError` if it is no such file, or pyarrow is missing.
    """
    from quiz.marking.sources import Source

    with _opened(path) as file:
        names = file.schema_arrow.names
        missing = [name for name in ("learner", "question", "response") if name not in names]
        if missing:
            raise ValueError(f"the file has no column {', '.join(missing)}")
        known = [*missing, "learner", "question", "response"]
        known += [name for name in ("seed", "seconds") if name in names]
        yield Source(_submissions(file, known), None, lambda: 0)


def parquet_columns(path: Path) -> list[str]:
    """The names of the columns. Raises `ValueError` as `parquet_source` does."""
    with _opened(path) as file:
        return [*file.schema_arrow.names]


def parquet_rows(path: Path, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Those columns of each row. Raises `ValueError` as `parquet_source` does."""
    with _opened(path) as file:
        for batch in file.iter_batches(batch_size=ROWS, columns=[*columns]):
            for row in batch.to_pylist():
                yield {name: _as_json(value) for name, value in row.items()}


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise ValueError(_MISSING) from None
    try:
        with ParquetFile(path) as file:
            yield file
    except ArrowException as error:
        raise ValueError(f"this is no Parquet file that can be read: {error}") from None


def _submissions(file: Any, names: list[str]) -> Iterator[Submission]:
    for batch in file.iter_batches(batch_size=ROWS, columns=names):
        for row in batch.to_pylist():
            if isinstance(row["response"], str):
                plain = {name: _as_json(value) for name, value in row.items()}
                cells = {name: str(value) for name, value in plain.items() if value is not None}
                yield from_columns(cells)
            else:
                yield from_object({name: _as_json(value) for name, value in row.items()})


def _as_json(value: Any) -> Any:
    """A value of any column as JSON has it: what it does not have, as text, and no NaN."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else value if math.isfinite(value) else None
    if isinstance(value, list):
        return [_as_json(part) for part in value]
    if isinstance(value, dict):
        return {str(name): _as_json(part) for name, part in value.items()}
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def write_parquet(lines: Path, path: Path) -> None:
    """Write JSON Lines of grades as a table. Raises `ValueError` if pyarrow is missing."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError:
        raise ValueError(_MISSING) from None
    schema = pyarrow.schema(
        [(name, pyarrow.float64() if name in _NUMBERS else pyarrow.string()) for name in COLUMNS]
    )
    with lines.open("rb") as source, ParquetWriter(path, schema) as writer:
        while rows := [_cells(line) for line in islice(source, ROWS)]:
            writer.write_table(pyarrow.Table.from_pylist(rows, schema))


def _cells(line: bytes) -> dict[str, object]:
    data = json.loads(line)
    return {name: _cell(name, data.get(name)) for name in COLUMNS}


def _cell(name: str, value: Any) -> object:
    if value is None or name in _NUMBERS:
        return value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace").decode()
