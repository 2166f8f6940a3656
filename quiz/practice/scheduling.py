"""When a question comes back: by FSRS, in whole days, and inside the days left before an exam."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

from quiz.practice.rating import Review, rate

if TYPE_CHECKING:
    from fsrs import Scheduler

RETENTION = 0.9
"""A question comes back on the day on which it would still be remembered this often."""


@dataclass(frozen=True)
class Memory:
    """What FSRS knows after the last review: in how many days a right answer has become a matter
    of `RETENTION`, and the day on which the question comes back.
    """

    stability: float
    due: date


def remembered(reviews: Sequence[Review], kind: str) -> Memory:
    """The memory of a question of a kind after these reviews, oldest first. At least one.

    Days are those of the learner's calendar: who practises every evening, at times a little
    earlier than the day before, waits a day all the same.
    """
    import fsrs  # 5 ms that the first question need not wait for

    scheduler, card = _scheduler(), fsrs.Card(card_id=1)
    for review in reviews:
        noon = datetime.combine(review.day, time(12), UTC)
        card, _ = scheduler.review_card(card, fsrs.Rating(rate(review, kind)), noon)
    assert card.stability is not None
    return Memory(card.stability, card.due.date())


@cache
def _scheduler() -> Scheduler:
    """FSRS with the weights it comes with, whole days only, and nothing left to chance."""
    import fsrs

    return fsrs.Scheduler(
        desired_retention=RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )


def due_before(exam: date, due: date, answered_on: date) -> date:
    """When a question comes back that is to be seen again before the day of the exam.

    What FSRS would ask in time stays as it is. What it would ask too late comes after half of the
    days that were left when it was last answered; what was last answered on the day before the
    exam needs no other look.
    """
    if due < exam:
        return due
    left = (exam - answered_on).days
    return answered_on + timedelta(days=max(1, left // 2))


def share_for_today(unseen: int, begun_today: int, days_left: int) -> int:
    """How many of the unseen questions today should begin, that all are begun in the days left.

    `begun_today` were seen for the first time today, and are not among the unseen. Today counts
    as one of the days.
    """
    share = -(-(unseen + begun_today) // max(1, days_left))
    return max(0, share - begun_today)
