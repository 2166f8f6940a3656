"""Which questions a session asks, and in which order.

Of the questions that match, those never answered come first, then those last answered wrong or in
part, then the rest; within each group chance decides, by the seed. What was picked is then mixed,
so that a question follows one that it shares few tags with.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from quiz.bank.suggestions import did_you_mean
from quiz.practice.history import LastAttempt
from quiz.practice.progress import Item
from quiz.questions import KINDS
from quiz.questions.draws import Draws

if TYPE_CHECKING:
    from quiz.bank import Outline
    from quiz.questions import Question

    Candidate = Outline | Question
    """What is chosen from; a bank has outlines of questions that it has not built."""

COUNT = 20
LOOK_AHEAD = 12
"""How many of the coming questions may be brought forward to keep tags apart."""


@dataclass(frozen=True)
class Selection:
    """What a learner asked for; empty means any. A question matches with one of `tags`."""

    count: int | None = None
    tags: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    difficulties: tuple[int, ...] = ()
    questions: tuple[str, ...] = ()
    new: bool = False
    mistakes: bool = False
    flagged: bool = False
    until: date | None = None
    seed: int | None = None
    asks_sure: bool = False

    @property
    def anything(self) -> bool:
        """Whether nothing in particular was asked for."""
        return not self._set()

    def text(self) -> str:
        """The selection as one line."""
        return json.dumps(self._set(), sort_keys=True, default=str)

    def is_kept_as(self, text: str) -> bool:
        """Whether the text is that of an equal selection, written by this program or an older."""
        kept = {key: value for key, value in json.loads(text).items() if _is_chosen(value)}
        return bool(kept == json.loads(self.text()))

    def _set(self) -> dict[str, object]:
        """What was asked for, less whether to ask how sure one is, which chooses no question."""
        return {
            key: value
            for key, value in asdict(self).items()
            if key != "asks_sure" and _is_chosen(value)
        }

    def allows(self, question: Candidate) -> bool:
        """Whether the question may be asked; drafts and retired questions never are."""
        return (
            question.status == "active"
            and (not self.tags or not set(self.tags).isdisjoint(question.tags))
            and (not self.kinds or question.type in self.kinds)
            and (not self.difficulties or question.difficulty in self.difficulties)
            and (not self.questions or question.id in self.questions)
        )

    def unknown(self, questions: Sequence[Candidate]) -> str | None:
        """A sentence on the first name asked for that no question has; None if all are known."""
        return (
            _unknown("question", self.questions, (question.id for question in questions))
            or _unknown("tag", self.tags, (tag for question in questions for tag in question.tags))
            or _unknown("kind of question", self.kinds, KINDS)
        )


def _is_chosen(value: object) -> bool:
    return value is not None and value is not False and value not in ((), [])


@dataclass(frozen=True)
class Standing:
    """What the history says about a question: was it answered, and was the last answer right."""

    seen: bool = False
    right: bool = False
    flagged: bool = False


def standing(
    question: Candidate, bank: str, history: Mapping[str, Collection[LastAttempt]]
) -> Standing:
    """How the learner stands with a question.

    An attempt counts if it was made in this bank, at the question's id or one it had before, in
    whatever wording; or in another bank, or a copy of this one, at the same wording.
    """
    attempts = [
        attempt
        for name in (question.id, *question.was)
        for attempt in history.get(name, ())
        if attempt.bank == bank or attempt.content == question.content_hash()
    ]
    if not attempts:
        return Standing()
    return Standing(True, max(attempts, key=lambda attempt: attempt.answered_at).right)


def pick(
    questions: Sequence[Candidate],
    selection: Selection,
    standings: Mapping[str, Standing],
    seed: int,
) -> tuple[Item, ...]:
    """The items of a new session; none if nothing matches.

    `standings` holds the questions that were answered before. Questions that were asked for by
    name come in the order asked for; others as this module says.
    """
    allowed = [question for question in questions if selection.allows(question)]
    if selection.mistakes:
        allowed = [q for q in allowed if _group(q, standings) == 1]
    if selection.new:
        allowed = [q for q in allowed if _group(q, standings) == 0]
    if selection.flagged:
        allowed = [q for q in allowed if q.id in standings and standings[q.id].flagged]
    if selection.questions:
        picked = sorted(allowed, key=lambda question: selection.questions.index(question.id))
        picked = picked[: selection.count]
    else:
        draws = Draws("session", seed)
        by_group = sorted(draws.shuffled(allowed), key=lambda q: _group(q, standings))
        picked = _kept_apart(draws.shuffled(by_group[: selection.count or COUNT]))
    return tuple(
        Item(number, question.id, item_seed(seed, question.id))
        for number, question in enumerate(picked, start=1)
    )


def item_seed(seed: int, question: str) -> int:
    """The seed of a question's variant in a session with this seed, the same on every machine."""
    return int.from_bytes(sha256(f"{seed}/{question}".encode()).digest()[:4]) >> 1


def _group(question: Candidate, standings: Mapping[str, Standing]) -> int:
    found = standings.get(question.id, Standing())
    return 2 if found.right else 1 if found.seen else 0


def _kept_apart(questions: Sequence[Candidate]) -> list[Candidate]:
    waiting = list(questions)
    placed: list[Candidate] = []
    while waiting:
        last = set(placed[-1].tags) if placed else set()
        near = range(min(LOOK_AHEAD, len(waiting)))
        best = min(near, key=lambda place: len(last.intersection(waiting[place].tags)))
        placed.append(waiting.pop(best))
    return placed


def _unknown(what: str, asked: Sequence[str], known: Iterable[str]) -> str | None:
    names = set(known) if asked else set()
    for name in asked:
        if name not in names:
            return f"There is no {what} “{name}”{did_you_mean(name, sorted(names), '.')}"
    return None
