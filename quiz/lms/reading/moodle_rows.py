"""Moodle's statements in rows, each with a column that is right: `mtf` and `kprime`."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from quiz.lms.reading.answers import as_choices
from quiz.lms.reading.sketch import NotCarriedError, Sketch, number_in
from quiz.lms.reading.xml_reading import text_at

Read = Callable[[Element, str], str]
"""The Markdown of a text within an element."""


def as_rows(sketch: Sketch, element: Element, read: Read) -> None:
    """A cloze with a choice for each row. Raises `NotCarriedError`."""
    columns = {
        found.get("number", ""): read(found, "responsetext") for found in element.findall("column")
    }
    right: dict[str, list[str]] = {}
    for weight in element.findall("weight"):
        if (number_in(text_at(weight, "value")) or 0) > 0:
            right.setdefault(weight.get("rownumber", ""), []).append(weight.get("columnnumber", ""))
    pairs = []
    for row in element.findall("row"):
        left, picked = read(row, "optiontext"), right.get(row.get("number", ""), [])
        if len(picked) != 1 or picked[0] not in columns:
            raise NotCarriedError(f"“{left}” does not have one right column")
        sketch.lose_feedback(f"the feedback for “{left}”", read(row, "feedbacktext"))
        pairs.append((left, columns[picked[0]]))
    as_choices(sketch, pairs, [*dict.fromkeys(columns.values())])
    if text_at(element, "scoringmethod/text") not in ("", "subpoints"):
        sketch.lose("how it was graded is not carried: here each row has its share")
