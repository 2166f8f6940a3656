"""The way to answer a question, by the shape of its answer."""

from __future__ import annotations

from quiz.practice.session import Asking
from quiz.terminal.app.answers.area import AnswerArea
from quiz.terminal.app.background import Background

__all__ = ["AnswerArea", "answer_area"]


def answer_area(asking: Asking, reading: Background) -> AnswerArea:
    """Where a question is answered; `reading` is the thread that reads formulas as they are typed.

    Only what this shape needs is imported: the first question should not wait for the others.
    """
    match asking.layout.shape:
        case "one":
            from quiz.terminal.app.answers.choices import OneChoice

            return OneChoice(asking)
        case "several":
            from quiz.terminal.app.answers.choices import SeveralChoices

            return SeveralChoices(asking)
        case "pairs":
            from quiz.terminal.app.answers.pairs import Pairs

            return Pairs(asking)
        case "order":
            from quiz.terminal.app.answers.order import Order

            return Order(asking)
        case "blanks":
            from quiz.terminal.app.answers.blanks import Blanks

            return Blanks(asking, reading)
        case "text":
            from quiz.terminal.app.answers.typed import TypedText

            return TypedText(asking, reading)
        case "formula":
            from quiz.terminal.app.answers.typed import TypedFormula

            return TypedFormula(asking, reading)
        case "lines":
            from quiz.terminal.app.answers.working import Working

            return Working(asking, reading)
