"""Rows to choose from with arrow keys, letters or the mouse."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.message import Message
from textual.widgets import Static

from quiz.practice.session import Asking
from quiz.terminal.app.answers.area import AnswerArea
from quiz.terminal.look import Look

CURSOR, NO_CURSOR = "›", " "


class Row(Static):
    """One row; a click on it says so."""

    class Clicked(Message):
        """The row at `place`, from 0, was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, place: int) -> None:
        super().__init__(markup=False)
        self.place = place

    def on_click(self) -> None:
        """Tell the rows around it."""
        self.post_message(self.Clicked(self.place))

    def show(self, text: str, *, under_cursor: bool) -> None:
        """Show this text, set off when the cursor is here."""
        self.update(Text.from_ansi(text))
        self.set_class(under_cursor, "-cursor")


class Rows(AnswerArea, can_focus=True):
    """An answer made by moving over rows. The rows after `reach` are for the mouse and letters."""

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

    def compose(self) -> ComposeResult:
        """A row each."""
        for place in range(self.count):
            yield Row(place)

    def lay_out(self, look: Look) -> None:
        """Fit the rows to a page."""
        self.look = look
        self._texts.clear()
        self.show()

    def show(self) -> None:
        """Show the rows as they are now."""
        for row in self.query_children(Row):
            row.show(
                self.text(row.place),
                under_cursor=row.place == self.cursor and not self.disabled,
            )

    def markdown(self, text: str, label: str) -> str:
        """Markdown beside a label; what was laid out once is kept."""
        key = f"{len(label)} {text}"
        if key not in self._texts:
            self._texts[key] = self.look.markdown(text, " " * len(label))
        return label + self._texts[key][len(label) :]

    def mark(self, place: int) -> str:
        """The sign that says whether the cursor is in a row."""
        return CURSOR if place == self.cursor and not self.disabled else NO_CURSOR

    def go(self, place: int) -> None:
        """Move the cursor to a row."""
        self.cursor = max(0, min(self.reach - 1, place))
        self.show()
        self._keep_in_sight()

    def freeze(self) -> None:
        """Nothing can be chosen any more, and no cursor is shown."""
        super().freeze()
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

    @on(Row.Clicked)
    def _clicked(self, event: Row.Clicked) -> None:
        event.stop()
        self.focus()
        self.pick(event.place)

    def _keep_in_sight(self) -> None:
        rows: Sequence[Row] = list(self.query_children(Row))
        if self.cursor < len(rows):
            rows[self.cursor].scroll_visible(animate=False)
