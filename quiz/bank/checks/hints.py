"""Rules on hints: a hard question offers one, and each that is there says something."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.bank.checks.finding import Found
from quiz.bank.checks.rule import of_question
from quiz.bank.checks.subject import Subject
from quiz.bank.checks.words import folded
from quiz.questions import Derivation

HARD = 4
"""The difficulty from which a learner should be offered help."""


@of_question("Q043", "advice", "A hard question without a hint")
def hint_missing(subject: Subject) -> Iterator[Found]:
    """A question of difficulty 4 or 5 offers no help."""
    question = subject.question
    if question.difficulty >= HARD and not question.all_hints():
        yield Found(
            ("difficulty",),
            f"this is of difficulty {question.difficulty} and has no hint: add one under “hints:”",
        )


@of_question("Q044", "warning", "A hint that is never of use")
def hint_unused(subject: Subject) -> Iterator[Found]:
    """A hint repeats another one, or the prompt."""
    said = {folded(subject.question.prompt): "the prompt"}
    for path, hint in _hints(subject):
        same = folded(hint)
        if same in said:
            message = f"this hint repeats {said[same]}, and taking it costs points: say something"
            yield Found(path, f"{message} else, or leave it out")
        said.setdefault(same, "one before it")


def _hints(subject: Subject) -> Iterator[tuple[tuple[str | int, ...], str]]:
    question = subject.question
    for place, hint in enumerate(question.hints):
        yield ("hints", place), hint
    if isinstance(question, Derivation):
        for place, milestone in enumerate(question.milestones):
            if milestone.hint:
                yield ("milestones", place, "hint"), milestone.hint
