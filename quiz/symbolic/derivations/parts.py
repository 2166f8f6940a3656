"""The part of a line that is wrong: the one term or factor in which it differs."""

from __future__ import annotations

from collections.abc import Callable

from quiz.symbolic.alike import arranged
from quiz.symbolic.tree import Add, Divide, Multiply, Name, Negate, Node, Series, substitute

Same = Callable[[Node, Node], bool]

MOST_PARTS = 12


def wrong_part(before: Node, wrong: Node, same: Same) -> Node | None:
    """The smallest piece of `wrong` without which it would match `before`.

    None where the two are not built alike, or differ in more than one place. `same` says
    whether two pieces are equal.
    """
    found = _part(before, wrong, same)
    return None if found is wrong else found


def _part(before: Node, wrong: Node, same: Same) -> Node:
    match before, wrong:
        case Negate(one), Negate(other):
            found = _part(one, other, same)
            return wrong if found is other else found
        case Series(), Series():
            return _inside(before, wrong)
        case Divide(upper, lower), Divide(numerator, denominator):
            return _one_of((upper, lower), (numerator, denominator), wrong, same, ordered=True)
        case (Add() | Negate(), Add()) | (Add(), Negate()):
            return _one_of(_terms(before), _terms(wrong), wrong, same)
        case Multiply(one), Multiply(other):
            return _one_of(one, other, wrong, same)
    return wrong


def _inside(before: Series, wrong: Series) -> Node:
    limits = (before.kind, before.lower, before.upper) == (wrong.kind, wrong.lower, wrong.upper)
    if not limits:
        return wrong
    body = substitute(before.body, {before.index: Name(wrong.index)})
    # An index has no value of its own: inside a sum only the same tree is the same.
    found = _part(body, wrong.body, lambda one, other: arranged(one) == arranged(other))
    return wrong if found is wrong.body else found


def _one_of(
    ours: tuple[Node, ...],
    theirs: tuple[Node, ...],
    whole: Node,
    same: Same,
    *,
    ordered: bool = False,
) -> Node:
    """The one piece of `theirs` that has no match, looked into; the whole if there are more."""
    if max(len(ours), len(theirs)) > MOST_PARTS:
        return whole
    left, unmatched = list(ours), []
    for place, piece in enumerate(theirs):
        choices = [ours[place]] if ordered else left
        match = next((other for other in choices if other in left and same(other, piece)), None)
        if match is None:
            unmatched.append(piece)
        else:
            left.remove(match)
    if len(unmatched) != 1 or len(left) > 1 or len(theirs) < 2:
        return whole
    return _part(left[0], unmatched[0], same) if left else unmatched[0]


def _terms(node: Node) -> tuple[Node, ...]:
    """The terms of a sum, with a minus before brackets given to each."""
    match node:
        case Negate(Add(terms)):
            return tuple(
                term.operand if isinstance(term, Negate) else Negate(term) for term in terms
            )
        case Add(terms):
            return tuple(inner for term in terms for inner in _terms(term))
    return (node,)
