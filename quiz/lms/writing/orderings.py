"""An ordering question for systems that have none: match each item with its place."""

from __future__ import annotations

from quiz.lms.writing.exporting import LeftOutError
from quiz.questions.matching import Matching
from quiz.questions.ordering import Ordering


def as_matching(question: Ordering) -> Matching:
    """The items as left sides, their places as right sides; the distractors have no place.

    Raises `LeftOutError` where items may stand in either order: a place is then not one number.
    """
    if question.groups:
        raise LeftOutError("items that may stand in either order have no place to be matched with")
    places = [str(number) for number in range(1, len(question.items) + 1)]
    strays = [(text, "none") for text in question.distractors]
    kept = {
        name: getattr(question, name)
        for name in question.model_fields_set & Matching.model_fields.keys()
        if name not in ("type", "distractors")
    }
    return Matching(
        type="matching", pairs=(*zip(question.items, places, strict=True), *strays), **kept
    )
