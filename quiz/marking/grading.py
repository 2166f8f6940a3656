"""One answer graded, as the part of a line of output that does not tell who gave it."""

from __future__ import annotations

import dataclasses
import json
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import JsonValue

from quiz import __version__
from quiz.bank import Bank
from quiz.questions import DerivationGrade, Expression, Grade, Question, Verdict
from quiz.questions.errors import ParameterError
from quiz.questions.variants import Variant
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.tasks import Evidence

ENGINE = f"likelihood-quiz {__version__}"

VARIANTS = 1_000
"""How many variants stay drawn, since many learners answer the same one."""


class Task(NamedTuple):
    """An answer to be graded: the id of a question of the bank, the variant, the response."""

    question: str
    seed: int | None
    response: JsonValue


class Graded(NamedTuple):
    """A verdict, and the end of its line of output: what follows the question's name."""

    verdict: Verdict
    ending: bytes


class Grader:
    """Grades answers to the questions of a bank."""

    def __init__(self, bank: Bank) -> None:
        """For these questions."""
        self._bank = bank
        self._contents = {outline.id: outline.content for outline in bank.outlines}
        self._variant = lru_cache(VARIANTS)(self._drawn)

    def grade(self, task: Task) -> Graded:
        """The grade of one answer."""
        question = self._bank[task.question]
        try:
            grade = self._variant(question.id, task.seed).grade(task.response)
        except ParameterError as error:
            grade = Grade.undecided(f"The question has no variant with this seed: {error}.")
        return self.line(question, grade)

    def line(self, question: Question | None, grade: Grade) -> Graded:
        """The grade as the end of a line; `question` is None where the bank has none."""
        data: dict[str, Any] = {
            "verdict": str(grade.verdict),
            "score": grade.score,
            "points": question.points if question else None,
            "feedback": list(grade.feedback),
            "evidence": _evidence(grade.evidence),
            "engine": ENGINE,
            "content": self.content(question) if question else None,
        }
        if isinstance(grade, DerivationGrade):
            data |= _derivation(grade)
        return Graded(grade.verdict, encoded(data)[1:])

    def content(self, question: Question) -> str:
        """The question's content hash, as the bank has it."""
        return self._contents[question.id]

    def reading(self, task: Task) -> str | None:
        """A text that two formulas share only if they are read alike; None where there is none.

        Formulas read alike get the same grade, word for word; but for a power of a function,
        where the grade may ask about the text: `log (p)^y` might be meant as the log of `p^y`.
        """
        from quiz.symbolic.printing import plain
        from quiz.symbolic.tree import Call, Power, walk

        question, response = self._bank[task.question], task.response
        if not isinstance(question, Expression) or not isinstance(response, str):
            return None
        try:
            tree = question.tree(response, self._variant(question.id, task.seed).values)
        except (MathematicsError, ParameterError):
            return None
        powers = (piece.base for piece in walk(tree) if isinstance(piece, Power))
        return None if any(isinstance(base, Call) for base in powers) else plain(tree)

    def _drawn(self, question: str, seed: int | None) -> Variant:
        return self._bank[question].variant(seed)


_encode = json.JSONEncoder(ensure_ascii=False, default=str).encode


def encoded(value: object) -> bytes:
    """A value as JSON on one line."""
    text = _encode(value)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        # Half a surrogate pair in a learner's text has no UTF-8; JSON can escape it.
        return json.dumps(value, default=str).encode("ascii")


def _evidence(evidence: Evidence | None) -> dict[str, Any] | None:
    return None if evidence is None else dataclasses.asdict(evidence)


def _derivation(grade: DerivationGrade) -> dict[str, Any]:
    return {
        "lines": [
            {
                "line": line.number,
                "text": line.text,
                "verdict": line.verdict,
                "evidence": _evidence(line.evidence),
                "feedback": list(line.feedback),
            }
            for line in grade.lines
        ],
        "first_error": grade.first_error,
        "milestones": list(grade.milestones),
        "goal_reached": grade.goal_reached,
    }
