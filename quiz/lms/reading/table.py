"""CSV, a row a question, by the names in its first row.

`prompt` (or `question`), `answer` (or `correct`), and as wanted `type`, `id`, `explanation` (or
`feedback`), `hint`, `points`, `difficulty`, `tags`, `tolerance`, `unit`, and the options as
`a`, `b` …, `option a` or `option 1`. An answer names an option by letter, number or text, several
of them with a semicolon between; without options it is true or false, a number, or the texts
that are accepted, with `|` or a semicolon between.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping

from quiz.lms.reading.answers import (
    Answer,
    NumberKey,
    as_all_or_nothing,
    as_number,
    as_one,
    as_truth,
    as_words,
    without_wildcards,
)
from quiz.lms.reading.results import Imported, Item, UnreadableError
from quiz.lms.reading.sketch import NotCarriedError, Sketch, number_in

_NAMES = {
    "question": "prompt",
    "text": "prompt",
    "question text": "prompt",
    "correct": "answer",
    "correct answer": "answer",
    "key": "answer",
    "feedback": "explanation",
    "general feedback": "explanation",
    "hints": "hint",
    "title": "name",
    "tag": "tags",
}
_KNOWN = frozenset(
    {"id", "name", "type", "prompt", "answer", "explanation", "hint", "points", "difficulty"}
    | {"tags", "tolerance", "unit"}
)
_OPTION = re.compile(r"(?:option|choice|answer)?[ _-]?([a-z]|\d{1,2})")
_TRUTHS = {"true": True, "t": True, "false": False, "f": False}


def looks_like_table(text: str) -> bool:
    """Whether the first row names a column of prompts and one of answers."""
    try:
        names = {_name(cell) for cell in next(_rows(text), [])}
    except csv.Error:
        return False
    return {"prompt", "answer"} <= names


def read_table(text: str) -> Imported:
    """The questions of a table, in order. Raises `UnreadableError`."""
    try:
        rows = [*_rows(text)]
    except csv.Error as error:
        raise UnreadableError(f"this is no CSV: {error}") from None
    names = [_name(cell) for cell in rows[0]] if rows else []
    if not {"prompt", "answer"} <= {*names}:
        raise UnreadableError("its first row names no columns “prompt” and “answer”")
    if len({*names}) < len(names):
        raise UnreadableError("two of its columns have the same name")
    return Imported(
        tuple(
            _item(names, row, number)
            for number, row in enumerate(rows[1:], 2)
            if any(cell.strip() for cell in row)
        )
    )


def _rows(text: str) -> Iterator[list[str]]:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _name(cell: str) -> str:
    name = " ".join(cell.strip().lower().replace("_", " ").split())
    return _NAMES.get(name, name)


def _item(names: list[str], row: list[str], number: int) -> Item:
    cells = {name: cell.strip() for name, cell in zip(names, row, strict=False) if cell.strip()}
    title = cells.get("name") or cells.get("id") or cells.get("prompt", "")[:60]
    sketch = Sketch(title, number - 1)
    sketch.name = f"row {number}, {sketch.name}"
    try:
        if "prompt" not in cells:
            raise NotCarriedError("it has no prompt")
        sketch.data["prompt"] = sketch.text(cells["prompt"], "markdown")
        _key(sketch, cells)
        _others(sketch, cells, row[len(names) :])
    except NotCarriedError as reason:
        return sketch.left_out(reason)
    return sketch.item()


def _key(sketch: Sketch, cells: Mapping[str, str]) -> None:
    options = {
        match[1]: text
        for name, text in cells.items()
        if name not in _KNOWN and (match := _OPTION.fullmatch(name))
    }
    kind = cells.get("type", "").lower().replace(" ", "_").replace("/", "_")
    if "answer" not in cells and kind != "multiple_select":
        raise NotCarriedError("it has no answer")
    answer = cells.get("answer", "")
    if options:
        _choice(sketch, options, answer, kind)
    elif kind in ("", "true_false") and answer.lower() in _TRUTHS:
        as_truth(sketch, _TRUTHS[answer.lower()])
    elif kind in ("", "numeric", "numerical", "number") and number_in(answer) is not None:
        distance = number_in(cells.get("tolerance"))
        as_number(sketch, [NumberKey(float(answer), distance or 0)], cells.get("unit", ""))
    elif kind in ("", "short_answer", "text"):
        texts = re.split(r"[|;]", answer)
        as_words(sketch, [Answer(without_wildcards(text.strip()), 100) for text in texts])
    else:
        raise NotCarriedError(f"“{answer}” is no answer to a question of the type “{kind}”")


def _choice(sketch: Sketch, options: Mapping[str, str], answer: str, kind: str) -> None:
    picked = []
    for part in [answer] if answer in options.values() else re.split(r"[;,|]", answer):
        named = part.strip()
        if not named:
            continue
        by_text = [name for name, text in options.items() if text == named]
        found = (
            [named.lower()] if named.lower() in options else by_text or _by_number(options, named)
        )
        if not found:
            raise NotCarriedError(f"its answer, “{named}”, is none of its options")
        picked.append(found[0])
    answers = [
        Answer(sketch.text(text, "markdown"), 100 if name in picked else 0)
        for name, text in options.items()
    ]
    if kind == "multiple_select" or len(picked) > 1:
        as_all_or_nothing(sketch, answers)
    else:
        as_one(sketch, answers)


def _by_number(options: Mapping[str, str], named: str) -> list[str]:
    """An option in columns by letter that is named by number, or the other way round."""
    names = [*options]
    if named.isdecimal() and 1 <= int(named) <= len(names):
        return [names[int(named) - 1]]
    if len(named) == 1 and named.isalpha() and ord(named.lower()) - ord("a") < len(names):
        return [names[ord(named.lower()) - ord("a")]]
    return []


def _others(sketch: Sketch, cells: Mapping[str, str], beyond: list[str]) -> None:
    if "id" in cells:
        sketch.use_id(cells["id"])
    sketch.worth(cells.get("points"))
    sketch.explain(sketch.text(cells.get("explanation", ""), "markdown"))
    if "hint" in cells:
        sketch.data["hints"] = [sketch.text(cells["hint"], "markdown")]
    if "difficulty" in cells:
        level = cells["difficulty"]
        if level in ("1", "2", "3", "4", "5"):
            sketch.data["difficulty"] = int(level)
        else:
            sketch.lose(f"the difficulty “{level}” is none from 1 to 5")
    sketch.tag(re.split(r"[,;|]", cells.get("tags", "")))
    for name, text in cells.items():
        if name not in _KNOWN and not _OPTION.fullmatch(name):
            sketch.lose(f"the column “{name}” is not carried: “{text}”")
    for text in beyond:
        if text.strip():
            sketch.lose(f"a cell beyond the named columns is not carried: “{text}”")
