"""What the small windows over a screen have in common."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from quiz.terminal.app.styled import look_for
from quiz.terminal.look import Look

MARGIN, WIDEST = 10, 64

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """A window in the middle, with what is written there laid out for it."""

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > Vertical, Dialog > VerticalScroll {
        width: 72;
        max-width: 95%;
        height: auto;
        max-height: 90%;
        padding: 1 2;
        border: round $primary;
        background: $surface;
        scrollbar-size-vertical: 1;
    }
    Dialog .faint { text-style: dim; }
    Dialog OptionList, Dialog OptionList:focus {
        height: auto;
        max-height: 100%;
        margin: 1 0;
        padding: 0;
        border: none;
        background: $surface;
        scrollbar-size-vertical: 1;
    }
    """

    @property
    def look(self) -> Look:
        """The page of the window."""
        return look_for(min(self.size.width - MARGIN, WIDEST))

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close with this answer; a key that comes twice closes nothing more."""
        return super().dismiss(result) if self.is_current else AwaitComplete()
