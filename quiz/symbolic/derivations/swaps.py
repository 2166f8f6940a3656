"""Wrong lines taken as given: what stands on their left is replaced by what stands on their right.

A wrong line with an open index, `df_i/dw = w`, is taken as given for each i: it replaces `df_j/dw`
too, and `df_1/dw`. Of `dp_k/dz_k = p_k` only the like is replaced, so `dp_j/dz_k` where j is k.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass

from quiz.symbolic.calculus import differentiate
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.tree import (
    ZERO,
    Add,
    Derivative,
    Divide,
    Entry,
    Logical,
    Multiply,
    Name,
    Negate,
    Node,
    Number,
    Piecewise,
    Relation,
    Series,
    children,
    names,
    substitute,
    walk,
)


@dataclass(frozen=True)
class Swap:
    """A wrong line taken as given: what stands on its left is replaced by `right`."""

    left: Node
    right: Node


def isolate(left: Node, right: Node, wanted: frozenset[str]) -> Swap:
    """A wrong line as a replacement for the one piece of its left side that holds a given.

    `-log(L) = W` becomes `log(L)` replaced by `-W`, and the derivative of log(L), if it is W, makes
    that of L be W L; what cannot be isolated is replaced whole.
    """
    match left:
        case Derivative(body, variable, 1) if not _is_given(body, wanted):
            inner = _inside(body, variable, wanted)
            if inner is not None:
                return Swap(Derivative(inner[0], variable), Divide(right, inner[1]))
        case Negate(operand):
            return isolate(operand, Negate(right), wanted)
        case Divide(numerator, denominator) if not names(denominator) & wanted:
            return isolate(numerator, Multiply((right, denominator)), wanted)
        case Add(terms):
            holding = [term for term in terms if names(term) & wanted]
            taken = [Negate(term) for term in terms if not names(term) & wanted]
            if len(holding) == 1 and taken:
                return isolate(holding[0], Add((right, *taken)), wanted)
        case Multiply(factors):
            holding = [factor for factor in factors if names(factor) & wanted]
            others = tuple(factor for factor in factors if not names(factor) & wanted)
            if len(holding) == 1 and others:
                return isolate(holding[0], Divide(right, Multiply(others)), wanted)
    return Swap(left, right)


def _inside(
    body: Node, variable: Name | Entry, wanted: frozenset[str]
) -> tuple[Name | Entry, Node] | None:
    """The one given in an expression, and the derivative by it; None if it is not that simple."""
    simple = not any(isinstance(piece, Series | Derivative) for piece in walk(body))
    givens = set(_givens(body, wanted))
    if not simple or len(givens) != 1 or base_of(variable) in names(body):
        return None
    given = givens.pop()
    try:
        outer = differentiate(body, given)
    except MathematicsError:
        return None
    return None if outer == ZERO else (given, outer)


def _givens(node: Node, wanted: frozenset[str]) -> Iterator[Name | Entry]:
    """The givens in an expression."""
    if isinstance(node, Name | Entry) and _is_given(node, wanted):
        yield node
    elif not isinstance(node, Entry):
        for child in children(node):
            yield from _givens(child, wanted)


def _is_given(node: Node, wanted: frozenset[str]) -> bool:
    return base_of(node) in wanted


def base_of(node: Node) -> str:
    """The name of a symbol or a given, or of what it is an entry of; empty for all else."""
    match node:
        case Name(name) | Entry(Name(name), _):
            return name
    return ""


@dataclass(frozen=True)
class Instance:
    """What a wrong line says of something: it is `right`, if the indices are as in `when`."""

    right: Node
    when: tuple[Node, ...] = ()

    def taken(self, right: Node, otherwise: Node) -> Node:
        """The right side where the line says something, and what is true elsewhere."""
        condition = self.when[0] if len(self.when) == 1 else Logical("and", self.when)
        return Piecewise(right, condition, otherwise)


def instance(
    swap: Swap, node: Node, letters: Collection[str], givens: Container[str]
) -> Instance | None:
    """What a wrong line says of an entry of a given, or a derivative, that is like its left side.

    `letters` are the index letters that a line may leave open. None where it says nothing of it.
    """
    about = swap.left.body if isinstance(swap.left, Derivative) else swap.left
    if type(node) is not type(swap.left) or base_of(about) not in givens:
        return None
    ours, theirs = _indices(swap.left), _indices(node)
    if ours is None or theirs is None or ours[0] != theirs[0] or len(ours[1]) != len(theirs[1]):
        return None
    values: dict[str, Node] = {}
    when: list[Node] = []
    for wanted, found in zip(ours[1], theirs[1], strict=True):
        if isinstance(wanted, Name) and wanted.name in letters and wanted.name not in values:
            values[wanted.name] = found
            continue
        wanted = substitute(wanted, values)
        if isinstance(wanted, Number) and isinstance(found, Number) and wanted != found:
            return None
        if wanted != found:
            when.append(Relation("=", found, wanted))
    return Instance(substitute(swap.right, values), tuple(when))


def _indices(node: Node) -> tuple[tuple[object, ...], tuple[Node, ...]] | None:
    """What a node is about, its indices aside, and its indices; None unless it has some."""
    match node:
        case Entry(Name(name), indices):
            return (name,), indices
        case Derivative(body, variable, order):
            one, other = _indices(body), _indices(variable)
            if one is None and other is None:
                return None
            about = (one[0] if one else body, other[0] if other else variable, order)
            return about, (*(one[1] if one else ()), *(other[1] if other else ()))
    return None
