"""Logs without brackets that many read as the log of all that stands behind them.

`log (p)^y` may be the log of the power, and `log p^y (1-p)^(1-y)` that of the product. A line is
taken so where only so it holds, and its judgement says it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from quiz.symbolic.derivations import sentences
from quiz.symbolic.derivations.equality import Equality
from quiz.symbolic.derivations.open_indices import read_continuation
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.misreading import with_powers_inside
from quiz.symbolic.outcomes import Comparison
from quiz.symbolic.printing import unicode
from quiz.symbolic.tasks import LineJudgement
from quiz.symbolic.tree import Node

Sides = tuple[Node, ...]


def taken_inside(
    sides: Sides, found: list[Comparison], source: str, judgement: LineJudgement, equality: Equality
) -> tuple[Sides, LineJudgement] | None:
    """The sides as they hold, and the judgement that says how they were taken; None if as read.

    `source` is the line as typed; the first of the sides may stand on the line above it.
    """
    if all(each.outcome == "equal" for each in found):
        return None
    note = sentences.POWER_INSIDE
    meant = with_powers_inside(sides, found, source, equality.holds)
    if meant is None:
        note = sentences.FACTORS_INSIDE
        meant = _with_factors_inside(sides, source, equality)
    if meant is None:
        return None
    shown = " = ".join(unicode(side) for side in meant)
    return meant, replace(judgement, read_as=shown, message=note)


def _with_factors_inside(sides: Sides, source: str, equality: Equality) -> Sides | None:
    """The sides with the log of all the factors beside each log, where they are equal so."""
    if "log" not in source and "ln" not in source:
        return None
    try:
        read = read_continuation(source, equality.setting, whole_logs=True)
        meant = (*sides[: len(sides) - len(read)], *read)
        if len(sides) - len(read) not in (0, 1) or meant == sides:
            return None
        holds = all(equality.holds(*pair) for pair in pairwise(meant))
    except MathematicsError:
        return None
    return meant if holds else None
