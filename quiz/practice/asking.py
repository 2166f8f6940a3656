"""One question as it is asked: its variant, what is laid before the learner, and its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from quiz.practice.history import Asked
from quiz.practice.progress import Item, Progress
from quiz.questions.draws import Draws
from quiz.questions.errors import ParameterError
from quiz.questions.layout import Blank, Layout, Shape
from quiz.questions.presentation import Presentation

if TYPE_CHECKING:
    from quiz.questions import Question
    from quiz.questions.variants import Variant

DRAFTED: tuple[Shape, ...] = ("lines", "blanks")
"""The shapes of answers that are typed over several lines."""

ON_ONE_LINE: tuple[Shape, ...] = ("text", "formula")
"""The shapes of answers that are typed on one line; a screen keeps that line as a draft."""

DRAWS = 40
"""How many seeds are tried for a variant other than the last; some questions have but one."""


@dataclass(frozen=True)
class Hint:
    """A hint (Markdown) that the learner has seen, the `place`-th of the question's `total`."""

    place: int
    total: int
    text: str


@dataclass(frozen=True)
class Asking:
    """The question that is asked now: `place` of `total`, as it is presented here.

    `drawn` gives the variant: grading needs it, presenting the question does not.
    """

    item: Item
    place: int
    total: int
    presentation: Presentation
    layout: Layout
    drawn: Callable[[], Variant] = field(repr=False, compare=False)

    @classmethod
    def of(cls, item: Item, place: int, total: int, variant: Variant) -> Asking:
        """A variant as it is asked at an item."""
        presentation = variant.presentation
        layout = presentation.laid_out(item.seed)
        return cls(item, place, total, presentation, layout, lambda: variant)

    @cached_property
    def variant(self) -> Variant:
        """The variant, built when it is first needed."""
        return self.drawn()

    @property
    def question(self) -> Question:
        """The question as its author wrote it."""
        return self.variant.question  # type: ignore[return-value]  # a kind's model is a question

    @property
    def points(self) -> float:
        """What a full answer earns here."""
        return points_at(self.item, self.presentation)

    @property
    def hint_price(self) -> float:
        """What a hint costs here."""
        return self.presentation.hint_penalty * self.points

    @property
    def asked(self) -> Asked:
        """What the history keeps of it."""
        return asked(self.item, self.question)


def ask(
    item: Item,
    progress: Progress,
    find: Callable[[str], Question],
    present: Callable[[str], Presentation | None] = lambda _: None,
) -> Asking:
    """The item as it is asked. Raises ParameterError when the question has no variant.

    `find` gives the question that an item names; `present` how it is presented, where that is
    known without building it.
    """

    def drawn() -> Variant:
        question = find(item.question)
        return question.variant(variant_seed(item, question))

    place, total = progress.place(item), len(progress.items)
    presentation = present(item.question)
    if presentation is None:
        return Asking.of(item, place, total, drawn())
    layout = presentation.laid_out(item.seed)
    return Asking(item, place, total, presentation, layout, drawn)


def asked(item: Item, question: Question) -> Asked:
    """What the history keeps of a question at an item, whether it has a variant or not."""
    return Asked(item, question.content_hash(), variant_seed(item, question))


def variant_seed(item: Item, question: Question) -> int:
    """The item's seed, or the next drawn from it whose values are not those asked last time."""
    if item.previous_seed is None or not question.parameters:
        return item.seed
    seed, draws = item.seed, Draws("another variant", question.id, item.seed)
    try:
        previous = question.variant(item.previous_seed).values
        for _ in range(DRAWS):
            if question.variant(seed).values != previous:
                return seed
            seed = draws.below(2**31)
    except ParameterError:
        pass
    return item.seed


def points_at(item: Item, question: Question | Presentation) -> float:
    """What a full answer to the question earns at this item."""
    return question.points if item.points is None else item.points


def fitting(layout: Layout, lines: Sequence[str]) -> tuple[str, ...]:
    """The lines of a draft, or its blanks as far as they still can stand."""
    if layout.shape in ON_ONE_LINE:
        return tuple(lines[:1])
    if layout.shape not in DRAFTED:
        return ()
    return tuple(lines) if layout.shape == "lines" else _fitting_blanks(layout.blanks, lines)


def to_go_on_from(layout: Layout, lines: Sequence[str]) -> tuple[str, ...]:
    """The same where one line is typed after another: at least the last blank is asked again.

    An answer on one line is typed anew.
    """
    if layout.shape in ON_ONE_LINE:
        return ()
    found = fitting(layout, lines)
    return found if layout.shape == "lines" else found[: len(layout.blanks) - 1]


def _fitting_blanks(blanks: Sequence[Blank], texts: Sequence[str]) -> tuple[str, ...]:
    found: list[str] = []
    for blank, text in zip(blanks, texts, strict=False):
        known = {str(choice.value) for choice in blank.choices}
        if text and known and text not in known:
            break
        found.append(text)
    return tuple(found)
