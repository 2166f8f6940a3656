"""Which lines reach a milestone or the goal: by value, left side, vocabulary and length."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, permutations
from typing import TypeVar

from quiz.symbolic.alike import arranged
from quiz.symbolic.derivations.equality import Equality
from quiz.symbolic.derivations.expanding import open_own
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.outcomes import Comparison
from quiz.symbolic.relations import alternatives, chain_of
from quiz.symbolic.tree import (
    ONE,
    TWO,
    Call,
    Constant,
    Derivative,
    Divide,
    Entry,
    Logical,
    Name,
    Node,
    Number,
    Piecewise,
    Power,
    Relation,
    Series,
    leaves,
    names,
    substitute,
    walk,
)

MOST_TIMES_LEAVES = 3
MOST_ORDERS = 6
MOST_NAMED = 3

_NAMES_OF_WORDS = {
    "diff": "a derivative",
    "sum": "a sum",
    "prod": "a product over an index",
    "power": "a power with a symbol in its exponent",
    "sqrt": "a root",
    "if": "cases",
    "condition": "a condition",
}

_FREE = frozenset({"dot", "transpose"})
"""Functions that are ways to write a product."""

T = TypeVar("T")


@dataclass(frozen=True)
class Claim:
    """What a line that follows has shown: `head` equal to each of `rights`, or a condition."""

    number: int
    head: Node
    rights: tuple[Node, ...]
    condition: Node | None = None


def shown_on_the_way(number: int, sides: tuple[Node, ...], found: list[Comparison]) -> list[Claim]:
    """What a condition says of a given on its way: `dJ/dw = … = 0` shows the derivative."""
    shown = next(place for place, each in enumerate(found) if each.outcome != "equal")
    return [Claim(number, sides[0], sides[1 : shown + 1])] if shown else []


class Target:
    """A milestone or the goal, and whether a line reaches it."""

    def __init__(self, line: str, equality: Equality) -> None:
        self.equality = equality
        self.node = equality.setting.read(line)
        sides = chain_of(self.node)
        self.left, self.right = (sides[0], sides[-1]) if sides else (self.node, self.node)
        self.is_identity = sides is not None and self._holds()

    def _holds(self) -> bool:
        try:
            return self.equality.holds(self.left, self.right)
        except MathematicsError:
            return False

    def first_line(self, claims: list[Claim]) -> int | None:
        """The number of the first line that reaches it; None if none does."""
        for claim in claims:
            try:
                if self._reached_by(claim):
                    return claim.number
            except MathematicsError:
                continue
        return None

    def why_missed(self, claims: list[Claim]) -> str | None:
        """What keeps the last line of the right value from reaching it; None if there is none."""
        for claim in reversed(claims):
            try:
                for written, wanted in self._of_right_value(claim):
                    if reason := self._why_not_in_form(written, wanted):
                        return f"line {claim.number} {reason}"
            except MathematicsError:
                continue
        return None

    def _of_right_value(self, claim: Claim) -> Iterator[tuple[Node, Node]]:
        """Right sides of the right value, each with the one wanted in its place."""
        if self.is_identity:
            if claim.condition is None and self._same(claim.head, self.left):
                yield from ((right, self.right) for right in reversed(claim.rights))
            return
        match claim.condition, self.node:
            case Relation("=", left, right), Relation("=", symbol, wanted) if _is_bare(symbol):
                for near, far in ((left, right), (right, left)):
                    if near == symbol and self._same(far, wanted):
                        yield far, wanted

    def _why_not_in_form(self, written: Node, wanted: Node) -> str | None:
        definitions = self.equality.setting.definitions
        written, given = open_own(written, definitions), frozenset(definitions)
        extra = sorted(vocabulary(written, given) - vocabulary(wanted, given))
        if extra:
            named = [_NAMES_OF_WORDS.get(word, word) for word in extra[:MOST_NAMED]]
            return f"has the right value, but still uses {' and '.join(named)}"
        if leaves(written) > MOST_TIMES_LEAVES * leaves(wanted):
            return "has the right value, but can be written much shorter"
        return None

    def _reached_by(self, claim: Claim) -> bool:
        if self.is_identity:
            # The line holds, so its right side equals the target's when their left sides do.
            fitting = any(self._in_form(right, self.right) for right in claim.rights)
            written = claim.condition is None and fitting
            heads = self._in_our_letters(claim.head, self.left) if written else ()
            return any(self._same(head, self.left) for head in heads)
        if claim.condition is None:
            return False
        conditions = self._in_our_letters(claim.condition, self.node)
        return any(self._same_condition(condition, self.node) for condition in conditions)

    def _in_our_letters(self, written: Node, wanted: Node) -> Iterator[Node]:
        """What was written, and with its open indices under the names that the wanted has.

        What holds for each j and was written with j holds with k as well.
        """
        yield written
        symbols, letters = self.equality.setting.symbols, self.equality.setting.index_letters
        theirs, ours = (sorted(names(side) & letters) for side in (written, wanted))
        if len(theirs) != len(ours):
            return
        for order in islice(permutations(ours), MOST_ORDERS):
            runs_alike = all(
                symbols[one].index_of == symbols[other].index_of
                for one, other in zip(theirs, order, strict=True)
            )
            if runs_alike and list(order) != theirs:
                renamed: dict[str, Node] = {
                    one: Name(other) for one, other in zip(theirs, order, strict=True)
                }
                yield substitute(written, renamed)

    def _same(self, one: Node, other: Node) -> bool:
        return arranged(one) == arranged(other) or self.equality.holds(one, other)

    def _in_form(self, written: Node, wanted: Node) -> bool:
        """Whether an expression keeps to the vocabulary and the length of the one wanted."""
        definitions = self.equality.setting.definitions
        written = open_own(written, definitions)
        given = frozenset(definitions)
        short = leaves(written) <= MOST_TIMES_LEAVES * leaves(wanted)
        return short and vocabulary(written, given) <= vocabulary(wanted, given)

    def _same_condition(self, written: Node, wanted: Node) -> bool:
        """The same alternatives and parts in any order, each equation the same."""
        ours, theirs = alternatives(written), alternatives(wanted)
        return _matched(ours, theirs, lambda one, other: _matched(one, other, self._same_equation))

    def _same_equation(self, written: Relation, wanted: Relation) -> bool:
        for symbol, other in ((wanted.left, wanted.right), (wanted.right, wanted.left)):
            if _is_bare(symbol):
                return any(
                    near == symbol and self._in_form(far, other) and self._same(far, other)
                    for near, far in (
                        (written.left, written.right),
                        (written.right, written.left),
                    )
                )
        same = self._same(written.left, wanted.left) and self._same(written.right, wanted.right)
        return same and self._in_form(written.right, wanted.right)


def _matched(ours: tuple[T, ...], theirs: tuple[T, ...], same: Callable[[T, T], bool]) -> bool:
    """Whether each of one list has its match in the other, and the other way round."""
    return all(any(same(one, other) for other in theirs) for one in ours) and all(
        any(same(one, other) for one in ours) for other in theirs
    )


def vocabulary(node: Node, given: frozenset[str]) -> frozenset[str]:
    """What an expression uses beyond `+ - * /`, brackets, whole powers and bare symbols."""
    return frozenset(_words(node, given))


def _words(node: Node, given: frozenset[str]) -> Iterator[str]:
    yield from names(node) & given
    for piece in walk(node):
        match piece:
            case Call(function, _) if function not in _FREE:
                yield function
            case Series(kind):
                yield kind
            case Derivative():
                yield "diff"
            case Piecewise():
                yield "if"
            case Relation() | Logical():
                yield "condition"
            case Power(base, exponent):
                yield from _power_words(base, exponent)


def _power_words(base: Node, exponent: Node) -> Iterator[str]:
    if base == Constant("e"):
        yield "exp"
    elif names(exponent):
        yield "power"
    elif _is_half(exponent):
        yield "sqrt"


def _is_half(node: Node) -> bool:
    if isinstance(node, Divide):
        return node == Divide(ONE, TWO)
    return isinstance(node, Number) and node.value == Fraction(1, 2)


def _is_bare(node: Node) -> bool:
    return isinstance(node, Name) or (isinstance(node, Entry) and isinstance(node.base, Name))
