r"""Moodle's embedded answers: `{1:SHORTANSWER:=Berlin#Yes~%50%Bonn}` in a text, as blanks."""

from __future__ import annotations

import re
from typing import Any

from quiz.lms.reading.answers import Answer, NumberKey, number_keys, percent, word_keys
from quiz.lms.reading.sketch import NotCarriedError, Sketch, number_in
from quiz.lms.reading.texts import bare

_CODE = re.compile(
    r"\{(\d{0,4}):([A-Z_]{2,20}):((?:[^\\{}]|\\.|\{[^{}]{0,500}\}){0,20000})\}", re.DOTALL
)
_WORDS = {"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"}
_CASE = {"SHORTANSWER_C", "SAC", "MWC"}
_NUMBERS = {"NUMERICAL", "NM"}
_CHOICE = re.compile(r"(MULTICHOICE|MC)(_?[VHS]+)?")
_ANSWERS = re.compile(r"~((?:[^\\~]|\\.)*)", re.DOTALL)
_ANSWER = re.compile(r"\s*(?:(=)|%(-?[\d.]{1,12})%)?((?:[^\\#]|\\.|(?<=&)#)*)(?:#(.*))?", re.DOTALL)
"""A share, a text and its feedback; the `#` of `&#126;` begins none."""


def as_cloze(sketch: Sketch, source: str, form: str) -> None:
    """A cloze from a text with embedded answers. Raises `NotCarriedError`."""
    blanks: dict[str, dict[str, Any]] = {}
    weights: list[int] = []

    def blank(match: re.Match[str]) -> str:
        name = f"blank-{len(blanks) + 1}"
        blanks[name] = _blank(sketch, match[2], match[3], name)
        weights.append(int(match[1] or 1))
        return f"\ue000{name}\ue001"

    marked = _CODE.sub(blank, source)
    if not blanks:
        raise NotCarriedError("no embedded answer is in its text")
    if len({*weights}) > 1:
        listed = ", ".join(map(str, weights))
        sketch.lose(f"the blanks weighed {listed}: here they weigh the same")
    if sum(weights) != 1:
        sketch.data["points"] = max(1, min(sum(weights), 1000))
    prompt = sketch.text(marked, form)
    sketch.data |= {
        "type": "cloze",
        "prompt": prompt.replace("\ue000", "[[").replace("\ue001", "]]"),
        "blanks": blanks,
    }


def _blank(sketch: Sketch, kind: str, source: str, name: str) -> dict[str, Any]:
    answers = [_ANSWER.fullmatch(piece) for piece in _ANSWERS.findall("~" + source)]
    found = [match for match in answers if match is not None and match[3].strip()]
    if kind in _NUMBERS:
        return number_keys(sketch, [_number(sketch, match) for match in found])
    listed = [_answer(sketch, match) for match in found]
    if kind in _WORDS:
        return word_keys(sketch, listed, exact=kind in _CASE)
    if not _CHOICE.fullmatch(kind):
        raise NotCarriedError(f"{name} is of the kind {kind}, which a bank does not have")
    right = [answer for answer in listed if answer.is_right]
    if len(right) != 1:
        raise NotCarriedError(f"{name} has {len(right)} fully right options")
    for answer in listed:
        sketch.lose_feedback(f"the feedback for “{answer.text}” in {name}", answer.feedback)
        if answer.share > 0 and not answer.is_right:
            sketch.lose(f"{answer.share:g}% for “{answer.text}” in {name} are not carried")
    options = [sketch.html(_unescaped(match[3]).strip()) for match in found]
    return {"options": options, "answer": options[listed.index(right[0])]}


def _share(match: re.Match[str]) -> float:
    return 100 if match[1] else percent(match[2])


def _unescaped(text: str) -> str:
    return re.sub(r"\\([\\}~#/\"{=])", r"\1", text)


def _answer(sketch: Sketch, match: re.Match[str]) -> Answer:
    return Answer(bare(_unescaped(match[3])), _share(match), _feedback(sketch, match))


def _feedback(sketch: Sketch, match: re.Match[str]) -> str:
    return sketch.html(_unescaped(match[4])) if match[4] else ""


def _number(sketch: Sketch, match: re.Match[str]) -> NumberKey:
    value, _, distance = bare(match[3]).partition(":")
    number = number_in(value)
    if number is None:
        raise NotCarriedError(f"“{value}” is no number")
    margin = abs(number_in(distance or "0") or 0)
    return NumberKey(number, margin, _share(match), _feedback(sketch, match))
