"""The shape of an answer and what is laid before the learner, in shown order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from quiz.questions.draws import Draws
from quiz.symbolic.tasks import Declaration

Shape = Literal["one", "several", "pairs", "order", "text", "blanks", "formula", "lines"]


@dataclass(frozen=True)
class Choice:
    """Something to pick: what goes into the response, and its text in Markdown."""

    value: int | bool | str
    text: str


@dataclass(frozen=True)
class Blank:
    """A blank of a cloze text; with choices where it is not typed freely."""

    name: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Layout:
    """What the learner chooses from or needs to know, by the shape of the answer.

    `choices` are the options (one, several), the right sides (pairs) or the items (order) in
    shown order; `lefts` the left sides in file order; `blanks` in order of appearance;
    `is_number` whether a text is a number, and `unit` what it is measured in; `given` and
    `symbols` the names of a formula or derivation.
    """

    shape: Shape
    choices: tuple[Choice, ...] = ()
    lefts: tuple[str, ...] = ()
    blanks: tuple[Blank, ...] = ()
    is_number: bool = False
    unit: str | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    symbols: Mapping[str, Declaration] = field(default_factory=dict)
    start: str | None = None
    goal: str | None = None


def text_choices(texts: Iterable[str], draws: Draws | None) -> tuple[Choice, ...]:
    """Choices whose text is their value, shuffled by `draws` unless None."""
    choices = [Choice(text, text) for text in texts]
    return tuple(draws.shuffled(choices) if draws else choices)
