"""Ordering: items are picked from those that wait and moved to their place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from quiz.practice.session import Asking
from quiz.terminal.answers import AnswerError, label
from quiz.terminal.app.answers.rows import Rows

if TYPE_CHECKING:
    from pydantic import JsonValue


class Order(Rows):
    """The learner's order on top, the items that are not placed below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("shift+up,ctrl+up,left", "shift(-1)", show=False),
        Binding("shift+down,ctrl+down,right", "shift(1)", show=False),
        Binding("backspace,delete", "take_out", show=False),
    ]

    def __init__(self, asking: Asking) -> None:
        super().__init__(asking)
        self.order: list[int] = []
        self.lifted = False

    @property
    def count(self) -> int:
        """A row for each item."""
        return len(self.choices)

    @property
    def about(self) -> str:
        """How it is answered."""
        return ORDERING

    @property
    def keys(self) -> Sequence[tuple[str, str]]:
        """How items are placed and moved."""
        last = label(len(self.choices) - 1)
        return [(f"a–{last}", "place"), ("Space ↑↓", "lift, move"), ("⌫", "out")]

    @property
    def rows(self) -> list[int]:
        """The items as they are shown: the order, then those that wait."""
        waiting = [item for item in range(len(self.choices)) if item not in self.order]
        return [*self.order, *waiting]

    def text(self, place: int) -> str:
        """The item in a row, with its number in the order, under the heading it begins."""
        item = self.rows[place]
        placed = place < len(self.order)
        number = f"{place + 1}." if placed else " ·"
        lifted = self.lifted and place == self.cursor
        mark = "↕" if lifted else self.sign(place)
        shown = self.markdown(self.choices[item].text, f"{mark} {number:>3} {label(item)}  ")
        return self._heading(place) + shown

    def pick(self, place: int) -> None:
        """Lift an item of the order, to be moved, or set it down; place one that waits."""
        if place >= len(self.order):
            self._append(self.rows[place])
            return
        self.lifted = not (self.lifted and place == self.cursor)
        self.go(place)
        if self.lifted:
            self.say("Lifted: ↑ and ↓ move it, the space bar sets it down.")
        else:
            self.changed()

    def letter(self, letter: str) -> None:
        """Put the item with this letter at the end of the order, or take it out of it."""
        names = [label(item) for item in range(len(self.choices))]
        if letter not in names:
            self.say(f"There is no {letter} here.")
            return
        item = names.index(letter)
        if item in self.order:
            self._take_out(item)
        else:
            self._append(item)

    def action_move(self, by: int) -> None:
        """Move the cursor, and with it an item that is lifted."""
        if self.lifted:
            self.action_shift(by)
        else:
            super().action_move(by)

    def action_shift(self, by: int) -> None:
        """Move the item under the cursor within the order."""
        here, there = self.cursor, self.cursor + by
        if here < len(self.order) and 0 <= there < len(self.order):
            self.order[here], self.order[there] = self.order[there], self.order[here]
            self.changed()
            self.go(there)

    def action_take_out(self) -> None:
        """Take the item under the cursor out of the order."""
        if self.cursor < len(self.order):
            self._take_out(self.order[self.cursor])

    def response(self) -> JsonValue:
        """The texts of the items in the learner's order."""
        if not self.order:
            raise AnswerError("Nothing is placed yet: a letter puts its item next in the order.")
        return [self.choices[item].value for item in self.order]

    def doubt(self) -> str:
        """Whether items are meant to be left out."""
        waiting = [label(item) for item in self.rows[len(self.order) :]]
        if not waiting:
            return ""
        verb, them = ("is", "it") if len(waiting) == 1 else ("are", "them")
        return f"{', '.join(waiting)} {verb} not placed. Enter again: answer without {them}."

    def restore(self, response: JsonValue) -> None:
        """The order that was answered before."""
        values: list[JsonValue] = [choice.value for choice in self.choices]
        given = response if isinstance(response, list) else []
        self.order = [values.index(value) for value in given if value in values]
        self.show()

    def _append(self, item: int) -> None:
        self.order.append(item)
        self.lifted = False
        self.changed()
        self.go(min(len(self.order), self.count - 1))

    def _take_out(self, item: int) -> None:
        self.order.remove(item)
        self.lifted = False
        self.changed()
        self.go(self.cursor)

    def _heading(self, place: int) -> str:
        if place == len(self.order):
            gap = "\n" if self.order else ""
            return f"{gap}{'Not placed' if self.order else 'Put these in order'}\n"
        return "Your order\n" if place == 0 else ""


ORDERING = (
    "A letter puts its item next in the order, or takes it out. The space bar lifts the item under"
    " the cursor: the arrow keys move it, and the space bar sets it down. Leave out what belongs"
    " nowhere."
)
