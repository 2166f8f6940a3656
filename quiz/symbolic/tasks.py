"""What the engine is asked, and what it answers: plain data that crosses to the worker process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

Value = int | Fraction | float | tuple["Value", ...]
"""A parameter's value: a number, exact where it can be, or a list of them."""


@dataclass(frozen=True)
class Declaration:
    """One entry of `symbols`. `domain` is as BANK_FORMAT writes it; `index` holds lengths."""

    domain: str = "real"
    index: tuple[str | int, ...] = ()
    latex: str | None = None
    index_of: str | None = None


Symbols = Mapping[str, Declaration]


@dataclass(frozen=True)
class Evidence:
    """Why the engine says equal or different.

    `points` counts the points probed. For a counterexample, `at` gives a value to each symbol
    (a list for an indexed one), and `left` and `right` what the response and the key are there;
    None where a side is undefined.
    """

    kind: Literal["proved", "agrees", "counterexample"]
    points: int = 0
    at: Mapping[str, object] = field(default_factory=dict)
    left: float | str | None = None
    right: float | str | None = None


@dataclass(frozen=True)
class ExpressionTask:
    """An expression question as the engine needs it."""

    answer: str
    symbols: Symbols | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    value: Literal["number", "equation", "vector", "matrix", "set", "interval"] = "number"
    up_to: Literal["nothing", "constant", "positive_scale", "affine"] = "nothing"
    with_respect_to: tuple[str, ...] = ()
    form: str = "any"
    forbid: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()
    seed: str = ""


@dataclass(frozen=True)
class ExpressionJudgement:
    """How a response compares with the key.

    `mistake` is the number (from 0) of the author's mistake that it equals. `message` is a
    sentence for the learner: what could not be read and where, why the form is not met, or what
    slip explains the difference. `read_as` is the response laid out as it was read.
    """

    outcome: Literal["equal", "different", "not_in_form", "invalid", "undecided"]
    evidence: Evidence | None = None
    mistake: int | None = None
    message: str | None = None
    read_as: str | None = None


@dataclass(frozen=True)
class MilestoneTask:
    """A line worth points on the way to the goal."""

    line: str
    points: float = 1
    required: bool = False


@dataclass(frozen=True)
class DerivationTask:
    """A derivation question as the engine needs it."""

    goal: str
    symbols: Symbols | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    start: str | None = None
    milestones: tuple[MilestoneTask, ...] = ()
    mistakes: tuple[str, ...] = ()
    seed: str = ""


LineVerdict = Literal[
    "follows",
    "follows_given_error",
    "does_not_follow",
    "unreadable",
    "unsupported",
    "undecided",
]


@dataclass(frozen=True)
class LineJudgement:
    """One line of working. `number` counts from 1 as the learner sees the lines."""

    number: int
    text: str
    verdict: LineVerdict
    evidence: Evidence | None = None
    message: str | None = None
    read_as: str | None = None


@dataclass(frozen=True)
class DerivationJudgement:
    """How working was judged.

    `milestones` says for each milestone which line shows it (None: no line), `goal_line` the same
    for the goal; earning a milestone by reaching a later one is scoring, not said here.
    `goal_missed` says what keeps a line of the goal's value from reaching it (“line 3 has the right
    value, but still uses J”). `mistake` is the number of the author's mistake that explains the
    first error.
    """

    lines: tuple[LineJudgement, ...]
    first_error: int | None = None
    milestones: tuple[int | None, ...] = ()
    goal_line: int | None = None
    goal_missed: str | None = None
    mistake: int | None = None
