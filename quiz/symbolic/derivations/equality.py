"""Whether two pieces of working are equal under what is given."""

from __future__ import annotations

from quiz.symbolic.comparing import compare
from quiz.symbolic.comparison import Comparison
from quiz.symbolic.derivations.expanding import Swap, expand
from quiz.symbolic.derivations.setting import Setting
from quiz.symbolic.tree import Node


class Equality:
    """Compares expressions as typed, expanding them first; a pair is compared only once."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self._known: dict[tuple[Node, Node], Comparison] = {}

    def expand(self, node: Node, swaps: tuple[Swap, ...] = ()) -> Node:
        """The expression over declared symbols; raises `UnsupportedError`."""
        return expand(node, self.setting.definitions, self.setting.scope(), swaps)

    def compare(self, left: Node, right: Node, swaps: tuple[Swap, ...] = ()) -> Comparison:
        """Compare two expressions under the givens, with wrong lines taken as given in `swaps`.

        Raises `UnsupportedError` for what cannot be expanded or evaluated.
        """
        pair = self.expand(left, swaps), self.expand(right, swaps)
        if pair not in self._known:
            self._known[pair] = compare(*pair, self.setting.scope())
        return self._known[pair]

    def holds(self, left: Node, right: Node, swaps: tuple[Swap, ...] = ()) -> bool:
        """Whether two expressions are equal as far as can be told."""
        return self.compare(left, right, swaps).outcome == "equal"

    def seems(self, left: Node, right: Node) -> bool:
        """Whether two expressions agree at the points tried; no proof is looked for."""
        pair = self.expand(left), self.expand(right)
        return compare(*pair, self.setting.scope(), prove=False).outcome == "equal"
