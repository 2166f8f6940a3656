"""Practising: a question, what was said about its answer, the next one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType

from quiz.practice.progress import Attempt
from quiz.practice.session import Asking, Hint, Session
from quiz.questions.errors import ParameterError
from quiz.questions.verdict import Verdict
from quiz.terminal.answers import AnswerError
from quiz.terminal.app.answers import AnswerArea
from quiz.terminal.app.commands import Command, bindings
from quiz.terminal.app.header import progress_line
from quiz.terminal.app.practice_commands import (
    COMMANDS,
    HINT,
    NOT_IN_A_RETRY,
    Phase,
    can,
    priced,
)
from quiz.terminal.app.question_screen import QuestionScreen
from quiz.terminal.look import Look
from quiz.terminal.summary_text import Invocation

if TYPE_CHECKING:
    from pydantic import JsonValue

    from quiz.questions.grading import Grade


class PracticeScreen(QuestionScreen):
    """A session under way. What is answered is kept before anything is said about it."""

    COMMANDS_HERE = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self, session: Session, invocation: Invocation, notices: Sequence[str]) -> None:
        """`notices` are said with the first question."""
        super().__init__()
        self.session = session
        self.invocation = invocation
        self.notices = [*notices, *([session.notice] if session.notice else [])]
        self.phase = Phase.ANSWERING
        self.missed = False
        self.flag_note: str | None = None

    def opening(self) -> Asking | None:
        """The first question that is open."""
        return self._next_asking()

    async def first(self) -> None:
        """Go on where the session was left, with the notices."""
        if self.asking is None:
            self._sum_up()
        else:
            self._start()

    # What is shown

    def show_header(self) -> None:
        """The place, and what became of each question."""
        place = self.asking.place if self.asking else None
        flagged = self.flag_note is not None
        columns = self.size.width - 2
        self.header.update(progress_line(self.session.progress, place, columns, flagged=flagged))

    def hints(self) -> Sequence[tuple[str, str]]:
        """The keys of the answer area."""
        return self.area.keys if self.asking and self.phase is not Phase.READING else ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Which commands can be given now."""
        if self.asking is None:
            return action in ("help", "stop")
        if action == "unflag":
            return self.flag_note is not None
        return can(action, self.phase, self.asking, missed=self.missed, undoable=self._undoable)

    def here(self) -> list[Command]:
        """The commands that can be given now, a hint with its price while there is one."""
        found = super().here()
        if self.asking is None:
            return found
        if self.phase is Phase.ANSWERING and not self.session.hints_left:
            found = [one for one in found if one is not HINT]
        if self.phase is Phase.RETRYING:
            found = [one for one in found if one.action not in NOT_IN_A_RETRY]
        return [priced(one, self.phase, self.asking) for one in found]

    @property
    def _undoable(self) -> bool:
        return bool(self.session.progress.attempts)

    def _turn(self, phase: Phase) -> None:
        self.phase = phase
        self.refresh_bindings()
        self.show_header()
        self.show_keys()

    # Asking

    async def _ask(self, again: Attempt | None = None) -> None:
        """Show the question to ask now, or the end; `again` was its answer before."""
        asking = self._next_asking()
        if asking is None:
            self._sum_up()
        else:
            await self.show_question(asking)
            self._start(again)

    def _next_asking(self) -> Asking | None:
        while True:
            try:
                return self.session.asking
            except ParameterError as error:
                self.session.skip()
                self.notices.append(f"A question cannot be asked and is skipped: {error}.")

    def _start(self, again: Attempt | None = None) -> None:
        if self.session.whole_draft:
            self.area.redraw(self.session.whole_draft)
        elif again:
            self.area.restore(again.response)
        self.flag_note = self.session.flag_note(self.shown.place)
        self._turn(Phase.ANSWERING)
        self.say(" ".join(self.notices))
        self.notices.clear()
        self.area.start()

    def hints_taken(self) -> Sequence[Hint]:
        """The hints taken at this question."""
        return self.session.hints_taken

    def _sum_up(self) -> None:
        from quiz.terminal.app.summary_screen import SummaryScreen

        self.app.push_screen(SummaryScreen(self.session, self.invocation), self._came_back)

    async def _came_back(self, taken_back: Attempt | None) -> None:
        """The last answer was taken back from the summary."""
        if taken_back is not None:
            await self._ask_again(taken_back)

    @property
    def drafting(self) -> bool:
        """A retry is no draft of anything."""
        return super().drafting and self.phase is Phase.ANSWERING

    def redraft(self, item: int, draft: Sequence[str]) -> None:
        """Keep a draft of the answer to an item, if it is still the one to be answered."""
        current = self.session.progress.current
        if current is not None and current.number == item:
            self.session.redraft(draft)

    # Answering

    @on(AnswerArea.Answered)
    def _answered(self, event: AnswerArea.Answered) -> None:
        event.stop()
        response = event.response
        if self.phase is Phase.RETRYING:
            self.begin(partial(self._retry, response), "Grading")
        elif self.session.asks_sure:
            from quiz.terminal.app.dialogs import Choice

            self.app.push_screen(
                Choice("How sure are you of this answer?", [("s", "sure"), ("u", "unsure")]),
                lambda key: self._answer_if(response, key),
            )
        else:
            self.begin(partial(self._answer, response, None), "Grading")

    def _answer_if(self, response: JsonValue, key: str | None) -> None:
        if key is not None:
            self.begin(partial(self._answer, response, key == "s"), "Grading")

    async def _answer(self, response: JsonValue, sure: bool | None) -> None:
        from quiz.terminal.result_text import result_text

        self.area.freeze()
        grade, attempt = await self.quiz.keeping.run(self.session.answer, response, sure)
        if attempt is None:
            await self._ask_back(grade)
            return
        self.missed = attempt.counted and not attempt.right
        asking = self.shown
        await self._read(lambda look: result_text(asking, grade, attempt, look))

    async def _read(self, outcome: Callable[[Look], str]) -> None:
        in_lines = self.shown.layout.shape == "lines"
        await self.show_outcome(outcome, with_area=not in_lines)  # the outcome has the lines
        self._turn(Phase.READING)
        self.page.focus()

    async def _ask_back(self, grade: Grade) -> None:
        """The answer could not be read: say why, and go on typing."""
        from quiz.terminal.result_text import invalid_text

        await self.show_outcome(lambda look: invalid_text(grade, look), with_area=True)
        self.area.thaw()
        self.area.mark(grade)
        self.is_refused = True

    def action_next(self) -> None:
        """Go on."""
        self.begin(self._ask)

    action_leave_retry = action_next

    def action_retry(self) -> None:
        """Answer the same question once more."""
        self.outcome = None
        self.view.show_outcome("")
        self.view.show_area(shown=True)
        self._turn(Phase.RETRYING)
        self.say("Once more, for practice: nothing is counted. Esc goes on instead.")
        self.area.thaw()

    async def _retry(self, response: JsonValue) -> None:
        from quiz.terminal.result_text import retried_text

        self.area.freeze()
        grade = await self.quiz.keeping.run(self.session.retry, response)
        if grade.verdict is Verdict.INVALID:
            await self._ask_back(grade)
            return
        self.missed = grade.verdict is not Verdict.CORRECT
        asking = self.shown
        await self._read(lambda look: retried_text(asking, grade, response, look))

    # Other commands

    def action_check(self) -> None:
        """Check the lines so far."""
        self.area.when_typed(partial(self.begin, self._check, "Checking"))

    async def _check(self) -> None:
        from quiz.terminal.result_text import checked_text

        try:
            working = self.area.response()
        except AnswerError as error:
            self.say(str(error))
            return
        grade = await self.quiz.keeping.run(self.shown.variant.grade, working)
        self.area.mark(grade)
        await self.show_outcome(lambda look: checked_text(grade, look), with_area=True)
        self.say("Checked: nothing is counted.")

    def action_hint(self) -> None:
        """Take a hint."""
        self.begin(self._hint, "Looking for a hint")

    async def _hint(self) -> None:
        if self.phase is Phase.RETRYING:
            hints = self.shown.presentation.hints
            shown = [Hint(place, len(hints), text) for place, text in enumerate(hints, start=1)]
            self.view.show_hints(shown, self.look, free=True)
        elif await self.quiz.keeping.run(self.session.hint):
            self.view.show_hints(self.session.hints_taken, self.look)
            self.show_keys()
        elif self.session.hints_left:
            self.say("The hints that are left are for steps that your lines show already.")
        else:
            self.say("There are no more hints.")

    def action_skip(self) -> None:
        """Go on without an answer."""
        if self._is_asked():
            self.begin(self._skip)

    def _is_asked(self) -> bool:
        """Whether the question is open; in a retry it is said how to go on."""
        if self.phase is Phase.RETRYING:
            self.say("Nothing is counted in a retry: answer, or Esc goes on.")
        return self.phase is Phase.ANSWERING

    async def _skip(self) -> None:
        await self.quiz.keeping.run(self.session.skip)
        await self._ask()
        self.say("Skipped: nothing is counted. ^o takes it back.")

    def action_give_up(self) -> None:
        """See the answer, once that is meant."""
        from quiz.terminal.app.dialogs import Choice

        if not self._is_asked():
            return
        self.app.push_screen(
            Choice("Give up and see the answer? It counts as missed.", [("y", "yes")]),
            lambda key: self.begin(self._give_up) if key else None,
        )

    async def _give_up(self) -> None:
        from quiz.terminal.result_text import closed_text

        asking, working = self.shown, "\n".join(self.session.draft)
        self.area.freeze()
        attempt = await self.quiz.keeping.run(self.session.give_up)
        self.missed = True
        await self._read(lambda look: closed_text(asking, attempt, look, working))

    def action_take_back(self) -> None:
        """Take the last answer back."""
        self.begin(self._take_back)

    async def _ask_again(self, taken_back: Attempt) -> None:
        from quiz.terminal.result_text import taken_back_text

        await self._ask(taken_back)
        self.say(taken_back_text(taken_back))

    async def _take_back(self) -> None:
        attempt = await self.quiz.keeping.run(self.session.undo)
        if attempt is not None:
            await self._ask_again(attempt)

    def action_flag(self) -> None:
        """Flag the question that is shown; where it is flagged, change that."""
        from quiz.terminal.app.dialogs import Choice

        if self.flag_note is None:
            self._type_note("")
            return
        note = f"Flagged: «{self.flag_note}»" if self.flag_note else "Flagged, without a note"
        answers = [("k", "keep it"), ("c", "change the note"), ("t", "take the flag off")]
        self.app.push_screen(Choice(note, answers), self._change_flag)

    def _change_flag(self, key: str | None) -> None:
        if key == "c":
            self._type_note(self.flag_note or "")
        elif key == "t":
            self.action_unflag()

    def _type_note(self, note: str) -> None:
        from quiz.terminal.app.dialogs import Note

        self.app.push_screen(
            Note("Flag this question", "a note, if you like", note),
            lambda note: None if note is None else self.begin(partial(self._flag, note)),
        )

    async def _flag(self, note: str) -> None:
        await self.quiz.keeping.run(self.session.flag, note, self.shown.place)
        self._show_flag(note)
        self.say("Flagged: ^f changes that. Go on.")

    def action_unflag(self) -> None:
        """Take the flags off."""
        self.begin(self._unflag)

    async def _unflag(self) -> None:
        await self.quiz.keeping.run(self.session.unflag, self.shown.place)
        self._show_flag(None)
        self.say("The flag is taken off; go on.")

    def _show_flag(self, note: str | None) -> None:
        self.flag_note = note
        self.show_header()
