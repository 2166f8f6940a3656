"""Judging a derivation: working read line by line, held against what is given."""

from __future__ import annotations

from quiz.symbolic.derivations import sentences
from quiz.symbolic.derivations.lines import MAX_CHARACTERS, MAX_LINES, split
from quiz.symbolic.tasks import DerivationJudgement, DerivationTask, LineJudgement

__all__ = ["judge"]


def judge(task: DerivationTask, response: str) -> DerivationJudgement:
    """Judge working line by line: verdicts, the first error, what has been reached.

    Whatever the response holds, it is judged; raises `MathematicsError` only for a task whose own
    lines cannot be read.
    """
    # Imported here, since a screen that counts lines needs `lines` and no NumPy.
    from quiz.symbolic.derivations.judging import Working
    from quiz.symbolic.derivations.reached import Target

    working = Working(task)
    targets = [Target(each.line, working.equality) for each in task.milestones]
    goal = Target(task.goal, working.equality)
    if len(response) > MAX_CHARACTERS:
        message = sentences.TOO_LONG.format(most=MAX_CHARACTERS)
        too_long = LineJudgement(1, response[:80], "unreadable", message=message)
        return DerivationJudgement((too_long,), milestones=(None,) * len(targets))
    lines = split(response)
    judged = [working.judge(line) for line in lines[:MAX_LINES]]
    if len(lines) > MAX_LINES:
        beyond = lines[MAX_LINES]
        message = sentences.TOO_MANY.format(most=MAX_LINES)
        judged.append(LineJudgement(beyond.number, beyond.text, "unreadable", message=message))
    goal_line = goal.first_line(working.claims)
    return DerivationJudgement(
        lines=tuple(judged),
        first_error=working.wrong.first,
        milestones=tuple(target.first_line(working.claims) for target in targets),
        goal_line=goal_line,
        goal_missed=None if goal_line is not None else goal.why_missed(working.claims),
        mistake=working.wrong.mistake,
    )
