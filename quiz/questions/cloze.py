"""Cloze: a text with blanks, each a word, a choice, a number or a formula."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import JsonValue
from typing_extensions import override

from quiz.questions.authored import Problem
from quiz.questions.base import BaseQuestion, Values
from quiz.questions.blanks import Blanks
from quiz.questions.grading import ClozeGrade, Grade, quoted
from quiz.questions.layout import Layout, Shape
from quiz.questions.verdict import Verdict
from quiz.questions.wording import did_you_mean

PLACEHOLDER = re.compile(r"\[\[([^\[\]]*)\]\]")


class Cloze(BaseQuestion):
    """The response is an object: the name of each blank to what was typed there."""

    shape: ClassVar[Shape] = "blanks"
    TEXTS: ClassVar[tuple[str, ...]] = (*BaseQuestion.TEXTS, "blanks")

    type: Literal["cloze"]
    blanks: Blanks

    @override
    def grade_for(self, response: object, values: Values) -> Grade:
        """An equal share for each blank; one left open earns nothing.

        One that cannot be read, or settled, makes the whole so: nothing is lost by mending it.
        """
        if not isinstance(response, dict):
            return Grade.invalid("The answer is an object: the name of each blank to its text.")
        for name in response:
            if name not in self.blanks:
                hint = did_you_mean(name, [*self.blanks]) if isinstance(name, str) else ""
                return Grade.invalid(f"{quoted(name)} is no blank of this text{hint or '.'}")
        grades = {
            name: self._grade_blank(name, response.get(name), values) for name in self.names()
        }
        for verdict in (Verdict.INVALID, Verdict.UNDECIDED):
            found = {name: grade for name, grade in grades.items() if grade.verdict is verdict}
            if found:
                said = [remark for name, grade in found.items() for remark in _remarks(name, grade)]
                unread = tuple(found) if verdict is Verdict.INVALID else ()
                return ClozeGrade(verdict=verdict, score=None, feedback=tuple(said), unread=unread)
        return self._total(grades)

    def _grade_blank(self, name: str, response: object, values: Values) -> Grade:
        if response is None or (isinstance(response, str) and not response.strip()):
            return Grade.scored(0, "left open")
        return self.blanks[name].grade_blank(response, values, f"{self.id}/{name}")

    def _total(self, grades: dict[str, Grade]) -> Grade:
        shares = [Fraction(grade.score or 0) for grade in grades.values()]
        said = [remark for name, grade in grades.items() for remark in _remarks(name, grade)]
        right = sum(share == 1 for share in shares)
        tally = f"{right} of {len(shares)} blanks are right."
        return Grade.scored(
            sum(shares, Fraction(0)) / len(shares),
            tally if right < len(shares) and len(shares) > 1 else None,
            *said,
            read_as="; ".join(
                f"{name}: {grade.read_as}" for name, grade in grades.items() if grade.read_as
            )
            or None,
        )

    def names(self) -> tuple[str, ...]:
        """The blanks in order of appearance."""
        found = [name for name in PLACEHOLDER.findall(self.prompt) if name in self.blanks]
        return (*dict.fromkeys(found), *(name for name in self.blanks if name not in found))

    @override
    def layout_for(self, values: Values) -> Layout:
        """The blanks in order of appearance, with their choices."""
        blanks = tuple(self.blanks[name].blank(name) for name in self.names())
        return Layout("blanks", blanks=blanks)

    @override
    def key_for(self, values: Values) -> JsonValue:
        """What belongs in each blank."""
        return {name: self.blanks[name].key(values) for name in self.names()}

    @override
    def key_text_for(self, values: Values) -> str:
        """What belongs in each blank, a list item each."""
        return "\n".join(f"- {name}: {self.blanks[name].key_text(values)}" for name in self.names())

    @override
    def kind_problems(self) -> Iterator[Problem]:
        """Blanks and placeholders that do not match, and what is wrong with each blank."""
        found = PLACEHOLDER.findall(self.prompt)
        for name in dict.fromkeys(found):
            if name not in self.blanks:
                hint = did_you_mean(name, [*self.blanks])
                hint = hint or f"; they are {', '.join(self.blanks)}: rename one, or add it there"
                yield Problem(("prompt",), f"[[{name}]] is not among the blanks{hint}")
            elif found.count(name) > 1:
                yield Problem(("prompt",), f"[[{name}]] stands in the prompt twice")
        for name, blank in self.blanks.items():
            if name not in found:
                yield Problem(
                    ("blanks", name), f"the prompt has no [[{name}]]: write it where it belongs"
                )
            yield from blank.blank_problems(self, ("blanks", name))


def _remarks(name: str, grade: Grade) -> list[str]:
    if grade.verdict in (Verdict.INCORRECT, Verdict.PARTLY_CORRECT) and not grade.feedback:
        return [f"{name}: wrong"]
    return [f"{name}: {remark}" for remark in grade.feedback]
