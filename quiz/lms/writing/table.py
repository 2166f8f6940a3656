"""CSV, a row a question, in the columns that `quiz.lms.reading.table` reads; texts are Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from shutil import copyfileobj
from string import ascii_lowercase
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from quiz.lms.writing.exporting import Export, Item, LeftOutError, Loss
from quiz.lms.writing.losses import lost_of
from quiz.lms.writing.number_ranges import is_typed_as_a_fraction, right_range
from quiz.lms.writing.spellings import lost_of_words, spellings
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.multiple_select import MultipleSelect
from quiz.questions.numeric import Numeric
from quiz.questions.short_answer import ShortAnswer
from quiz.questions.true_false import TrueFalse

COLUMNS = (
    *("id", "type", "prompt", "answer", "tolerance", "unit"),
    *("explanation", "hint", "points", "difficulty", "tags"),
)
_PARTS = (
    *("further hints", "penalty", "feedback", "fixed", "order"),
    *("mistakes", "refused", "partial"),
)


def write(export: Export, out: BinaryIO) -> Iterator[Loss]:
    """Write the questions that fit a row, in as many columns as one of them needs."""
    most = 0
    with TemporaryFile() as rows:
        for item in export.items:
            try:
                cells, losses = _row(item)
            except LeftOutError as reason:
                yield Loss(item.ident, str(reason), left_out=True)
                continue
            most = max(most, len(cells) - len(COLUMNS))
            rows.write(_line(cells))
            yield from (Loss(item.ident, loss) for loss in losses)
        out.write(_line([*COLUMNS, *ascii_lowercase[:most]]))
        rows.seek(0)
        copyfileobj(rows, out)


def _line(cells: list[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue().encode()


def _row(item: Item) -> tuple[list[str], list[str]]:
    """The cells of a question, and what is lost of it."""
    question = item.question
    kind = _KINDS.get(question.type)
    if kind is None:
        raise LeftOutError(f"a row holds no question of the kind {question.type}")
    own, options, losses = kind(item, question)
    cells: dict[str, str] = {
        "id": item.ident,
        "type": question.type,
        "prompt": question.prompt,
        "explanation": question.explanation,
        "hint": next(iter(question.all_hints()), ""),
        "points": f"{question.points:g}",
        "difficulty": str(question.difficulty),
        "tags": ";".join(question.tags),
        **own,
    }
    found = [*losses, *lost_of(item, *_PARTS)]
    return [*(cells.get(name, "") for name in COLUMNS), *options], found


_Kind = Callable[[Item, Any], tuple[dict[str, str], list[str], list[str]]]
"""What a kind adds: cells by their columns, options, and what is lost."""


def _options(
    _item: Item, question: MultipleChoice | MultipleSelect
) -> tuple[dict[str, str], list[str], list[str]]:
    right = [
        letter
        for letter, option in zip(ascii_lowercase, question.options, strict=False)
        if option.correct
    ]
    return {"answer": ";".join(right)}, [option.text for option in question.options], []


def _truth(_item: Item, question: TrueFalse) -> tuple[dict[str, str], list[str], list[str]]:
    return {"answer": "true" if question.answer else "false"}, [], []


def _number(item: Item, question: Numeric) -> tuple[dict[str, str], list[str], list[str]]:
    right = right_range(question, item.values)
    cells = {"answer": right.key, "tolerance": right.margin, "unit": question.unit or ""}
    is_fraction = is_typed_as_a_fraction(question, item.values)
    return cells, [], ["a fraction has to be typed as a decimal"] if is_fraction else []


def _words(_item: Item, question: ShortAnswer) -> tuple[dict[str, str], list[str], list[str]]:
    listed = [text for text in spellings(question) if "|" not in text and ";" not in text]
    if not listed:
        raise LeftOutError("a row holds no text with | or ; in it as an answer")
    losses = [*lost_of_words(question)]
    if question.exact:
        losses.append("capitals, spaces and slips are forgiven")
    return {"answer": "|".join(listed)}, [], losses


_KINDS: Mapping[str, _Kind] = {
    "multiple_choice": _options,
    "multiple_select": _options,
    "true_false": _truth,
    "numeric": _number,
    "short_answer": _words,
}
