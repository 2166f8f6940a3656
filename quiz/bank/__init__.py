"""Banks: YAML files to questions, with every mistake located, and the check for authors."""

from __future__ import annotations

from quiz.bank.bank import Bank, Origin
from quiz.bank.errors import BankError, BankProblem, UnknownQuestionError
from quiz.bank.loading import load_bank
from quiz.bank.outline import Outline

__all__ = [
    "Bank",
    "BankError",
    "BankProblem",
    "Origin",
    "Outline",
    "UnknownQuestionError",
    "load_bank",
]
