"""Multiple choice: exactly one option is right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import JsonValue
from typing_extensions import override

from quiz.questions.authored import Problem
from quiz.questions.base import BaseQuestion, Values, whole_number
from quiz.questions.grading import Grade
from quiz.questions.layout import Layout, Shape
from quiz.questions.options import Options, option_choices, option_problems


class MultipleChoice(BaseQuestion):
    """The response is an option's number, from 1, as the file lists them."""

    shape: ClassVar[Shape] = "one"
    TEXTS: ClassVar[tuple[str, ...]] = (*BaseQuestion.TEXTS, "options")

    type: Literal["multiple_choice"]
    options: Options
    shuffle: bool = True

    @override
    def grade_for(self, response: object, values: Values) -> Grade:
        """1 for the right option, 0 for another, with the feedback of the one picked."""
        number = whole_number(response)
        if number is None or not 1 <= number <= len(self.options):
            return Grade.invalid(
                f"The answer is an option's number, from 1 to {len(self.options)}."
            )
        picked = self.options[number - 1]
        return Grade.scored(int(picked.correct), picked.feedback)

    @override
    def layout_for(self, values: Values) -> Layout:
        """The options."""
        return Layout("one", choices=option_choices(self.options, shuffle=self.shuffle))

    @override
    def key_for(self, values: Values) -> JsonValue:
        """The number of the right option."""
        return next(number for number, option in enumerate(self.options, 1) if option.correct)

    @override
    def key_text_for(self, values: Values) -> str:
        """The text of the right option."""
        return next(option.text for option in self.options if option.correct)

    @override
    def kind_problems(self) -> Iterator[Problem]:
        """Options alike, and no or several right ones."""
        yield from option_problems(self.options)
        right = [number for number, option in enumerate(self.options, 1) if option.correct]
        if not right:
            yield Problem(("options",), "no option is right: mark one with correct: true")
        if len(right) > 1:
            *others, last = map(str, right)
            both = "both" if len(right) == 2 else "all"
            numbers = f"{', '.join(others)} and {last} are {both} right"
            yield Problem(
                ("options", right[1] - 1, "correct"),
                f"options {numbers}: leave one, or use type: multiple_select",
                "two_right",
            )
