"""The answers of a class in memory: 25 bytes each, beside the names of learners.

What was picked or typed is kept once for each question, and at most `MOST_DISTINCT` of it, so
that a million answers take some 25 MB and sorting them as much again.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from quiz.marking.answers import Answer, LeftOut, Outcome, Picks, WrongAnswer
from quiz.questions import Question, Verdict

Attempts = Literal["first", "last", "best"]
"""Which of several answers of a learner to a question counts."""

MOST_DISTINCT = 1_000
"""How many different wrong answers are kept for a question; of later ones only the number is."""

MOST_REASONS = 1_000
"""How many different reasons are kept for lines that do not count."""

NONE, OTHER = -1, -2
"""Codes: nothing is kept for an answer; it is one beyond MOST_DISTINCT, or too long."""

_DECIDED, _INVALID, _UNDECIDED = range(3)
_STATES = {Verdict.INVALID: _INVALID, Verdict.UNDECIDED: _UNDECIDED}

Floats = NDArray[np.float64]
Whole = NDArray[np.int32]


@dataclass(frozen=True)
class Column:
    """The answers to one question that count, one of each learner.

    `scores` are NaN where undecided, and 0 where the answer could not be read; `codes` tell what
    was picked or typed; `seconds` are NaN where no time was given.
    """

    learners: Whole
    scores: Floats
    codes: Whole
    seconds: Floats
    invalid: NDArray[np.bool_]


class AnswerTable:
    """Answers as they come, in columns."""

    def __init__(self) -> None:
        """Without answers."""
        self.learners: dict[str, int] = {}
        self.questions: dict[str, Question] = {}
        self.kept: list[Picks | WrongAnswer] = []
        self.left_out: Counter[str] = Counter()
        self.outdated: Counter[str] = Counter()
        self._numbers: dict[str, int] = {}
        self._codes: dict[tuple[int, Picks | WrongAnswer], int] = {}
        self._distinct: Counter[int] = Counter()
        self._learner, self._question, self._code = array("i"), array("i"), array("i")
        self._score, self._seconds, self._state = array("d"), array("f"), array("b")

    def __len__(self) -> int:
        return len(self._learner)

    @classmethod
    def of(cls, answers: Iterable[Answer | LeftOut]) -> AnswerTable:
        """The table of these answers, read once."""
        table = cls()
        for answer in answers:
            if isinstance(answer, LeftOut):
                known = answer.reason in table.left_out or len(table.left_out) < MOST_REASONS
                table.left_out[answer.reason if known else "other reasons"] += 1
            else:
                table._add(answer)
        return table

    def _add(self, answer: Answer) -> None:
        name = answer.question.id
        number = self._numbers.setdefault(name, len(self._numbers))
        self.questions.setdefault(name, answer.question)
        self.outdated[name] += answer.is_outdated
        outcome = answer.outcome
        state = _STATES.get(outcome.verdict, _DECIDED)
        score = outcome.score or 0.0
        self._learner.append(self.learners.setdefault(answer.learner, len(self.learners)))
        self._question.append(number)
        self._code.append(self._code_of(number, outcome))
        self._score.append(float("nan") if state == _UNDECIDED else score)
        self._seconds.append(float("nan") if answer.seconds is None else answer.seconds)
        self._state.append(state)

    def _code_of(self, question: int, outcome: Outcome) -> int:
        kept = outcome.wrong if outcome.picked is None else outcome.picked
        if kept is None:
            return NONE
        if isinstance(kept, WrongAnswer) and not kept.text:
            return OTHER
        code = self._codes.get((question, kept))
        if code is None:
            if self._distinct[question] >= MOST_DISTINCT:
                return OTHER
            self._distinct[question] += 1
            code = self._codes[question, kept] = len(self.kept)
            self.kept.append(kept)
        return code

    def columns(self, attempts: Attempts) -> dict[str, Column]:
        """For each question, in the order in which they first came, the answers that count.

        An answer that could not be read counts only where a learner has no other: it is asked
        again. The best attempt is the one of the highest score, of several the first.
        """
        question, learner = _view(self._question), _view(self._learner)
        score, code, seconds = _view(self._score), _view(self._code), _view(self._seconds)
        unread = _view(self._state) == _INVALID
        came = np.arange(len(self), dtype=np.int32)
        by = {"first": came, "last": -came, "best": -np.nan_to_num(score, nan=-1.0)}[attempts]
        order = np.lexsort((by, unread, learner, question)).astype(np.int32)  # keeps ties in order
        is_first = np.ones(len(order), dtype=bool)
        is_first[1:] = np.diff(question[order]) != 0
        is_first[1:] |= np.diff(learner[order]) != 0
        counted = order[is_first]
        starts = np.searchsorted(question[counted], np.arange(len(self._numbers) + 1))
        return {
            name: Column(
                learner[rows],
                score[rows],
                code[rows],
                seconds[rows].astype(np.float64),
                unread[rows],
            )
            for name, rows in (
                (name, counted[starts[number] : starts[number + 1]])
                for name, number in self._numbers.items()
            )
        }


def _view(numbers: array[Any]) -> NDArray[Any]:
    """The numbers for NumPy, without a copy of them."""
    return np.frombuffer(numbers, dtype=numbers.typecode) if numbers else np.array([], dtype="i")
