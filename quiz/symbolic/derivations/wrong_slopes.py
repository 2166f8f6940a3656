"""The chain rule through what has been differentiated wrongly: the error carried forward.

After a wrong `df_i/dw = w` the derivative dJ/dw is that of J as it is written in terms of f_i, with
w for each df_i/dw in it. After a wrong `dJ/dp = p` it is p times dp/dw, and what else depends on w.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from quiz.symbolic.arrays import has_arrays
from quiz.symbolic.calculus import add, differentiate, without_derivatives
from quiz.symbolic.derivations.swaps import base_of
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.tasks import Declaration
from quiz.symbolic.tree import (
    ONE,
    ZERO,
    Add,
    Derivative,
    Entry,
    Multiply,
    Name,
    Node,
    Number,
    Series,
    fresh_index,
    map_children,
    names,
    substitute,
    walk,
)

if TYPE_CHECKING:
    from quiz.symbolic.derivations.expanding import Expander

STEP = Name("→")
"""How far along its wrong derivative a given is moved; nobody can type it."""


@dataclass(frozen=True)
class WrongSlope:
    """A given that was differentiated wrongly, and by what."""

    of: Name | Entry
    by: Name | Entry
    slope: Node


def through_wrong_slopes(node: Derivative, expander: Expander) -> Node | None:
    """A derivative by the chain rule, where some derivative on the way was wrong; else None."""
    if any(isinstance(piece, Derivative) for piece in walk(node.body)):
        return None
    slopes = wrong_slopes(expander)
    if not slopes:
        return None
    if node.order != 1:
        return Derivative(Derivative(node.body, node.variable), node.variable, node.order - 1)
    try:
        return _outer(node, slopes, expander) or _inner(node, slopes, expander)
    except MathematicsError:
        return None


def wrong_slopes(expander: Expander) -> list[WrongSlope]:
    """The wrong lines that say what the derivative of a given is."""
    return [
        WrongSlope(body, variable, swap.right)
        for swap in expander.swaps
        for body, variable in _first_slope(swap.left)
        if base_of(body) in expander.definitions
    ]


def _first_slope(left: Node) -> Iterator[tuple[Name | Entry, Name | Entry]]:
    match left:
        case Derivative(Name() | Entry() as body, variable, 1):
            yield body, variable


def _outer(node: Derivative, slopes: list[WrongSlope], expander: Expander) -> Node | None:
    """`dJ/dp * dp/dw`, summed where p has an index, after a wrong dJ/dp.

    To it comes what the rest of J, with p held, has as its derivative.
    """
    for slope in slopes:
        given = base_of(slope.by)
        if base_of(slope.of) != base_of(node.body) or given not in expander.definitions:
            continue
        if given == base_of(node.variable) or not _depends(slope.by, node.variable, expander):
            continue
        rest = expander.without((given,), swaps=()).open(node.body, frozenset())
        if given not in names(rest):
            continue
        beside = without_derivatives(Derivative(rest, node.variable))
        return add(_over_all_entries(given, node, slope, expander), beside)
    return None


def _over_all_entries(given: str, node: Derivative, slope: WrongSlope, expander: Expander) -> Node:
    lengths = expander.definitions[given].lengths
    taken = names(node) | names(slope.slope) | expander.definitions.keys()
    letters: list[str] = []
    for _ in lengths:
        letters.append(fresh_index("i", taken | {*letters}))
    by = Entry(Name(given), tuple(map(Name, letters))) if letters else Name(given)
    product: Node = Multiply((Derivative(node.body, by), Derivative(by, node.variable)))
    for letter, length in zip(letters, lengths, strict=True):
        upper = Name(length) if isinstance(length, str) else Number(Fraction(length))
        product = Series("sum", product, letter, ONE, upper)
    return product


def _inner(node: Derivative, slopes: list[WrongSlope], expander: Expander) -> Node | None:
    """The derivative of what is written in terms of givens that were differentiated wrongly."""
    variable = node.variable
    held = {
        base_of(slope.of)
        for slope in slopes
        if base_of(slope.of) != base_of(node.body) and _leads_to(slope, variable, expander)
    }
    if not held:
        return None
    opened = expander.without(held).open(node.body, frozenset())
    if not names(opened) & held or _has_arrays(opened, held, expander):
        return None
    moved = _moved(opened, held, variable, expander)
    along = substitute(differentiate(moved, STEP), {STEP.name: ZERO})
    return add(without_derivatives(Derivative(opened, variable)), along)


def _leads_to(slope: WrongSlope, variable: Name | Entry, expander: Expander) -> bool:
    """Whether a wrong derivative has its part in one by a variable."""
    by = base_of(slope.by)
    if by == base_of(variable):
        return True
    return by in expander.definitions and _depends(slope.by, variable, expander)


def _has_arrays(node: Node, held: set[str], expander: Expander) -> bool:
    scope = expander.scope
    assert scope is not None
    givens = {name: Declaration("real", expander.definitions[name].lengths) for name in held}
    return has_arrays(node, replace(scope, symbols={**scope.symbols, **givens}))


def _moved(node: Node, held: set[str], variable: Name | Entry, expander: Expander) -> Node:
    """An expression with each of some givens moved a step along its derivative."""
    if isinstance(node, Name | Entry) and base_of(node) in held:
        slope = expander.open(Derivative(node, variable), frozenset())
        return Add((node, Multiply((STEP, slope))))
    if isinstance(node, Entry):
        return node
    if isinstance(node, Series):
        taken = names(variable) | expander.free_letters | expander.definitions.keys()
        index = fresh_index(node.index, taken | names(node.body))
        body = substitute(node.body, {node.index: Name(index)})
        moved = _moved(body, held, variable, expander)
        return Series(node.kind, moved, index, node.lower, node.upper)
    return map_children(node, lambda child: _moved(child, held, variable, expander))


def _depends(node: Node, variable: Name | Entry, expander: Expander) -> bool:
    plain = expander.without((), swaps=())
    return base_of(variable) in names(plain.open(node, frozenset()))
