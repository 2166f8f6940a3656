"""An exam: any question at any time, a clock in sight, no result before the end."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from pydantic import JsonValue
from textual import on
from textual.binding import BindingType
from textual.timer import Timer

from quiz.practice.asking import Asking
from quiz.practice.exam import TIME_IS_UP as TIME_IS_UP_HERE
from quiz.practice.exam import Exam
from quiz.terminal.answers import AnswerError
from quiz.terminal.app.answers import AnswerArea
from quiz.terminal.app.commands import bindings
from quiz.terminal.app.exam_commands import COMMANDS
from quiz.terminal.app.header import exam_line
from quiz.terminal.app.question_screen import QuestionScreen
from quiz.terminal.look import Look
from quiz.terminal.plain_exam import clock, is_begun, is_open, numbers
from quiz.terminal.summary_text import Invocation

WARNINGS = (600, 300, 60)
"""Seconds before the end at which the learner is told."""

TICK = 1.0
"""Seconds between looks at the clock."""

LAST_MOMENT = 2.0
"""Seconds before the end at which what stands in the answer area is kept."""


class ExamScreen(QuestionScreen):
    """An exam under way. Whatever is chosen or typed is kept when the question is left."""

    COMMANDS_HERE = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self, exam: Exam, invocation: Invocation, notices: Sequence[str]) -> None:
        """`notices` are said with the first question."""
        super().__init__()
        self.exam = exam
        self.invocation = invocation
        self.notices = notices
        self.is_changed = False
        self.unread: dict[int, JsonValue] = {}
        self.saved_at_end = False
        self.ticking: Timer | None = None

    def opening(self) -> Asking | None:
        """The place where the exam is."""
        return None if self.exam.is_over else self.exam.asking

    async def first(self) -> None:
        """Go on where the exam was left; from now on the clock is watched."""
        if self.asking is None:
            self.begin(self._hand_in, "")
            return
        self._start()
        if self.notices:
            self.say(" ".join(self.notices))
        self._told = [left for left in WARNINGS if left < self.exam.seconds_left()]
        self.ticking = self.set_interval(TICK, self._tick)

    def hints(self) -> Sequence[tuple[str, str]]:
        """The keys of the answer area."""
        return self.area.keys if self.asking else ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Which commands can be given now."""
        if self.asking is None:
            return action in ("help", "stop")
        in_lines = self.asking.layout.shape == "lines"
        match action:
            case "answer":
                return not in_lines
            case "answer_lines":
                return in_lines
        return True

    # The clock

    def show_header(self) -> None:
        """The place, what is answered, and the time that is left."""
        here = self.exam.asking.place
        left = clock(self.exam.seconds_left())
        self.header.update(exam_line(self.exam.places, here, left, self.size.width - 2))

    def _tick(self) -> None:
        left = self.exam.seconds_left()
        self.show_header()
        if self._told and left <= self._told[0]:
            self.notify(f"{clock(self._told.pop(0))} left")
        if left <= LAST_MOMENT and not self.saved_at_end and not self.is_working:
            self.saved_at_end = True
            self.begin(self._keep_quietly, "")
        elif left <= 0 and not self.is_working:
            self.begin(self._hand_in, "")

    # Places

    async def _show_place(self) -> None:
        await self.show_question(self.exam.asking)
        self._start()

    def _start(self) -> None:
        place = self.exam.asking.place
        if place in self.unread:
            self.area.restore(self.unread[place])
        elif self.exam.whole_draft:  # as new as the response, or newer
            self.area.redraw(self.exam.whole_draft)
        elif (response := self.exam.response(place)) is not None:
            self.area.restore(response)
        self.refresh_bindings()
        self.show_header()
        self.show_keys()
        self.area.start()
        # What was restored tells of changes, too; those come before this.
        self.call_after_refresh(self._compare)

    def _compare(self) -> None:
        """Whether what stands here is another answer than the one that is kept."""
        place = self.exam.asking.place
        kept = self.exam.response(place)
        standing = self._standing()
        begun = kept is not None or bool(self.exam.whole_draft)
        self.is_changed = begun and place not in self.unread and standing not in (None, kept)

    def _standing(self) -> JsonValue:
        """The answer as it stands; None where nothing is chosen or typed."""
        try:
            return self.area.response()
        except AnswerError:
            return None

    def redraft(self, item: int, draft: Sequence[str]) -> None:
        """Keep a draft of the answer to an item, if it is still the one that is shown."""
        if self.exam.asking.item.number == item:
            self.exam.redraft(draft)

    @on(AnswerArea.Changed)
    def _note_change(self) -> None:
        self.is_changed = True

    def action_next(self) -> None:
        """The next question, after the last the first."""
        self._jump(self.exam.asking.place % len(self.exam.places) + 1)

    def action_back(self) -> None:
        """The question before, before the first the last."""
        self._jump((self.exam.asking.place - 2) % len(self.exam.places) + 1)

    def action_places(self) -> None:
        """Choose from every question."""
        from quiz.terminal.app.places import Places

        self.app.push_screen(
            Places(self.exam.places, self.exam.asking.place),
            lambda place: None if place is None else self._jump(place),
        )

    def _jump(self, place: int) -> None:
        self.begin(partial(self._go, place), "Keeping")

    async def _go(self, place: int) -> None:
        """Go to a place; what stands here is kept, or where it cannot be read, held."""
        refused = await self._keep()
        left = self.exam.asking.place
        await self.quiz.keeping.run(self.exam.jump, place)
        await self._show_place()
        if refused:
            said = kept_as_it_stands(self.exam.response(left), refused)
            self.say(f"Question {left}: {said}")

    # Answering

    @on(AnswerArea.Answered)
    def _answered(self, event: AnswerArea.Answered) -> None:
        event.stop()
        self.begin(partial(self._answer, event.response), "Keeping")

    async def _answer(self, response: JsonValue) -> None:
        refused = await self._respond(response)
        if refused:
            kept = self.exam.response(self.exam.asking.place)
            await self.show_outcome(lambda look: refused_text(kept, refused, look), with_area=True)
            self.show_header()
            self.area.start()
            if self.shown.layout.shape == "blanks":
                self.area.mark(await self.quiz.keeping.run(self.shown.variant.grade, response))
            self.is_refused = True
            return
        here = self.exam.asking.place
        left = [place.number for place in self.exam.places if not place.answered]
        if not left:
            self.outcome = None
            self.view.show_outcome("")
            self.show_header()
            self.say("Kept. All are answered: ^d hands in, ^l lists them.")
            return
        following = next((place for place in left if place > here), left[0])
        await self.quiz.keeping.run(self.exam.jump, following)
        await self._show_place()
        self.say(f"The answer to question {here} is kept.")

    async def _keep(self) -> str | None:
        """Keep what was changed here; why that could not be, if so."""
        standing = self._standing() if self.is_changed else None
        if self.is_changed and standing is None:
            self.unread.pop(self.exam.asking.place, None)
        return None if standing is None else await self._respond(standing)

    async def _respond(self, response: JsonValue) -> str | None:
        place = self.exam.asking.place
        refused = await self.quiz.keeping.run(self.exam.respond, response)
        self.unread.pop(place, None)
        if refused:
            self.unread[place] = response
        else:
            self.is_changed = False
        return refused

    async def _keep_quietly(self) -> None:
        await self._keep()

    # Other commands

    def action_flag(self) -> None:
        """Flag the question to come back to, or take its flag off."""
        self.begin(self._flag)

    async def _flag(self) -> None:
        flagged = self.exam.places[self.exam.asking.place - 1].flagged
        if flagged:
            await self.quiz.keeping.run(self.exam.unflag)
        else:
            await self.quiz.keeping.run(self.exam.flag, "")
        self.show_header()
        self.say("The flag is taken off." if flagged else "Flagged: ^l lists the questions.")

    def action_withdraw(self) -> None:
        """Take the answer back."""
        self.begin(self._withdraw)

    async def _withdraw(self) -> None:
        place = self.exam.asking.place
        await self.quiz.keeping.run(self.exam.withdraw, place)
        await self.quiz.keeping.run(self.exam.redraft, ())
        self.unread.pop(place, None)
        await self._show_place()
        self.say("Taken back: this question is open again.")

    def action_hand_in(self) -> None:
        """Hand in, once that is meant."""
        self.begin(self._confirm_hand_in, "Keeping")

    async def _confirm_hand_in(self) -> None:
        from quiz.terminal.app.dialogs import Choice

        if refused := await self._keep():
            self.say(kept_as_it_stands(self.exam.response(self.exam.asking.place), refused))
        self.show_header()
        places = self.exam.places
        open_places = numbers(places, lambda place: is_open(place) and not place.unread)
        begun = numbers(places, lambda place: is_begun(place) and not place.unread)
        unread = numbers(places, lambda place: place.unread)
        flagged = numbers(places, lambda place: place.flagged)
        said = f"Not answered: {open_places}. " if open_places else ""
        if begun:
            said += f"Begun, and counted as it stands: {begun}. "
        if unread:
            said += f"Unread, so it earns nothing: {unread}. "
        said = said or "All are answered. "
        if flagged:
            said += f"Flagged: {flagged}. "
        self.app.push_screen(
            Choice(f"{said}Hand in for good?", [("y", "hand in")]),
            lambda key: self.begin(self._hand_in, "") if key else None,
        )

    async def _hand_in(self) -> None:
        from quiz.terminal.app.review_screen import ReviewScreen

        if self.ticking is not None:
            self.ticking.stop()
        loop = asyncio.get_running_loop()
        if self.area_is_there:
            self.area.freeze()
        total = len(self.exam.places)
        notice = TIME_IS_UP if self.exam.is_over and not self.exam.progress.finished else ""

        def tell(count: int) -> None:
            loop.call_soon_threadsafe(partial(self._graded, count, total))

        reviewed = await self.quiz.keeping.run(self.exam.hand_in, tell)
        self.app.push_screen(ReviewScreen(self.exam, reviewed, self.invocation, notice))

    @property
    def area_is_there(self) -> bool:
        """Whether a question is shown."""
        return self.view.area is not None

    def _graded(self, count: int, total: int) -> None:
        """How far the grading is."""
        room = min(30, self.size.width - 24)
        filled = round(count / total * room)
        self.say(f"Grading {'━' * filled}{'·' * (room - filled)} {count} of {total}")


def refused_text(before: JsonValue, reason: str, look: Look) -> str:
    """Why an answer cannot be read, and what counts as long as it is not mended."""
    return f"{look.markdown(reason)}\n\n{look.wrapped(kept_as_it_stands(before, reason))}"


def kept_as_it_stands(before: JsonValue, reason: str) -> str:
    """What becomes of an answer that cannot be read; `before` is the one kept before it."""
    if reason == TIME_IS_UP_HERE:
        return reason
    line = re.match(r"Line \d+", reason)
    what = f"{line[0].lower()} cannot be read" if line else "it cannot be read"
    if before is None:
        return f"Kept as it stands, but {what}: as it is, it earns nothing."
    return f"Kept as it stands, but {what}: the answer before it counts."


TIME_IS_UP = "The time is up: it is handed in."
