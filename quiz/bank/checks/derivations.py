"""Rules on derivations: the solution is followed to its goal, mistakes are recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.bank.checks.finding import Found
from quiz.bank.checks.rule import first_of, of_question
from quiz.bank.checks.subject import Subject, in_words
from quiz.questions import Derivation, DerivationGrade, Variant
from quiz.symbolic.right_side import left_side
from quiz.symbolic.tasks import LineVerdict

_FORMULA = re.compile(r"\$\$?([^$]+)\$|`([^`]+)`")
"""Maths in a prompt, or what is to be typed."""


@of_question("Q050", "error", "A line of the solution does not follow")
def line_not_followed(subject: Subject) -> Iterator[Found]:
    """A line of the model solution is judged as a learner's would be, and does not follow."""
    yield from first_of(
        Found(found.path, found.message + in_words(variant), found.line)
        for variant, grade in subject.solved
        for found in _lines_not_followed(grade)
    )


@of_question("Q051", "error", "The solution does not reach the goal")
def goal_not_reached(subject: Subject) -> Iterator[Found]:
    """No line of the model solution is the goal."""
    for variant, grade in subject.solved:
        if _is_followed(grade) and grade.goal_line is None:
            message = "the solution does not reach the goal: add its last line, or mend the goal"
            yield Found(("goal",), message + in_words(variant))
            return


@of_question("Q052", "error", "The solution never reaches a milestone")
def milestone_not_reached(subject: Subject) -> Iterator[Found]:
    """No line of the model solution shows a milestone."""
    yield from first_of(
        Found(
            ("milestones", place, "line"),
            "no line of the solution shows this milestone: mend one of the two" + in_words(variant),
        )
        for variant, grade in subject.solved
        if _is_followed(grade)
        for place, line in enumerate(grade.milestone_lines)
        if line is None
    )


@of_question("Q053", "warning", "The prompt states the goal, and no milestone is required")
def given_away(subject: Subject) -> Iterator[Found]:
    """A formula of the prompt would score 1 as the whole working."""
    for variant, _ in subject.solved:
        for match in _FORMULA.finditer(variant.prompt):
            formula = (match[1] or match[2]).strip().rstrip(".,;")
            if "=" in formula and variant.grade(formula).score == 1:
                yield Found(
                    ("prompt",),
                    "the prompt states the goal, and pasting it would score 1: mark a milestone"
                    " as `required: true`, or ask for the goal in words",
                )
                return


@of_question("Q054", "error", "A mistake of a derivation is not recognised")
def mistake_not_recognised(subject: Subject) -> Iterator[Found]:
    """No line with a listed mistake is an error that gets its feedback."""
    question = subject.question
    if not isinstance(question, Derivation):
        return
    yield from first_of(
        Found(
            ("mistakes", place, "expression"),
            "no line with this is recognised as a mistake: it follows, or equals a mistake listed"
            " before; correct it or leave it out" + in_words(variant),
        )
        for variant, _ in subject.solved
        for place in range(len(question.mistakes))
        if not _is_recognised(question, variant, place)
    )


def _lines_not_followed(grade: DerivationGrade) -> Iterator[Found]:
    if not grade.lines:
        said = " ".join(grade.feedback)
        yield Found(("solution",), f"the solution is not followed ({said}): mend it")
    for line in grade.lines:
        if line.verdict != "follows":
            said = f" ({' '.join(line.feedback)})" if line.feedback else ""
            yield Found(
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


def _is_followed(grade: DerivationGrade) -> bool:
    return bool(grade.lines) and all(line.verdict == "follows" for line in grade.lines)


def _is_recognised(question: Derivation, variant: Variant, place: int) -> bool:
    """Whether the mistake, as a right side or alone, is an error that gets its feedback."""
    mistake = variant.filled.mistakes[place]  # type: ignore[attr-defined]  # of a derivation
    heads = (f"{head} = {mistake.expression}" for head in _heads(question))
    for line in (*heads, mistake.expression):
        grade = variant.grade(line)
        assert isinstance(grade, DerivationGrade)
        if grade.first_error == 1 and mistake.feedback in grade.lines[0].feedback:
            return True
    return False


def _heads(question: Derivation) -> tuple[str, ...]:
    """The left sides that working is expected to have, those of the goal and milestones."""
    lines = [question.goal.line, *(milestone.line for milestone in question.milestones)]
    return tuple(dict.fromkeys(head for line in lines if (head := left_side(line))))
