"""The right sides of a matching question, where two left sides may have the same one."""

from __future__ import annotations

from quiz.questions.layout import Layout
from quiz.questions.matching import Matching


def right_sides(question: Matching) -> tuple[str, ...]:
    """The right sides and distractors in file order, each once."""
    rights = [right for _, right in question.pairs]
    return tuple(dict.fromkeys([*rights, *question.distractors]))


def unique_texts(layout: Layout) -> tuple[str, ...]:
    """The texts of the choices in shown order, each once."""
    return tuple(dict.fromkeys(choice.text for choice in layout.choices))
