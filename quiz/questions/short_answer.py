"""Short answer: a word or a few."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import JsonValue
from typing_extensions import override

from quiz.questions.authored import Problem
from quiz.questions.base import BaseQuestion, Values
from quiz.questions.grading import Grade
from quiz.questions.layout import Layout, Shape
from quiz.questions.word_answer import WordAnswer


class ShortAnswer(BaseQuestion, WordAnswer):
    """The response is text."""

    shape: ClassVar[Shape] = "text"
    TEXTS: ClassVar[tuple[str, ...]] = (*BaseQuestion.TEXTS, *WordAnswer.TEXTS)

    type: Literal["short_answer"]

    @override
    def grade_for(self, response: object, values: Values) -> Grade:
        """1 for an accepted text, 0 for another."""
        return self.grade_words(response)

    @override
    def layout_for(self, values: Values) -> Layout:
        """Nothing to choose from."""
        return Layout("text")

    @override
    def key_for(self, values: Values) -> JsonValue:
        """The first accepted text."""
        return self.shown_words()

    @override
    def key_text_for(self, values: Values) -> str:
        """The first accepted text."""
        return self.shown_words()

    @override
    def kind_problems(self) -> Iterator[Problem]:
        """What is wrong with the accepted and refused texts."""
        yield from self.word_problems()
