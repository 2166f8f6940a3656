"""Matching: what belongs to each left side is placed beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from quiz.practice.session import Asking
from quiz.terminal.answers import AnswerError, label, said_open
from quiz.terminal.app.answers.rows import Rows
from quiz.terminal.app.styled import columns

if TYPE_CHECKING:
    from pydantic import JsonValue

OPEN = "……"


class Pairs(Rows):
    """The left sides with what was placed beside them, and below them the right sides."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "turn(1)", show=False),
        Binding("left", "turn(-1)", show=False),
        Binding("backspace,delete", "clear", show=False),
    ]

    def __init__(self, asking: Asking) -> None:
        super().__init__(asking)
        self.lefts = asking.layout.lefts
        self.names = [label(place) for place in range(len(self.choices))]
        self.placed: list[int | None] = [None] * len(self.lefts)

    @property
    def count(self) -> int:
        """A row for each side."""
        return len(self.lefts) + len(self.choices)

    @property
    def reach(self) -> int:
        """The cursor stays with the left sides."""
        return len(self.lefts)

    @property
    def about(self) -> str:
        """How it is answered."""
        return PAIRING

    @property
    def keys(self) -> Sequence[tuple[str, str]]:
        """How a right side is placed."""
        return [
            (f"{self.names[0]}–{self.names[-1]}", "place"),
            ("↑↓", "row"),
            ("←→", "try each"),
            ("⌫", "clear"),
        ]

    def text(self, place: int) -> str:
        """A left side with what stands beside it, or a right side with where it stands."""
        if place < len(self.lefts):
            return self._left(place)
        return self._right(place - len(self.lefts))

    def pick(self, place: int) -> None:
        """A click on a left side goes there; one on a right side places it at the cursor."""
        if place < len(self.lefts):
            self.go(place)
        else:
            self._place(place - len(self.lefts))

    def letter(self, letter: str) -> None:
        """A letter places a right side, a number goes to its row."""
        if letter in self.names:
            self._place(self.names.index(letter))
        elif letter.isdecimal() and 1 <= int(letter) <= len(self.lefts):
            self.go(int(letter) - 1)
        else:
            self.say(f"There is no {letter} here.")

    def action_pick(self) -> None:
        """The space bar tries the next right side."""
        self.action_turn(1)

    def action_turn(self, by: int) -> None:
        """Try the right side before or after the one that stands at the cursor."""
        turns = [None, *range(len(self.choices))]
        now = turns.index(self.placed[self.cursor])
        self.placed[self.cursor] = turns[(now + by) % len(turns)]
        self.changed()
        self.show()

    def action_clear(self) -> None:
        """Leave the row at the cursor open."""
        self.placed[self.cursor] = None
        self.changed()
        self.show()

    def response(self) -> JsonValue:
        """For each left side the right side's text, or None."""
        if not any(place is not None for place in self.placed):
            raise AnswerError("Nothing is placed yet: a letter places a right side at the cursor.")
        return [None if place is None else self.choices[place].value for place in self.placed]

    def doubt(self) -> str:
        """Whether rows are meant to stay open."""
        rows = [row for row, place in enumerate(self.placed, start=1) if place is None]
        return f"{said_open(rows)} Enter again: answer all the same." if rows else ""

    def restore(self, response: JsonValue) -> None:
        """Place what was answered before."""
        values: list[JsonValue] = [choice.value for choice in self.choices]
        given = response if isinstance(response, list) else []
        for row, value in enumerate(given[: len(self.lefts)]):
            self.placed[row] = values.index(value) if value in values else None
        self.show()

    def _place(self, right: int) -> None:
        self.placed[self.cursor] = right
        self.changed()
        later = [*range(self.cursor, len(self.lefts)), *range(self.cursor)]
        self.go(next((row for row in later if self.placed[row] is None), self.cursor))

    def _left(self, row: int) -> str:
        place = self.placed[row]
        beside = OPEN if place is None else f"{self.names[place]}  "
        left = self.markdown(self.lefts[row], f"{self.sign(row)} {row + 1}  ")
        right = self.markdown("" if place is None else self.choices[place].text, f"→ {beside}")
        if self._in_one_line:
            return left + " " * (self._left_width - columns(left)) + "  " + right
        indented = "\n".join("     " + line for line in right.split("\n"))
        return f"{left}\n{indented}"

    def _right(self, place: int) -> str:
        rows = [str(row) for row, right in enumerate(self.placed, start=1) if right == place]
        at = f" (at {', '.join(rows)})" if rows else ""
        gap = "\n" if place == 0 else ""
        return gap + self.markdown(self.choices[place].text + at, f"  {self.names[place]}  ")

    @property
    def _left_width(self) -> int:
        return max(columns(self.markdown(left, "› 1  ")) for left in self.lefts)

    @property
    def _in_one_line(self) -> bool:
        lefts = [self.markdown(left, "› 1  ") for left in self.lefts]
        rights = [self.markdown(choice.text, "→ a  ") for choice in self.choices]
        longest = max(map(columns, rights), default=0)
        return (
            not any("\n" in text for text in (*lefts, *rights))
            and self._left_width + 2 + longest <= self.look.width
        )


PAIRING = (
    "A letter places that right side beside the row of the cursor; a digit goes to the row of that"
    " number; the arrow keys move to a row and try each right side there. A row may stay open."
)
