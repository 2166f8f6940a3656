"""What the letters of two expressions stand for while they are compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from quiz.symbolic.domains import Domain, parse_domain
from quiz.symbolic.tasks import Declaration, Symbols, Value
from quiz.symbolic.tree import Entry, Name, Node, Series, children, walk


@dataclass(frozen=True)
class Scope:
    """Declared symbols (lengths among them), the values of a variant's parameters, and the seed
    from which points are drawn.

    With `every_point`, a difference at a single point where both sides are defined counts.
    """

    symbols: Symbols = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    seed: str = ""
    every_point: bool = True

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

    def with_natural_lengths(self, *nodes: Node) -> Scope:
        """The same with each length declared a natural number, whatever it was declared."""
        lengths = self.lengths(*nodes)
        if not lengths:
            return self
        return replace(self, symbols={**self.symbols, **dict.fromkeys(lengths, _NATURAL)})

    def used_and_lengths(self, *nodes: Node) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Both."""
        occurring: set[str] = set()
        lengths: set[str] = set()
        for node in nodes:
            limits: set[str] = set()
            indices: set[str] = set()
            _gather(node, frozenset(), occurring, limits, indices)
            lengths |= limits - indices
        for name in occurring:
            declaration = self.declaration(name)
            lengths.update(length for length in declaration.index if isinstance(length, str))
            if declaration.index_of:
                lengths.add(declaration.index_of)
        fixed = self.values.keys()
        return tuple(sorted(occurring - lengths - fixed)), tuple(sorted(lengths - fixed))


def _gather(
    node: Node, bound: frozenset[str], free: set[str], limits: set[str], indices: set[str]
) -> None:
    """The free names of an expression; those in limits of sums and products; their indices."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Name):
            if node.name not in bound:
                free.add(node.name)
        elif isinstance(node, Series):
            indices.add(node.index)
            _gather(node.body, bound | {node.index}, free, limits, indices)
            for limit in (node.lower, node.upper):
                _gather(limit, bound, free, limits, indices)
                inside = list(walk(limit))
                if not any(isinstance(piece, Entry) for piece in inside):
                    limits.update(piece.name for piece in inside if isinstance(piece, Name))
        else:
            waiting += children(node)


_REAL = Declaration("real")
_NATURAL = Declaration("natural")
