"""All rules of the check, by their codes."""

from __future__ import annotations

from collections.abc import Mapping

from quiz.bank.checks import (
    derivations,
    grading,
    guessing,
    hints,
    ignoring,
    likeness,
    options,
    parameters,
    texts,
)
from quiz.bank.checks.rule import Rule, of_loading

LOADING = (
    of_loading("Q001", "A file that cannot be read"),
    of_loading("Q002", "YAML that means something else, or nothing"),
    of_loading("Q003", "A key that is missing"),
    of_loading("Q004", "A key that is not known"),
    of_loading("Q005", "A value that cannot stand there"),
    of_loading("Q006", "An id that two questions have"),
    of_loading("Q007", "A formula, domain or pattern that cannot be read"),
    of_loading("Q008", "Keys of a question that do not go together"),
)

_MODULES = (
    grading,
    options,
    guessing,
    parameters,
    texts,
    hints,
    derivations,
    likeness,
    ignoring,
)

RULES: Mapping[str, Rule] = {
    rule.code: rule
    for rule in sorted(
        [
            *LOADING,
            *(
                found
                for module in _MODULES
                for found in vars(module).values()
                if isinstance(found, Rule)
            ),
        ],
        key=lambda rule: rule.code,
    )
}

_CODES = {
    "file": "Q001",
    "unread": "Q001",
    "yaml": "Q002",
    "missing": "Q003",
    "extra_forbidden": "Q004",
    "id": "Q006",
    "formula": "Q007",
    "question": "Q008",
    "mistake_right": "Q011",
    "let_through": "Q014",
    "same_text": "Q020",
    "two_right": "Q021",
    "parameters": "Q030",
    "no_value": "Q031",
}
"""The code of each kind of mistake that loading finds; for the others, Q005."""


def code_of(kind: str) -> str:
    """The code of a kind of mistake that loading finds."""
    return _CODES.get(kind, "Q005")
