"""What the tests of importing share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from quiz.bank.files import BankFile
from quiz.bank.reading_files import read_bank
from quiz.lms.reading.files import read_content
from quiz.lms.reading.results import Imported
from quiz.lms.reading.to_bank import as_bank


def imported(source: str | bytes, form: str | None = None) -> Imported:
    """What is in a file; everything that is carried loads, and its key is right."""
    content = source.encode("utf-8") if isinstance(source, str) else source
    found = read_content(content, form)
    if found.questions:
        text, items = as_bank([found])
        path = Path("questions.yaml")
        for kept in read_bank([BankFile(path, path.name, text.encode())]).kept:
            variant = kept.question.variant(1 if kept.question.parameters else None)
            assert variant.grade(variant.key()).score == 1
        assert [item.remarks for item in items] == [item.remarks for item in found.items]
    return found


def one(source: str | bytes, form: str | None = None) -> dict[str, Any]:
    """The only question of a file, without what an import adds where nothing came."""
    found = imported(source, form)
    (data,) = found.questions
    return {
        key: value
        for key, value in data.items()
        if key != "id" and value != "No explanation came with this question."
    }


def remarks(source: str | bytes, form: str | None = None) -> list[str]:
    """What is lost of a file's questions."""
    return [loss.message for loss in imported(source, form).losses]
