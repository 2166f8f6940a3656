"""Moodle's texts with gaps, `[[2]]` for the second word of a list, as blanks with options."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from quiz.lms.reading.sketch import NotCarriedError, Sketch

_GAP = re.compile(r"\[\[(\d{1,4})\]\]")


class Word(NamedTuple):
    """A word of the list: Markdown; each gap offers the words of one group."""

    text: str
    group: str


def as_gaps(sketch: Sketch, source: str, form: str, words: Sequence[Word]) -> None:
    """A cloze from a text in one of Moodle's forms. Raises `NotCarriedError`."""
    blanks: dict[str, dict[str, Any]] = {}

    def blank(match: re.Match[str]) -> str:
        name = f"blank-{len(blanks) + 1}"
        blanks[name] = _blank(words, int(match[1]))
        if "accept" in blanks[name]:
            sketch.lose(f"{name} had one word to pick: here it is typed")
        return f"\ue000{name}\ue001"

    marked = _GAP.sub(blank, source)
    if not blanks:
        raise NotCarriedError("no gap is in its text")
    prompt = sketch.text(marked, form).replace("\ue000", "[[").replace("\ue001", "]]")
    sketch.data |= {"type": "cloze", "prompt": prompt, "blanks": blanks}


def _blank(words: Sequence[Word], number: int) -> dict[str, Any]:
    if not 1 <= number <= len(words) or not words[number - 1].text:
        raise NotCarriedError(f"its text has a gap [[{number}]], and its list no such word")
    right = words[number - 1]
    options = dict.fromkeys(word.text for word in words if word.group == right.group and word.text)
    if len(options) == 1:
        return {"accept": [right.text]}
    return {"options": [*options], "answer": right.text}
