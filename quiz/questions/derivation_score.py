"""The score of working: which milestones it earned, and whether it reached the goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from quiz.questions.verdict import Verdict
from quiz.symbolic.tasks import DerivationJudgement, MilestoneTask

SKIPPED = ("unreadable", "unsupported", "undecided")


@dataclass(frozen=True)
class DerivationScore:
    """`earned` says of each milestone whether it counts; `halved` that the goal counts half."""

    verdict: Verdict
    score: Fraction | None
    earned: tuple[bool, ...]
    goal_reached: bool
    halved: bool


def score_derivation(
    judgement: DerivationJudgement, milestones: Sequence[MilestoneTask], goal_points: float
) -> DerivationScore:
    """The score: points reached of all points.

    A later milestone, or the goal, earns the earlier ones that are not required. A goal
    reached after a first error counts half. A line that could not be judged before the goal,
    or anywhere when the goal is not reached, leaves the whole open.
    """
    earned = _earned(judgement, milestones)
    goal_reached = judgement.goal_line is not None
    first_error = judgement.first_error
    halved = (
        judgement.goal_line is not None
        and first_error is not None
        and first_error < judgement.goal_line
    )
    open_verdict = _left_open(judgement)
    if open_verdict is not None:
        return DerivationScore(open_verdict, None, earned, goal_reached, halved)
    points = [Fraction(milestone.points) for milestone in milestones]
    goal = Fraction(goal_points)
    reached = sum(
        (point for point, is_earned in zip(points, earned, strict=True) if is_earned), Fraction(0)
    )
    if goal_reached:
        reached += goal / 2 if halved else goal
    score = reached / (sum(points, Fraction(0)) + goal)
    return DerivationScore(_verdict(score, first_error), score, earned, goal_reached, halved)


def _earned(
    judgement: DerivationJudgement, milestones: Sequence[MilestoneTask]
) -> tuple[bool, ...]:
    # Working that could not be judged at all says nothing of milestones.
    shown_on = judgement.milestones or (None,) * len(milestones)
    later_reached = judgement.goal_line is not None
    earned: list[bool] = []
    for line, milestone in reversed([*zip(shown_on, milestones, strict=True)]):
        shown = line is not None
        earned.append(shown or (later_reached and not milestone.required))
        later_reached = later_reached or shown
    return tuple(reversed(earned))


def _left_open(judgement: DerivationJudgement) -> Verdict | None:
    goal = judgement.goal_line
    skipped = {
        line.verdict
        for line in judgement.lines
        if line.verdict in SKIPPED and (goal is None or line.number < goal)
    }
    if "unreadable" in skipped:
        return Verdict.INVALID
    return Verdict.UNDECIDED if skipped else None


def _verdict(score: Fraction, first_error: int | None) -> Verdict:
    if score == 1 and first_error is None:
        return Verdict.CORRECT
    return Verdict.PARTLY_CORRECT if score > 0 else Verdict.INCORRECT
