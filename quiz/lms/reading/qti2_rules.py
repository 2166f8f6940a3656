"""What a QTI 2.x item does with answers that are typed: rules with a test and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from quiz.lms.reading.qti2_item import Item2, text_of
from quiz.lms.reading.sketch import Sketch, number_in

_SCORES = ("SCORE", "EARNED")
_TURNED = {"g": "l", "l": "g"}


@dataclass(frozen=True)
class Rule:
    """A test for a range of numbers or for texts; the points it gives, and what is said."""

    ends: tuple[float, float] | None
    texts: tuple[str, ...]
    points: float
    feedback: str


def rules_for(sketch: Sketch, item: Item2, response: str) -> Iterator[Rule]:
    """The rules that test a response, in order; their feedback is taken."""
    for case in item.element.iter():
        if case.tag not in ("responseIf", "responseElseIf") or not len(case):
            continue
        ends, texts = _ends(case[0], response), tuple(_texts(case[0], response))
        if ends is None and not texts:
            continue
        points, names = 0.0, []
        for outcome in case.findall("setOutcomeValue"):
            values = [text_of(value) for value in outcome.iter("baseValue")]
            if outcome.get("identifier") in _SCORES:
                points += sum(number_in(value) or 0 for value in values)
            else:
                names += [value for value in values if value in item.feedback]
        item.used.update(names)
        said = [sketch.html(item.feedback[name]) for name in names]
        yield Rule(ends, texts, points, "\n\n".join(said))


def _ends(test: Element, response: str) -> tuple[float, float] | None:
    """The ends between which a number has to lie."""
    ends: dict[str, float] = {}
    for part in test.iter():
        if part.tag in ("gte", "gt", "lte", "lt") and _is_about(part, response):
            values = [number_in(text_of(value)) for value in part.findall("baseValue")]
            if values and values[0] is not None:
                first = part.tag[0]
                ends.setdefault(_TURNED[first] if part[0].tag == "baseValue" else first, values[0])
    return (ends["g"], ends["l"]) if {*ends} == {"g", "l"} else None


def _texts(test: Element, response: str) -> Iterator[str]:
    for part in test.iter("stringMatch"):
        if _is_about(part, response):
            yield from (text_of(value) for value in part.findall("baseValue"))


def _is_about(test: Element, response: str) -> bool:
    return response in [part.get("identifier") for part in test.findall("variable")]
