"""Matching: each left side goes with one right side."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue
from typing_extensions import override

from quiz.questions.authored import Listed, Problem, Text
from quiz.questions.base import BaseQuestion, Values
from quiz.questions.checking import numbered, repeated_texts, same_text
from quiz.questions.grading import Grade, quoted
from quiz.questions.layout import Layout, Shape, text_choices

Pair = Annotated[tuple[Text, Text], Listed]


class Matching(BaseQuestion):
    """The response lists, for each left side in file order, a right side's text or null."""

    shape: ClassVar[Shape] = "pairs"
    TEXTS: ClassVar[tuple[str, ...]] = (*BaseQuestion.TEXTS, "pairs", "distractors")

    type: Literal["matching"]
    pairs: Annotated[tuple[Pair, ...], Field(strict=False, min_length=2, max_length=26)]
    distractors: Annotated[tuple[Text, ...], Listed] = ()

    @override
    def grade_for(self, response: object, values: Values) -> Grade:
        """An equal share for each pair that is right; a row left open earns nothing."""
        if not isinstance(response, list | tuple) or len(response) != len(self.pairs):
            return Grade.invalid(
                f"The answer is a list of {len(self.pairs)}: for each left side the right side's"
                " text, or null where it is left open."
            )
        known = {same_text(right) for right in (*self._rights(), *self.distractors)}
        for given in response:
            if given is not None and (not isinstance(given, str) or same_text(given) not in known):
                return Grade.invalid(f"{quoted(given)} is none of the right sides.")
        wrong = [
            left
            for (left, right), given in zip(self.pairs, response, strict=True)
            if given is None or same_text(given) != same_text(right)
        ]
        right_pairs = len(self.pairs) - len(wrong)
        return Grade.scored(Fraction(right_pairs, len(self.pairs)), self._tally(wrong))

    def _tally(self, wrong: list[str]) -> str | None:
        if not wrong:
            return None
        right_pairs = len(self.pairs) - len(wrong)
        if not right_pairs:
            return f"None of the {len(self.pairs)} pairs is right."
        return f"{right_pairs} of {len(self.pairs)} pairs are right; look again at: " + (
            "; ".join(wrong) + "."
        )

    def _rights(self) -> tuple[str, ...]:
        return tuple(right for _, right in self.pairs)

    @override
    def layout_for(self, values: Values) -> Layout:
        """The left sides, and all right sides."""
        return Layout(
            "pairs",
            choices=text_choices((*self._rights(), *self.distractors)),
            lefts=tuple(left for left, _ in self.pairs),
        )

    @override
    def key_for(self, values: Values) -> JsonValue:
        """The right sides in the order of their left sides."""
        return [*self._rights()]

    @override
    def key_text_for(self, values: Values) -> str:
        """The pairs, a list item each."""
        return "\n".join(f"- {left} → {right}" for left, right in self.pairs)

    @override
    def kind_problems(self) -> Iterator[Problem]:
        """The same text twice on one side."""
        yield from repeated_texts(
            (("pairs", position, 0), left) for position, (left, _) in enumerate(self.pairs)
        )
        rights = [(("pairs", position, 1), right) for position, (_, right) in enumerate(self.pairs)]
        yield from repeated_texts([*rights, *numbered(self.distractors, "distractors")])
