"""True or false."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import JsonValue, model_validator
from typing_extensions import override

from quiz.questions.authored import Authored, Text
from quiz.questions.base import BaseQuestion, Values
from quiz.questions.grading import Grade
from quiz.questions.layout import Choice, Layout, Shape


class TruthFeedback(Authored):
    """What is said to those who answer true, and to those who answer false."""

    TEXTS: ClassVar[tuple[str, ...]] = ("true", "false")

    true: Text | None = None
    false: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _name_boolean_keys(cls, data: Any) -> Any:
        """YAML reads the keys `true:` and `false:` as booleans."""
        if not isinstance(data, Mapping):
            return data
        return {str(key).lower() if isinstance(key, bool) else key: data[key] for key in data}


class TrueFalse(BaseQuestion):
    """The response is true or false."""

    shape: ClassVar[Shape] = "one"
    TEXTS: ClassVar[tuple[str, ...]] = (*BaseQuestion.TEXTS, "feedback")

    type: Literal["true_false"]
    answer: bool
    feedback: TruthFeedback | None = None

    @override
    def grade_for(self, response: object, values: Values) -> Grade:
        """1 for the right answer, else 0, with the feedback for what was answered."""
        if not isinstance(response, bool):
            return Grade.invalid("The answer is true or false.")
        remark = None
        if self.feedback:
            remark = self.feedback.true if response else self.feedback.false
        return Grade.scored(int(response == self.answer), remark)

    @override
    def layout_for(self, values: Values) -> Layout:
        """True and false, in that order."""
        return Layout("one", choices=(Choice(True, "True", True), Choice(False, "False", True)))

    @override
    def key_for(self, values: Values) -> JsonValue:
        """Which of the two is right."""
        return self.answer

    @override
    def key_text_for(self, values: Values) -> str:
        """The right one as a word."""
        return "True" if self.answer else "False"
