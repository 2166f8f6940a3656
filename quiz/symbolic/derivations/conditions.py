"""Conditions: equations that hold for some values only, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quiz.symbolic.derivations.equality import Equality
from quiz.symbolic.derivations.expanding import Swap
from quiz.symbolic.tasks import Evidence
from quiz.symbolic.tree import Node


@dataclass(frozen=True)
class Finding:
    """What was found about a condition, with a sentence for the learner."""

    outcome: Literal["follows", "does_not_follow", "undecided", "unsupported"]
    evidence: Evidence | None = None
    message: str | None = None


class Conditions:
    """The condition in force at each point of the working."""

    def __init__(self, equality: Equality, start: Node | None) -> None:
        self.equality = equality
        self.in_force = start
        self.mistaken: Node | None = None

    def judge(self, condition: Node, *, implied: bool = False) -> Finding:
        """Whether an equation that is no identity follows from the condition in force."""
        return Finding("unsupported", message="Conditions are not judged.")

    def follows_given_error(self, condition: Node, swaps: tuple[Swap, ...]) -> bool:
        """Whether a condition follows once the wrong lines before it are taken as given."""
        return False
