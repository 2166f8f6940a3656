"""Mathematics: reading what people type, comparing it, following it line by line.

>>> from quiz.symbolic import compare
>>> compare("log(p/(1-p))", "log p - log(1-p)", {"p": "(0, 1)"}).outcome
'equal'

Both functions do their work in the engine's own process, within its limits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from quiz.symbolic.tasks import Declaration, DerivationJudgement, ExpressionJudgement, Symbols

__all__ = ["check_derivation", "compare"]


def compare(
    answer: str,
    response: str,
    symbols: Mapping[str, str | Declaration] | None = None,
    *,
    value: Literal["number", "equation", "vector", "matrix", "set", "interval"] = "number",
    up_to: Literal["nothing", "constant", "positive_scale", "affine"] = "nothing",
    with_respect_to: Sequence[str] = (),
    form: str = "any",
    forbid: Sequence[str] = (),
) -> ExpressionJudgement:
    """How a response compares with an answer: equal or not, with the evidence.

    `symbols` gives each name its domain (`"(0, 1)"`) or its whole declaration; without it each
    letter is real. The options are those of an `expression` question. Whatever the response holds,
    it is judged; raises `MathematicsError` when the answer or a domain cannot be read.
    """
    from quiz.symbolic.engine import judge_expression
    from quiz.symbolic.naming import Names
    from quiz.symbolic.reading import read
    from quiz.symbolic.tasks import ExpressionTask

    declared = _declared(symbols)
    read(answer, Names.of(declared), value)
    task = ExpressionTask(
        answer,
        declared,
        value=value,
        up_to=up_to,
        with_respect_to=tuple(with_respect_to),
        form=form,
        forbid=tuple(forbid),
    )
    return judge_expression(task, response)


def check_derivation(
    working: str,
    goal: str,
    given: Mapping[str, str] | None = None,
    symbols: Mapping[str, str | Declaration] | None = None,
    *,
    start: str | None = None,
    milestones: Sequence[str] = (),
) -> DerivationJudgement:
    """How working is to be judged, line by line, on its way from what is given to a goal.

    `symbols` is as in `compare`; the rest are lines as in a `derivation` question. Whatever the
    working holds, it is judged; raises `MathematicsError` when one of the others cannot be read.
    """
    from quiz.symbolic.derivations.setting import Setting
    from quiz.symbolic.engine import judge_derivation
    from quiz.symbolic.tasks import DerivationTask, MilestoneTask

    task = DerivationTask(
        goal,
        _declared(symbols),
        given=given or {},
        start=start,
        milestones=tuple(MilestoneTask(line) for line in milestones),
    )
    setting = Setting(task)
    for line in (goal, *milestones, *([start] if start else [])):
        setting.read(line)
    return judge_derivation(task, working)


def _declared(symbols: Mapping[str, str | Declaration] | None) -> Symbols | None:
    """The declarations of symbols, each of which may be a domain alone."""
    from quiz.symbolic.domains import parse_domain
    from quiz.symbolic.tasks import Declaration

    if symbols is None:
        return None
    declared = {
        name: Declaration(symbol) if isinstance(symbol, str) else symbol
        for name, symbol in symbols.items()
    }
    for symbol in declared.values():
        parse_domain(symbol.domain)
    return declared
