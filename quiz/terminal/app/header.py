"""How far a session has come, on one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.widgets import Static

from quiz.practice.progress import Attempt, Outcome, Progress
from quiz.questions.verdict import Verdict

if TYPE_CHECKING:
    from quiz.practice.exam import Place

SIGNS = {
    Verdict.CORRECT: "✓",
    Verdict.PARTLY_CORRECT: "~",
    Verdict.INCORRECT: "✗",
    Verdict.UNDECIDED: "?",
}
SKIPPED, HERE, TO_COME = "–", "●", "·"
ANSWERED, BEGUN, OPEN, FLAGGED, UNREAD = "■", "◧", "□", "!", "?"


class Header(Static):
    """The top line: where the learner is, and what became of each question."""

    def __init__(self) -> None:
        super().__init__(id="header", markup=False)


def progress_line(
    progress: Progress, here: int | None, columns: int, *, flagged: bool = False
) -> str:
    """The place of the question that is shown, a sign for each, and what was right.

    `flagged` says that the question that is shown is.
    """
    total = len(progress.items)
    signs = sign_line(_signs(progress, here), here, columns // 2)
    place = f"{here}/{total}" if here else f"{total} question{'' if total == 1 else 's'}"
    place += f" {FLAGGED}" if flagged else ""
    counted = [attempt for attempt in progress.attempts if attempt.counted]
    right = sum(attempt.right for attempt in counted)
    tally = f"{right} of {len(counted)} right" if counted else ""
    return spread(f"{place}  {signs}", tally, columns)


def exam_line(places: Sequence[Place], here: int, left: str, columns: int) -> str:
    """The place that is shown, what is answered, open and flagged, and the time that is left."""
    signs = [_exam_sign(place, here) for place in places]
    flagged = any(place.flagged for place in places if place.number == here)
    number, time = f"{here}/{len(places)}{f' {FLAGGED}' if flagged else ''}", f"{left} left"
    room = columns - len(number) - len(time) - 4
    return spread(f"{number}  {sign_line(signs, here, min(room, columns // 2))}", time, columns)


def sign_line(signs: Sequence[str], here: int | None, room: int) -> str:
    """A sign for each question, or where there is no room for all, of those around `here`."""
    if len(signs) <= room:
        return "".join(signs)
    inner = max(1, room - 2)
    start = min(max(0, (here or 1) - 1 - inner // 2), len(signs) - inner)
    before = "…" if start else ""
    after = "…" if start + inner < len(signs) else ""
    return before + "".join(signs[start : start + inner]) + after


def spread(left: str, right: str, columns: int) -> str:
    """Two texts at the ends of a line; the right one is left out where there is no room."""
    gap = columns - len(left) - len(right)
    return left + " " * gap + right if right and gap > 0 else left


def _signs(progress: Progress, here: int | None) -> list[str]:
    closed = {attempt.item: _sign(attempt) for attempt in progress.attempts}
    return [
        closed.get(item.number, HERE if place == here else TO_COME)
        for place, item in enumerate(progress.items, start=1)
    ]


def _exam_sign(place: Place, here: int) -> str:
    if place.number == here:
        return HERE
    if place.unread:
        return UNREAD
    if place.flagged:
        return FLAGGED
    return ANSWERED if place.answered else BEGUN if place.begun else OPEN


def _sign(attempt: Attempt) -> str:
    if attempt.outcome is Outcome.SKIPPED or attempt.verdict is None:
        return SKIPPED
    return SIGNS.get(attempt.verdict, TO_COME)
