"""Texts of the plain mode on the screens of the app."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static

from quiz.markup.text import Draw
from quiz.terminal.look import Look

WIDEST = 80
"""Longer lines are hard to read."""


def look_for(columns: int, draw: Draw | None = None) -> Look:
    """The page to lay texts out for, in so many columns; with `draw`, formulas are pictures."""
    return Look(width=max(10, min(WIDEST, columns)), color=True, screen=columns, draw=draw)


class TextBlock(Static):
    """A text that is already laid out, with its colours; hidden while it is empty."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.display = False

    def show(self, text: str) -> None:
        """Show this text instead."""
        self.update(Text.from_ansi(text))
        self.display = bool(text)


def columns(text: str) -> int:
    """How many columns a line with its colours takes."""
    return Text.from_ansi(text).cell_len
