"""A multiple select without a right option, for systems in which something has to be right."""

from __future__ import annotations

from quiz.questions.multiple_select import MultipleSelect
from quiz.questions.options import Option

NONE_OF_THEM = "None of these"
SAID = f"that no option is right is an option of its own, “{NONE_OF_THEM}”"


def with_none_of_them(question: MultipleSelect) -> MultipleSelect:
    """The question with an option that says that no other is right, the last one and right."""
    none = Option(text=NONE_OF_THEM, correct=True, fixed=True)
    return question.model_copy(update={"options": (*question.options, none)})
