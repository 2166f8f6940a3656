"""What grading a response gives: a verdict, a score and what to say about it."""

from __future__ import annotations

from fractions import Fraction
from typing import Self

from pydantic import BaseModel, ConfigDict

from quiz.questions.verdict import Verdict
from quiz.symbolic.tasks import Evidence, LineVerdict


class Grade(BaseModel):
    """The outcome for one response. `score` runs from 0 to 1; None where there is no verdict yet.

    `feedback` is Markdown, a remark each. `read_as` is a formula laid out as it was read.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    verdict: Verdict
    score: float | None
    feedback: tuple[str, ...] = ()
    evidence: Evidence | None = None
    read_as: str | None = None

    @classmethod
    def scored(
        cls,
        score: Fraction | float,
        *feedback: str | None,
        evidence: Evidence | None = None,
        read_as: str | None = None,
    ) -> Self:
        """A grade whose verdict follows from its score; empty remarks are left out."""
        number = float(score)
        return cls(
            verdict=Verdict.of(number),
            score=number,
            feedback=tuple(remark for remark in feedback if remark),
            evidence=evidence,
            read_as=read_as,
        )

    @classmethod
    def invalid(cls, *feedback: str, read_as: str | None = None) -> Self:
        """The response could not be read, and the remarks say why."""
        return cls(verdict=Verdict.INVALID, score=None, feedback=feedback, read_as=read_as)

    @classmethod
    def undecided(cls, *feedback: str, read_as: str | None = None) -> Self:
        """The response could not be settled, and the remarks say why."""
        return cls(verdict=Verdict.UNDECIDED, score=None, feedback=feedback, read_as=read_as)


class ClozeGrade(Grade):
    """The outcome for a text with blanks; `unread` names those to be mended before it counts."""

    unread: tuple[str, ...] = ()


class LineGrade(BaseModel):
    """One line of working, judged. `number` counts from 1 as the learner sees the lines."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    number: int
    text: str
    verdict: LineVerdict
    evidence: Evidence | None = None
    feedback: tuple[str, ...] = ()
    read_as: str | None = None


class DerivationGrade(Grade):
    """The outcome for a derivation, with each line.

    `milestones` says which were earned, in file order; `first_error` is a line's number, as are
    `milestone_lines` and `goal_line`: which line shows each milestone, and which the goal.
    """

    lines: tuple[LineGrade, ...] = ()
    first_error: int | None = None
    milestones: tuple[bool, ...] = ()
    goal_reached: bool = False
    milestone_lines: tuple[int | None, ...] = ()
    goal_line: int | None = None


def quoted(response: object) -> str:
    """A piece of a response, as it can be named in a remark."""
    if not isinstance(response, str):
        return "An entry that is not text"
    return f"“{response[:60]}…”" if len(response) > 60 else f"“{response}”"
