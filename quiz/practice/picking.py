"""Which questions a session asks, in which order, and why.

Of the questions that match, those that are due come first, the most nearly forgotten before the
others, then those never answered, by chance; then those that are not due, the weakest first. What
was picked is then mixed, so that a question follows one that it shares few tags with.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import IntEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from quiz.bank.suggestions import did_you_mean
from quiz.practice.progress import Item
from quiz.practice.scheduling import due_before, share_for_today
from quiz.practice.standing import Standing
from quiz.questions import KINDS
from quiz.questions.draws import Draws
from quiz.questions.verdict import Verdict

if TYPE_CHECKING:
    from quiz.practice.reviews import Candidate

Chosen = TypeVar("Chosen", bound="Candidate")

COUNT = 20
LOOK_AHEAD = 12
"""How many of the coming questions may be brought forward to keep tags apart."""

UNSEEN = Standing()

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


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

    def text(self) -> str:
        """The selection as one line."""
        return json.dumps(self._set(), sort_keys=True, default=str)

    def is_kept_as(self, text: str) -> bool:
        """Whether the text is that of an equal selection, written by this program or an older."""
        return _kept(text) == _kept(self.text())

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
            and (not self.questions or self.place(question) is not None)
        )

    def place(self, question: Candidate) -> int | None:
        """Where a question stands among those asked for by name, also by one that it had before."""
        names = (question.id, *question.was)
        return next((at for at, name in enumerate(self.questions) if name in names), None)

    def unknown(self, questions: Sequence[Candidate]) -> str | None:
        """A sentence on the first name asked for that no question has; None if all are known."""
        return (
            _unknown("question", self.questions, (n for q in questions for n in (q.id, *q.was)))
            or _unknown("tag", self.tags, (tag for question in questions for tag in question.tags))
            or _unknown("kind of question", self.kinds, KINDS)
        )


def options_of(text: str) -> tuple[str, ...]:
    """The words of the command line that ask for what a selection's text holds."""
    words: list[str] = []
    for name, value in (_kept(text) or {}).items():
        flag = OPTIONS.get(name, f"--{name}")
        if value is True:
            words.append(flag)
        elif name == "difficulties":
            words += [flag, "-".join(dict.fromkeys((str(value[0]), str(value[-1]))))]
        else:
            for one in value if isinstance(value, list) else [value]:
                words += [flag, str(one)]
    return tuple(words)


OPTIONS: Mapping[str, str] = {
    "tags": "--tag",
    "kinds": "--kind",
    "difficulties": "--difficulty",
    "questions": "--question",
}
"""Options that are called otherwise than what they set."""


def _kept(text: str) -> dict[str, Any] | None:
    """What a selection's text holds; None where it is none."""
    try:
        return {key: value for key, value in json.loads(text).items() if _is_chosen(value)}
    except (ValueError, AttributeError):
        return None


def _is_chosen(value: object) -> bool:
    return value is not None and value is not False and value not in ((), [])


class Group(IntEnum):
    """What is picked before what."""

    DUE = 0
    NEW = 1
    WEAK = 2


@dataclass(frozen=True)
class Today:
    """What today holds of the questions that match: how many are due, and how many new.

    `new` is the share that lets all be seen before an exam, or all there are without one.
    """

    due: int
    new: int
    days_left: int | None = None


@dataclass(frozen=True)
class Choice:
    """The items of a new session, and what today holds."""

    items: tuple[Item, ...]
    today: Today


def pick(
    questions: Sequence[Candidate],
    selection: Selection,
    standings: Mapping[str, Standing],
    seed: int,
    day: date,
) -> Choice:
    """The items of a session on this day; none if nothing matches.

    `standings` holds the questions that were answered or flagged before. Questions that were asked
    for by name come in the order asked for; others as this module says. With an exam ahead, what
    today holds is asked unless a count is given, `COUNT` questions at most; those due and those new
    share the session as they share the day.
    """
    plan = _Plan(standings, day, selection.until)
    allowed = [question for question in questions if _is_wanted(question, selection, plan)]
    today = plan.today(allowed)
    if selection.questions:
        picked = sorted(allowed, key=lambda question: selection.place(question) or 0)
        picked = picked[: selection.count]
    else:
        draws = Draws("session", seed)
        ranked = sorted(draws.shuffled(allowed), key=plan.rank)
        picked = kept_apart(draws.shuffled(_shared(ranked, plan, today, selection)))
    return Choice(
        tuple(
            Item(
                number,
                question.id,
                item_seed(seed, question.id),
                plan.reason(question, selection),
            )
            for number, question in enumerate(picked, start=1)
        ),
        today,
    )


@dataclass(frozen=True)
class _Plan:
    """How the learner stands with each question on a day, with an exam ahead or not."""

    standings: Mapping[str, Standing]
    day: date
    exam: date | None

    def standing(self, question: Candidate) -> Standing:
        return self.standings.get(question.id, UNSEEN)

    def due(self, question: Candidate) -> date:
        """When a question that was answered comes back."""
        standing = self.standing(question)
        assert standing.memory is not None
        due = standing.memory.due
        return due if self.exam is None else due_before(self.exam, due, standing.answered_on)

    def group(self, question: Candidate) -> Group:
        if not self.standing(question).seen:
            return Group.NEW
        return Group.DUE if self.due(question) <= self.day else Group.WEAK

    def rank(self, question: Candidate) -> tuple[Group, float]:
        """What is asked before what: by group, and then what is most nearly forgotten.

        By FSRS what is left of a memory falls with the days since the last answer, in units of its
        stability. A day more than these also tells apart what was answered today.
        """
        group, standing = self.group(question), self.standing(question)
        if standing.memory is None:
            return group, 0.0
        days = (self.day - standing.answered_on).days
        return group, -(days + 1) / standing.memory.stability

    def today(self, questions: Sequence[Candidate]) -> Today:
        groups = [self.group(question) for question in questions]
        due, unseen = groups.count(Group.DUE), groups.count(Group.NEW)
        if self.exam is None:
            return Today(due, unseen)
        days_left = (self.exam - self.day).days
        begun = sum(self.standing(question).begun_on == self.day for question in questions)
        return Today(due, share_for_today(unseen, begun, days_left), days_left)

    def reason(self, question: Candidate, selection: Selection) -> str:
        """Why the question is asked, as the learner reads it."""
        standing = self.standing(question)
        if selection.questions:
            return "chosen by you"
        if selection.flagged:
            return "flagged by you"
        if standing.left_open_on is not None:
            return f"left open {when(standing.left_open_on, self.day)}"
        if not standing.seen:
            return "new"
        if not standing.right:
            last = "missed" if standing.verdict is Verdict.INCORRECT else "partly right"
            return f"{last} {when(standing.answered_on, self.day)}"
        due = self.due(question)
        assert standing.memory is not None
        if due > self.day:
            return f"early: due {when(due, self.day)}"
        if due < standing.memory.due > self.day:
            return "once more before the exam"
        return "due today" if due == self.day else f"due since {when(due, self.day, bare=True)}"


def when(day: date, today: date, *, bare: bool = False) -> str:
    """A day as one says it: yesterday, on Tuesday, on 3 November; `bare` without the “on”."""
    days = (day - today).days
    if -1 <= days <= 1:
        return ("yesterday", "today", "tomorrow")[days + 1]
    named = DAYS[day.weekday()] if -7 < days < 7 else f"{day.day} {MONTHS[day.month - 1]}"
    return named if bare else f"on {named}"


def _is_wanted(question: Candidate, selection: Selection, plan: _Plan) -> bool:
    standing = plan.standing(question)
    return (
        selection.allows(question)
        and not (selection.new and standing.seen)
        and not (selection.mistakes and not standing.missed)
        and not (selection.flagged and not standing.flagged)
    )


def _shared(
    ranked: Sequence[Candidate], plan: _Plan, today: Today, selection: Selection
) -> Sequence[Candidate]:
    """The first of the ranked questions, and with an exam ahead the new ones' part of them."""
    count = selection.count or COUNT
    if today.days_left is not None and not selection.count:
        count = min(COUNT, today.due + today.new) or COUNT  # what is done for today goes on
    has_both = today.due and today.new
    if today.days_left is None or not has_both or today.due + today.new <= count:
        return ranked[:count]
    for_new = min(count - 1, max(1, count * today.new // (today.due + today.new)))
    due = [question for question in ranked if plan.group(question) is Group.DUE]
    new = [question for question in ranked if plan.group(question) is Group.NEW]
    return [*due[: count - for_new], *new[:for_new]]


def item_seed(seed: int, question: str) -> int:
    """The seed of a question's variant in a session with this seed, the same on every machine."""
    return int.from_bytes(sha256(f"{seed}/{question}".encode()).digest()[:4]) >> 1


def kept_apart(questions: Sequence[Chosen]) -> list[Chosen]:
    """The questions in an order in which neighbours share few tags, near to the one given."""
    waiting = list(questions)
    placed: list[Chosen] = []
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
