"""How far a session has come: plain data, changed only by making the next one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from quiz.questions.verdict import Verdict

if TYPE_CHECKING:
    from pydantic import JsonValue


class Outcome(StrEnum):
    """How a question was closed."""

    ANSWERED = "answered"
    GAVE_UP = "gave_up"
    SKIPPED = "skipped"
    UNANSWERED = "unanswered"
    """Left open at the end of an exam: it costs its points, and tells nothing of what is known."""


@dataclass(frozen=True)
class Item:
    """One place in a session: a question, and the seed of its variant and of its shuffling.

    `reason` says to the learner why it is asked. `previous_seed` is that of the variant asked
    last: another is to be drawn. `points` are what an exam gives for it; None leaves the question's
    own.
    """

    number: int
    question: str
    seed: int
    reason: str = ""
    previous_seed: int | None = None
    points: float | None = None


@dataclass(frozen=True)
class Attempt:
    """What became of an item. `score` is None where nothing is counted; `points` are earned.

    `sure` is whether the learner was, where that was asked.
    """

    item: int
    outcome: Outcome
    response: JsonValue = None
    verdict: Verdict | None = None
    score: float | None = None
    points: float = 0.0
    hints: int = 0
    seconds: float = 0.0
    sure: bool | None = None

    @property
    def counted(self) -> bool:
        """Whether the attempt says something about what the learner knows."""
        return self.score is not None

    @property
    def right(self) -> bool:
        """Whether it was answered fully; hints cost points, not this."""
        return self.verdict is Verdict.CORRECT


@dataclass(frozen=True)
class TakenHint:
    """A hint that was taken at an item; `place` counts from 1 among the question's hints."""

    item: int
    place: int


@dataclass(frozen=True)
class Progress:
    """The items of a session in order, and what became of those that are closed.

    `attempts` holds the attempts that stand in the order they were made, `struck` those that were
    taken back in any order; `hints` the hints taken.
    """

    items: tuple[Item, ...]
    attempts: tuple[Attempt, ...] = ()
    struck: tuple[Attempt, ...] = ()
    hints: tuple[TakenHint, ...] = ()

    @property
    def current(self) -> Item | None:
        """The item to ask now; None when all are closed."""
        closed = {attempt.item for attempt in self.attempts}
        return next((item for item in self.items if item.number not in closed), None)

    @property
    def finished(self) -> bool:
        """Whether every item is closed."""
        return self.current is None

    def place(self, item: Item) -> int:
        """The item's place as the learner counts: the 3 of 3/20."""
        return self.items.index(item) + 1

    def at(self, place: int) -> Item | None:
        """The item that the learner counts as `place`, if there is one."""
        return self.items[place - 1] if 1 <= place <= len(self.items) else None

    def hints_for(self, item: Item) -> tuple[int, ...]:
        """The places of the hints taken at this item, in the order they were taken."""
        return tuple(hint.place for hint in self.hints if hint.item == item.number)

    def hinted(self, place: int) -> Progress:
        """A hint was taken at the current item. ValueError when none is open."""
        return replace(self, hints=(*self.hints, TakenHint(self._open_item().number, place)))

    def closed(self, attempt: Attempt) -> Progress:
        """The current item was closed. ValueError when the attempt is at another."""
        if attempt.item != self._open_item().number:
            raise ValueError(f"item {attempt.item} is not the one being asked")
        return replace(self, attempts=(*self.attempts, attempt))

    def undone(self) -> Progress:
        """The last attempt was taken back; its item is asked again. ValueError without one."""
        if not self.attempts:
            raise ValueError("nothing was answered yet")
        *kept, last = self.attempts
        return replace(self, attempts=tuple(kept), struck=(*self.struck, last))

    def without(self, numbers: frozenset[int]) -> Progress:
        """The same session with some items left out, and all that happened at them."""
        return Progress(
            tuple(item for item in self.items if item.number not in numbers),
            tuple(attempt for attempt in self.attempts if attempt.item not in numbers),
            tuple(attempt for attempt in self.struck if attempt.item not in numbers),
            tuple(hint for hint in self.hints if hint.item not in numbers),
        )

    def _open_item(self) -> Item:
        item = self.current
        if item is None:
            raise ValueError("every question of the session is closed")
        return item


def earned(score: float, points: float, hints: int, hint_penalty: float) -> float:
    """The points for an answer: its share, less the penalty of each hint, never below 0."""
    return max(0.0, score - hints * hint_penalty) * points
