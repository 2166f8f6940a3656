"""How a learner stands with each question: what the history says, and when it comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from quiz.practice.history import History
from quiz.practice.reviews import (
    LEFT_OPEN,
    Answers,
    answers_by_id,
    local_day,
    own_answers,
    reviews_of,
)
from quiz.practice.scheduling import Memory, remembered
from quiz.questions.verdict import Verdict

if TYPE_CHECKING:
    from quiz.practice.reviews import Candidate
    from quiz.questions import Question


@dataclass(frozen=True)
class Standing:
    """What the history says about a question; `verdict` is that of the last answer.

    `begun_on` is the day of the first answer, `left_open_on` that of an exam, since the last
    answer, that ended before one was given.
    """

    verdict: Verdict | None = None
    begun_on: date = date.min
    answered_on: date = date.min
    memory: Memory | None = None
    flagged: bool = False
    left_open_on: date | None = None

    @property
    def seen(self) -> bool:
        """Whether the question was ever answered."""
        return self.verdict is not None

    @property
    def right(self) -> bool:
        """Whether the last answer was fully right."""
        return self.verdict is Verdict.CORRECT

    @property
    def missed(self) -> bool:
        """Whether the last answer was not fully right, or the question left open since."""
        return self.left_open_on is not None or (self.seen and not self.right)


def standings(
    questions: Iterable[Candidate], bank: str, history: History
) -> Mapping[str, Standing]:
    """The standing of each question that was answered or flagged, by its id now.

    What FSRS knows is worked out anew from the answers where it is not up to date.
    """
    flagged = history.flagged(bank)
    by_id = answers_by_id(history)
    left_open = answers_by_id(history, kind=LEFT_OPEN)
    if not (by_id or left_open or flagged):
        return {}
    named = {question.id: question for question in questions}
    every = {name: own_answers(question, bank, by_id) for name, question in named.items()}
    own = {name: answers for name, answers in every.items() if answers}
    memories = _memories(history, bank, {name: named[name] for name in own}, own)
    found = {name: _standing(own[name], memories[name]) for name in own}
    for name, question in named.items() if left_open or flagged else ():
        standing = found.get(name, Standing())
        if not flagged.keys().isdisjoint((name, *question.was)):
            standing = replace(standing, flagged=True)
        answered_at = max((answers.last_at for answers in every[name]), default="")
        open_at = max((one.last_at for one in own_answers(question, bank, left_open)), default="")
        if open_at > answered_at:
            standing = replace(standing, left_open_on=local_day(open_at))
        if standing != Standing():
            found[name] = standing
    return found


def remember(question: Question, bank: str, history: History) -> None:
    """Bring up to date what FSRS knows of one question, so that the next session need not."""
    names = (question.id, *question.was)
    own = own_answers(question, bank, answers_by_id(history, names))
    if own:
        _memories(history, bank, {question.id: question}, {question.id: own})


def _standing(own: Sequence[Answers], memory: Memory) -> Standing:
    last_at, verdict = max(answers.last for answers in own).split(" ")
    first_at = min(answers.first_at for answers in own)
    return Standing(Verdict(verdict), local_day(first_at), local_day(last_at), memory)


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
        reviews = reviews_of([questions[name] for name in stale], own, history)
        fresh = {name: remembered(reviews[name], questions[name].type) for name in stale}
        _keep(history, bank, fresh, own)
        found |= fresh
    return found


def _mark(own: Sequence[Answers]) -> tuple[int, int]:
    return sum(answers.count for answers in own), sum(answers.id_sum for answers in own)


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
