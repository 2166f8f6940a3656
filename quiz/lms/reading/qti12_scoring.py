"""What a QTI 1.2 item asks for, and how its conditions score the answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from quiz.lms.reading.sketch import Sketch, number_in
from quiz.lms.reading.xml_reading import inner_html

_RESPONSES = frozenset({"response_lid", "response_str", "response_num", "response_grp"})
_MEDIA = {"matimage": "a picture", "mataudio": "a recording", "matvideo": "a video"}
_ESCAPED_TAG = re.compile(r"&lt;(/?(?:p|div|span|br|pre|ul|ol|li|strong|em|b|i)\b[^<>&]*)&gt;")
_RELATIONS = frozenset(
    {"varequal", "vargte", "varlte", "vargt", "varlt", "varsubset", "varsubstring"}
)


def text_of(element: Element) -> str:
    """The text in an element."""
    return "".join(element.itertext()).strip()


def material(sketch: Sketch, element: Element) -> str:
    """The Markdown of what an element shows, without what it asks for."""
    pieces = []
    for found in _shown(element):
        if found.tag in _MEDIA:
            where = found.get("uri") or "a file"
            place = sketch.picture(where) if found.tag == "matimage" else None
            if place is not None:
                pieces.append(f"![picture]({place})")
                continue
            sketch.lose(f"{_MEDIA[found.tag]}, {where}, is not carried: put it beside the bank")
        elif found.get("texttype", "text/plain").lower() in ("text/html", "text/xhtml"):
            pieces.append(sketch.html(_html(found)))
        else:
            pieces.append(sketch.plain(text_of(found)))
    return "\n\n".join(piece for piece in pieces if piece)


def _html(element: Element) -> str:
    """The HTML in an element: escaped, or as elements, or some of it so and some the other way."""
    if not len(element):
        return text_of(element)
    return _ESCAPED_TAG.sub(r"<\1>", inner_html(element))


def _shown(element: Element) -> Iterator[Element]:
    """The texts and media in an element, but for those of responses within it."""
    for child in element:
        if child.tag in ("mattext", "matemtext") or child.tag in _MEDIA:
            yield child
        elif child.tag not in _RESPONSES and not child.tag.startswith("render_"):
            yield from _shown(child)


class Response:
    """One thing that an item asks for."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.name = element.get("ident", "")
        self.cardinality = element.get("rcardinality", "Single").lower()
        self.labels = {
            label.get("ident", ""): label
            for label in element.iter("response_label")
            if label.find(".//material") is not None or label.find(".//mattext") is not None
        }
        fibs = [fib.get("fibtype", "").lower() for fib in element.iter("render_fib")]
        self.is_number = element.tag == "response_num" or any(
            kind in ("decimal", "integer", "scientific") for kind in fibs
        )
        choices = [found.get("shuffle", "").lower() for found in element.iter("render_choice")]
        self.is_shuffled = "no" not in choices


@dataclass(frozen=True)
class Test:
    """One comparison in a condition; not wanted where it stands under a `not`."""

    response: str
    relation: str
    value: str
    is_wanted: bool
    minds_case: bool


@dataclass(frozen=True)
class _Rule:
    tests: tuple[tuple[Test, ...], ...]
    share: float | None
    is_added: bool
    feedback: tuple[str, ...]

    def every(self) -> Iterator[Test]:
        for way in self.tests:
            yield from way


class Scoring:
    """The conditions of an item, and its feedback by name."""

    def __init__(self, item: Element) -> None:
        self.item = item
        self.feedback = {
            found.get("ident", ""): found
            for found in item.iter("itemfeedback")
            if found.get("ident")
        }
        self.used: set[str] = set()
        most = self._most(item)
        self.rules = [_rule(found, most) for found in item.iter("respcondition")]

    def _most(self, item: Element) -> float:
        """What counts as everything: the maximum that is declared, else the largest score."""
        for found in item.iter("decvar"):
            if (most := number_in(found.get("maxvalue"))) and most > 0:
                return most
        scores = [number_in(text_of(found)) or 0 for found in item.iter("setvar")]
        return max([*scores, 0]) or 100

    def tests(self, response: str) -> Iterator[tuple[Test, float]]:
        """Each wanted comparison of a response that scores, with its share."""
        for share, way in self.ways(response):
            yield from ((test, share) for test in way if test.is_wanted)

    def ways(self, response: str) -> Iterator[tuple[float, tuple[Test, ...]]]:
        """Each way to score with a response: the share, and what has to hold together."""
        for rule in self.rules:
            for way in rule.tests:
                own = tuple(test for test in way if test.response == response)
                if rule.share is not None and own:
                    yield rule.share, own

    def shares(self, response: str) -> dict[str, float]:
        """For each value of a response what it earns in percent, all conditions together."""
        shares: dict[str, float] = {}
        for rule in self.rules:
            if rule.share is None:
                continue
            for test in rule.every():
                if test.response == response and test.is_wanted and test.relation == "varequal":
                    before = shares.get(test.value, 0.0) if rule.is_added else 0.0
                    shares[test.value] = before + rule.share
        return shares

    def together(self, response: str) -> set[str] | None:
        """The values that have to be picked together for everything; None where each counts."""
        for rule in self.rules:
            if rule.share is not None and rule.share >= 99.99 and len(rule.tests) == 1:
                tests = [test for test in rule.every() if test.response == response]
                wanted = {test.value for test in tests if test.is_wanted}
                if len(wanted) > 1 or len(wanted) < len(tests):
                    return wanted
        return None

    def joins_responses(self) -> bool:
        """Whether several responses have to be right together for anything to count."""
        scored = [rule for rule in self.rules if rule.share is not None and rule.share > 0]
        return bool(scored) and all(
            len({test.response for test in rule.every()}) > 1 for rule in scored
        )

    def minds_case(self, response: str) -> bool:
        """Whether capitals count in every comparison that scores."""
        tests = [test for test, _ in self.tests(response)]
        return bool(tests) and all(test.minds_case for test in tests)

    def feedback_for(self, sketch: Sketch, response: str, value: str) -> str:
        """What is said to one value of a response."""
        said = []
        for rule in self.rules:
            tests = [*rule.every()]
            if len(tests) == 1 and (tests[0].response, tests[0].value) == (response, value):
                for name in rule.feedback:
                    is_own = name not in ("correct_fb", "general_fb", "general_incorrect_fb")
                    if name in self.feedback and is_own:
                        self.used.add(name)
                        said.append(material(sketch, self.feedback[name]))
        return "\n\n".join(text for text in dict.fromkeys(said) if text)


def _rule(element: Element, most: float) -> _Rule:
    condition = element.find("conditionvar")
    scores = [
        found
        for found in element.findall("setvar")
        if found.get("varname", "SCORE").upper() in ("SCORE", "QUE_SCORE")
    ]
    score = number_in(text_of(scores[0])) if scores else None
    return _Rule(
        tuple(tuple(way) for way in _ways(condition, wanted=True)) if condition is not None else (),
        None if score is None else 100 * score / most,
        bool(scores) and scores[0].get("action", "Set").lower() == "add",
        tuple(found.get("linkrefid", "") for found in element.findall("displayfeedback")),
    )


def _ways(element: Element, wanted: bool) -> list[list[Test]]:
    """The ways to meet a condition, the comparisons of each together."""
    together: list[Test] = []
    alternatives: list[list[Test]] = []
    is_either = element.tag == "or"
    for child in element:
        if child.tag in _RELATIONS:
            test = Test(
                child.get("respident", ""),
                child.tag,
                text_of(child),
                wanted,
                child.get("case", "No").lower() == "yes",
            )
            if is_either:
                alternatives.append([test])
            else:
                together.append(test)
        elif child.tag in ("and", "or", "not"):
            inner = _ways(child, wanted != (child.tag == "not"))
            if is_either or len(inner) > 1:
                alternatives.extend(inner)
            else:
                together.extend(test for way in inner for test in way)
    if not alternatives:
        return [together] if together else []
    return [[*together, *way] for way in alternatives]
