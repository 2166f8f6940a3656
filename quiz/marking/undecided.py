"""What a person has to settle, as a file to fill in and to give back as decisions."""

from __future__ import annotations

import csv
import json
from hashlib import blake2b
from pathlib import Path
from typing import Any

from quiz.marking.decisions import DecisionsError, is_filled_in, response_text
from quiz.marking.marking import Marked
from quiz.marking.sources import Source
from quiz.questions import Verdict
from quiz.spreadsheets import safe

COLUMNS = ("question", "seed", "response", "message", "score", "reason", "by")


class UndecidedList:
    """Answers that could not be settled, equal ones once: a decision counts for all of them."""

    def __init__(self, path: Path) -> None:
        """To be written to this file: CSV by its ending, else JSON Lines.

        Raises `DecisionsError` for a list that somebody has filled in, and `OSError`.
        """
        if is_filled_in(path):
            raise DecisionsError(
                f"{path} has scores that somebody filled in: give it as --decisions, and list "
                "what is left in another file"
            )
        self._path = path
        self._partial = path.with_name(f".{path.name}.part")
        self._file = self._partial.open(
            "w", encoding="utf-8", errors="backslashreplace", newline=""
        )
        self._table = csv.writer(self._file) if path.suffix.lower() == ".csv" else None
        self._seen: set[bytes] = set()
        if self._table:
            self._table.writerow(COLUMNS)

    def add(self, marked: Marked, _source: Source | None = None) -> None:
        """Take note of an answer, if it is undecided and new."""
        given = marked.submission
        if marked.verdict is not Verdict.UNDECIDED or given.problem:
            return
        text = response_text(given.response)
        what = json.dumps([given.question, given.seed, text]).encode()
        digest = blake2b(what, digest_size=16).digest()
        if digest in self._seen:
            return
        self._seen.add(digest)
        feedback = json.loads(b"{" + marked.ending)["feedback"]
        message = "\n".join(feedback)
        self._write([given.question, given.seed, given.response, message, None, "", ""])

    def finish(self) -> int:
        """Put the list in its place; how many answers are in it."""
        self._file.close()
        self._partial.replace(self._path)
        return len(self._seen)

    def close(self) -> None:
        """Leave nothing beside a list that was finished, or was not."""
        self._file.close()
        self._partial.unlink(missing_ok=True)

    def _write(self, row: list[Any]) -> None:
        if self._table:
            given = row[2] if isinstance(row[2], str) else json.dumps(row[2], ensure_ascii=False)
            self._table.writerow([*row[:2], safe(given), safe(row[3]), *row[4:]])
        else:
            self._file.write(json.dumps(dict(zip(COLUMNS, row, strict=True))) + "\n")
