"""Equations that say what a given is, and are no conditions on other symbols."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.symbolic.derivations.equality import Equality
from quiz.symbolic.derivations.setting import Setting
from quiz.symbolic.tree import (
    Call,
    Derivative,
    Entry,
    Name,
    Node,
    Number,
    Relation,
    children,
)


def is_assertion(equation: Relation, equality: Equality) -> bool:
    """Whether an equation says what a given is.

    One side is a given, its derivative, or made of such (`-log(L)/n`); the other is not 0 and
    has no symbol that the first does not depend on, an index aside.
    """
    setting = equality.setting
    for side, other in ((equation.left, equation.right), (equation.right, equation.left)):
        if isinstance(other, Number) and other.value == 0:
            continue
        if _is_of_givens(side, setting):
            # A slope may lose a letter that what it is the slope of depends on.
            about = side.body if isinstance(side, Derivative) else side
            return equality.symbols(other) <= equality.symbols(about) | setting.index_letters
    return False


def _is_of_givens(node: Node, setting: Setting) -> bool:
    outer = [piece for piece in _outer(node, setting) if not isinstance(piece, Number)]
    lengths = setting.lengths
    others = [piece for piece in outer if not (isinstance(piece, Name) and piece.name in lengths)]
    return bool(others) and all(_is_given(piece, setting) for piece in others)


def _is_given(node: Node, setting: Setting) -> bool:
    match node:
        case Name(name) | Entry(Name(name), _) | Call(name, _):
            definition = setting.definitions.get(name)
            return definition is not None and not definition.own
        case Derivative(body):
            return _is_of_givens(body, setting)
    return False


def _outer(node: Node, setting: Setting) -> Iterator[Node]:
    """The names, numbers, entries, givens and derivatives that an expression is made of."""
    below = tuple(children(node))
    if not below or isinstance(node, Entry | Derivative) or _is_given(node, setting):
        yield node
        return
    for child in below:
        yield from _outer(child, setting)
