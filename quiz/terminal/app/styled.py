"""Texts of the plain mode on the screens of the app."""

from __future__ import annotations

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widget import Widget
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


class ScrolledPage(VerticalScroll):
    """A page on which one widget is to be seen from its top, whatever becomes of its size."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - as Textual has it
        super().__init__(id=id)
        self._shown: Widget | None = None

    def bring(self, widget: Widget | None) -> None:
        """Bring a widget into sight, and keep it there; None lets the page be."""
        self._shown = widget
        self._scroll_soon()

    def on_resize(self) -> None:
        """Keep in sight what was brought there."""
        self._scroll_soon()

    def _scroll_soon(self) -> None:
        if self._shown is not None:
            # The refresh after the next knows the new layout.
            self.call_after_refresh(self.call_after_refresh, self._scroll)

    def _scroll(self) -> None:
        if self._shown is not None and self._shown.is_attached and self._shown.display:
            self.scroll_to_widget(self._shown, top=True, animate=False)
