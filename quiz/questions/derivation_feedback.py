"""What is said about working: the first error, what was reached, and what to try next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quiz.questions.derivation_score import SKIPPED, DerivationScore, score_derivation
from quiz.questions.grading import DerivationGrade, LineGrade
from quiz.questions.verdict import Verdict
from quiz.symbolic.counterexample import in_words
from quiz.symbolic.tasks import (
    DerivationJudgement,
    Evidence,
    LineJudgement,
    MilestoneTask,
)

if TYPE_CHECKING:
    from quiz.questions.derivation import Milestone
    from quiz.questions.formula_answer import FormulaMistake


def graded(
    judgement: DerivationJudgement,
    milestones: Sequence[Milestone],
    goal_points: float,
    mistakes: Sequence[FormulaMistake],
) -> DerivationGrade:
    """The grade of working that was judged line by line."""
    steps = [MilestoneTask(step.line, step.points, step.required) for step in milestones]
    score = score_derivation(judgement, steps, goal_points)
    mistake = None if judgement.mistake is None else mistakes[judgement.mistake]
    lines = tuple(
        _line(line, mistake if line.number == judgement.first_error else None)
        for line in judgement.lines
    )
    number = None if score.score is None else float(score.score)
    verdict = score.verdict
    if mistake and number is not None and mistake.score > number:
        number, verdict = mistake.score, Verdict.PARTLY_CORRECT
    return DerivationGrade(
        verdict=verdict,
        score=number,
        feedback=tuple(_remarks(judgement, score, lines, milestones, goal_points)),
        evidence=_evidence(judgement),
        lines=lines,
        first_error=judgement.first_error,
        milestones=score.earned,
        goal_reached=score.goal_reached,
        milestone_lines=judgement.milestones,
        goal_line=judgement.goal_line,
    )


def _line(line: LineJudgement, mistake: FormulaMistake | None) -> LineGrade:
    said = line.message or in_words(line.evidence, "the left side", "the right side")
    if mistake:
        said = mistake.feedback
    return LineGrade(
        number=line.number,
        text=line.text,
        verdict=line.verdict,
        evidence=line.evidence,
        feedback=(said,) if said else (),
        read_as=line.read_as,
    )


def _evidence(judgement: DerivationJudgement) -> Evidence | None:
    for line in judgement.lines:
        if line.number == judgement.first_error:
            return line.evidence
    return None


def _remarks(
    judgement: DerivationJudgement,
    score: DerivationScore,
    lines: Sequence[LineGrade],
    milestones: Sequence[Milestone],
    goal_points: float,
) -> Iterator[str]:
    for line in lines:
        if line.number == judgement.first_error:
            yield f"Line {line.number} does not follow."
            yield from line.feedback
    skipped = [line for line in lines if line.verdict in SKIPPED]
    for line in skipped[:1]:
        unscored = ", so nothing after it could be scored" if score.score is None else ""
        yield f"Line {line.number} {_SKIPPED_WORDS[line.verdict]}{unscored}."
        yield from line.feedback
    if score.score is None:
        return
    yield _reached(score, judgement, [step.points for step in milestones], goal_points)
    if score.score == 1 and judgement.first_error is not None:
        yield "No point is lost, but with a line that does not follow it is only partly right."
    if not score.goal_reached:
        for step, earned in zip(milestones, score.earned, strict=True):
            if step.hint and not earned:
                yield f"A next step: {step.hint}"
                return


_SKIPPED_WORDS = {
    "unreadable": "could not be read",
    "unsupported": "uses mathematics that is not judged here",
    "undecided": "could not be settled",
}


def _reached(
    score: DerivationScore,
    judgement: DerivationJudgement,
    points: Sequence[float],
    goal_points: float,
) -> str:
    """What was reached, in words: “Milestones 1 and 2 of 3; the goal was not reached, because …”

    Where that is a part of the score, it is said which part.
    """
    whole = sum(points) + goal_points
    is_part = score.score is not None and 0 < score.score < 1
    goal = "the goal was reached" if score.goal_reached else "the goal was not reached"
    if judgement.goal_missed is not None:
        goal += f", because {judgement.goal_missed}"
    elif not score.goal_reached and judgement.first_error is None:
        goal += ", because no line shows it yet"
    if score.halved:
        share = goal_points / whole
        goal += f" after an error, which counts half ({share / 2:.0%} of {share:.0%})"
    elif score.goal_reached and is_part:
        goal += f" ({goal_points / whole:.0%})"
    if not score.earned:
        return goal[0].upper() + goal[1:] + "."
    steps = _milestones(score.earned)
    if is_part and any(score.earned):
        reached = sum(p for p, is_earned in zip(points, score.earned, strict=True) if is_earned)
        steps += f" ({reached / whole:.0%})"
    return f"{steps}; {goal}."


def _milestones(earned: Sequence[bool]) -> str:
    numbers = [str(number) for number, is_earned in enumerate(earned, 1) if is_earned]
    total = len(earned)
    if not numbers:
        return "No milestone" if total == 1 else f"None of the {total} milestones"
    if len(numbers) == total:
        return "The milestone" if total == 1 else f"All {total} milestones"
    if len(numbers) == 1:
        return f"Milestone {numbers[0]} of {total}"
    return f"Milestones {', '.join(numbers[:-1])} and {numbers[-1]} of {total}"
