"""An exam that is over: its numbers, then each question with what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from quiz.practice.exam import Exam, Reviewed
from quiz.practice.progress import Outcome
from quiz.terminal.app.commands import Command, bindings
from quiz.terminal.app.header import progress_line
from quiz.terminal.app.question_screen import QuestionScreen
from quiz.terminal.app.screen import HELP, SCROLLING
from quiz.terminal.app.styled import TextBlock
from quiz.terminal.ending import Ending
from quiz.terminal.look import Look
from quiz.terminal.summary_text import Invocation, summary_text

COMMANDS = (
    Command("enter,space,right,n", "Next", "the next question", "next"),
    Command("left,b", "Back", "the question before; before the first, the summary", "back"),
    Command("ctrl+l", "Missed", "the next question that was not answered fully", "next_missed"),
    Command("ctrl+q,q", "End", "end the review", "end"),
    *SCROLLING,
    HELP,
)


class ReviewScreen(QuestionScreen):
    """The summary is place 0; the questions follow."""

    COMMANDS_HERE = COMMANDS
    scrolls_to_outcome = False
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(
        self, exam: Exam, reviewed: Sequence[Reviewed], invocation: Invocation, notice: str
    ) -> None:
        """`notice` is said with the summary."""
        super().__init__()
        self.notice = notice
        self.exam = exam
        self.reviewed = reviewed
        self.invocation = invocation
        self.place = 0
        self.summary = TextBlock(classes="text")

    async def first(self) -> None:
        """The summary."""
        await self.page.mount(self.summary)
        self.page.focus()
        self.lay_out()
        self.show_keys()
        self.say(self.notice)

    def show_header(self) -> None:
        """The place, and what became of each question."""
        here = self.place or None
        self.header.update(progress_line(self.exam.progress, here, self.size.width - 2))

    def lay_out(self) -> None:
        """Fit everything to the size of the screen."""
        super().lay_out()
        self.summary.show(summary_text(self.exam.summary(), self.invocation, self.look))
        self.summary.display = self.place == 0

    def about(self) -> str:
        """What the review is for."""
        return "Every question of the exam, with your answer and the right one."

    def redraft(self, item: int, draft: Sequence[str]) -> None:
        """Nothing is answered any more."""

    @property
    def drafting(self) -> bool:
        """Nothing is answered any more."""
        return False

    def action_next(self) -> None:
        """The next question; after the last, it is over."""
        if self.place < len(self.reviewed):
            self.begin(partial(self._show, self.place + 1))
        else:
            self.say("That was the last question: q ends.")

    def action_back(self) -> None:
        """The question before."""
        if self.place > 0:
            self.begin(partial(self._show, self.place - 1))

    def action_next_missed(self) -> None:
        """The next question that was not answered fully."""
        for place, reviewed in enumerate(self.reviewed[self.place :], start=self.place + 1):
            if not reviewed.attempt.right:
                self.begin(partial(self._show, place))
                return
        self.say("There are no more such questions.")

    def action_end(self) -> None:
        """End for good."""
        self.quiz.exit(Ending.FINISHED)

    action_stop = action_end

    async def _show(self, place: int) -> None:
        self.place = place
        if place == 0:
            self.say("")
            self.asking = self.outcome = None
            await self.view.clear()
            self.lay_out()
            self.page.scroll_home(animate=False)
            return
        reviewed = self.reviewed[place - 1]
        await self.show_question(reviewed.asking)
        self.area.restore(reviewed.response)
        self.area.freeze()
        self.summary.display = False
        self.show_header()
        unneeded = reviewed.asking.layout.shape == "lines" or reviewed.response is None
        with_area = not (self.area.below and unneeded)
        await self.show_outcome(lambda look: outcome_text(reviewed, look), with_area=with_area)
        self.page.focus()


def outcome_text(reviewed: Reviewed, look: Look) -> str:
    """How it was judged, and the right answer."""
    from quiz.terminal.result_text import closed_text, result_text

    if reviewed.attempt.outcome is Outcome.UNANSWERED:
        return closed_text(reviewed.asking, reviewed.attempt, look)
    return result_text(reviewed.asking, reviewed.grade, reviewed.attempt, look)
