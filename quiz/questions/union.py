"""A question of any kind, as one type."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from quiz.questions.cloze import Cloze
from quiz.questions.derivation import Derivation
from quiz.questions.expression import Expression
from quiz.questions.matching import Matching
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.multiple_select import MultipleSelect
from quiz.questions.numeric import Numeric
from quiz.questions.ordering import Ordering
from quiz.questions.short_answer import ShortAnswer
from quiz.questions.true_false import TrueFalse

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
