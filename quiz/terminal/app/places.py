"""The questions of an exam in a list, to go to any of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from quiz.practice.exam import Place
from quiz.terminal.app.dialog import Dialog
from quiz.terminal.app.header import ANSWERED, BEGUN, FLAGGED, OPEN, UNREAD


class Places(Dialog[int | None]):
    """Every question with whether it is answered and flagged; digits and arrow keys go to one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+l", "leave", show=False),
        *(Binding(str(digit), f"digit({digit})", show=False) for digit in range(10)),
    ]

    def __init__(self, places: Sequence[Place], here: int) -> None:
        super().__init__()
        self._places = places
        self._here = here
        self._typed = ""

    def compose(self) -> ComposeResult:
        """A line each."""
        with Vertical(classes="dialog"):
            yield Static("Go to a question", markup=False)
            yield OptionList(*(place_text(place) for place in self._places), markup=False)
            yield Static("Enter goes there, Esc goes back.", markup=False, classes="faint")

    def on_mount(self) -> None:
        """Begin where the learner is."""
        options = self.query_one(OptionList)
        options.focus()
        options.highlighted = self._here - 1

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go there."""
        event.stop()
        self.dismiss(event.option_index + 1)

    def action_digit(self, digit: int) -> None:
        """Type the number of a question."""
        for typed in (self._typed + str(digit), str(digit)):
            if 1 <= int(typed) <= len(self._places):
                self._typed = typed
                self.query_one(OptionList).highlighted = int(typed) - 1
                return

    def action_leave(self) -> None:
        """Stay."""
        self.dismiss(None)


def place_text(place: Place) -> str:
    """A question in the list."""
    if place.unread:
        stands = f"{UNREAD} unread"
    elif place.answered:
        stands = f"{ANSWERED} answered"
    else:
        stands = f"{BEGUN} begun" if place.begun else f"{OPEN} open"
    return f"{place.number:>3}  {stands:<10}{f'  {FLAGGED} flagged' if place.flagged else ''}"
