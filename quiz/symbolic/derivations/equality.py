"""Whether two pieces of working are equal under what is given."""

from __future__ import annotations

from dataclasses import replace

from quiz.symbolic.arrays import paired_entries
from quiz.symbolic.comparing import compare, joined
from quiz.symbolic.derivations.expanding import expand, open_own
from quiz.symbolic.derivations.setting import Setting
from quiz.symbolic.derivations.swaps import Swap
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.outcomes import Comparison
from quiz.symbolic.tasks import Evidence
from quiz.symbolic.tree import ZERO, Logical, Name, Node, Piecewise, Relation, names


class Equality:
    """Compares expressions as typed, expanding them first; a pair is compared only once."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self._known: dict[tuple[Node, Node], Comparison] = {}

    def expand(self, node: Node, swaps: tuple[Swap, ...] = ()) -> Node:
        """The expression over declared symbols; raises `UnsupportedError`."""
        return expand(node, self.setting.definitions, self.setting.scope(), swaps)

    def symbols(self, node: Node) -> frozenset[str]:
        """The declared symbols that an expression depends on."""
        if not self.setting.has_whole_givens(node):
            return names(self.expand(node))
        found: set[str] = set()
        for name in names(node):
            definition = self.setting.definitions.get(name)
            body = Name(name) if definition is None else definition.body
            bound = () if definition is None else definition.heading.letters
            found |= {name} if body == Name(name) else self.symbols(body) - {*bound}
        return frozenset(found)

    def compare(self, left: Node, right: Node, swaps: tuple[Swap, ...] = ()) -> Comparison:
        """Compare two expressions under the givens, with wrong lines taken as given in `swaps`.

        Raises `UnsupportedError` for what cannot be expanded or evaluated.
        """
        if self.setting.has_whole_givens(left) or self.setting.has_whole_givens(right):
            return self._compare_entries(left, right, swaps)
        pair = self.expand(left, swaps), self.expand(right, swaps)
        if pair not in self._known:
            self._known[pair] = compare(*pair, self.setting.scope())
        return self._known[pair]

    def _compare_entries(self, left: Node, right: Node, swaps: tuple[Swap, ...]) -> Comparison:
        """Compare what is made of indexed givens as whole vectors, entry by entry."""
        definitions = self.setting.definitions
        sides = open_own(left, definitions), open_own(right, definitions)
        pairs = paired_entries(*sides, self.setting.scope_of_arrays())
        if pairs is None:
            return Comparison("different")
        found = []
        for one, other, inner in pairs:
            # The givens themselves are opened now; what is left is the index of the entry.
            known = {name: each for name, each in inner.symbols.items() if name not in definitions}
            scope = replace(inner, symbols=known)
            opened = [expand(side, definitions, scope, swaps) for side in (one, other)]
            found.append(compare(opened[0], opened[1], scope))
        return joined(found)

    def differ_beside_zero(self, left: Node, right: Node) -> Evidence | None:
        """A counterexample at a point where neither side is 0, if one is found."""
        nonzero = Logical("and", tuple(Relation("!=", side, ZERO) for side in (left, right)))
        one, other = (Piecewise(side, nonzero, ZERO) for side in (left, right))
        try:
            found = self.compare(one, other)
        except MathematicsError:
            return None
        return found.evidence if found.outcome == "different" else None

    def holds(self, left: Node, right: Node, swaps: tuple[Swap, ...] = ()) -> bool:
        """Whether two expressions are equal as far as can be told."""
        return self.compare(left, right, swaps).outcome == "equal"

    def seems(self, left: Node, right: Node) -> bool:
        """Whether two expressions agree at the points tried; no proof is looked for."""
        pair = self.expand(left), self.expand(right)
        return compare(*pair, self.setting.scope(), prove=False).outcome == "equal"
