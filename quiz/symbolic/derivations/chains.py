"""Chains of equalities as they are judged, and what is said of several equalities together."""

from __future__ import annotations

from dataclasses import dataclass, replace

from quiz.symbolic.derivations import sentences
from quiz.symbolic.outcomes import Comparison
from quiz.symbolic.tasks import Evidence, LineJudgement, LineVerdict
from quiz.symbolic.tree import Node, Relation

_WORST_FIRST: tuple[LineVerdict, ...] = (
    "does_not_follow",
    "unreadable",
    "unsupported",
    "undecided",
    "follows_given_error",
    "follows",
)


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


def together(steps: list[LineJudgement]) -> LineJudgement:
    """The judgement of a line of several steps: that of the worst of them, read as all of them."""
    if len(steps) == 1:
        return steps[0]
    worst = min(steps, key=lambda step: _WORST_FIRST.index(step.verdict))
    read = [step.read_as for step in steps if step.read_as is not None]
    return replace(worst, read_as=" ⇒ ".join(read) if len(read) == len(steps) else None)


def with_meanings(line: LineJudgement, meanings: list[LineJudgement]) -> LineJudgement:
    """The judgement of a line that says at its end what its names mean."""
    worst = min((*meanings, line), key=lambda each: _WORST_FIRST.index(each.verdict))
    read = [each.read_as for each in (line, *meanings)]
    told = None if None in read else f"{read[0]}, where {' and '.join(map(str, read[1:]))}"
    return replace(line if worst.verdict == "follows" else worst, read_as=told)


def unsettled(judgement: LineJudgement, found: list[Comparison]) -> LineJudgement:
    """The judgement of a chain in which it could not be told whether all is equal."""
    said = next((each.message for each in found if each.message), None)
    message = sentences.sentence(said) if said else sentences.UNSETTLED
    return replace(judgement, verdict="undecided", message=message)
