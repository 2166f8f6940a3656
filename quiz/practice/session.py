"""A session as a screen sees it: what is asked now, and what the learner may do.

Nothing here prints or reads a key. Whatever the learner does is in the history before the method
that did it returns, so a screen can only show what is already kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from quiz.practice.asking import (
    ON_ONE_LINE,
    Asking,
    Hint,
    ask,
    asked,
    fitting,
    points_at,
    to_go_on_from,
)
from quiz.practice.history import History
from quiz.practice.progress import Attempt, Outcome, Progress, TakenHint, earned
from quiz.practice.storage import HistoryError
from quiz.questions.verdict import Verdict

if TYPE_CHECKING:
    from pydantic import JsonValue

    from quiz.practice.summary import Summary
    from quiz.questions import Question
    from quiz.questions.grading import Grade
    from quiz.questions.presentation import Presentation

__all__ = ["Asking", "Hint", "Session"]

CLOSED = "every question of the session is closed"
NOTHING_CLOSED = "no question was closed just now"


class Session:
    """A session under way. Its methods raise HistoryError when something cannot be kept.

    `asks_sure` says that the learner wants to be asked how sure they are of each answer, which
    `answer` then takes. `notice` is a sentence on the plan for today, for a session with one.
    """

    def __init__(
        self,
        number: int,
        history: History,
        progress: Progress,
        find: Callable[[str], Question],
        clock: Callable[[], float] = time.monotonic,
        *,
        present: Callable[[str], Presentation | None] = lambda _: None,
        asks_sure: bool = False,
        notice: str | None = None,
    ) -> None:
        """`number` is its id in the history.

        `find` gives the question that an item names; `present` how it is presented, where that is
        known without building it.
        """
        self.progress = progress
        self.question_of = find
        self._present = present
        self.asks_sure = asks_sure
        self.notice = notice
        self.closed_last: Asking | None = None
        self._number = number
        self._history = history
        self._clock = clock
        self._asking: Asking | None = None
        self._since = 0.0
        self._draft: tuple[str, ...] = ()
        self._whole_draft: tuple[str, ...] = ()

    @property
    def asking(self) -> Asking | None:
        """What is asked now, `asking.item.reason` says why; None when every question is closed.

        Raises ParameterError when the author's conditions leave the question no variant; it can
        be skipped all the same.
        """
        item = self.progress.current
        if item is None:
            return None
        if self._asking is None or self._asking.item != item:
            self._asking = ask(item, self.progress, self.question_of, self._present)
            draft = self._history.draft(self._number, item.number)
            self._whole_draft = fitting(self._asking.layout, draft)
            self._draft = to_go_on_from(self._asking.layout, draft)
            self._since = self._clock()
        return self._asking

    @property
    def hints_taken(self) -> tuple[Hint, ...]:
        """The hints that the learner has seen at this question."""
        asking = self._now_asking()
        hints = asking.presentation.hints
        return tuple(
            Hint(place, len(hints), hints[place - 1])
            for place in self.progress.hints_for(asking.item)
            if place <= len(hints)  # the author may have taken some away
        )

    @property
    def hints_left(self) -> int:
        """How many more hints this question has."""
        return len(self._now_asking().presentation.hints) - len(self.hints_taken)

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
        """The lines typed so far of an answer that takes several, or its blanks filled so far.

        Of the blanks that a session was left with, the last is to be filled again.
        """
        return self._draft if self.asking else ()

    @property
    def whole_draft(self) -> tuple[str, ...]:
        """The same with every blank, for a screen on which they stand side by side."""
        return self._whole_draft if self.asking else ()

    def redraft(self, lines: Sequence[str]) -> None:
        """Keep these lines as the draft, until the question is closed."""
        asking = self._now_asking()
        self._history.keep_draft(self._number, asking.item.number, lines)
        self._whole_draft = tuple(lines)
        self._draft = () if asking.layout.shape in ON_ONE_LINE else self._whole_draft

    def check(self) -> Grade:
        """How the draft of a working would be graded now. Nothing of it is kept."""
        return self._now_asking().variant.grade("\n".join(self.draft))

    def answer(self, response: JsonValue, sure: bool | None = None) -> tuple[Grade, Attempt | None]:
        """Grade a response and keep it, with whether the learner was sure if that was asked.

        An invalid one is not kept: the question stays open.
        """
        asking = self._now_asking()
        grade = asking.variant.grade(response)
        if grade.verdict is Verdict.INVALID:
            return grade, None
        return grade, self._close(Outcome.ANSWERED, response, grade.verdict, grade.score, sure)

    def give_up(self) -> Attempt:
        """Close the question as missed."""
        return self._close(Outcome.GAVE_UP, None, Verdict.INCORRECT, 0.0)

    def skip(self) -> Attempt:
        """Close the question without a result."""
        return self._close(Outcome.SKIPPED, None, None, None)

    def retry(self, response: JsonValue) -> Grade:
        """Grade another answer to the question closed last, and keep it as a retry.

        A retry never counts and never changes when the question comes back; an invalid one is not
        kept. ValueError when no question was closed since the program started, or since an undo.
        """
        asking = self.closed_last
        if asking is None:
            raise ValueError(NOTHING_CLOSED)
        grade = asking.variant.grade(response)
        if grade.verdict is not Verdict.INVALID:
            self._history.retry(self._number, asking.item.number, response, grade)
        return grade

    def undo(self) -> Attempt | None:
        """Take the last answer back, to be asked again; None when there is none.

        What was taken back counts for nothing: a slip of the finger is no lapse. The answer given
        in its place counts in the session. As its result was on the screen before, it shows
        little of what was known: the statistics leave it out, and the schedule takes it for hard
        at best.
        """
        if not self.progress.attempts:
            return None
        last = self.progress.attempts[-1]
        self._history.strike(self._number, last.item)
        self.progress = self.progress.undone()
        self._asking = self.closed_last = None
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
        flagged = asked(item, self.question_of(item.question))
        self._history.flag(self._number, flagged, note)
        return True

    def unflag(self, place: int | None = None) -> bool:
        """Take the flags off the question at `place`, by default the one asked now or last.

        False when it had none.
        """
        return self._history.lift_flags(self._number, self._names_at(place))

    def flag_note(self, place: int | None = None) -> str | None:
        """The note of the last flag on that question, which may be empty; None without a flag."""
        flagged = self._history.flagged(self._history.bank_of(self._number))
        names = self._names_at(place)
        return next((note for name, note in flagged.items() if name in names), None)

    def _names_at(self, place: int | None) -> set[str]:
        """Every id that the question at a place has had."""
        item = self.progress.at(place) if place is not None else None
        item = item or self.progress.current or self.progress.items[-1]
        known = self._present(item.question) or self.question_of(item.question)
        return {item.question, known.id, *known.was}

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
        sure: bool | None = None,
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
            points=earned(score or 0.0, points_at(item, question), hints, question.hint_penalty),
            hints=hints,
            seconds=round(self._clock() - self._since, 3),
            sure=sure,
        )
        self._history.record(self._number, asked(item, question), attempt)
        self._remember(question)
        self._draft = self._whole_draft = ()
        shown = self._asking is not None and self._asking.item == item
        self.closed_last = self._asking if shown else None
        self.progress = self.progress.closed(attempt)
        return attempt

    def _remember(self, question: Question) -> None:
        """Work out when the question comes back, which the next session would else do."""
        from quiz.practice.standing import remember

        with suppress(HistoryError):  # the answer is kept, and nothing else depends on this
            remember(question, self._history.bank_of(self._number), self._history)

    def _now_asking(self) -> Asking:
        asking = self.asking
        if asking is None:
            raise ValueError(CLOSED)
        return asking
