"""Questions: ten kinds, their variants, and how a response to each is graded.

The names below are imported when they are first used: a session that asks true or false has no
need of derivations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.deferred import deferred

if TYPE_CHECKING:
    from quiz.questions.authored import Authored, Path, Problem
    from quiz.questions.base import AuthorTest, BaseQuestion
    from quiz.questions.cloze import Cloze
    from quiz.questions.derivation import Derivation
    from quiz.questions.errors import ParameterError
    from quiz.questions.expression import Expression
    from quiz.questions.grading import DerivationGrade, Grade, LineGrade
    from quiz.questions.kinds import KINDS
    from quiz.questions.layout import Blank, Choice, Layout, Shape
    from quiz.questions.matching import Matching
    from quiz.questions.multiple_choice import MultipleChoice
    from quiz.questions.multiple_select import MultipleSelect
    from quiz.questions.numeric import Numeric
    from quiz.questions.ordering import Ordering
    from quiz.questions.short_answer import ShortAnswer
    from quiz.questions.true_false import TrueFalse
    from quiz.questions.union import Question
    from quiz.questions.variants import Variant
    from quiz.questions.verdict import Verdict

_HOMES = {
    "authored": ("Authored", "Path", "Problem"),
    "base": ("AuthorTest", "BaseQuestion"),
    "cloze": ("Cloze",),
    "derivation": ("Derivation",),
    "expression": ("Expression",),
    "errors": ("ParameterError",),
    "grading": ("DerivationGrade", "Grade", "LineGrade"),
    "kinds": ("KINDS",),
    "layout": ("Blank", "Choice", "Layout", "Shape"),
    "matching": ("Matching",),
    "multiple_choice": ("MultipleChoice",),
    "multiple_select": ("MultipleSelect",),
    "numeric": ("Numeric",),
    "ordering": ("Ordering",),
    "short_answer": ("ShortAnswer",),
    "true_false": ("TrueFalse",),
    "union": ("Question",),
    "variants": ("Variant",),
    "verdict": ("Verdict",),
}

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

__getattr__ = deferred(__name__, _HOMES)
