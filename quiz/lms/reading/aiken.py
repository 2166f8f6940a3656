"""Aiken: a question, its options as `A. …` or `A) …`, and a line `ANSWER: B`."""

from __future__ import annotations

import re

from quiz.lms.reading.answers import Answer, as_one
from quiz.lms.reading.results import Imported, Item
from quiz.lms.reading.sketch import NotCarriedError, Sketch

_OPTION = re.compile(r"([A-Z])[.)]\s+(\S.*)")
_ANSWER = re.compile(r"ANSWER:\s*(.*)")


def looks_like_aiken(text: str) -> bool:
    """Whether there is a line that names an answer by its letter."""
    return bool(re.search(r"^ANSWER:\s*[A-Z]\s*$", text, re.MULTILINE))


def read_aiken(text: str) -> Imported:
    """The questions of an Aiken file, in order."""
    items: list[Item] = []
    prompt: list[str] = []
    options: list[tuple[str, str]] = []
    for line in text.splitlines():
        option, answer = _OPTION.match(line.strip()), _ANSWER.match(line.strip())
        if answer:
            items.append(_item(prompt, options, answer[1].strip(), len(items) + 1))
            prompt, options = [], []
        elif option:
            options.append((option[1], option[2].strip()))
        elif options and line.strip():
            options[-1] = (options[-1][0], f"{options[-1][1]} {line.strip()}")
        elif line.strip():
            prompt.append(line.strip())
    if prompt or options:
        items.append(_item(prompt, options, "", len(items) + 1))
    return Imported(tuple(items))


def _item(prompt: list[str], options: list[tuple[str, str]], letter: str, number: int) -> Item:
    sketch = Sketch(" ".join(prompt)[:60], number)
    try:
        if not letter:
            raise NotCarriedError("it ends without a line “ANSWER: …”")
        if letter not in [name for name, _ in options]:
            raise NotCarriedError(f"its answer, {letter}, is none of its options")
        sketch.data["prompt"] = sketch.plain("\n".join(prompt))
        as_one(
            sketch,
            [Answer(sketch.plain(text), 100 if name == letter else 0) for name, text in options],
        )
    except NotCarriedError as reason:
        return sketch.left_out(reason)
    return sketch.item()
