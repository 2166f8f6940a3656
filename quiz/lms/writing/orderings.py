"""An ordering question for systems that have none, or only such where every item has a place."""

from __future__ import annotations

from quiz.lms.writing.kept_keys import kept
from quiz.questions.matching import Matching
from quiz.questions.ordering import Ordering

NOWHERE = "none"
DIVIDER = "— what follows does not belong —"


def as_matching(question: Ordering) -> Matching:
    """The items as left sides, their places as right sides.

    Items that may stand in either order share their place, `2–3`; what belongs nowhere shares the
    place `none`. So the same right side can stand there more than once.
    """
    places = [str(number) for number in range(1, len(question.items) + 1)]
    for group in question.groups:
        for number in group:
            places[number - 1] = f"{min(group)}–{max(group)}"
    told = f"Give each its place, from 1 to {len(question.items)}."
    if question.distractors:
        told += f" What belongs nowhere has the place “{NOWHERE}”."
    strays = [(text, NOWHERE) for text in question.distractors]
    return Matching(
        **kept(question),
        type="matching",
        prompt=f"{question.prompt.rstrip()}\n\n{told}",
        pairs=(*zip(question.items, places, strict=True), *strays),
    )


def as_divided(question: Ordering) -> Ordering:
    """The one item that belongs nowhere as the last in order, below a line that parts it off."""
    told = f"What belongs nowhere goes below the line “{DIVIDER}”."
    return Ordering(
        **kept(question),
        type="ordering",
        prompt=f"{question.prompt.rstrip()}\n\n{told}",
        items=(*question.items, DIVIDER, *question.distractors),
    )
