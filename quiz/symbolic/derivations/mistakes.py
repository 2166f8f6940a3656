"""Recognising the author's listed mistakes in the first line that does not follow."""

from __future__ import annotations

from quiz.symbolic.derivations.equality import Equality
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.relations import alternatives, chain_of
from quiz.symbolic.tree import Node, Relation


def matching_mistake(mistakes: tuple[str, ...], wrong: Node, equality: Equality) -> int | None:
    """The number (from 0) of the first mistake that the wrong line is, or that its right side is.

    A mistake that cannot be read or compared here matches nothing.
    """
    for number, text in enumerate(mistakes):
        try:
            if _matches(equality.setting.read(text), wrong, equality):
                return number
        except MathematicsError:
            continue
    return None


def _matches(mistake: Node, wrong: Node, equality: Equality) -> bool:
    sides = chain_of(wrong)
    listed = chain_of(mistake)
    if sides is not None and listed is not None:
        same_left = equality.holds(listed[0], sides[0])
        return same_left and equality.holds(listed[-1], sides[-1])
    if sides is not None and not isinstance(mistake, Relation):
        return equality.holds(mistake, sides[-1])
    ours, theirs = alternatives(wrong), alternatives(mistake)
    return len(ours) == len(theirs) and all(
        any(_same_parts(one, other, equality) for other in theirs) for one in ours
    )


def _same_parts(one: tuple[Relation, ...], other: tuple[Relation, ...], equality: Equality) -> bool:
    return len(one) == len(other) and all(
        equality.holds(mine.left, yours.left) and equality.holds(mine.right, yours.right)
        for mine, yours in zip(one, other, strict=True)
    )
