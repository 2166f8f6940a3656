"""How figures and counts are worded, the same in every form of the report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quiz.marking.report import Report

ATTEMPTS = {
    "first": "Of several attempts the first counts",
    "last": "Of several attempts the last counts",
    "best": "Of several attempts the best counts",
}
MISSING = {
    "wrong": "a question without an answer counts as wrong",
    "left-out": "a question without an answer is left out",
}


def title_of(report: Report) -> str:
    """What the report is on."""
    learners, questions = report.learners, len(report.items)
    return f"{report.title}: {counted(learners, 'learner')}, {counted(questions, 'question')}"


def how_counted(report: Report) -> Iterator[str]:
    """Sentences on what counts, and on what is not known."""
    yield f"{ATTEMPTS[report.attempts]}; {MISSING[report.missing]}."
    if report.reliability.alpha is not None and report.reliability.kr20 is None:
        yield "KR-20 is only for questions of equal points that are all right or wrong."
    if report.from_grades:
        yield "Grades do not tell what was picked or typed: a report on the responses does."
    if report.outdated:
        yield (
            f"{counted(report.outdated, 'grade')} of {report.lines:,} came from questions that"
            " have changed since: grade the responses again to be sure."
        )
    open_ones = sum(item.figures.missing for item in report.items)
    if report.missing == "wrong" and open_ones * 3 > report.learners * len(report.items):
        yield (
            "More than a third of the answers are missing. If not all learners were given the"
            " same questions, use --missing left-out."
        )


def counted(count: int, noun: str) -> str:
    """`1 learner`, `1,200 learners`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def figure(number: float | None) -> str:
    """A figure to two decimals; a dash where it has no meaning."""
    return "-" if number is None else f"{number + 0.0:.2f}".replace("-0.00", "0.00")


def percent(share: float | None) -> str:
    """A share in whole percent; a dash where it has no meaning."""
    return "-" if share is None else f"{share:.0%}"


def time(seconds: float | None) -> str:
    """`45 s`, `2:05`; a dash where it is not known."""
    if seconds is None:
        return "-"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}" if minutes else f"{rest} s"
