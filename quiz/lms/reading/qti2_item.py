"""The parts of a QTI 2.x item: its text, what it declares, how responses are processed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from quiz.lms.reading.sketch import Sketch, number_in
from quiz.lms.reading.xml_reading import inner_html

_NAMED_BLANK = re.compile(r"RESPONSE_([A-Za-z][\w-]{0,60})")
_INLINE = ("textEntryInteraction", "inlineChoiceInteraction")
_AROUND_TEXT = ("gapMatchInteraction", "hottextInteraction")
_APART = ("rubricBlock", "feedbackBlock", "feedbackInline", "gapText", "gapImg")
_SHOWN_AS = {
    "prompt": "p",
    "hottext": "b",
    "gapMatchInteraction": "div",
    "hottextInteraction": "div",
}


def in_version_2(root: Element) -> None:
    """Give the elements of version 3 the names of version 2: `qti-item-body` is `itemBody`."""
    for element in root.iter():
        if element.tag.startswith("qti-"):
            element.tag = _camel(element.tag.removeprefix("qti-"))
            for name in [*element.attrib]:
                element.set(_camel(name), element.attrib.pop(name))


def _camel(name: str) -> str:
    first, *rest = name.split("-")
    return first + "".join(word.capitalize() for word in rest)


def text_of(element: Element) -> str:
    """The text in an element."""
    return "".join(element.itertext()).strip()


@dataclass(frozen=True)
class Declared:
    """A response as an item declares it; `mapped` has the points of single values."""

    name: str
    cardinality: str
    base: str
    correct: tuple[str, ...]
    mapped: dict[str, float]
    minds_case: bool

    @property
    def is_number(self) -> bool:
        """Whether a number is asked for."""
        return self.base in ("float", "integer")

    def shares(self) -> dict[str, float]:
        """The mapped points in percent of what can be had."""
        values = [value for value in self.mapped.values() if value > 0]
        is_sum = self.cardinality != "single"
        most = (sum(values) if is_sum else max(values)) if values else 1
        return {key: 100 * value / most for key, value in self.mapped.items()}


def _declared(element: Element) -> Declared:
    entries = element.findall("mapping/mapEntry")
    return Declared(
        element.get("identifier", ""),
        element.get("cardinality", "single"),
        element.get("baseType", ""),
        tuple(text_of(value) for value in element.findall("correctResponse/value")),
        {entry.get("mapKey", ""): number_in(entry.get("mappedValue")) or 0 for entry in entries},
        bool(entries) and all(entry.get("caseSensitive") == "true" for entry in entries),
    )


class Item2:
    """An item, its pieces at hand. Feedback that an answer has taken is in `used`."""

    def __init__(self, element: Element) -> None:
        self.element = element
        found = element.find("itemBody")
        self.body = Element("itemBody") if found is None else found
        self.interactions = [
            part
            for part in self.body.iter()
            if part.tag.endswith("Interaction") and part.tag != "portableCustomInteraction"
        ]
        self.declared = {
            declared.name: declared
            for declared in map(_declared, element.iter("responseDeclaration"))
        }
        self.feedback = {
            part.get("identifier", ""): inner_html(part)
            for part in element.iter()
            if part.tag in ("modalFeedback", "feedbackBlock") and part.get("identifier")
        }
        self.used: set[str] = set()

    def name_of_blank(self, interaction: Element) -> str:
        """What a blank is called: after its response `RESPONSE_name`, else `blank-1` …"""
        named = _NAMED_BLANK.fullmatch(interaction.get("responseIdentifier", ""))
        return named[1] if named else f"blank-{self.interactions.index(interaction) + 1}"

    def name_of_gap(self, gap: Element) -> str:
        """What a gap that words are put in is called: `blank-1` …"""
        return f"blank-{[*self.body.iter('gap')].index(gap) + 1}"

    def prompt(self, sketch: Sketch) -> str:
        """The item's text, with `[[blank-1]]` … where something is to be put in."""
        source = "".join(self._pieces(self.body))
        markdown = sketch.html(source)
        return markdown.replace("\ue000", "[[").replace("\ue001", "]]")

    def _pieces(self, element: Element) -> Iterator[str]:
        from html import escape

        yield escape(element.text or "", quote=False)
        for child in element:
            if child.tag in _INLINE:
                yield f"\ue000{self.name_of_blank(child)}\ue001"
            elif child.tag == "gap":
                yield f"\ue000{self.name_of_gap(child)}\ue001"
            elif child.tag.endswith("Interaction") and child.tag not in _AROUND_TEXT:
                asked = child.find("prompt")
                yield "" if asked is None else f"<p>{inner_html(asked)}</p>"
            elif child.tag not in _APART:
                attributes = "".join(f' {key}="{escape(v)}"' for key, v in child.attrib.items())
                is_empty = child.tag in ("br", "img", "hr")
                tag = _SHOWN_AS.get(child.tag, child.tag)
                yield f"<{tag}{attributes}>"
                yield from self._pieces(child)
                yield "" if is_empty else f"</{tag}>"
            yield escape(child.tail or "", quote=False)

    def text_of_choice(self, sketch: Sketch, choice: Element) -> str:
        """A choice's Markdown, without the feedback inside it."""
        bare = Element(choice.tag)
        bare.text = choice.text
        for child in choice:
            if child.tag != "feedbackInline":
                bare.append(child)
            elif len(bare):
                bare[-1].tail = (bare[-1].tail or "") + (child.tail or "")
            else:
                bare.text = (bare.text or "") + (child.tail or "")
        return sketch.html(inner_html(bare))

    def feedback_for(self, sketch: Sketch, response: str, choice: Element) -> str:
        """What is said to a choice: inside it, or shown where it is picked."""
        said = [sketch.html(inner_html(part)) for part in choice.iter("feedbackInline")]
        ident = choice.get("identifier", "")
        for rule in self._rules():
            values = self._compared(rule, response)
            for outcome in rule.findall("setOutcomeValue"):
                names = {text_of(value) for value in outcome.iter("baseValue")}
                if values == [ident] and outcome.get("identifier") != "SCORE":
                    self.used |= names
                    said += [sketch.html(self.feedback[n]) for n in names if n in self.feedback]
        if ident in self.feedback and ident not in self.used:
            self.used.add(ident)
            said.append(sketch.html(self.feedback[ident]))
        return "\n\n".join(text for text in dict.fromkeys(said) if text)

    def _rules(self) -> Iterator[Element]:
        for rule in self.element.iter():
            if rule.tag in ("responseIf", "responseElseIf"):
                yield rule

    def _compared(self, rule: Element, response: str) -> list[str]:
        """The values that a rule compares a response with."""
        found = []
        for test in rule.iter():
            if test.tag in ("match", "member", "stringMatch"):
                names = [part.get("identifier") for part in test.findall("variable")]
                if response in names:
                    found += [text_of(value) for value in test.findall("baseValue")]
        return found

    def scored(self, response: str) -> set[str]:
        """The values that score by a rule of their own, where no key is declared."""
        found: set[str] = set()
        for rule in self._rules():
            for outcome in rule.findall("setOutcomeValue"):
                points = [number_in(text_of(value)) or 0 for value in outcome.iter("baseValue")]
                if outcome.get("identifier") == "SCORE" and any(point > 0 for point in points):
                    found |= {*self._compared(rule, response)}
        return found

    def matched_texts(self, response: str) -> list[str]:
        """The texts that score by a rule of their own."""
        declared = self.declared[response]
        return [] if declared.correct or declared.mapped else sorted(self.scored(response))

    def maps(self, response: str) -> bool:
        """Whether the points come from the mapping of a response."""
        processing = self.element.find("responseProcessing")
        if processing is None or not self.declared[response].mapped:
            return False
        by_template = processing.get("template", "").rpartition("/")[2].startswith("map_response")
        return by_template or processing.find(".//mapResponse") is not None

    def tolerance(self, response: str, value: float) -> float:
        """How far from the key a number may be."""
        for test in self.element.iter("equal"):
            names = [part.get("identifier") for part in test.findall("variable")]
            sizes = [number_in(word) or 0 for word in test.get("tolerance", "").split()]
            if response in names and sizes:
                is_relative = test.get("toleranceMode") == "relative"
                return abs(value) * max(sizes) / 100 if is_relative else max(sizes)
        return 0

    def range_of(self, response: str) -> tuple[float, float] | None:
        """The ends between which a number has to lie, where rules say so."""
        ends: dict[str, float] = {}
        for test in self.element.iter():
            if test.tag in ("gte", "gt", "lte", "lt"):
                names = [part.get("identifier") for part in test.findall("variable")]
                values = [number_in(text_of(part)) for part in test.findall("baseValue")]
                if response in names and values and values[0] is not None:
                    is_turned = test[0].tag == "baseValue"
                    end = {"g": "l", "l": "g"}[test.tag[0]] if is_turned else test.tag[0]
                    ends.setdefault(end, values[0])
        return (ends["g"], ends["l"]) if {*ends} == {"g", "l"} else None

    def points(self) -> str | None:
        """What the item is worth, where it says so."""
        for outcome in self.element.iter("outcomeDeclaration"):
            if outcome.get("identifier") == "MAXSCORE":
                return "".join(text_of(value) for value in outcome.iter("value")) or None
            if outcome.get("identifier") == "SCORE" and outcome.get("normalMaximum"):
                return outcome.get("normalMaximum")
        for field in self.element.iter("instructureField"):
            if field.get("name") == "points_possible":
                return re.sub(r"[^\d.].*", "", field.get("value", "")) or None
        return None
