"""The check that authors run: rules with codes, each with a page that explains it.

What is named here is imported when it is first used: a bank that is known to be clean needs none
of the rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.deferred import deferred

if TYPE_CHECKING:
    from quiz.bank.checks.examination import Examination
    from quiz.bank.checks.finding import Finding, Severity
    from quiz.bank.checks.memory import SEEDS, Memory, remember, remembered
    from quiz.bank.checks.rule import Rule
    from quiz.bank.checks.rules import RULES
    from quiz.bank.checks.running import check, of_problem

_HOMES = {
    "examination": ("Examination",),
    "finding": ("Finding", "Severity"),
    "memory": ("SEEDS", "Memory", "remember", "remembered"),
    "rule": ("Rule",),
    "rules": ("RULES",),
    "running": ("check", "of_problem"),
}

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

__getattr__ = deferred(__name__, _HOMES)
