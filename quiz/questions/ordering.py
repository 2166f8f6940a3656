"""Ordering: put items into their right order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue
from typing_extensions import override

from quiz.questions.authored import Listed, Problem, Text
from quiz.questions.base import BaseQuestion, Values
from quiz.questions.checking import numbered, repeated_texts, same_text
from quiz.questions.grading import Grade, quoted
from quiz.questions.layout import Layout, Shape, text_choices

Group = Annotated[tuple[int, ...], Field(strict=False, min_length=2)]


class Ordering(BaseQuestion):
    """The response lists item texts in the learner's order; distractors are to be left out."""

    shape: ClassVar[Shape] = "order"
    TEXTS: ClassVar[tuple[str, ...]] = (*BaseQuestion.TEXTS, "items", "distractors")

    type: Literal["ordering"]
    items: Annotated[tuple[Text, ...], Field(strict=False, min_length=2, max_length=26)]
    distractors: Annotated[tuple[Text, ...], Listed] = ()
    groups: Annotated[tuple[Group, ...], Listed] = ()

    @override
    def grade_for(self, response: object, values: Values) -> Grade:
        """Credit for the longest run of items in order, less the distractors placed."""
        if not isinstance(response, list | tuple):
            return Grade.invalid("The answer is a list of the items' texts in your order.")
        ranks = self._ranks()
        distractors = {same_text(text) for text in self.distractors}
        placed: list[str] = []
        for given in response:
            text = same_text(given) if isinstance(given, str) else None
            if text is None or (text not in ranks and text not in distractors):
                return Grade.invalid(f"{quoted(given)} is none of the items.")
            if text in placed:
                return Grade.invalid(f"{quoted(given)} stands in the answer twice.")
            placed.append(text)
        in_order = longest_in_order([ranks[text] for text in placed if text in ranks])
        strays = len(distractors.intersection(placed))
        score = max(Fraction(0), Fraction(in_order - 1 - strays, len(self.items) - 1))
        return Grade.scored(score, *self._remarks(in_order, strays, len(placed) - strays))

    def _ranks(self) -> dict[str, int]:
        """For each item its place, the items of a group sharing one."""
        ranks = {same_text(text): place for place, text in enumerate(self.items)}
        for group in self.groups:
            for number in group:
                ranks[same_text(self.items[number - 1])] = min(group) - 1
        return ranks

    def _remarks(self, in_order: int, strays: int, placed: int) -> Iterator[str]:
        if in_order < len(self.items):
            yield f"{in_order} of {len(self.items)} items stand in the right order."
        if placed < len(self.items):
            yield f"Items left out: {len(self.items) - placed}."
        if strays:
            yield f"Placed although they belong nowhere: {strays}."

    @override
    def layout_for(self, values: Values) -> Layout:
        """Items and distractors."""
        return Layout("order", choices=text_choices((*self.items, *self.distractors)))

    @override
    def key_for(self, values: Values) -> JsonValue:
        """The items in the file's order."""
        return [*self.items]

    @override
    def key_text_for(self, values: Values) -> str:
        """The items as a numbered list."""
        return "\n".join(f"{number}. {text}" for number, text in enumerate(self.items, 1))

    @override
    def kind_problems(self) -> Iterator[Problem]:
        """The same text twice, and groups that name no neighbours."""
        strays = numbered(self.distractors, "distractors")
        yield from repeated_texts([*numbered(self.items, "items"), *strays])
        grouped: set[int] = set()
        for position, group in enumerate(self.groups):
            message = self._group_problem(group, grouped)
            if message:
                yield Problem(("groups", position), message)
            grouped |= set(group)

    def _group_problem(self, group: tuple[int, ...], grouped: set[int]) -> str | None:
        if any(not 1 <= number <= len(self.items) for number in group):
            return f"a group names items by their numbers, from 1 to {len(self.items)}"
        if len(set(group)) < len(group) or grouped & set(group):
            return "an item may stand in one group, once"
        if max(group) - min(group) != len(group) - 1:
            return "the items of a group must follow one another in the list"
        return None


def longest_in_order(ranks: Sequence[int]) -> int:
    """The length of the longest subsequence that never goes down."""
    ends: list[int] = []
    for rank in ranks:
        place = bisect_right(ends, rank)
        ends[place : place + 1] = [rank]
    return len(ends)
