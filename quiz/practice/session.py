"""A session as a screen sees it: what is asked now, and what the learner may do.

Nothing here prints or reads a key. Whatever the learner does is in the history before the method
that did it returns, so a screen can only show what is already kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import JsonValue

from quiz.practice.history import Asked, History
from quiz.practice.progress import Attempt, Item, Outcome, Progress, TakenHint, earned
from quiz.questions.grading import Grade, Verdict
from quiz.questions.layout import Blank, Layout, Shape
from quiz.questions.variants import Variant

if TYPE_CHECKING:
    from quiz.practice.summary import Summary
    from quiz.questions import Question

DRAFTED: tuple[Shape, ...] = ("lines", "blanks")
"""The shapes of answers that are typed over several lines."""

CLOSED = "every question of the session is closed"


@dataclass(frozen=True)
class Hint:
    """A hint (Markdown) that the learner has seen, the `place`-th of the question's `total`."""

    place: int
    total: int
    text: str


@dataclass(frozen=True)
class Asking:
    """The question that is asked now: `place` of `total`, with its hints taken so far."""

    item: Item
    place: int
    total: int
    question: Question
    variant: Variant
    layout: Layout


class Session:
    """A session under way. Its methods raise HistoryError when something cannot be kept."""

    def __init__(
        self,
        number: int,
        history: History,
        progress: Progress,
        find: Callable[[str], Question],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`number` is its id in the history; `find` gives the question that an item names."""
        self.progress = progress
        self.question_of = find
        self._number = number
        self._history = history
        self._clock = clock
        self._asking: Asking | None = None
        self._since = 0.0
        self._draft: tuple[str, ...] = ()

    @property
    def asking(self) -> Asking | None:
        """What is asked now; None when every question is closed.

        Raises ParameterError when the author's conditions leave the question no variant; it can
        be skipped all the same.
        """
        item = self.progress.current
        if item is None:
            return None
        if self._asking is None or self._asking.item != item:
            question = self.question_of(item.question)
            variant = question.variant(item.seed)
            self._asking = Asking(
                item,
                self.progress.place(item),
                len(self.progress.items),
                question,
                variant,
                variant.layout(item.seed),
            )
            self._draft = self._kept_draft(item, self._asking.layout)
            self._since = self._clock()
        return self._asking

    @property
    def hints_taken(self) -> tuple[Hint, ...]:
        """The hints that the learner has seen at this question."""
        asking = self._now_asking()
        hints = asking.variant.hints
        return tuple(
            Hint(place, len(hints), hints[place - 1])
            for place in self.progress.hints_for(asking.item)
            if place <= len(hints)  # the author may have taken some away
        )

    @property
    def hints_left(self) -> int:
        """How many more hints this question has."""
        return len(self._now_asking().variant.hints) - len(self.hints_taken)

    def hint(self) -> Hint | None:
        """Take the next hint for one who has come as far as the draft; None when there is none."""
        asking = self._now_asking()
        taken = self.progress.hints_for(asking.item)
        place = asking.variant.next_hint(taken, self.draft)
        if place is None:
            return None
        self._history.hint(self._number, TakenHint(asking.item.number, place))
        self.progress = self.progress.hinted(place)
        return self.hints_taken[-1]

    @property
    def draft(self) -> tuple[str, ...]:
        """The lines typed so far of an answer that takes several, or its blanks filled so far."""
        return self._draft if self.asking else ()

    def redraft(self, lines: Sequence[str]) -> None:
        """Keep these lines as the draft, until the question is closed."""
        self._history.keep_draft(self._number, self._now_asking().item.number, lines)
        self._draft = tuple(lines)

    def check(self) -> Grade:
        """How the draft of a working would be graded now. Nothing of it is kept."""
        return self._now_asking().variant.grade("\n".join(self.draft))

    def answer(self, response: JsonValue) -> tuple[Grade, Attempt | None]:
        """Grade a response and keep it. An invalid one is not kept: the question stays open."""
        asking = self._now_asking()
        grade = asking.variant.grade(response)
        if grade.verdict is Verdict.INVALID:
            return grade, None
        return grade, self._close(Outcome.ANSWERED, response, grade.verdict, grade.score)

    def give_up(self) -> Attempt:
        """Close the question as missed."""
        return self._close(Outcome.GAVE_UP, None, Verdict.INCORRECT, 0.0)

    def skip(self) -> Attempt:
        """Close the question without a result."""
        return self._close(Outcome.SKIPPED, None, None, None)

    def undo(self) -> Attempt | None:
        """Take the last answer back, to be asked again; None when there is none."""
        if not self.progress.attempts:
            return None
        last = self.progress.attempts[-1]
        self._history.strike(self._number, last.item)
        self.progress = self.progress.undone()
        self._asking = None
        return last

    def flag(self, note: str, place: int | None = None) -> bool:
        """Keep a note on the question at `place`, by default the one asked now or last.

        False when the session has no such place.
        """
        item = self.progress.current or self.progress.items[-1]
        if place is not None:
            chosen = self.progress.at(place)
            if chosen is None:
                return False
            item = chosen
        self._history.flag(self._number, self._asked(item), note)
        return True

    def summary(self) -> Summary:
        """The session in numbers, so far."""
        from quiz.practice.summary import summarise

        return summarise(
            self.progress,
            {item.number: self.question_of(item.question) for item in self.progress.items},
        )

    def end(self) -> None:
        """Close the session for good: it is not resumed."""
        self._history.end(self._number)

    def _close(
        self,
        outcome: Outcome,
        response: JsonValue,
        verdict: Verdict | None,
        score: float | None,
    ) -> Attempt:
        item = self.progress.current
        if item is None:
            raise ValueError(CLOSED)
        question = self.question_of(item.question)
        hints = len(self.progress.hints_for(item))
        attempt = Attempt(
            item=item.number,
            outcome=outcome,
            response=response,
            verdict=verdict,
            score=score,
            points=earned(score or 0.0, question.points, hints, question.hint_penalty),
            hints=hints,
            seconds=round(self._clock() - self._since, 3),
        )
        self._history.record(self._number, self._asked(item), attempt)
        self._draft = ()
        self.progress = self.progress.closed(attempt)
        return attempt

    def _kept_draft(self, item: Item, layout: Layout) -> tuple[str, ...]:
        if layout.shape not in DRAFTED:
            return ()
        lines = self._history.draft(self._number, item.number)
        return lines if layout.shape == "lines" else _fitting(layout.blanks, lines)

    def _asked(self, item: Item) -> Asked:
        return Asked(item, self.question_of(item.question).content_hash())

    def _now_asking(self) -> Asking:
        asking = self.asking
        if asking is None:
            raise ValueError(CLOSED)
        return asking


def _fitting(blanks: Sequence[Blank], texts: Sequence[str]) -> tuple[str, ...]:
    """The texts that still can stand in these blanks; at least the last blank is asked again."""
    fitting: list[str] = []
    for blank, text in zip(blanks[:-1], texts, strict=False):
        known = {str(choice.value) for choice in blank.choices}
        if text and known and text not in known:
            break
        fitting.append(text)
    return tuple(fitting)
