"""The options that a learner picks from, shared by multiple choice and multiple select."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar

from pydantic import Field

from quiz.questions.authored import Authored, Problem, Text
from quiz.questions.checking import repeated_texts
from quiz.questions.layout import Choice


class Option(Authored):
    """One option. `feedback` is said to those who pick it; a `fixed` one is never shuffled."""

    TEXTS: ClassVar[tuple[str, ...]] = ("text", "feedback")

    text: Text
    correct: bool = False
    feedback: Text | None = None
    fixed: bool = False


Options = Annotated[tuple[Option, ...], Field(strict=False, min_length=2, max_length=26)]
"""At most as many as there are letters to name them by."""


def option_choices(options: Sequence[Option], *, shuffle: bool) -> tuple[Choice, ...]:
    """The options, each with its number in the file, from 1; without `shuffle` all are fixed."""
    return tuple(
        Choice(number, option.text, option.fixed or not shuffle)
        for number, option in enumerate(options, 1)
    )


def option_problems(options: Sequence[Option]) -> Iterator[Problem]:
    """Options with the same text."""
    yield from repeated_texts(
        (("options", position, "text"), option.text) for position, option in enumerate(options)
    )
