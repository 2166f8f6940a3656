"""The kinds of question: what `type` may say, and the models, each imported when it is used.

Importing a model takes about a millisecond, so a session imports only the kinds that it asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quiz.questions.base import BaseQuestion

_MODELS = {
    "multiple_choice": "MultipleChoice",
    "multiple_select": "MultipleSelect",
    "true_false": "TrueFalse",
    "matching": "Matching",
    "ordering": "Ordering",
    "numeric": "Numeric",
    "short_answer": "ShortAnswer",
    "cloze": "Cloze",
    "expression": "Expression",
    "derivation": "Derivation",
}


class Kinds(Mapping[str, "type[BaseQuestion]"]):
    """The model of each kind by what `type` says."""

    def __getitem__(self, kind: str) -> type[BaseQuestion]:
        name = _MODELS[kind]
        model: type[BaseQuestion] = getattr(import_module(f"quiz.questions.{kind}"), name)
        return model

    def __iter__(self) -> Iterator[str]:
        return iter(_MODELS)

    def __len__(self) -> int:
        return len(_MODELS)

    def __contains__(self, kind: object) -> bool:
        return kind in _MODELS


KINDS = Kinds()
