"""Numeric: a number, within a tolerance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import JsonValue
from typing_extensions import override

from quiz.questions.authored import Problem
from quiz.questions.base import BaseQuestion, Values
from quiz.questions.checking import sample_values
from quiz.questions.grading import Grade
from quiz.questions.layout import Layout, Shape
from quiz.questions.number_answer import NumberAnswer
from quiz.questions.parameters import declarations_of


class Numeric(BaseQuestion, NumberAnswer):
    """The response is a number, or text that holds one."""

    shape: ClassVar[Shape] = "text"
    TEXTS: ClassVar[tuple[str, ...]] = (*BaseQuestion.TEXTS, *NumberAnswer.TEXTS)

    type: Literal["numeric"]

    @override
    def grade_for(self, response: object, values: Values) -> Grade:
        """1 within the tolerance of the key; a recognised mistake has its own score."""
        return self.grade_number(response, values)

    @override
    def layout_for(self, values: Values) -> Layout:
        """The unit."""
        return Layout("text", is_number=True, unit=self.unit)

    @override
    def key_for(self, values: Values) -> JsonValue:
        """The number, as text where that is exact."""
        return self.response_for(self.value(values))

    @override
    def key_text_for(self, values: Values) -> str:
        """The number as precise as was asked, with its unit."""
        return self.shown_key(self.value(values))

    @override
    def kind_problems(self) -> Iterator[Problem]:
        """What is wrong with the numbers of the key and the mistakes."""
        yield from self.number_problems(sample_values(self), declarations_of(self.parameters))
