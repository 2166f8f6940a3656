"""What a question has that a format cannot hold, said alike by every format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from quiz.lms.writing.exporting import Item
from quiz.questions.base import BaseQuestion
from quiz.questions.matching import Matching
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.multiple_select import MultipleSelect
from quiz.questions.numeric import Numeric
from quiz.questions.ordering import Ordering
from quiz.questions.short_answer import ShortAnswer
from quiz.questions.true_false import TrueFalse

NO_POOL = "its variants are questions of their own: none of them is drawn"

USUAL = 0.1
"""What a hint costs where a bank does not say."""


def lost(question: BaseQuestion, *parts: str) -> Iterator[str]:
    """A sentence for each of these parts that the question has; the names are those below."""
    for part in parts:
        if _HAS[part](question):
            yield _SENTENCES[part]


def lost_of(item: Item, *parts: str) -> Iterator[str]:
    """The same for an item of a format that draws from no pools."""
    if item.pool:
        yield NO_POOL
    yield from lost(item.question, *parts)


def has_option_feedback(question: BaseQuestion) -> bool:
    """Whether something is said to those who pick a certain option."""
    if isinstance(question, MultipleChoice | MultipleSelect):
        return any(option.feedback for option in question.options)
    if isinstance(question, TrueFalse):
        return question.feedback is not None
    return False


def keeps_options_in_place(question: BaseQuestion) -> bool:
    """Whether some options are shuffled and others stay where they stand."""
    if not isinstance(question, MultipleChoice | MultipleSelect) or not question.shuffle:
        return False
    return any(option.fixed for option in question.options)


def _has_distractors(question: BaseQuestion) -> bool:
    return isinstance(question, Matching | Ordering) and bool(question.distractors)


def _recognises_mistakes(question: BaseQuestion) -> bool:
    return isinstance(question, Numeric) and bool(question.mistakes)


def _refuses(question: BaseQuestion) -> bool:
    return isinstance(question, ShortAnswer) and any(each.feedback for each in question.reject)


def _earns_parts(question: BaseQuestion) -> bool:
    return isinstance(question, MultipleSelect) and question.scoring == "partial"


def _stays_in_order(question: BaseQuestion) -> bool:
    return isinstance(question, MultipleChoice | MultipleSelect) and not question.shuffle


_SENTENCES = {
    "explanation": "the explanation is left out",
    "hints": "the hints are left out",
    "points": "the points are left out",
    "feedback": "the feedback for single options is left out",
    "fixed": "options that stay where they stand are shuffled with the others",
    "distractors": "the distractors are left out",
    "mistakes": "the feedback for recognised mistakes is left out",
    "refused": "the feedback for refused answers is left out",
    "partial": "it is all or nothing",
    "order": "options that stand in a fixed order may be shuffled",
    "further hints": "the hints after the first are left out",
    "penalty": "what a hint costs is left out",
    "groups": "items that may stand in either order have to stand as in the key",
}

_HAS: Mapping[str, Callable[[BaseQuestion], bool]] = {
    "explanation": lambda question: bool(question.explanation),
    "hints": lambda question: bool(question.all_hints()),
    "points": lambda question: question.points != 1,
    "feedback": has_option_feedback,
    "fixed": keeps_options_in_place,
    "distractors": _has_distractors,
    "mistakes": _recognises_mistakes,
    "refused": _refuses,
    "partial": _earns_parts,
    "order": _stays_in_order,
    "further hints": lambda question: len(question.all_hints()) > 1,
    "penalty": lambda question: bool(question.all_hints()) and question.hint_penalty != USUAL,
    "groups": lambda question: isinstance(question, Ordering) and bool(question.groups),
}
