"""Questions: ten kinds, their variants, and how a response to each is graded."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from quiz.questions.authored import Authored, Path, Problem
from quiz.questions.base import AuthorTest, BaseQuestion
from quiz.questions.cloze import Cloze
from quiz.questions.derivation import Derivation
from quiz.questions.expression import Expression
from quiz.questions.grading import DerivationGrade, Grade, LineGrade, Verdict
from quiz.questions.layout import Blank, Choice, Layout, Shape
from quiz.questions.matching import Matching
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.multiple_select import MultipleSelect
from quiz.questions.numeric import Numeric
from quiz.questions.ordering import Ordering
from quiz.questions.parameters import ParameterError
from quiz.questions.short_answer import ShortAnswer
from quiz.questions.true_false import TrueFalse
from quiz.questions.variants import Variant

Question = Annotated[
    MultipleChoice
    | MultipleSelect
    | TrueFalse
    | Matching
    | Ordering
    | Numeric
    | ShortAnswer
    | Cloze
    | Expression
    | Derivation,
    Field(discriminator="type"),
]
"""A question of any kind, told apart by `type`."""

KINDS: dict[str, type[BaseQuestion]] = {
    "multiple_choice": MultipleChoice,
    "multiple_select": MultipleSelect,
    "true_false": TrueFalse,
    "matching": Matching,
    "ordering": Ordering,
    "numeric": Numeric,
    "short_answer": ShortAnswer,
    "cloze": Cloze,
    "expression": Expression,
    "derivation": Derivation,
}
"""What `type` may say, and the kind that it names."""

__all__ = [
    "KINDS",
    "AuthorTest",
    "Authored",
    "BaseQuestion",
    "Blank",
    "Choice",
    "Cloze",
    "Derivation",
    "DerivationGrade",
    "Expression",
    "Grade",
    "Layout",
    "LineGrade",
    "Matching",
    "MultipleChoice",
    "MultipleSelect",
    "Numeric",
    "Ordering",
    "ParameterError",
    "Path",
    "Problem",
    "Question",
    "Shape",
    "ShortAnswer",
    "TrueFalse",
    "Variant",
    "Verdict",
]
