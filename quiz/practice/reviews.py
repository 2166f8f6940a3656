"""The answers that show what is remembered, and which question each belongs to.

An answer belongs to a question if it was given in the same bank, at the question's id or one it
had before, in whatever wording; or in another bank, or a copy of this one, at the same wording.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from quiz.practice.history import History
from quiz.practice.rating import Review
from quiz.questions.verdict import Verdict

if TYPE_CHECKING:
    from quiz.bank import Outline
    from quiz.questions import Question

    Candidate = Outline | Question
    """What is chosen from; a bank has outlines of questions that it has not built."""

MANY = 500
"""Above so many questions, reading every answer is quicker than looking for theirs."""


@dataclass(frozen=True)
class Answers:
    """The answers to one id, in one bank and one wording, counted; times as the history has them.

    `id_sum` tells one set of answers from another of the same size.
    """

    question: str
    bank: str
    content: str
    count: int
    id_sum: int
    first_at: str
    last: str

    @property
    def last_at(self) -> str:
        """When the last one was given."""
        return self.last.partition(" ")[0]


REVIEWED = "struck_at IS NULL AND verdict IN ('correct', 'partly_correct', 'incorrect')"
"""SQL for the answers that show what is remembered; there is an index on them."""

LEFT_OPEN = "struck_at IS NULL AND outcome = 'unanswered'"
"""SQL for what was left open at the end of an exam; there is an index on it, too."""


def answers_by_id(
    history: History, names: Collection[str] | None = None, kind: str = REVIEWED
) -> Mapping[str, Sequence[Answers]]:
    """The answers of a kind, REVIEWED or LEFT_OPEN, to these ids, or to all."""
    which = "" if names is None else f" AND question IN ({', '.join('?' * len(names))})"
    rows = history.rows(
        "SELECT question, bank, content, count(*), sum(id), min(answered_at),"  # noqa: S608
        " max(answered_at || ' ' || coalesce(verdict, ''))"
        f" FROM attempts WHERE {kind}{which} GROUP BY question, bank, content",
        tuple(names or ()),
    )
    found: dict[str, list[Answers]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(Answers(*row))
    return found


def own_answers(
    question: Candidate, bank: str, by_id: Mapping[str, Sequence[Answers]]
) -> tuple[Answers, ...]:
    """The answers that belong to a question."""
    return tuple(
        answers
        for name in (question.id, *question.was)
        for answers in by_id.get(name, ())
        if answers.bank == bank or answers.content == question.content_hash()
    )


def reviews_of(
    questions: Collection[Candidate], own: Mapping[str, Sequence[Answers]], history: History
) -> Mapping[str, list[Review]]:
    """The reviews of each question in the order in which they were given, by its id now.

    `own` holds the answers that belong to each.
    """
    names = {answers.question for question in questions for answers in own[question.id]}
    found = _reviews(history, names)
    return {
        question.id: [
            review
            for _, _, review in sorted(
                (answered_at, number, review)
                for answers in own[question.id]
                for answered_at, number, review in found[
                    answers.question, answers.bank, answers.content
                ]
            )
        ]
        for question in questions
    }


def local_day(written: str) -> date:
    """The day on the learner's calendar of a time in the history."""
    return datetime.fromisoformat(written).astimezone().date()


def _reviews(
    history: History, names: Collection[str]
) -> Mapping[tuple[str, str, str], list[tuple[str, int, Review]]]:
    """The reviews of these ids, each with its time and number, by id, bank and wording."""
    few = len(names) <= MANY
    which = f" AND question IN ({', '.join('?' * len(names))})" if few else ""
    rows = history.rows(
        "SELECT question, bank, content, answered_at, id, verdict, score, hints, seconds, sure,"  # noqa: S608
        " EXISTS (SELECT 1 FROM attempts AS before WHERE before.session = attempts.session"
        "  AND before.item = attempts.item AND before.id < attempts.id"
        "  AND before.struck_at IS NOT NULL AND before.outcome != 'skipped')"
        f" FROM attempts WHERE {REVIEWED}{which}",
        tuple(names) if few else (),
    )
    found: dict[tuple[str, str, str], list[tuple[str, int, Review]]] = {}
    for (
        name,
        bank,
        content,
        answered_at,
        number,
        verdict,
        score,
        hints,
        seconds,
        sure,
        seen,
    ) in rows:
        review = Review(
            local_day(answered_at),
            Verdict(verdict),
            score,
            hints,
            seconds,
            None if sure is None else bool(sure),
            bool(seen),
        )
        found.setdefault((name, bank, content), []).append((answered_at, number, review))
    return found
