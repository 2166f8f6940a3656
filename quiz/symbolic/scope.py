"""What the letters of two expressions stand for while they are compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quiz.symbolic.domains import Domain, Whole, parse_domain
from quiz.symbolic.tasks import Declaration, Symbols, Value
from quiz.symbolic.tree import Entry, Name, Node, Series, names, walk


@dataclass(frozen=True)
class Scope:
    """Declared symbols (lengths among them), the values of a variant's parameters, and the seed
    from which points are drawn."""

    symbols: Symbols = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    seed: str = ""

    def declaration(self, name: str) -> Declaration:
        """How a name is declared; one that is not is real."""
        return self.symbols.get(name, _REAL)

    def domain(self, name: str) -> Domain:
        """The domain of a symbol, or of the entries of an indexed one."""
        return parse_domain(self.declaration(name).domain)

    def used(self, *nodes: Node) -> tuple[str, ...]:
        """The symbols that occur in the expressions, in a fixed order, without the lengths."""
        return self.used_and_lengths(*nodes)[0]

    def lengths(self, *nodes: Node) -> tuple[str, ...]:
        """The symbols that say how far an index runs: declared lengths and limits of sums."""
        return self.used_and_lengths(*nodes)[1]

    def used_and_lengths(self, *nodes: Node) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Both."""
        occurring = frozenset().union(*(names(node) for node in nodes))
        lengths: set[str] = set()
        for name in occurring:
            declaration = self.declaration(name)
            lengths.update(length for length in declaration.index if isinstance(length, str))
            if declaration.index_of:
                lengths.add(declaration.index_of)
        for node in nodes:
            lengths.update(_limits(node, frozenset()))
        fixed = self.values.keys()
        return tuple(sorted(occurring - lengths - fixed)), tuple(sorted(lengths - fixed))


def _limits(node: Node, bound: frozenset[str]) -> set[str]:
    """Names in the limits of sums and products, but for the indices of sums around them."""
    found: set[str] = set()
    for piece in walk(node):
        if isinstance(piece, Series):
            bound |= {piece.index}
            for limit in (piece.lower, piece.upper):
                if not any(isinstance(inner, Entry) for inner in walk(limit)):
                    found |= {inner.name for inner in walk(limit) if isinstance(inner, Name)}
    return found - bound


_REAL = Declaration("real")

LENGTH = Whole(1)
