"""Whether a derivation's solution is followed to its goal, and its mistakes are recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quiz.bank.reading import Path
from quiz.questions import Derivation, DerivationGrade, Variant
from quiz.symbolic.tasks import LineVerdict

_FORMULA = re.compile(r"\$\$?([^$]+)\$")


@dataclass(frozen=True)
class LineFinding:
    """Something wrong at a path; `line` is the text of the line within it that is meant."""

    path: Path
    message: str
    line: str | None = None


def derivation_findings(question: Derivation, variant: Variant) -> Iterator[LineFinding]:
    """What is wrong with the model working and the listed mistakes of a variant."""
    found = [*_lines_not_followed(question, variant)]
    yield from found
    if not found:
        yield from _not_reached(question, variant)
    yield from _given_away(variant)
    for place, mistake in enumerate(question.mistakes):
        if not _is_recognised(question, variant, mistake.expression, mistake.feedback):
            yield LineFinding(
                ("mistakes", place, "expression"),
                "no line with this is recognised as a mistake: it follows, or equals a mistake"
                " listed before; correct it or leave it out",
            )


def _lines_not_followed(question: Derivation, variant: Variant) -> Iterator[LineFinding]:
    grade = variant.grade(question.solution)
    assert isinstance(grade, DerivationGrade)
    if not grade.lines:
        said = " ".join(grade.feedback)
        yield LineFinding(("solution",), f"the solution is not followed ({said}): mend it")
    for line in grade.lines:
        if line.verdict != "follows":
            said = f" ({' '.join(line.feedback)})" if line.feedback else ""
            yield LineFinding(
                ("solution",),
                f"line {line.number} of the solution {_SAID[line.verdict]}{said}: mend it, or what"
                " it follows from",
                line.text,
            )


_SAID: dict[LineVerdict, str] = {
    "follows_given_error": "follows only from an error",
    "does_not_follow": "does not follow",
    "unreadable": "cannot be read",
    "unsupported": "uses mathematics that is not judged here",
    "undecided": "could not be settled",
}


def _not_reached(question: Derivation, variant: Variant) -> Iterator[LineFinding]:
    """The goal and milestones that no line of the solution shows."""
    from quiz.symbolic.engine import judge_derivation

    judgement = judge_derivation(question.task(variant.values), question.solution)
    for place, line in enumerate(judgement.milestones):
        if line is None:
            yield LineFinding(
                ("milestones", place, "line"),
                "no line of the solution shows this milestone: mend one of the two",
            )
    if judgement.goal_line is None:
        yield LineFinding(
            ("goal",), "the solution does not reach the goal: add its last line, or mend the goal"
        )


def _given_away(variant: Variant) -> Iterator[LineFinding]:
    """A formula of the prompt that would score 1 as the whole working."""
    for formula in _FORMULA.findall(variant.prompt):
        if "=" in formula and variant.grade(formula.strip().rstrip(".,;")).score == 1:
            yield LineFinding(
                ("prompt",),
                "the prompt states the goal, and pasting it would score 1: mark a milestone as"
                " `required: true`, or ask for the goal in words",
            )
            return


def _is_recognised(question: Derivation, variant: Variant, mistake: str, feedback: str) -> bool:
    """Whether the mistake, alone or as a right side, is an error that gets its feedback."""
    for line in (mistake, *(f"{head} = {mistake}" for head in _heads(question))):
        grade = variant.grade(line)
        assert isinstance(grade, DerivationGrade)
        if grade.first_error == 1 and feedback in grade.lines[0].feedback:
            return True
    return False


def _heads(question: Derivation) -> tuple[str, ...]:
    """The left sides that working is expected to have, those of the goal and milestones."""
    lines = [question.goal.line, *(milestone.line for milestone in question.milestones)]
    return tuple(dict.fromkeys(head for line in lines if (head := _left_side(line))))


def _left_side(line: str) -> str | None:
    """What stands before the first equals sign outside brackets; None where there is none."""
    depth = 0
    for place, letter in enumerate(line):
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "=" and depth == 0:
            return line[:place].strip()
    return None
