"""The check that authors run: rules with codes, each with a page that explains it.

What is named here is imported when it is first used: a bank that is known to be clean needs none
of the rules.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

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


def __getattr__(name: str) -> object:
    for module, names in _HOMES.items():
        if name in names:
            value: object = getattr(import_module(f"quiz.bank.checks.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
