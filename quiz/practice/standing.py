"""How a learner stands with each question: what the history says, and when it comes back.

An answer belongs to a question if it was given in the same bank, at the question's id or one it
had before, in whatever wording; or in another bank, or a copy of this one, at the same wording.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from quiz.practice.history import History
from quiz.practice.rating import Review
from quiz.practice.scheduling import Memory, remembered
from quiz.questions.grading import Verdict

if TYPE_CHECKING:
    from quiz.bank import Outline
    from quiz.questions import Question

    Candidate = Outline | Question
    """What is chosen from; a bank has outlines of questions that it has not built."""

MANY = 500
"""Above so many questions, reading every answer is quicker than looking for theirs."""


@dataclass(frozen=True)
class Standing:
    """What the history says about a question; `verdict` is that of the last answer.

    `seed` drew the variant that was answered last. `begun_on` is the day of the first answer.
    """

    verdict: Verdict | None = None
    seed: int | None = None
    begun_on: date = date.min
    answered_on: date = date.min
    memory: Memory | None = None
    flagged: bool = False

    @property
    def seen(self) -> bool:
        """Whether the question was ever answered."""
        return self.verdict is not None

    @property
    def right(self) -> bool:
        """Whether the last answer was fully right."""
        return self.verdict is Verdict.CORRECT


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


def standings(
    questions: Iterable[Candidate], bank: str, history: History
) -> Mapping[str, Standing]:
    """The standing of each question that was answered or flagged, by its id now.

    What FSRS knows is worked out anew from the answers where it is not up to date.
    """
    flagged = history.flagged(bank)
    by_id = _answers(history)
    if not by_id and not flagged:
        return {}
    named = {question.id: question for question in questions}
    every = {name: _own(question, bank, by_id) for name, question in named.items()}
    own = {name: answers for name, answers in every.items() if answers}
    memories = _memories(history, bank, {name: named[name] for name in own}, own)
    found = {name: _standing(own[name], memories[name]) for name in own}
    for question in named.values() if flagged else ():
        if not flagged.keys().isdisjoint((question.id, *question.was)):
            standing = found.get(question.id, Standing())
            found[question.id] = replace(standing, flagged=True)
    return found


def remember(question: Question, bank: str, history: History) -> None:
    """Bring up to date what FSRS knows of one question, so that the next session need not."""
    names = (question.id, *question.was)
    own = _own(question, bank, _answers(history, names))
    if own:
        _memories(history, bank, {question.id: question}, {question.id: own})


def local_day(written: str) -> date:
    """The day on the learner's calendar of a time in the history."""
    return datetime.fromisoformat(written).astimezone().date()


def _answers(
    history: History, names: Collection[str] | None = None
) -> Mapping[str, Sequence[Answers]]:
    """The answers to these ids, or to all."""
    which = "" if names is None else f" AND question IN ({', '.join('?' * len(names))})"
    rows = history.rows(
        "SELECT question, bank, content, count(*), sum(id), min(answered_at),"  # noqa: S608
        " max(answered_at || ' ' || verdict || ' ' || seed)"
        f" FROM attempts WHERE {REVIEWED}{which} GROUP BY question, bank, content",
        tuple(names or ()),
    )
    found: dict[str, list[Answers]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(Answers(*row))
    return found


def _own(
    question: Candidate, bank: str, by_id: Mapping[str, Sequence[Answers]]
) -> tuple[Answers, ...]:
    """The answers that belong to a question."""
    return tuple(
        answers
        for name in (question.id, *question.was)
        for answers in by_id.get(name, ())
        if answers.bank == bank or answers.content == question.content_hash()
    )


def _standing(own: Sequence[Answers], memory: Memory) -> Standing:
    last_at, verdict, seed = max(answers.last for answers in own).split(" ")
    first_at = min(answers.first_at for answers in own)
    return Standing(Verdict(verdict), int(seed), local_day(first_at), local_day(last_at), memory)


def _memories(
    history: History,
    bank: str,
    questions: Mapping[str, Candidate],
    own: Mapping[str, Sequence[Answers]],
) -> Mapping[str, Memory]:
    """What FSRS knows of these questions: as it was kept, where no answer was added or struck."""
    rows = history.rows(
        "SELECT question, reviews, id_sum, stability, due FROM memories WHERE bank = ?", (bank,)
    )
    kept = {name: (tuple(mark), stability, due) for name, *mark, stability, due in rows}
    found: dict[str, Memory] = {}
    for name, answers in own.items():
        mark, stability, due = kept.get(name, ((), 0.0, ""))
        if mark == _mark(answers):
            found[name] = Memory(stability, date.fromisoformat(due))
    stale = [name for name in own if name not in found]
    if stale:
        fresh = _worked_out(history, [questions[name] for name in stale], own)
        _keep(history, bank, fresh, own)
        found |= fresh
    return found


def _mark(own: Sequence[Answers]) -> tuple[int, int]:
    return sum(answers.count for answers in own), sum(answers.id_sum for answers in own)


def _worked_out(
    history: History, questions: Sequence[Candidate], own: Mapping[str, Sequence[Answers]]
) -> dict[str, Memory]:
    reviews = _reviews(history, {answers.question for q in questions for answers in own[q.id]})
    found = {}
    for question in questions:
        belonging = sorted(
            (answered_at, number, review)
            for answers in own[question.id]
            for answered_at, number, review in reviews[
                answers.question, answers.bank, answers.content
            ]
        )
        found[question.id] = remembered([review for _, _, review in belonging], question.type)
    return found


def _reviews(
    history: History, names: Collection[str]
) -> Mapping[tuple[str, str, str], list[tuple[str, int, Review]]]:
    """The reviews of these ids, each with its time and number, by id, bank and wording."""
    few = len(names) <= MANY
    which = f" AND question IN ({', '.join('?' * len(names))})" if few else ""
    rows: list[Any] = history.rows(
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


def _keep(
    history: History,
    bank: str,
    memories: Mapping[str, Memory],
    own: Mapping[str, Sequence[Answers]],
) -> None:
    with history.writing():
        history.connection.executemany(
            "INSERT OR REPLACE INTO memories (bank, question, reviews, id_sum, stability, due)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [
                (bank, name, *_mark(own[name]), memory.stability, memory.due.isoformat())
                for name, memory in memories.items()
            ],
        )
