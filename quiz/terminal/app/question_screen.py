"""What practising and an exam have in common: one question, and drafts that are kept."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.worker import Worker

from quiz.errors import QuizError
from quiz.practice.session import Asking, Hint
from quiz.terminal.app.answers import AnswerArea, answer_area
from quiz.terminal.app.background import Latest, raised
from quiz.terminal.app.question_view import QuestionView
from quiz.terminal.app.screen import QuizScreen, Work
from quiz.terminal.look import Look

SETTLING = 0.1
"""Seconds that a size has to last before what needs the engine is laid out for it."""


class QuestionScreen(QuizScreen):
    """Shows a question and what is said about it; what it is for, the screens themselves know."""

    scrolls_to_outcome: ClassVar[bool] = True
    """Whether the question may scroll out of sight to show what is said about its answer."""

    def __init__(self) -> None:
        super().__init__()
        self.view = QuestionView(self.page)
        self.asking: Asking | None = None
        self.outcome: Callable[[Look], str] | None = None
        self.is_refused = False

    def compose(self) -> ComposeResult:
        """From top to bottom, with the first question in place."""
        asking = self.opening()
        if asking is not None:
            self.asking = asking
            self.view.take(asking, answer_area(asking, self.quiz.reading), self.hints_taken())
        yield self.header
        yield from self.view.compose()
        yield self.message
        yield self.footer

    async def on_mount(self) -> None:
        """Begin; once the first question is painted, what takes time may start."""
        self.drafts = Latest(self.quiz.keeping, self._redraft, self._drafted, self._fail)
        await self.first()
        self.call_after_refresh(self.quiz.painted)

    def opening(self) -> Asking | None:
        """The question that is shown first; None where something else is."""
        return None

    def hints_taken(self) -> Sequence[Hint]:
        """The hints taken at the question that is shown."""
        return ()

    @abstractmethod
    async def first(self) -> None:
        """Go on from the first question, which is in place."""

    @abstractmethod
    def redraft(self, item: int, draft: Sequence[str]) -> None:
        """Keep a draft of the answer to an item, if it is still the one to be answered."""

    @property
    def drafting(self) -> bool:
        """Whether what is typed now is a draft to keep."""
        return not self.is_working

    @property
    def area(self) -> AnswerArea:
        """Where the question is answered."""
        assert self.view.area is not None
        return self.view.area

    @property
    def shown(self) -> Asking:
        """The question that is shown."""
        assert self.asking is not None
        return self.asking

    async def show_question(self, asking: Asking) -> None:
        """Show another question, with nothing answered."""
        self.asking, self.outcome, self.is_refused = asking, None, False
        area = answer_area(asking, self.quiz.reading)
        await self.view.open(asking, area, self.hints_taken())
        self.view.lay_out(self.look)
        self.say("")

    def lay_out(self) -> None:
        """Fit everything to the size of the screen."""
        self.view.lay_out(self.look)
        self.show_header()
        if self.outcome:
            again: Work = self._show_outcome_again
            _: Worker[None] = self.run_worker(again, group="outcome", exclusive=True)

    @abstractmethod
    def show_header(self) -> None:
        """Say where the learner is."""

    async def show_outcome(self, outcome: Callable[[Look], str], *, with_area: bool) -> None:
        """Show what there is to say; working it out may need the engine, so not on this thread.

        `with_area` leaves the answer area in sight. What was said in the line below is taken away.
        """
        self.outcome = outcome
        text = await self.quiz.keeping.run(outcome, self.look)
        self.say("")
        self.view.show_area(shown=with_area)
        self.view.show_outcome(text, scroll=self.scrolls_to_outcome)

    async def _show_outcome_again(self) -> None:
        """Fit it to another size, once that stays."""
        await asyncio.sleep(SETTLING)
        if self.outcome:
            text = await self.quiz.keeping.run(self.outcome, self.look)
            self.view.show_outcome(text, scroll=self.scrolls_to_outcome)

    def about(self) -> str:
        """How this question is answered."""
        return self.area.about if self.asking else ""

    def action_answer(self) -> None:
        """Answer with what was chosen or typed."""
        if not self.is_working:
            self.area.when_typed(self.area.submit)

    def action_answer_lines(self) -> None:
        """Answer with the lines typed."""
        self.action_answer()

    @on(AnswerArea.Said)
    def _say(self, event: AnswerArea.Said) -> None:
        event.stop()
        self.say(event.text)

    @on(AnswerArea.Changed)
    def _changed(self, event: AnswerArea.Changed) -> None:
        event.stop()
        if not self.is_working:
            self.say("")
            if self.is_refused:
                self._put_away_refusal()

    def _put_away_refusal(self) -> None:
        """What could not be read is being mended."""
        self.outcome, self.is_refused = None, False
        self.view.show_outcome("")

    @on(AnswerArea.Drafted)
    def _keep_draft(self, event: AnswerArea.Drafted) -> None:
        event.stop()
        if self.drafting and self.asking is not None:
            self.drafts.put((self.asking.item.number, event.draft))

    def _redraft(self, draft: tuple[int, tuple[str, ...]]) -> None:
        self.redraft(*draft)

    def _drafted(self, draft: object, result: None) -> None:
        """Nothing is said: that typed lines are kept is a matter of course."""

    def _fail(self, error: Exception) -> None:
        if isinstance(error, QuizError):
            self.quiz.exit(error)
        else:
            self.call_later(raised, error)
