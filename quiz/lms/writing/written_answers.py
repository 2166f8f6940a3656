"""A formula or working that a person reads: what is asked for, and the right answer for later."""

from __future__ import annotations

from quiz.lms.writing.exporting import Item
from quiz.questions.base import BaseQuestion
from quiz.questions.derivation import Derivation
from quiz.questions.expression import Expression
from quiz.questions.layout import givens_of

BY_HAND = "it is marked by hand"
FORMULA_IN_BLANK = "it asks for a formula in a blank, which only algebra can grade"


def is_marked_by_hand(question: BaseQuestion) -> bool:
    """Whether what is typed is for a person to read where nothing knows algebra."""
    return isinstance(question, Expression | Derivation)


def asked(question: BaseQuestion) -> str:
    """The prompt, with what a derivation starts from."""
    if not isinstance(question, Derivation):
        return question.prompt
    given = givens_of(question.given, question.start)
    if not given:
        return question.prompt
    return "\n".join([question.prompt, "", "Given:", "", "```", *given, "```"])


def said_afterwards(item: Item) -> str:
    """The explanation, with the right answer where a person marks."""
    if not is_marked_by_hand(item.question):
        return item.question.explanation
    return f"{item.variant.key_text()}\n\n{item.question.explanation}"
