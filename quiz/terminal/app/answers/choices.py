"""One option of several, or any number of them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from quiz.practice.session import Asking
from quiz.terminal.answers import AnswerError, labels
from quiz.terminal.app.answers.rows import Rows

if TYPE_CHECKING:
    from pydantic import JsonValue


class Options(Rows):
    """Options with a letter each, behind a sign that says whether it is picked."""

    verb: ClassVar[str]
    """What the learner does with an option."""

    def __init__(self, asking: Asking) -> None:
        super().__init__(asking)
        self.names = list(labels(self.choices))

    @property
    def count(self) -> int:
        """A row for each option."""
        return len(self.choices)

    @abstractmethod
    def picked(self, place: int) -> str:
        """The sign that says whether an option is picked."""

    def text(self, place: int) -> str:
        """The option with its letter, and whether it is picked."""
        label = f"{self.sign(place)} {self.picked(place)} {self.names[place]}  "
        return self.markdown(self.choices[place].text, label)

    def letter(self, letter: str) -> None:
        """Pick the option with this letter."""
        if letter in self.names:
            self.pick(self.names.index(letter))
        else:
            self.say(f"There is no {letter} here: {self.verb} {_letters(self.names)}.")


class OneChoice(Options):
    """Exactly one option; choosing another moves the dot."""

    verb = "choose"

    def __init__(self, asking: Asking) -> None:
        super().__init__(asking)
        self.chosen: int | None = None

    @property
    def about(self) -> str:
        """How it is answered."""
        return (
            "Choose the right option with its letter, the arrow keys or the mouse; Enter answers."
        )

    @property
    def keys(self) -> Sequence[tuple[str, str]]:
        """How an option is chosen."""
        return [(_letters(self.names), self.verb), ("↑↓", "move")]

    def picked(self, place: int) -> str:
        """A dot for the one that is chosen."""
        return "(•)" if place == self.chosen else "( )"

    def pick(self, place: int) -> None:
        """Choose this option."""
        self.chosen = place
        self.changed()
        self.go(place)

    def action_move(self, by: int) -> None:
        """Arrow keys choose as they move; the first shows the option they start from."""
        self.pick(self.cursor if self.chosen is None else self._beside(by))

    def response(self) -> JsonValue:
        """The option that is chosen."""
        if self.chosen is None:
            raise AnswerError(f"Choose an option first: {_letters(self.names)}, or the arrow keys.")
        return self.choices[self.chosen].value

    def restore(self, response: JsonValue) -> None:
        """Choose what was answered before."""
        for place, choice in enumerate(self.choices):
            if choice.value == response and isinstance(choice.value, bool) is isinstance(
                response, bool
            ):
                self.chosen = self.cursor = place
        self.show()

    def _beside(self, by: int) -> int:
        return max(0, min(self.count - 1, self.cursor + by))


class SeveralChoices(Options):
    """Any number of options, also none."""

    verb = "tick"

    def __init__(self, asking: Asking) -> None:
        super().__init__(asking)
        self.ticked: set[int] = set()

    @property
    def about(self) -> str:
        """How it is answered."""
        return "Tick every option that is right, or none; Enter answers."

    @property
    def keys(self) -> Sequence[tuple[str, str]]:
        """How options are ticked."""
        return [(_letters(self.names), self.verb), ("↑↓ Space", "move, tick")]

    def picked(self, place: int) -> str:
        """A cross for each that is ticked."""
        return "[x]" if place in self.ticked else "[ ]"

    def pick(self, place: int) -> None:
        """Tick this option, or take its tick away."""
        self.ticked ^= {place}
        self.changed()
        self.go(place)

    def response(self) -> JsonValue:
        """The options that are ticked."""
        return [self.choices[place].value for place in sorted(self.ticked)]

    def doubt(self) -> str:
        """Whether none of them is meant."""
        return "" if self.ticked else "Nothing is ticked. Enter again: none of them is right."

    def restore(self, response: JsonValue) -> None:
        """Tick what was answered before."""
        values = response if isinstance(response, list) else []
        self.ticked = {place for place, choice in enumerate(self.choices) if choice.value in values}
        self.show()


def _letters(names: Sequence[str]) -> str:
    """The letters to choose from, in short: a–d, or t f."""
    if names == ["t", "f"] or len(names) < 3:
        return " ".join(names)
    return f"{names[0]}–{names[-1]}"
