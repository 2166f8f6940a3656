"""Sums and products written with dots: `x_1 + x_2 + … + x_n`, `p_1 p_2 ⋯ p_n`.

The terms before the dots and the one behind them must be one pattern: the same but for an index,
which is 1, 2 and so on before the dots and how far it runs behind them. Several terms may repeat
together, `y_1 a + b_1 + … + y_n a + b_n`. Anything else is refused, never guessed.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from quiz.symbolic.errors import ReadError
from quiz.symbolic.tree import (
    HOLE,
    ONE,
    ZERO,
    Add,
    Entry,
    Multiply,
    Name,
    Negate,
    Node,
    Number,
    Series,
    children,
    fresh_index,
    map_children,
    names,
    substitute,
    walk,
)

if TYPE_CHECKING:
    from quiz.symbolic.reading.parser import Parser

Kind = Literal["sum", "prod"]

DOTS = Name("…")
"""Stands for the dots until the term behind them is known."""

MOST_TOGETHER = 4


def resolved(parser: Parser, items: list[Node], kind: Kind) -> Node:
    """Terms or factors with dots among them, with a sum or a product in place of each run."""
    while _dots_in(items):
        at = next(place for place, item in enumerate(items) if is_dots(item))
        found = _run(parser, items, at, kind)
        if found is None and parser.unfinished:
            items = [*items[:at], HOLE, *items[at + 1 :]]
        elif found is None:
            raise refused(parser)
        else:
            items = found
    return _joined(items, kind)


def in_product(parser: Parser, node: Node) -> Node:
    """A product with a product over an index in place of each run with dots."""
    return resolved(parser, list(node.factors) if isinstance(node, Multiply) else [node], "prod")


def may_follow(parser: Parser, node: Node) -> bool:
    """Whether dots that stand next are those of a product: `p_1 ⋯ p_n`, but not `i = 1..n`."""
    return parser.is_next("..") and any(isinstance(piece, Entry) for piece in walk(node))


def refused(parser: Parser) -> ReadError:
    """What is said of dots that stand for nothing that is clear."""
    dots = [token.start for token in parser.tokens[: parser.at + 1] if token.text == ".."]
    return ReadError(
        "it is not clear what these dots stand for",
        dots[-1],
        "write x_1 + x_2 + … + x_n, or sum(…, i=1..n)",
    )


def _dots_in(items: list[Node]) -> bool:
    return any(map(is_dots, items))


def is_dots(item: Node) -> bool:
    """Whether these are the dots, with a minus or without."""
    if isinstance(item, Negate):
        item = item.operand
    return isinstance(item, Name) and item == DOTS


def _run(parser: Parser, items: list[Node], at: int, kind: Kind) -> list[Node] | None:
    """The items with one run of like ones as a sum or a product; None if none is found."""
    negative = isinstance(items[at], Negate)
    for size in range(1, MOST_TOGETHER + 1):
        before, last = items[:at], items[at + 1 : at + 1 + size]
        if len(before) < size or len(last) < size:
            return None
        if negative != all(isinstance(term, Negate) for term in last) or _dots_in(last):
            continue
        pattern = _Pattern(parser, names(_joined(items[at + 1 :], kind)))
        start = pattern.start_of(before, last)
        if start is None or pattern.upper is None:
            continue
        body = [term.operand if isinstance(term, Negate) else term for term in pattern.body]
        whole = _joined(body if negative else pattern.body, kind)
        found: Node = Series(kind, whole, pattern.index, ONE, pattern.upper)
        return [*before[:start], Negate(found) if negative else found, *items[at + 1 + size :]]
    return None


def _joined(items: list[Node], kind: Kind) -> Node:
    if len(items) == 1:
        return items[0]
    return Add(tuple(items)) if kind == "sum" else Multiply(tuple(items))


class _Pattern:
    """What like terms have in common: `body` in terms of `index`, which runs up to `upper`."""

    def __init__(self, parser: Parser, taken: frozenset[str]) -> None:
        self.parser = parser
        known = {name for name, each in parser.names.symbols.items() if each.index_of is None}
        self.index = fresh_index("i", taken | known | {*parser.bound})
        self.upper: Node | None = None
        self.body: list[Node] = []

    def start_of(self, before: list[Node], last: list[Node]) -> int | None:
        """Where the run starts whose last terms these are; None if those before are not like."""
        size = len(last)
        for number in range(1, len(before) // size + 1):
            start = len(before) - number * size
            body = self._like(before[start : start + size], last)
            if body is not None:
                return start if self._goes_on(body, before[start:]) else None
        return None

    def _goes_on(self, body: list[Node], run: list[Node]) -> bool:
        self.body = body
        numbered = (
            substitute(term, {self.index: Number(Fraction(number))})
            for number in range(1, len(run) // len(body) + 1)
            for term in body
        )
        return list(numbered) == run

    def _like(self, first: list[Node], last: list[Node]) -> list[Node] | None:
        """The terms with the index in them; None where they differ in anything else."""
        self.upper = None
        found = [self._common(one, other) for one, other in zip(first, last, strict=True)]
        body = [each for each in found if each is not None]
        return body if len(body) == len(found) and self.upper is not None else None

    def _common(self, first: Node, last: Node) -> Node | None:
        if first == last:
            return first
        if first == ONE and self._may_be_upper(last):
            self.upper = last
            return Name(self.index)
        if type(first) is not type(last) or _shell(first) != _shell(last):
            return None
        below = [self._common(*pair) for pair in zip(children(first), children(last), strict=True)]
        found = [each for each in below if each is not None]
        if len(found) < len(below):
            return None
        following = iter(found)
        return map_children(first, lambda _: next(following))

    def _may_be_upper(self, node: Node) -> bool:
        """Whether an index may run so far: a length, or one less or more, or a number."""
        if self.upper is not None:
            return node == self.upper
        match node:
            case Number(value):
                return value.denominator == 1 and value > 1
            case Name(name) | Add((Name(name), Number() | Negate(Number()))):
                return name in self.parser.bound or self.parser.names.is_length(name)
        return False


def _shell(node: Node) -> Node:
    """A node without what is below it."""
    return map_children(node, lambda _: ZERO)
