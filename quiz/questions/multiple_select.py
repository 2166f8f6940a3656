"""Multiple select: any number of options is right, also none."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import JsonValue
from typing_extensions import override

from quiz.questions.authored import Problem
from quiz.questions.base import BaseQuestion, Values, whole_number
from quiz.questions.grading import Grade
from quiz.questions.layout import Layout, Shape
from quiz.questions.options import Options, option_choices, option_problems

NONE_RIGHT = "None of the options."


class MultipleSelect(BaseQuestion):
    """The response is a list of option numbers, from 1, as the file lists them."""

    shape: ClassVar[Shape] = "several"
    TEXTS: ClassVar[tuple[str, ...]] = (*BaseQuestion.TEXTS, "options")

    type: Literal["multiple_select"]
    options: Options
    shuffle: bool = True
    scoring: Literal["all_or_nothing", "partial"] = "all_or_nothing"

    @override
    def grade_for(self, response: object, values: Values) -> Grade:
        """The score of the picks, with their feedback and how many were right."""
        picked = self._picked(response)
        if picked is None:
            return Grade.invalid(
                f"The answer is a list of option numbers, each from 1 to {len(self.options)}."
            )
        score = self._score(picked)
        remarks = [self.options[number - 1].feedback for number in sorted(picked)]
        return Grade.scored(score, *remarks, None if score == 1 else self._tally(picked))

    def _picked(self, response: object) -> set[int] | None:
        if not isinstance(response, list | tuple):
            return None
        numbers = [whole_number(item) for item in response]
        picked = {number for number in numbers if number and 1 <= number <= len(self.options)}
        return picked if all(number in picked for number in numbers) else None

    def _right(self) -> set[int]:
        return {number for number, option in enumerate(self.options, 1) if option.correct}

    def _score(self, picked: set[int]) -> Fraction:
        right = self._right()
        if self.scoring == "all_or_nothing" or not right:
            return Fraction(picked == right)
        hits, false_picks = len(picked & right), len(picked - right)
        return max(Fraction(0), Fraction(hits - false_picks, len(right)))

    def _tally(self, picked: set[int]) -> str:
        right = self._right()
        hits, false_picks = len(picked & right), len(picked - right)
        if not right:
            return "No option is right here, so the right answer picks none."
        tally = f"{hits} of the {len(right)} right options picked"
        return f"{tally}, and {false_picks} wrong." if false_picks else f"{tally}."

    @override
    def layout_for(self, values: Values) -> Layout:
        """The options."""
        return Layout("several", choices=option_choices(self.options, shuffle=self.shuffle))

    @override
    def key_for(self, values: Values) -> JsonValue:
        """The numbers of the right options."""
        return [*sorted(self._right())]

    @override
    def key_text_for(self, values: Values) -> str:
        """The texts of the right options, a list item each."""
        right = [f"- {option.text}" for option in self.options if option.correct]
        return "\n".join(right) or NONE_RIGHT

    @override
    def kind_problems(self) -> Iterator[Problem]:
        """Options alike."""
        yield from option_problems(self.options)
