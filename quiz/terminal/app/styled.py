"""Texts of the plain mode on the screens of the app."""

from __future__ import annotations

from rich.text import Text
from textual.containers import VerticalScroll
from textual.message import Message
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

    class Moved(Message):
        """There is more to see below than before, or no more."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - as Textual has it
        super().__init__(id=id)
        self._shown: Widget | None = None
        self._had_more = False

    @property
    def has_more_below(self) -> bool:
        """Whether a part of the page is out of sight below."""
        return self.is_attached and self.max_scroll_y > round(self.scroll_y)

    def watch_scroll_y(self, old: float, new: float) -> None:
        """Tell when the end comes into sight."""
        super().watch_scroll_y(old, new)
        self._tell()

    def watch_virtual_size(self) -> None:
        """Tell when the page grows beyond what is in sight."""
        self.call_after_refresh(self._tell)

    def _tell(self) -> None:
        if self.has_more_below != self._had_more:
            self._had_more = not self._had_more
            self.post_message(self.Moved())

    def bring(self, widget: Widget | None) -> None:
        """Bring a widget into sight, and keep it there; None lets the page be."""
        self._shown = widget
        self._scroll_soon()

    def on_resize(self) -> None:
        """Keep in sight what was brought there."""
        self.call_after_refresh(self._tell)
        self._scroll_soon()

    def _scroll_soon(self) -> None:
        if self._shown is not None:
            # The refresh after the next knows the new layout.
            self.call_after_refresh(self.call_after_refresh, self._scroll)

    def _scroll(self) -> None:
        if self._shown is not None and self._shown.is_attached and self._shown.display:
            self.scroll_to_widget(self._shown, top=True, animate=False)
