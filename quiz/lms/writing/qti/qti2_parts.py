"""What an item of QTI 2.1 or 3 is put together from, gathered while a question is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from quiz.lms.writing.qti.qti2_dialect import Dialect, number
from quiz.lms.writing.question_texts import QuestionTexts
from quiz.lms.writing.xml_text import escaped

SCORE = "SCORE"
GENERAL = "general"
"""The feedback that everyone is shown."""


class Parts:
    """Gathers the declarations, the rules and the feedback of one item.

    `total` is the outcome to which single answers add what they are worth.
    """

    def __init__(self, dialect: Dialect, texts: QuestionTexts) -> None:
        self.dialect = dialect
        self.texts = texts
        self.total = SCORE
        self.rules: list[str] = []
        self._responses: list[str] = []
        self._outcomes: list[str] = []
        self._feedback: list[str] = []

    def declare(
        self,
        name: str,
        base: str,
        right: Iterable[str] = (),
        cardinality: str = "single",
        points: Mapping[str, float] | None = None,
        *,
        most: float | None = None,
        least: float | None = None,
        minds_case: bool | None = None,
    ) -> None:
        """Declare a response: its key, and the points of single values, `least` to `most`."""
        tag = self.dialect.tag
        values = [tag("value", escaped(value)) for value in right]
        key = tag("correctResponse", *values) if values else ""
        case = None if minds_case is None else str(minds_case).lower()
        entries = [
            tag("mapEntry", mapKey=value, mappedValue=number(share), caseSensitive=case)
            for value, share in (points or {}).items()
        ]
        bounds = {
            key: None if bound is None else number(bound)
            for key, bound in (("lowerBound", least), ("upperBound", most))
        }
        mapping = tag("mapping", *entries, defaultValue=0, **bounds) if entries else ""
        self._responses.append(
            tag(
                "responseDeclaration",
                key,
                mapping,
                identifier=name,
                cardinality=cardinality,
                baseType=base,
            )
        )

    def outcome(
        self, name: str, base: str, default: str = "", cardinality: str = "single", **more: object
    ) -> None:
        """Declare what is worked out from the responses."""
        tag = self.dialect.tag
        inside = tag("defaultValue", tag("value", default)) if default else ""
        self._outcomes.append(
            tag(
                "outcomeDeclaration",
                inside,
                identifier=name,
                cardinality=cardinality,
                baseType=base,
                **more,
            )
        )

    def say(self, outcome: str, name: str, markdown: str) -> None:
        """Say this once the outcome is, or holds, the name."""
        self._feedback.append(
            self.dialect.tag(
                "modalFeedback",
                self.dialect.content(self.texts.blocks(markdown)),
                outcomeIdentifier=outcome,
                showHide="show",
                identifier=name,
            )
        )

    def item(self, ident: str, body: str, **attributes: object) -> str:
        """The item as a file."""
        tag = self.dialect.tag
        written = [*self._responses, *self._outcomes, tag("itemBody", body)]
        written += [tag("responseProcessing", *self.rules), *self._feedback]
        lines = "".join(f"\n{part}" for part in written)
        return self.dialect.root(
            "assessmentItem",
            f"{lines}\n",
            identifier=ident,
            **attributes,
            adaptive="false",
            timeDependent="false",
        )
