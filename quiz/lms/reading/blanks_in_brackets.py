"""Canvas's texts with blanks: `[name]` in the text, a response each."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from quiz.lms.reading.answers import Answer, without_wildcards, word_keys
from quiz.lms.reading.qti12_scoring import Response, Scoring, material, text_of
from quiz.lms.reading.sketch import NotCarriedError, Sketch
from quiz.lms.reading.texts import bare


def as_blanks(
    sketch: Sketch,
    responses: list[Response],
    scoring: Scoring,
    presentation: Element,
    typed: bool,
) -> None:
    """A cloze; `typed` says that blanks are filled in, else each is a choice.

    Raises `NotCarriedError`.
    """
    blanks: dict[str, dict[str, Any]] = {}
    prompt = material(sketch, presentation)
    for number, response in enumerate(responses, 1):
        name = _name(response)
        own = name if re.fullmatch(r"[A-Za-z][\w-]{0,60}", name) else f"blank-{number}"
        if f"[{name}]" not in prompt:
            raise NotCarriedError(f"its text has no [{name}]")
        prompt = prompt.replace(f"[{name}]", f"[[{own}]]", 1)
        blanks[own] = (_word if typed else _menu)(sketch, response, scoring)
    if scoring.joins_responses():
        sketch.lose("the blanks counted only all together: here each has its share")
    sketch.data |= {"type": "cloze", "prompt": prompt, "blanks": blanks}


def _name(response: Response) -> str:
    """A blank's name: what the response shows, else its own without `response_`."""
    found = response.element.find("material")
    shown = "" if found is None else bare(text_of(found))
    return shown or response.name.removeprefix("response_")


def _word(sketch: Sketch, response: Response, scoring: Scoring) -> dict[str, Any]:
    texts = [bare(text_of(label)) for label in response.labels.values()]
    if not texts:
        texts = [test.value for test, share in scoring.tests(response.name) if share > 0]
    return word_keys(sketch, [Answer(without_wildcards(text), 100) for text in texts])


def _menu(sketch: Sketch, response: Response, scoring: Scoring) -> dict[str, Any]:
    shares = scoring.shares(response.name)
    right = [ident for ident in response.labels if shares.get(ident, 0) > 0]
    if len(right) != 1:
        raise NotCarriedError(f"the blank {_name(response)} has {len(right)} right options")
    options = {ident: material(sketch, label) for ident, label in response.labels.items()}
    return {"options": [*options.values()], "answer": options[right[0]]}
