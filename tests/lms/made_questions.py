"""Holding questions that are made from a derivation against what the engine says of their lines."""

from __future__ import annotations

import re

from quiz.questions import Derivation, MultipleChoice, Ordering
from quiz.symbolic.engine import judge_derivation
from quiz.symbolic.tasks import DerivationJudgement


def judged(question: Derivation, shown: str) -> DerivationJudgement:
    """What the engine says of lines as they are shown, in LaTeX."""
    lines = "\n".join(re.findall(r"\$(.*?)\$", shown))
    return judge_derivation(question.task({}), lines)


def check_ordering(question: Derivation, made: Ordering) -> None:
    """The lines in the order of the key are the derivation; the one beside them is wrong."""
    right = judged(question, "\n".join(made.items))
    assert [line.verdict for line in right.lines] == ["follows"] * len(right.lines)
    assert right.goal_line is not None
    for stray in made.distractors:
        assert judged(question, "\n".join([*made.items[:-1], stray])).first_error is not None


def check_first_error(question: Derivation, made: MultipleChoice) -> None:
    """The line of the key is the first that does not follow."""
    working = made.prompt.removeprefix(question.prompt.rstrip())
    found = judged(question, working)
    number = next(n for n, option in enumerate(made.options, 1) if option.correct)
    assert found.first_error == number
    assert len(made.options) == len(found.lines) + 1
