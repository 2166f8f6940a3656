"""A derivation as a question that a system without algebra can grade."""

from __future__ import annotations

from quiz.lms.writing.exporting import LeftOutError
from quiz.questions.derivation import Derivation
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.ordering import Ordering
from quiz.questions.variants import Variant


def as_ordering(variant: Variant) -> Ordering:
    """The lines of the model solution to put in order, among lines made from its mistakes.

    `variant` is of a derivation. Raises `LeftOutError` where the solution is too short to be
    put in order.
    """
    assert isinstance(variant.question, Derivation)
    raise LeftOutError("its solution cannot be put in order yet")


def as_first_error(variant: Variant) -> MultipleChoice:
    """Which line is the first wrong one, in working that makes one of the listed mistakes.

    `variant` is of a derivation. Raises `LeftOutError` where no mistake fits into the solution.
    """
    assert isinstance(variant.question, Derivation)
    raise LeftOutError("no mistake fits into its solution yet")
