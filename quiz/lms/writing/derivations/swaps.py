"""Which neighbouring steps of a working could as well stand the other way round.

Somebody who puts lines in order must not lose a point for an order that is as good. So steps that
could be swapped are shown as one.
"""

from __future__ import annotations

from collections.abc import Mapping

from quiz.lms.writing.derivations.working import (
    Step,
    Working,
    distance,
    exchanged,
    holds_piece,
    size,
)
from quiz.symbolic.tree import Derivative, Node

DEEPEST = 5
"""How often names are opened that stand for others."""

Unit = tuple[Step, ...]
"""Steps that stay together."""


def units(working: Working) -> list[Unit]:
    """The steps of a working in order, those together that could be swapped."""
    found: list[list[Step]] = []
    for place, step in enumerate(working.steps):
        if not place or _is_fixed(working, place):
            found.append([])
        found[-1].append(step)
    return [tuple(unit) for unit in found]


def _is_fixed(working: Working, place: int) -> bool:
    """Whether the step at `place` has to stand behind the one before it."""
    first, second = working.steps[place - 1 : place + 1]
    if place == len(working.steps) - 1:
        return True  # the goal comes last
    if working.sets_to_zero(place - 1):
        return False  # setting to zero, and the equation that this gives, are one step
    if working.sets_to_zero(place):
        return True
    if first.left is not None and first.left == second.left:
        return _is_on_the_way(working, place)
    is_solving = any(working.sets_to_zero(earlier) for earlier in range(place))
    if is_solving and working.is_right([second]):
        return False  # it needs nothing of what is solved for
    if _builds_on(working, place):
        return True
    swapped = [*working.steps[: place - 1], second, first, *working.steps[place + 1 :]]
    if not working.is_right(swapped):
        return True
    if working.question.start is None and working.is_right([second]):
        return False  # it holds by itself
    return _is_on_the_way(working, place)


def _builds_on(working: Working, place: int) -> bool:
    """Whether a step takes up what the one before it says."""
    first, second = working.steps[place - 1 : place + 1]
    if first.left is None or second.left is None:
        return False
    if first.right == second.left or holds_piece(second.says, first.left):
        return True
    meanings = working.meanings(place - 1)
    for meaning in _opened(second.left, meanings):
        if holds_piece(meaning, first.left):
            return True
        if _is_by_chain_rule(first.left, second.left, meaning, meanings):
            return True
    return False


def _is_by_chain_rule(
    first: Node, second: Node, meaning: Node, meanings: Mapping[Node, Node]
) -> bool:
    """Whether `dJ/dz` comes after `dJ/dp` or `dp/dz`; `meaning` is `dJ/dz` with J opened."""
    if not isinstance(first, Derivative) or not isinstance(second, Derivative):
        return False
    if first.body == second.body:
        return first.variable != second.variable and first.variable in meanings
    inside = meaning.body if isinstance(meaning, Derivative) else meaning
    return first.variable == second.variable and holds_piece(inside, first.body)


def _is_on_the_way(working: Working, place: int) -> bool:
    """Whether a step leads on from the one before it: it is shorter, or less changes so."""
    first, second = working.steps[place - 1 : place + 1]
    if size(first.says) > size(second.says):
        return True
    before = _before(working, place - 1)
    written, swapped = distance(before, first.says), distance(before, second.says)
    if place + 1 < len(working.steps) and working.steps[place + 1].left == second.left:
        after = working.steps[place + 1].says
        written += distance(second.says, after)
        swapped += distance(first.says, after)
    return written < swapped


def _before(working: Working, place: int) -> Node:
    """What a step comes from: the one before it, or the meaning of what it is about."""
    meanings = working.meanings(place)
    if place == 0:
        start = working.question.start
        return working.read(start) if start else _opened(_about(working.steps[0]), meanings)[-1]
    if working.sets_to_zero(place - 1):
        return exchanged(working.steps[place - 1].says, meanings)
    if working.question.start or working.steps[place - 1].left == working.steps[place].left:
        return working.steps[place - 1].says
    return _opened(_about(working.steps[place]), meanings)[-1]


def _about(step: Step) -> Node:
    return step.says if step.left is None else step.left


def _opened(node: Node, meanings: Mapping[Node, Node]) -> list[Node]:
    """The formula with what its names mean, and with what these mean in turn."""
    found = [node]
    while len(found) <= DEEPEST and (opened := exchanged(found[-1], meanings)) != found[-1]:
        found.append(opened)
    return found
