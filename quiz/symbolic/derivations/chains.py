"""Chains of equalities as they are judged, and what is said of several equalities together."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.symbolic.comparison import Comparison
from quiz.symbolic.tasks import Evidence
from quiz.symbolic.tree import Node, Relation


@dataclass
class Chain:
    """The chain that a continuation would continue: its left side and what was judged last."""

    head: Node
    last: Node
    wrong: bool = False
    is_condition: bool = False


def equations(sides: tuple[Node, ...], found: list[Comparison]) -> tuple[Relation, ...]:
    """The equations of a chain that are no identities; the first has the chain's left side."""
    failing = [place for place, each in enumerate(found) if each.outcome != "equal"]
    return tuple(
        Relation("=", sides[0] if number == 0 else sides[place], sides[place + 1])
        for number, place in enumerate(failing)
    )


def first_difference(found: list[Comparison]) -> Evidence | None:
    """The counterexample to the first equality of a chain that does not hold."""
    return next((each.evidence for each in found if each.outcome == "different"), None)


def weakest(found: list[Comparison]) -> Evidence | None:
    """The evidence of a chain: `agrees` if any of its equalities is not proved."""
    given = [comparison.evidence for comparison in found if comparison.evidence is not None]
    return min(
        given, key=lambda evidence: (evidence.kind == "proved", evidence.points), default=None
    )
