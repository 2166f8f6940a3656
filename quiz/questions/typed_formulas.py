"""How what is typed into an answer is read as mathematics, while it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quiz.questions.variants import Variant
    from quiz.symbolic.naming import Names
    from quiz.symbolic.reading import Meaning


@dataclass(frozen=True)
class Formulas:
    """The names that formulas may use, what they stand for, and whether they are a working's."""

    names: Names
    meaning: Meaning = "number"
    in_lines: bool = False

    @classmethod
    def of(cls, variant: Variant, blank: str | None = None) -> Formulas:
        """How the answer to this question, or what is typed in one of its blanks, is read."""
        from quiz.questions.derivation import Derivation
        from quiz.questions.derivation_names import derivation_names
        from quiz.questions.formula_answer import FormulaAnswer
        from quiz.questions.formulas import names_of_values
        from quiz.questions.parameters import declarations_of
        from quiz.questions.symbols import declarations

        question, values = variant.question, variant.values
        answer = _in_blank(variant, blank) if blank else question
        if isinstance(answer, FormulaAnswer):
            return cls(answer.names(values), answer.value)
        if isinstance(question, Derivation):
            symbols, parameters = declarations(question.symbols), question.parameters
            names = derivation_names(question.given, symbols, declarations_of(parameters))
            return cls(names, in_lines=True)
        return cls(names_of_values({}))


def _in_blank(variant: Variant, blank: str) -> object:
    from quiz.questions.cloze import Cloze

    question = variant.question
    return question.blanks.get(blank) if isinstance(question, Cloze) else None
