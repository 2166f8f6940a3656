"""The check that authors run: rules with codes, each with a page that explains it."""

from __future__ import annotations

from quiz.bank.checks.finding import Finding, Severity
from quiz.bank.checks.memory import Memory, remember, remembered
from quiz.bank.checks.rule import Rule
from quiz.bank.checks.rules import RULES
from quiz.bank.checks.running import SEEDS, Examination, check, of_problem

__all__ = [
    "RULES",
    "SEEDS",
    "Examination",
    "Finding",
    "Memory",
    "Rule",
    "Severity",
    "check",
    "of_problem",
    "remember",
    "remembered",
]
