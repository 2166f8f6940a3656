"""The lines of one working that did not follow, and what holds given them."""

from __future__ import annotations

from itertools import pairwise

from quiz.symbolic.derivations.equality import Equality
from quiz.symbolic.derivations.mistakes import matching_mistake
from quiz.symbolic.derivations.swaps import Swap, isolate
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.tree import Node, Number


class WrongLines:
    """`first` is the number of the first error, `mistake` that of the author's which it is.

    `swaps` are the wrong lines as replacements, the newest first.
    """

    def __init__(self, mistakes: tuple[str, ...], equality: Equality) -> None:
        self.first: int | None = None
        self.mistake: int | None = None
        self.swaps: tuple[Swap, ...] = ()
        self._whole: tuple[Swap, ...] = ()
        self._mistakes = mistakes
        self._equality = equality

    def note_first(self, number: int, wrong: Node) -> None:
        """Keep the first error: its number, and what it says."""
        self.first = number
        self.mistake = matching_mistake(self._mistakes, wrong, self._equality)

    def take_as_given(self, head: Node, right: Node) -> None:
        """Judge what comes later as if a wrong line were right, too."""
        if not isinstance(head, Number):
            wanted = frozenset(self._equality.setting.definitions)
            self.swaps = (isolate(head, right, wanted), *self.swaps)
            self._whole = (Swap(head, right), *self._whole)

    def explain(self, sides: tuple[Node, ...]) -> bool:
        """Whether a chain that does not hold does so given the wrong lines."""
        holds = self._equality.holds
        try:
            return self.first is not None and all(
                holds(*pair) or holds(*pair, self.swaps) or holds(*pair, self._whole)
                for pair in pairwise(sides)
            )
        except MathematicsError:
            return False
