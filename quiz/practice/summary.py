"""What a session showed: how much was right, tag by tag, and what to revise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quiz.practice.asking import points_at
from quiz.practice.progress import Attempt, Outcome, Progress
from quiz.questions.verdict import Verdict

if TYPE_CHECKING:
    from quiz.questions import Question


@dataclass(frozen=True)
class TagResult:
    """How the counted answers to the questions with one tag came out."""

    tag: str
    right: int
    asked: int
    partly: int = 0

    @property
    def missed(self) -> int:
        """How many were not fully right."""
        return self.asked - self.right

    @property
    def weakness(self) -> float:
        """The part that was missed, as if one more had been right.

        So a single miss does not outweigh three of four.
        """
        return self.missed / (self.asked + 1)


@dataclass(frozen=True)
class Summary:
    """A session in numbers. `counted` leaves out what was skipped or could not be settled.

    `tags` begin with the weakest.
    """

    total: int
    counted: int
    right: int
    partly: int
    missed: int
    skipped: int
    undecided: int
    points: float
    points_possible: float
    tags: tuple[TagResult, ...]

    @property
    def revise(self) -> tuple[str, ...]:
        """At most three tags to revise: the weakest."""
        return tuple(tag.tag for tag in self.tags[:3] if tag.missed)


def summarise(progress: Progress, questions: Mapping[int, Question]) -> Summary:
    """The summary of a session so far; `questions` holds each item's by its number.

    A tag that every question of the session carries tells nothing, and is left out unless there
    is no other; so are all tags of a single question. ValueError without items.
    """
    if not progress.items:
        raise ValueError("a session without questions has no summary")
    items = {item.number: item for item in progress.items}
    counted = [attempt for attempt in progress.attempts if attempt.counted]
    verdicts = [attempt.verdict for attempt in progress.attempts]
    outcomes = [attempt.outcome for attempt in progress.attempts]
    right = sum(attempt.right for attempt in counted)
    partly = sum(attempt.verdict is Verdict.PARTLY_CORRECT for attempt in counted)
    return Summary(
        total=len(progress.items),
        counted=len(counted),
        right=right,
        partly=partly,
        missed=len(counted) - right - partly,
        skipped=outcomes.count(Outcome.SKIPPED),
        undecided=verdicts.count(Verdict.UNDECIDED),
        points=sum(attempt.points for attempt in counted),
        points_possible=sum(points_at(items[a.item], questions[a.item]) for a in counted),
        tags=_by_tag(counted, questions),
    )


def _by_tag(counted: list[Attempt], asked: Mapping[int, Question]) -> tuple[TagResult, ...]:
    if len(asked) == 1:
        return ()
    common = set.intersection(*(set(question.tags) for question in asked.values()))
    results: dict[str, list[Attempt]] = {}
    for attempt in counted:
        for tag in asked[attempt.item].tags:
            results.setdefault(tag, []).append(attempt)
    telling = {tag: found for tag, found in results.items() if tag not in common} or results
    tallied = (_tag_result(tag, found) for tag, found in telling.items())
    return tuple(sorted(tallied, key=lambda one: (-one.weakness, one.tag)))


def _tag_result(tag: str, found: list[Attempt]) -> TagResult:
    right = sum(attempt.right for attempt in found)
    partly = sum(attempt.verdict is Verdict.PARTLY_CORRECT for attempt in found)
    return TagResult(tag, right, len(found), partly)
