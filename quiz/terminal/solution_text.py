"""A learner's working beside the model solution, once the question is closed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quiz.practice.session import Asking
from quiz.questions.grading import DerivationGrade, Grade
from quiz.terminal.look import Look
from quiz.terminal.question_text import as_mathematics
from quiz.terminal.side_by_side import Step, Working, side_by_side

LEAST_WIDTH, MOST_WIDTH = 100, 160
"""Narrower, the two are shown one below the other; wider, the eye loses the row."""


def beside_solution(asking: Asking, working: str, grade: Grade | None, look: Look) -> str:
    """The two beside each other, aligned by milestones.

    `grade` is that of `working`; None asks for it. Empty where the screen is too narrow or there
    is nothing to compare. The model solution is judged, too: only the engine knows which of its
    lines show a milestone.
    """
    solution = asking.variant.key()
    fits = look.drawn and look.screen >= LEAST_WIDTH
    if not (fits and working and asking.layout.shape == "lines" and isinstance(solution, str)):
        return ""
    ours = asking.variant.grade(working) if grade is None else grade
    model = asking.variant.grade(solution)
    if not (isinstance(ours, DerivationGrade) and isinstance(model, DerivationGrade)):
        return ""
    return side_by_side(
        Working("Your lines", _written(working, ours)),
        Working("Answer", as_mathematics(_written(solution, model), asking.layout, look)),
        tuple(_steps(ours, model)),
        min(look.screen, MOST_WIDTH),
    )


def _written(text: str, grade: DerivationGrade) -> Sequence[str]:
    """The lines as typed, with their indentation, where they are the lines that were judged."""
    typed = [line.expandtabs().rstrip() for line in text.splitlines() if line.strip()]
    judged = [line.text for line in grade.lines]
    return typed if [line.strip() for line in typed] == judged else judged


def _steps(ours: DerivationGrade, model: DerivationGrade) -> Iterator[Step]:
    names = [*map(str, range(1, len(ours.milestone_lines) + 1)), "goal"]
    shown = (*ours.milestone_lines, ours.goal_line)
    in_model = (*model.milestone_lines, model.goal_line)
    if len(shown) != len(in_model):
        return  # one of the two could not be judged
    for name, left, right in zip(names, shown, in_model, strict=True):
        if left is not None and right is not None:
            yield Step(name, left, right)
