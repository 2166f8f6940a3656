"""How practising went, in figures: what was right, what is due, and what one thinks one knows.

An answer counts once it shows what is known: not one that was taken back, tried again, left open
at the end of an exam or not settled, and not one that was given again after its result was shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from quiz.practice.history import History
from quiz.practice.rating import Review
from quiz.practice.reviews import answers_by_id, own_answers, reviews_of
from quiz.practice.standing import Standing, standings
from quiz.questions.verdict import Verdict

if TYPE_CHECKING:
    from quiz.bank import Bank, Outline

WEEK = 7
MOST_MISSED = 10


@dataclass(frozen=True)
class Tally:
    """Some answers, counted; `right` are those that were fully right."""

    answered: int = 0
    right: int = 0

    @property
    def share(self) -> float | None:
        """The part that was right, from 0 to 1; None of no answers."""
        return self.right / self.answered if self.answered else None


@dataclass(frozen=True)
class Accuracy:
    """The answers under one name, over all time and by the Mondays of the weeks that had some."""

    name: str
    all: Tally
    weeks: Mapping[date, Tally]


@dataclass(frozen=True)
class Due:
    """When questions that may be asked come back: how many of them. `new` were never answered."""

    today: int = 0
    tomorrow: int = 0
    within_a_week: int = 0
    later: int = 0
    new: int = 0


@dataclass(frozen=True)
class Streak:
    """Days in a row with an answer: up to today or yesterday, and the most there ever were."""

    current: int
    longest: int


@dataclass(frozen=True)
class Missed:
    """A question that was answered wrong, or in part, so many times of all."""

    question: str
    missed: int
    answered: int


@dataclass(frozen=True)
class Statistics:
    """The figures of one bank up to a day. `sure` and `unsure` are what one said before.

    `retaken` counts the answers left out as each replaces one that was taken back.
    """

    bank: str
    day: date
    total: Accuracy
    tags: tuple[Accuracy, ...]
    kinds: tuple[Accuracy, ...]
    due: Due
    sure: Tally
    unsure: Tally
    streak: Streak
    most_missed: tuple[Missed, ...]
    retaken: int = 0


def statistics_of(bank: Bank, name: str, history: History) -> Statistics:
    """The figures of a bank, which the history knows by this name.

    A tag that every question carries tells nothing, and is left out unless there is no other.
    """
    every = answers_by_id(history)
    own = {
        outline.id: answers
        for outline in bank.outlines
        if (answers := own_answers(outline, name, every))
    }
    answered = [outline for outline in bank.outlines if outline.id in own]
    every_review = reviews_of(answered, own, history)
    reviews = {
        question: [review for review in found if not review.seen]
        for question, found in every_review.items()
    }
    given = [review for found in reviews.values() for review in found]
    tags = {tag for outline in bank.outlines for tag in outline.tags}
    common = tags.intersection(*(outline.tags for outline in bank.outlines))
    day = history.today()
    return Statistics(
        bank=bank.title,
        day=day,
        total=_accuracy("all", given),
        tags=_by_name(
            (
                (tag, outline)
                for outline in answered
                for tag in outline.tags
                if tag not in common or common.issuperset(tags)
            ),
            reviews,
        ),
        kinds=_by_name(((outline.type, outline) for outline in answered), reviews),
        due=_due(bank.outlines, standings(bank.outlines, name, history), day),
        sure=_tally(review for review in given if review.sure is True),
        unsure=_tally(review for review in given if review.sure is False),
        streak=_streak({review.day for review in given}, day),
        most_missed=_most_missed(reviews),
        retaken=sum(review.seen for found in every_review.values() for review in found),
    )


def _tally(reviews: Iterable[Review]) -> Tally:
    results = [review.verdict is Verdict.CORRECT for review in reviews]
    return Tally(len(results), sum(results))


def _accuracy(name: str, reviews: Sequence[Review]) -> Accuracy:
    by_week: dict[date, list[Review]] = {}
    for review in reviews:
        by_week.setdefault(monday(review.day), []).append(review)
    weeks = {week: _tally(by_week[week]) for week in sorted(by_week)}
    return Accuracy(name, _tally(reviews), weeks)


def monday(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def _by_name(
    named: Iterable[tuple[str, Outline]], reviews: Mapping[str, Sequence[Review]]
) -> tuple[Accuracy, ...]:
    """The accuracy under each name that has answers, in the order of the alphabet."""
    found: dict[str, list[Review]] = {}
    for name, outline in named:
        found.setdefault(name, []).extend(reviews[outline.id])
    return tuple(_accuracy(name, found[name]) for name in sorted(found) if found[name])


def _due(questions: Iterable[Outline], found: Mapping[str, Standing], day: date) -> Due:
    counts: Counter[str] = Counter()
    for question in questions:
        if question.status == "active":
            memory = found.get(question.id, Standing()).memory
            counts["new" if memory is None else _when((memory.due - day).days)] += 1
    return Due(**counts)


def _when(days: int) -> str:
    if days <= 1:
        return "tomorrow" if days == 1 else "today"
    return "within_a_week" if days <= WEEK else "later"


def _streak(days: set[date], today: date) -> Streak:
    longest = current = 0
    for day in sorted(days):
        current = current + 1 if day - timedelta(days=1) in days else 1
        longest = max(longest, current)
    goes_on = today in days or today - timedelta(days=1) in days
    return Streak(current if goes_on else 0, longest)


def _most_missed(reviews: Mapping[str, Sequence[Review]]) -> tuple[Missed, ...]:
    tallies = {question: _tally(given) for question, given in reviews.items()}
    found = [
        Missed(question, tally.answered - tally.right, tally.answered)
        for question, tally in tallies.items()
        if tally.right < tally.answered
    ]
    found.sort(key=lambda one: (-one.missed, one.answered, one.question))
    return tuple(found[:MOST_MISSED])
