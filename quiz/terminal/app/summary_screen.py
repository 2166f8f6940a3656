"""The end of a session: the numbers, and what to do next."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from quiz.practice.session import Session
from quiz.terminal.app.commands import Command, bindings
from quiz.terminal.app.header import progress_line
from quiz.terminal.app.screen import HELP, QuizScreen
from quiz.terminal.app.styled import TextBlock
from quiz.terminal.ending import Ending
from quiz.terminal.summary_text import Invocation, summary_text

COMMANDS = (
    Command("enter,ctrl+q,q", "End", "end the session", "end"),
    Command("ctrl+o,u", "Take back", "take the last answer back and answer again", "take_back"),
    HELP,
)


class SummaryScreen(QuizScreen):
    """Every question is closed; the last answer can still be taken back."""

    COMMANDS_HERE = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self, session: Session, invocation: Invocation) -> None:
        super().__init__()
        self.session = session
        self.invocation = invocation
        self.text = TextBlock(classes="text")

    def on_mount(self) -> None:
        """Put the summary on the page."""
        self.page.mount(self.text)
        self.page.focus()

    def lay_out(self) -> None:
        """Fit the summary to the size of the screen."""
        columns = self.size.width - 2
        self.header.update(progress_line(self.session.progress, None, columns))
        self.text.show(summary_text(self.session.summary(), self.invocation, self.look))

    def about(self) -> str:
        """What the end of a session is for."""
        return "Every question is answered or skipped."

    def action_end(self) -> None:
        """End the session for good."""
        self.quiz.exit(Ending.FINISHED)

    def action_take_back(self) -> None:
        """Take the last answer back."""
        self.begin(self._take_back)

    async def _take_back(self) -> None:
        attempt = await self.quiz.keeping.run(self.session.undo)
        if attempt is not None:
            self.dismiss(attempt)
