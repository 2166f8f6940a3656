"""What an item of QTI 1.2 is put together from, as Canvas and Common Cartridge both read it."""

from __future__ import annotations

from collections.abc import Sequence
from html import unescape

from quiz.lms.writing.exporting import Item
from quiz.lms.writing.question_texts import QuestionTexts
from quiz.lms.writing.xml_text import escaped, tag

NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
RESPONSE = "response1"
OTHER = tag("other")


class Parts12:
    """Gathers what an item shows, how it is scored, and what is said afterwards."""

    def __init__(self, texts: QuestionTexts) -> None:
        self.texts = texts
        self.shown: list[str] = []
        self.labels: list[str] = []
        self._said_when: list[str] = []
        self._scored: list[str] = []
        self._feedback: list[str] = []

    def say(self, name: str, markdown: str | None, when: str = OTHER) -> None:
        """Say this where the test holds: always, unless another is given."""
        if not markdown:
            return
        shown = tag("displayfeedback", feedbacktype="Response", linkrefid=name)
        self._said_when.append(
            tag("respcondition", tag("conditionvar", when), shown, **{"continue": "Yes"})
        )
        self._feedback.append(
            tag("itemfeedback", tag("flow_mat", self.material(markdown)), ident=name)
        )

    def hint(self, hints: Sequence[str]) -> None:
        """Offer hints, one after another."""
        if not hints:
            return
        shown = tag("displayfeedback", feedbacktype="Hint", linkrefid="hint")
        self._said_when.append(
            tag("respcondition", tag("conditionvar", OTHER), shown, **{"continue": "Yes"})
        )
        offered = [tag("hintmaterial", self.material(markdown)) for markdown in hints]
        self._feedback.append(tag("itemfeedback", tag("hint", *offered), ident="hint"))

    def score(self, when: str, share: str = "100", *, adds: bool = False) -> None:
        """Give this percentage where the test holds, and go on where several add up."""
        points = tag("setvar", share, action="Add" if adds else "Set", varname="SCORE")
        going_on = {"continue": "Yes" if adds else "No"}
        self._scored.append(tag("respcondition", tag("conditionvar", when), points, **going_on))

    def by_hand(self) -> None:
        """Leave the score to a person."""
        condition = tag("conditionvar", OTHER)
        self._scored.append(tag("respcondition", condition, **{"continue": "No"}))

    def show(self, markdown: str) -> None:
        """Show a text."""
        self.shown.append(self.material(markdown))

    def material(self, markdown: str) -> str:
        """A text as HTML."""
        return html_material(self.texts.blocks(markdown))

    def short_material(self, markdown: str) -> str:
        """The text of an option: plain where it has neither markup nor formulas."""
        written = self.texts.inside(markdown)
        if "<" in written or "\\" in written:
            return html_material(written)
        return plain_material(unescape(written))

    def label(self, name: str, material: str, *, fixed: bool = False) -> str:
        """Something that can be picked; it stays in place where it is fixed."""
        self.labels.append(name)
        return tag("response_label", material, ident=name, rshuffle="No" if fixed else None)

    def menu(
        self,
        name: str,
        labels: str,
        before: str = "",
        *,
        shuffle: str | None = None,
        cardinality: str = "Single",
    ) -> None:
        """Ask to pick one of the labels, several of them, or to put them in order."""
        render = tag("render_choice", labels, shuffle=shuffle)
        self.shown.append(tag("response_lid", before, render, ident=name, rcardinality=cardinality))

    def field(self, kind: str | None = None) -> None:
        """Ask to type something."""
        label = tag("response_label", ident="answer1", rshuffle="No")
        render = tag("render_fib", label, fibtype=kind)
        self.shown.append(tag("response_str", render, ident=RESPONSE, rcardinality="Single"))

    def item(self, item: Item, name: str, fields: dict[str, object]) -> str:
        """The item as XML; `fields` describe it."""
        outcome = tag("decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
        rules = [tag("outcomes", outcome), *self._said_when, *self._scored]
        return tag(
            "item",
            tag("itemmetadata", metadata(fields)),
            tag("presentation", *self.shown),
            tag("resprocessing", *rules),
            *self._feedback,
            ident=name,
            title=item.ident,
        )


def is_equal(value: str, response: str = RESPONSE, **attributes: str) -> str:
    """A test for one value of a response."""
    return tag("varequal", escaped(value), respident=response, **attributes)


def exactly(right: list[str], wrong: list[str], **attributes: str) -> str:
    """A test for these values of a response and none of those."""
    tests = [is_equal(value, **attributes) for value in right]
    tests += [tag("not", is_equal(value, **attributes)) for value in wrong]
    return tag("and", *tests)


def metadata(fields: dict[str, object]) -> str:
    """Fields that describe an item or an assessment."""
    return tag(
        "qtimetadata",
        *(
            tag(
                "qtimetadatafield",
                tag("fieldlabel", name),
                tag("fieldentry", escaped(str(value))),
            )
            for name, value in fields.items()
        ),
    )


def plain_material(text: str) -> str:
    """A text without markup."""
    return _material(text, "text/plain")


def html_material(written: str) -> str:
    """A text as HTML."""
    return _material(written, "text/html")


def _material(text: str, kind: str) -> str:
    return tag("material", tag("mattext", escaped(text), texttype=kind))
