"""How well an answer shows that its question is remembered: the four ratings of FSRS.

| the answer                                                   | rating | because               |
| ------------------------------------------------------------ | ------ | --------------------- |
| wrong, given up, or at most half right                       | again  | it was forgotten      |
| more than half right                                         | hard   | part of it was there  |
| right, but with a hint, or after its result had been shown,  | hard   | it came with help,    |
| or slowly, or by a learner who said they were not sure       |        | or nearly did not     |
| right                                                        | good   |                       |
| right, quickly, and hardly to be guessed                     | easy   | it came at once       |

What was skipped, tried again, taken back, left unanswered, not readable or `undecided` is never
rated: it does not show whether the question is remembered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from quiz.questions.verdict import Verdict


class Rating(IntEnum):
    """FSRS's ratings, under its numbers."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True)
class Pace:
    """Seconds: a right answer within `quick` came at once, one after `slow` nearly did not.

    `quick` is None where a quick answer may well be a guess.
    """

    quick: float | None
    slow: float


PACES = {
    "true_false": Pace(None, 90),
    "multiple_choice": Pace(None, 150),
    "multiple_select": Pace(None, 240),
    "matching": Pace(30, 240),
    "ordering": Pace(30, 240),
    "numeric": Pace(20, 300),
    "short_answer": Pace(10, 120),
    "cloze": Pace(20, 240),
    "expression": Pace(30, 400),
    "derivation": Pace(120, 1800),
}
"""By the kind of question. Slow is generous: many think on paper, and some fetch a coffee."""

UNKNOWN = Pace(None, 600)


@dataclass(frozen=True)
class Review:
    """An answer that shows something of what is remembered, on the learner's calendar.

    `seen` says that the result of an answer at the same place had been shown before.
    """

    day: date
    verdict: Verdict
    score: float
    hints: int = 0
    seconds: float = 0.0
    sure: bool | None = None
    seen: bool = False


def rate(review: Review, kind: str) -> Rating:
    """The rating of an answer to a question of a kind, as the table above says."""
    if review.verdict is not Verdict.CORRECT:
        return Rating.HARD if review.score > 0.5 else Rating.AGAIN
    pace = PACES.get(kind, UNKNOWN)
    if review.hints or review.seen or review.sure is False or review.seconds > pace.slow:
        return Rating.HARD
    if pace.quick is not None and 0 < review.seconds <= pace.quick:
        return Rating.EASY
    return Rating.GOOD
