"""An exam as a screen sees it: any question at any time, no result before the end, a clock.

The deadline is kept in the history: time goes on while the program does not run. Whatever the
learner does is in the history before the method that did it returns.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import JsonValue

from quiz.practice.answer_sheet import (
    Marked,
    Response,
    drafted,
    hand_in,
    keep_place,
    keep_response,
    kept_place,
    responses,
    withdraw_response,
)
from quiz.practice.asking import DRAFTED, ON_ONE_LINE, Asking, ask, fitting, to_go_on_from
from quiz.practice.history import History, written
from quiz.practice.progress import Attempt, Item, Outcome, Progress
from quiz.practice.storage import HistoryError
from quiz.questions.grading import DerivationGrade, Grade
from quiz.questions.verdict import Verdict

if TYPE_CHECKING:
    from quiz.practice.summary import Summary
    from quiz.questions import Question

TIME_IS_UP = "The time is up: this was not kept."


@dataclass(frozen=True)
class Place:
    """A question of an exam in its list; `number` counts from 1.

    `begun` says that something stands there that was not handed over, and counts as it stands;
    `unread` that it cannot be read and earns nothing as it is.
    """

    number: int
    answered: bool
    flagged: bool
    unread: bool = False
    begun: bool = False


@dataclass(frozen=True)
class Reviewed:
    """What became of a question of an exam that was handed in.

    `response` is None where nothing was answered; `grade` then is that of a miss.
    """

    asking: Asking
    response: JsonValue
    grade: Grade
    attempt: Attempt


class Exam:
    """An exam under way, or handed in. Methods raise HistoryError for what cannot be kept."""

    def __init__(
        self,
        number: int,
        history: History,
        progress: Progress,
        find: Callable[[str], Question],
        deadline: datetime,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`number` is its id in the history; `find` gives the question that an item names."""
        self.progress = progress
        self.question_of = find
        self.deadline = deadline
        self._number = number
        self._history = history
        self._clock = clock
        self._askings = [ask(item, progress, find) for item in progress.items]
        self._grades: dict[int, Grade] = {}
        self._responses = dict(responses(history, number))
        self._seconds = {item: kept.seconds for item, kept in self._responses.items()}
        self._flagged = history.flagged_in(number)
        self._unread: set[int] = set()
        self._begun = set(drafted(history, number))
        kept = kept_place(history, number)
        self._place = kept if kept and progress.at(kept) else self._first_open()
        self._since = clock()

    @property
    def asking(self) -> Asking:
        """The question at the current place."""
        return self._askings[self._place - 1]

    @property
    def places(self) -> tuple[Place, ...]:
        """Every question in order, and whether it is answered and flagged."""
        return tuple(
            Place(
                number,
                answered=item.number in self._responses,
                flagged=item.question in self._flagged,
                unread=item.number in self._unread,
                begun=item.number in self._begun,
            )
            for number, item in enumerate(self.progress.items, start=1)
        )

    def jump(self, place: int) -> None:
        """Go to a question. ValueError when there is no such place."""
        if self.progress.at(place) is None:
            raise ValueError(f"this exam has no question {place}")
        self._count_time()
        keep_place(self._history, self._number, place)
        self._place = place

    def respond(self, response: JsonValue) -> str | None:
        """Keep a response at the current place, in the place of any before; the place stays.

        Returns None, or why nothing was kept: it cannot be read, or the time is up.
        """
        if self.is_over:
            return TIME_IS_UP
        grade = self.asking.variant.grade(response)
        item = self.asking.item.number
        if grade.verdict is Verdict.INVALID:
            self._unread.add(item)
            return _why_unread(grade)
        self._count_time()
        self._unread.discard(item)
        self._begun.discard(item)
        kept = Response(response, round(self._seconds.get(item, 0.0), 3), self._history.now())
        keep_response(self._history, self._number, item, kept)
        self._responses[item] = kept
        self._grades[item] = grade
        return None

    def response(self, place: int) -> JsonValue:
        """What was answered at a place; None when nothing was."""
        kept = self._responses.get(self._item_at(place).number)
        return None if kept is None else kept.value

    def withdraw(self, place: int) -> None:
        """Take back what was answered at a place. Nothing happens once the time is up."""
        item = self._item_at(place).number
        self._unread.discard(item)
        if item in self._responses and not self.is_over:
            withdraw_response(self._history, self._number, item)
            del self._responses[item]
            self._grades.pop(item, None)

    @property
    def draft(self) -> tuple[str, ...]:
        """The lines typed so far at the current place, or its blanks, of which one is left."""
        return to_go_on_from(self.asking.layout, self._kept_draft())

    @property
    def whole_draft(self) -> tuple[str, ...]:
        """The same with every blank, for a screen on which they stand side by side."""
        return fitting(self.asking.layout, self._kept_draft())

    def redraft(self, lines: Sequence[str]) -> None:
        """Keep these lines as the draft at the current place. Nothing once the time is up.

        At the end a draft counts as it stands, where the question was not answered.
        """
        if not self.is_over:
            item = self.asking.item.number
            self._history.keep_draft(self._number, item, lines)
            if any(map(str.strip, lines)):
                self._begun.add(item)
            else:
                self._begun.discard(item)
            if not lines:
                self._unread.discard(item)

    def flag(self, note: str) -> None:
        """Mark the current question to come back to, with a note, which may be empty."""
        self._history.flag(self._number, self.asking.asked, note)
        self._flagged |= {self.asking.item.question}

    def unflag(self) -> bool:
        """Take the flags off the current question; False when it had none."""
        item, question = self.asking.item, self.asking.question
        self._flagged -= {item.question}
        return self._history.lift_flags(self._number, {item.question, question.id, *question.was})

    def seconds_left(self) -> float:
        """Until the time is up; 0 after that, or once the exam is handed in."""
        if self.progress.finished:
            return 0.0
        return max(0.0, (self.deadline - self._history.clock()).total_seconds())

    @property
    def is_over(self) -> bool:
        """Whether the time is up or the exam handed in."""
        return self.seconds_left() == 0

    def hand_in(self, tell: Callable[[int], None] = lambda _: None) -> tuple[Reviewed, ...]:
        """End the exam: grade and keep every answer at once, and review them all in order.

        A draft counts as written; what is unanswered is missed. A second call gives the review
        again. `tell` is called with how many questions are graded so far.
        """
        if not self.progress.finished:
            self._count_time()
            ended = min(self._history.clock(), self.deadline)
            marked = []
            for count, asking in enumerate(self._askings, start=1):
                marked.append(self._marked(asking, ended))
                tell(count)
            hand_in(self._history, self._number, marked, ended)
            self._remember()
            numbers = {asking.item.number for asking in self._askings}
            whole = self._history.progress(self._number)
            self.progress = whole.without(
                frozenset(item.number for item in whole.items if item.number not in numbers)
            )
        attempts = {attempt.item: attempt for attempt in self.progress.attempts}
        return tuple(
            self._reviewed(asking, attempts[asking.item.number]) for asking in self._askings
        )

    def drop_if_empty(self) -> bool:
        """Take the exam out of the history if nothing was done in it; whether that was so."""
        from quiz.practice.deleting import drop_if_empty

        return drop_if_empty(self._history, self._number)

    def summary(self) -> Summary:
        """The exam in numbers, once it is handed in."""
        from quiz.practice.summary import summarise

        return summarise(
            self.progress, {asking.item.number: asking.question for asking in self._askings}
        )

    def _kept_draft(self) -> tuple[str, ...]:
        return self._history.draft(self._number, self.asking.item.number)

    def _first_open(self) -> int:
        places = self.places
        return next((place.number for place in places if not place.answered), 1)

    def _item_at(self, place: int) -> Item:
        item = self.progress.at(place)
        if item is None:
            raise ValueError(f"this exam has no question {place}")
        return item

    def _count_time(self) -> None:
        """Add the time since the last count to the current question's."""
        now, item = self._clock(), self.asking.item.number
        self._seconds[item] = self._seconds.get(item, 0.0) + now - self._since
        self._since = now

    def _marked(self, asking: Asking, ended: datetime) -> Marked:
        item = asking.item
        kept = self._responses.get(item.number)
        if kept is None:
            draft = self._history.draft(self._number, item.number)
            value = _response_of_draft(asking, draft)
            if value is None:
                missed = Attempt(item.number, Outcome.UNANSWERED, score=0.0)
                return Marked(asking.asked, missed, written(ended))
            seconds = round(self._seconds.get(item.number, 0.0), 3)
            kept = Response(value, seconds, written(ended))
        grade = self._graded(asking, kept.value)
        score = 0.0 if grade.verdict is Verdict.INVALID else grade.score
        attempt = Attempt(
            item.number,
            Outcome.ANSWERED,
            kept.value,
            grade.verdict,
            score,
            (score or 0.0) * asking.points,
            seconds=kept.seconds,
        )
        return Marked(asking.asked, attempt, kept.answered_at)

    def _reviewed(self, asking: Asking, attempt: Attempt) -> Reviewed:
        if attempt.outcome is Outcome.UNANSWERED:
            missed = Grade(verdict=Verdict.INCORRECT, score=0.0)
            return Reviewed(asking, None, missed, attempt)
        return Reviewed(asking, attempt.response, self._graded(asking, attempt.response), attempt)

    def _remember(self) -> None:
        """Work out when the questions come back, which the next session would else do."""
        from quiz.practice.standing import remember

        bank = self._history.bank_of(self._number)
        with suppress(HistoryError):  # the answers are kept, and nothing else depends on this
            for asking in self._askings:
                remember(asking.question, bank, self._history)

    def _graded(self, asking: Asking, response: JsonValue) -> Grade:
        number = asking.item.number
        if number not in self._grades:
            self._grades[number] = asking.variant.grade(response)
        return self._grades[number]


def _why_unread(grade: Grade) -> str:
    """Why a response cannot be read (Markdown), and no word on what could be."""
    lines = grade.lines if isinstance(grade, DerivationGrade) else ()
    said = [
        f"Line {line.number} could not be read. {' '.join(line.feedback)}"
        for line in lines
        if line.verdict == "unreadable"
    ]
    return "\n\n".join(said or grade.feedback)


def _response_of_draft(asking: Asking, lines: Sequence[str]) -> JsonValue:
    """The response that a draft stands for; None for an empty one."""
    if not any(line.strip() for line in lines):
        return None
    if asking.layout.shape in ON_ONE_LINE:
        return lines[0].strip()
    if asking.layout.shape not in DRAFTED:
        return None
    if asking.layout.shape == "lines":
        return "\n".join(lines)
    filled = dict.fromkeys((blank.name for blank in asking.layout.blanks), "")
    filled |= {blank.name: text for blank, text in zip(asking.layout.blanks, lines, strict=False)}
    return dict(filled)
