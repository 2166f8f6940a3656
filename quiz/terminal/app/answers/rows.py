"""Rows to choose from with arrow keys, letters or the mouse."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.events import Click, Key
from textual.geometry import Region
from textual.widget import Widget

from quiz.practice.session import Asking
from quiz.terminal.app.answers.area import AnswerArea
from quiz.terminal.look import Look

CURSOR, NO_CURSOR = "›", " "


class Rows(AnswerArea, can_focus=True):
    """An answer made by moving over rows. Those after `reach` are for the mouse and letters."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("home", "go(0)", show=False),
        Binding("end", "go(-1)", show=False),
        Binding("space", "pick", show=False),
    ]

    def __init__(self, asking: Asking) -> None:
        super().__init__(asking)
        self.cursor = 0
        self.look = Look()
        self._drawn: list[Text] = []
        self._texts: dict[str, str] = {}

    @property
    @abstractmethod
    def count(self) -> int:
        """How many rows there are."""

    @property
    def reach(self) -> int:
        """How many rows the cursor comes to."""
        return self.count

    @abstractmethod
    def text(self, place: int) -> str:
        """The text of a row as it is now, from its first column."""

    @abstractmethod
    def pick(self, place: int) -> None:
        """Choose what is in a row: the space bar, or a click."""

    @abstractmethod
    def letter(self, letter: str) -> None:
        """A letter or digit was typed."""

    def lay_out(self, look: Look) -> None:
        """Fit the rows to a page."""
        if look != self.look:
            self.look = look
            self._texts.clear()
        self.show()

    def show(self) -> None:
        """Show the rows as they are now."""
        height = self._height(len(self._drawn))
        self._drawn = [self._row(place) for place in range(self.count)]
        self.refresh(layout=height != self._height(len(self._drawn)))

    def render(self) -> Text:
        """The rows, one below the other."""
        return Text("\n").join(self._drawn)

    def markdown(self, text: str, label: str) -> str:
        """Markdown beside a label; what was laid out once is kept."""
        key = f"{len(label)} {text}"
        if key not in self._texts:
            self._texts[key] = self.look.markdown(text, " " * len(label))
        return label + self._texts[key][len(label) :]

    def sign(self, place: int) -> str:
        """The sign that says whether the cursor is in a row."""
        return CURSOR if place == self.cursor and self.has_focus else NO_CURSOR

    def go(self, place: int) -> None:
        """Move the cursor to a row, and that into sight."""
        self.cursor = max(0, min(self.reach - 1, place))
        self.show()
        self.call_after_refresh(self._keep_in_sight)

    def watch_has_focus(self, has_focus: bool) -> None:
        """The cursor is shown only where keys go to."""
        super().watch_has_focus(has_focus)
        self.show()

    def action_move(self, by: int) -> None:
        """Move the cursor by so many rows."""
        self.go(self.cursor + by)

    def action_go(self, place: int) -> None:
        """Move the cursor to the first row, or with -1 to the last."""
        self.go(place % self.reach)

    def action_pick(self) -> None:
        """Choose what is under the cursor."""
        self.pick(self.cursor)

    def on_key(self, event: Key) -> None:
        """Letters and digits choose."""
        if event.character and event.character.isalnum():
            event.stop()
            self.letter(event.character.lower())

    def on_click(self, event: Click) -> None:
        """A click chooses the row that it is in."""
        event.stop()
        self.focus()
        row = next((row for row in range(self.count) if event.y < self._height(row + 1)), None)
        if row is not None:
            self.pick(row)

    def _row(self, place: int) -> Text:
        shown = Text.from_ansi(self.text(place))
        if self.sign(place) == CURSOR:
            shown.stylize("bold")
        return shown

    def _height(self, rows: int) -> int:
        """How many lines the first rows take."""
        return sum(row.plain.count("\n") + 1 for row in self._drawn[:rows])

    def _keep_in_sight(self) -> None:
        top, bottom = self._height(self.cursor), self._height(self.cursor + 1)
        region = Region(0, top, 1, bottom - top)
        for widget in self.ancestors_with_self:
            if isinstance(widget, VerticalScroll):
                widget.scroll_to_region(region, animate=False)
                return
            if isinstance(widget, Widget):
                region = region.translate(widget.virtual_region.offset)
