"""Moodle's calculated questions: texts with `{a}` and `{={a}*2}`, answers as formulas."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from quiz.lms.reading.answers import NEAR, percent
from quiz.lms.reading.computed import Drawn, declare, formula, names_for, tolerance
from quiz.lms.reading.sketch import NotCarriedError, Sketch, number_in, tidy
from quiz.lms.reading.xml_reading import text_at

KINDS = frozenset({"calculated", "calculatedsimple", "calculatedmulti"})
_COMPUTED = re.compile(r"\{=((?:[^{}]|\{[^{}]{0,100}\}){1,1000})\}")


def prepare(sketch: Sketch, element: Element) -> Mapping[str, str]:
    """Declare what is drawn, and write the texts as a bank does; the parameters' names.

    Raises `NotCarriedError`.
    """
    drawn: dict[str, Drawn] = {}
    for found in element.iter("dataset_definition"):
        ends = [number_in(text_at(found, f"{end}/text")) for end in ("minimum", "maximum")]
        if ends[0] is None or ends[1] is None:
            raise NotCarriedError("it does not say how its numbers are drawn")
        decimals = number_in(text_at(found, "decimals/text")) or 0
        drawn[text_at(found, "name/text")] = Drawn(ends[0], ends[1], int(min(max(decimals, 0), 12)))
        if text_at(found, "distribution/text") == "loguniform":
            sketch.lose("its numbers were drawn on a logarithmic scale: here all are as likely")
    names = names_for(drawn)
    declare(sketch, drawn, names)
    for found in element.iter("text"):
        if found.text and "{" in found.text:
            found.text = _with_places(found.text, names)
    return names


def _with_places(text: str, names: Mapping[str, str]) -> str:
    computed = _COMPUTED.sub(lambda match: f"{{{{ {_formula(match[1], names)} }}}}", text)
    for name, own in names.items():
        computed = computed.replace(f"{{{name}}}", f"{{{{ {own} }}}}")
    return computed


def _formula(written: str, names: Mapping[str, str]) -> str:
    return formula(written, names, "{", "}")


def keys(sketch: Sketch, element: Element, feedback: Mapping[Element, str]) -> dict[str, Any]:
    """The answer, tolerance and mistakes; formulas stand there with their places written.

    Raises `NotCarriedError`.
    """
    right: dict[str, Any] = {}
    mistakes = []
    for found in element.findall("answer"):
        written = re.sub(r"\{\{ (.*?) \}\}", r"\1", text_at(found, "text"))
        answer = formula(written, {}, "{", "}")
        share = percent(found.get("fraction"))
        if share >= 100 - NEAR and not right:
            right = {"answer": answer, "tolerance": _tolerance(sketch, found)}
            sketch.lose_feedback("the feedback for the right number", feedback[found])
        elif share > 0 or feedback[found]:
            said = feedback[found] or "This earns a part of the points."
            score = {"score": tidy(round(share / 100, 4))} if share > 0 else {}
            mistakes.append({"answer": answer, "feedback": said, **score})
    if not right:
        raise NotCarriedError("no formula is fully right")
    return right | ({"mistakes": mistakes} if mistakes else {})


def _tolerance(sketch: Sketch, answer: Element) -> dict[str, Any]:
    size = number_in(text_at(answer, "tolerance") or "0") or 0
    kind = text_at(answer, "tolerancetype")
    if kind == "3":
        sketch.lose("its tolerance was geometric: here it is relative")
    length = number_in(text_at(answer, "correctanswerlength"))
    decimals = int(length) if length is not None and 0 <= length <= 12 else None
    if size <= 0:
        sketch.lose("it had no tolerance: here what is shown of the answer is asked for")
    return tolerance(abs(size), kind in ("1", "3", ""), decimals)
