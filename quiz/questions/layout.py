"""The shape of an answer and what is laid before the learner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from quiz.questions.draws import Draws

if TYPE_CHECKING:
    from quiz.symbolic.tasks import Declaration

Shape = Literal["one", "several", "pairs", "order", "text", "blanks", "formula", "lines"]

DRAWN_BY: Mapping[Shape, str] = {
    "one": "options",
    "several": "options",
    "pairs": "right sides",
    "order": "items",
}
"""What the draws that shuffle the choices are called."""


@dataclass(frozen=True)
class Choice:
    """Something to pick: what goes into the response, and its text in Markdown.

    A `fixed` one keeps its place when the others are shuffled.
    """

    value: int | bool | str
    text: str
    fixed: bool = False


@dataclass(frozen=True)
class Blank:
    """A blank of a cloze text; with choices where it is not typed freely.

    `is_mathematics` says that a number or a formula belongs there.
    """

    name: str
    choices: tuple[Choice, ...] = ()
    is_mathematics: bool = False


@dataclass(frozen=True)
class Layout:
    """What the learner chooses from or needs to know, by the shape of the answer.

    `choices` are the options (one, several), the right sides (pairs) or the items (order);
    `lefts` the left sides in file order; `blanks` in order of appearance;
    `is_number` whether a text is a number, and `unit` what it is measured in; `given` and
    `symbols` the names of a formula or derivation; `givens_shown` the `givens` as mathematics.
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
    givens_shown: tuple[str, ...] = ()

    @property
    def givens(self) -> tuple[str, ...]:
        """The lines that a working starts from, as their author wrote them."""
        return givens_of(self.given, self.start)

    def shuffled(self, question: str, seed: int) -> Layout:
        """The layout, in file order, as the question with this id shows it by this seed."""
        drawn_by = DRAWN_BY.get(self.shape, "")
        blanks = (
            replace(blank, choices=_shuffled(blank.choices, question, "blank", blank.name, seed))
            for blank in self.blanks
        )
        choices = _shuffled(self.choices, question, drawn_by, seed)
        return replace(self, choices=choices, blanks=tuple(blanks))


def givens_of(given: Mapping[str, str], start: str | None) -> tuple[str, ...]:
    """What is given and where a working starts, a line each."""
    lines = tuple(f"{name} = {text}" for name, text in given.items())
    return (*lines, start) if start else lines


def text_choices(texts: Iterable[str]) -> tuple[Choice, ...]:
    """Choices whose text is their value."""
    return tuple(Choice(text, text) for text in texts)


def _shuffled(choices: Sequence[Choice], *key: object) -> tuple[Choice, ...]:
    moving = Draws(*key).shuffled([choice for choice in choices if not choice.fixed])
    drawn = iter(moving)
    return tuple(choice if choice.fixed else next(drawn) for choice in choices)
