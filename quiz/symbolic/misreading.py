"""Brackets that were perhaps meant: other ways in which what was typed might be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from quiz.symbolic.outcomes import Comparison
from quiz.symbolic.tree import (
    Add,
    Call,
    Divide,
    Multiply,
    Negate,
    Node,
    Power,
    children,
    map_children,
    replaced,
    walk,
)

MOST_READINGS = 12

_OPEN_POWER = re.compile(r"(?:\\(?:log|ln)\s*|\b(?:log|ln)\s+)(?:\\left\s*)?[(\[{]")
_RAISED_LOG = re.compile(r"(?:log|ln)\s*\^")
_BARE_LOG = re.compile(r"(?:log|ln)\s+[^\s(\[{\\]|\\(?:log|ln)\s*[^\s(\[{\\]")


@dataclass(frozen=True)
class Reading:
    """Another reading of a whole: in place of `read` stands `meant`."""

    whole: Node
    read: Node
    meant: Node


def may_raise_inside(source: str) -> bool:
    r"""Whether `\log (p)^2` or `log (p)^2` occurs, by which many mean the log of the square."""
    return bool(_OPEN_POWER.search(source)) and not _RAISED_LOG.search(source)


def raised_inside(node: Node) -> Node:
    """The expression with every power of a log as the log of the power."""
    node = map_children(node, raised_inside)
    match node:
        case Power(Call("log" as log, (argument,)), exponent):
            return Call(log, (Power(argument, exponent),))
    return node


def with_powers_inside(
    sides: tuple[Node, ...],
    found: list[Comparison],
    source: str,
    holds: Callable[[Node, Node], bool],
) -> tuple[Node, ...] | None:
    r"""The sides with `\log (p)^2` as the log of the square, where only so they are equal.

    `holds` says whether two sides are equal.
    """
    if not may_raise_inside(source) or all(each.outcome == "equal" for each in found):
        return None
    first, *others = sides
    for meant in (tuple(map(raised_inside, sides)), (first, *map(raised_inside, others))):
        if meant != sides and all(holds(*pair) for pair in pairwise(meant)):
            return meant
    return None


def other_readings(node: Node, source: str) -> Iterator[Reading]:
    """The readings that brackets in one other place would give, a few at most."""
    inside = raised_inside(node)
    if inside != node:
        read = next(piece for piece in walk(node) if raised_inside(piece) != piece)
        # The smallest piece says enough, where there are several.
        while below := [child for child in children(read) if raised_inside(child) != child]:
            read = below[0]
        yield Reading(inside, read, raised_inside(read))
    found = (
        Reading(replaced(node, piece, meant), read, meant_there)
        for piece in walk(node)
        for meant, read, meant_there in _meanings(piece, bool(_BARE_LOG.search(source)))
    )
    yield from islice(found, MOST_READINGS)


def _meanings(piece: Node, bare_logs: bool) -> Iterator[tuple[Node, Node, Node]]:
    """What a piece might mean; with it the part that is read so, and as it might be meant."""
    match piece:
        case Power(Call(function, (argument,)), exponent):
            meant: Node = Call(function, (Power(argument, exponent),))
            yield meant, piece, meant
        case Multiply((Divide(upper, lower), *others)):
            for taken in range(len(others), 0, -1):
                # `1/2n sum(…)` is perhaps 1/(2n), and the sum behind it a factor all the same.
                read = Multiply((piece.factors[0], *others[:taken]))
                meant = Divide(upper, Multiply((lower, *others[:taken])))
                behind = others[taken:]
                yield (Multiply((meant, *behind)) if behind else meant), read, meant
        case Add(terms):
            for place, term in enumerate(terms[:-1]):
                following = terms[place + 1]
                joined = _taking_in(term, following, bare_logs)
                if joined is not None:
                    rest = (*terms[:place], joined, *terms[place + 2 :])
                    whole = Add(rest) if len(rest) > 1 else joined
                    yield whole, Add((term, following)), joined


def _taking_in(term: Node, following: Node, bare_logs: bool) -> Node | None:
    """A term whose last part goes on over the next term: `1/1 + x` as `1/(1 + x)`."""

    def inside(last: Node, build: Callable[[Node], Node]) -> Node | None:
        taken = _taking_in(last, following, bare_logs)
        return None if taken is None else build(taken)

    match term:
        case Negate(operand):
            return inside(operand, Negate)
        case Multiply((*before, last)):
            return inside(last, lambda taken: Multiply((*before, taken)))
        case Power(base, exponent):
            return Power(base, Add((exponent, following)))
        case Divide(upper, lower):
            return Divide(upper, Add((lower, following)))
        case Call("log", (argument,)) if bare_logs:
            return Call("log", (Add((argument, following)),))
    return None
