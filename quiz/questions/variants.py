"""A question with its random parameters bound: what is shown, graded and given as the key."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import JsonValue

from quiz.questions.errors import ParameterError
from quiz.questions.formulas import names_of_values, value_of, value_of_tree
from quiz.questions.grading import Grade
from quiz.questions.layout import Layout
from quiz.questions.numbers import shown
from quiz.questions.parameters import Parameters, decimals_of, draw_values
from quiz.questions.presentation import Presentation
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.tasks import Value

if TYPE_CHECKING:
    from quiz.questions.base import BaseQuestion
    from quiz.symbolic.tree import Node

PLACE = re.compile(r"\{\{\s(.*?)\s\}\}", re.DOTALL)
"""`{{ … }}` with its inner spaces; LaTeX's `{{x}}` is not one."""


@dataclass(frozen=True)
class Variant:
    """A question with a value for each of its parameters.

    `question` is the question as its author wrote it; `filled` has its texts expanded.
    """

    question: BaseQuestion
    seed: int | None = None
    values: Mapping[str, Value] = field(default_factory=dict)

    @cached_property
    def filled(self) -> BaseQuestion:
        """The question with each `{{ … }}` in its texts replaced by its value."""
        if not self.values:
            return self.question
        parameters = self.question.parameters
        return self.question.with_texts(lambda text: expand(text, self.values, parameters))

    @cached_property
    def presentation(self) -> Presentation:
        """All that a learner sees before it is answered."""
        filled = self.filled
        return Presentation(
            filled.id,
            filled.type,
            filled.was,
            filled.points,
            filled.hint_penalty,
            filled.prompt,
            filled.all_hints(),
            filled.layout_for(self.values),
        )

    @property
    def prompt(self) -> str:
        """What is asked, in Markdown."""
        return self.filled.prompt

    @property
    def explanation(self) -> str:
        """Why the key is right, in Markdown."""
        return self.filled.explanation

    @property
    def hints(self) -> tuple[str, ...]:
        """What may be shown on request, one after another."""
        return self.filled.all_hints()

    def grade(self, response: object) -> Grade:
        """The grade of a response; one of the wrong type is invalid, never an exception.

        A variant whose texts cannot be filled in is the author's mistake: undecided.
        """
        try:
            filled = self.filled
        except ParameterError as error:
            return Grade.undecided(f"This variant of the question has a mistake: {error}.")
        return filled.grade_for(response, self.values)

    def next_hint(self, taken: Collection[int], working: Sequence[str]) -> int | None:
        """The place, from 1, of the hint for one with this working; None when there is none."""
        return self.filled.next_hint(taken, working, self.values)

    def layout(self, shuffle_seed: int = 0) -> Layout:
        """What is laid before the learner, shuffled by the question's id and this seed."""
        return self.presentation.laid_out(shuffle_seed)

    def key(self) -> JsonValue:
        """A response that is right; raises `ParameterError` where the key has no value."""
        try:
            return self.filled.key_for(self.values)
        except MathematicsError as error:
            raise ParameterError(f"the answer has no value here: {error}") from None

    def key_text(self) -> str:
        """The right answer as a person reads it, in Markdown; a key without a value says so."""
        try:
            return self.filled.key_text_for(self.values)
        except MathematicsError as error:
            return f"The answer has no value here: {error}."


def variant_of(
    question: BaseQuestion, seed: int | None, fixed: Mapping[str, Value] | None
) -> Variant:
    """The variant of `seed`, with the parameters in `fixed` held at their values.

    Raises ValueError when parameters are left open without a seed, `ParameterError` when they
    cannot be drawn.
    """
    fixed = dict(fixed or {})
    unknown = [name for name in fixed if name not in question.parameters]
    if unknown:
        raise ParameterError(f"“{unknown[0]}” is not a parameter of “{question.id}”", unknown[0])
    if not question.parameters:
        return Variant(question, seed)
    if seed is None and fixed.keys() != question.parameters.keys():
        raise ValueError(f"“{question.id}” has random parameters: give a seed")
    key = (question.id, seed)
    values = draw_values(question.parameters, question.constraint, key, fixed)
    return Variant(question, seed, values)


def written_values(written: Mapping[str, JsonValue]) -> dict[str, Value]:
    """The values of an author's `with`: numbers, formulas without names, and lists of them.

    Raises `ParameterError` for anything else.
    """
    return {name: _written_value(name, value) for name, value in written.items()}


def _written_value(name: str, written: JsonValue) -> Value:
    if isinstance(written, list):
        return tuple(_written_value(name, item) for item in written)
    if isinstance(written, bool) or not isinstance(written, int | float | str):
        raise ParameterError(f"the value of “{name}” must be a number or a list of numbers", name)
    try:
        return value_of(written, {})
    except MathematicsError as error:
        raise ParameterError(f"“{written}” for “{name}” has no value: {error}", name) from None


def expand(text: str, values: Mapping[str, Value], parameters: Parameters) -> str:
    """The text with each `{{ … }}` replaced by the value of what it holds.

    Raises `ParameterError` when that cannot be read or has no value.
    """

    def replacement(place: re.Match[str]) -> str:
        from quiz.symbolic.reading import read

        try:
            node = read(place[1], names_of_values(values))
            return shown(value_of_tree(node, values), _decimals(node, parameters))
        except MathematicsError as error:
            raise ParameterError(f"“{place[0]}” has no value: {error}") from None

    return PLACE.sub(replacement, text)


def _decimals(node: Node, parameters: Parameters) -> int | None:
    from quiz.symbolic.tree import Entry, Name

    base = node.base if isinstance(node, Entry) else node
    if isinstance(base, Name) and base.name in parameters:
        return decimals_of(parameters[base.name])
    return None
