"""What a question that is made from another has of it."""

from __future__ import annotations

from typing import Any

from quiz.questions.base import BaseQuestion

_KEPT = ("id", "explanation", "hint_penalty", "points", "difficulty", "tags", "source")


def kept(question: BaseQuestion) -> dict[str, Any]:
    """The keys that stay as they are; hints are all those that are offered."""
    return {name: getattr(question, name) for name in _KEPT} | {"hints": question.all_hints()}
