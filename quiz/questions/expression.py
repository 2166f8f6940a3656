"""Expression: one formula, equal to the key however it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import JsonValue
from typing_extensions import override

from quiz.questions.authored import Problem
from quiz.questions.base import BaseQuestion, Values
from quiz.questions.formula_answer import FormulaAnswer
from quiz.questions.grading import Grade
from quiz.questions.layout import Layout, Shape
from quiz.questions.parameters import declarations_of
from quiz.questions.symbols import declarations


class Expression(BaseQuestion, FormulaAnswer):
    """The response is a formula, as text."""

    shape: ClassVar[Shape] = "formula"
    TEXTS: ClassVar[tuple[str, ...]] = (*BaseQuestion.TEXTS, *FormulaAnswer.TEXTS)

    type: Literal["expression"]

    @override
    def grade_for(self, response: object, values: Values) -> Grade:
        """1 for a formula equal to the key and in form; a recognised mistake has its own score."""
        return self.grade_formula(response, values, self.id)

    @override
    def layout_for(self, values: Values) -> Layout:
        """The symbols."""
        return Layout("formula", symbols=declarations(self.symbols) or {})

    @override
    def key_for(self, values: Values) -> JsonValue:
        """The key as its author wrote it."""
        return self.answer

    @override
    def key_text_for(self, values: Values) -> str:
        """The key on one line."""
        return self.shown_formula(values)

    @override
    def kind_problems(self) -> Iterator[Problem]:
        """What is wrong with the formulas and how they are to be compared."""
        yield from self.comparison_problems(declarations_of(self.parameters))
