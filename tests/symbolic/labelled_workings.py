"""Learners' working in tests/symbolic/workings: derivations, and responses with their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from quiz.questions.derivation import Derivation

FOLDER = Path(__file__).with_name("workings")

VERDICTS = {
    "f": "follows",
    "g": "follows_given_error",
    "x": "does_not_follow",
    "u": "unreadable",
    "s": "unsupported",
}

_WORDS = re.compile(r"[a-z0-9]+")

WITHOUT_SCORE = ("invalid", "undecided")


@dataclass(frozen=True)
class Label:
    """What mathematics says of a response, in the terms in which it is judged.

    `milestones` and `goal` are the numbers of the first lines that reach them. `score` is a
    share, or the verdict that leaves it open; None where a working does not say it.
    """

    lines: tuple[str, ...]
    first_error: int | None
    milestones: tuple[int | None, ...]
    goal: int | None
    score: Fraction | str | None


@dataclass(frozen=True)
class LabelledWorking:
    """One response to a derivation.

    `slip` says what its first error gets wrong, `left_open` why it is not judged so yet.
    """

    name: str
    derivation: dict[str, Any]
    text: str
    label: Label
    slip: str | None = None
    left_open: str | None = None

    @property
    def is_sound(self) -> bool:
        """Whether no line goes wrong."""
        return self.label.first_error is None

    @cached_property
    def question(self) -> Derivation:
        """The derivation as a bank would hold it; its solution is its first working."""
        asked = {key: value for key, value in self.derivation.items() if key != "name"}
        workings = asked.pop("workings")
        asked["milestones"] = [
            {"line": step} if isinstance(step, str) else step
            for step in asked.get("milestones", ())
        ]
        return Derivation(
            id="-".join(_WORDS.findall(self.derivation["name"].lower())),
            type="derivation",
            prompt="Show it.",
            explanation="As in the solution.",
            solution=workings[0]["text"],
            **asked,
        )


def labelled_workings() -> Iterator[LabelledWorking]:
    """Every response of every file, in order."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for derivation in yaml.safe_load(path.read_text(encoding="utf-8")):
            for number, working in enumerate(derivation["workings"], start=1):
                name = f"{path.stem}/{derivation['name']} {number}"
                label = _label(derivation, working)
                yield LabelledWorking(
                    name,
                    derivation,
                    working["text"],
                    label,
                    slip=working.get("slip"),
                    left_open=working.get("open"),
                )


def _label(derivation: dict[str, Any], working: dict[str, Any]) -> Label:
    letters: str = working["verdicts"]
    nothing = [None] * len(derivation.get("milestones", ()))
    score = working.get("score")
    return Label(
        lines=tuple(VERDICTS[letter] for letter in letters),
        first_error=letters.index("x") + 1 if "x" in letters else None,
        milestones=tuple(working.get("milestones", nothing)),
        goal=working.get("goal"),
        score=score if score is None or score in WITHOUT_SCORE else Fraction(score),
    )
