"""What `quiz check --explain` shows: the page of a code, or all codes with their titles."""

from __future__ import annotations

import shutil

import click


def explain_code(code: str) -> str:
    """The page of a code, or for `all` a line for each. Raises UsageError for an unknown code."""
    from quiz.bank.checks import RULES
    from quiz.markup.text import terminal

    if code.lower() == "all":
        return "\n".join(f"{rule.code}  {rule.severity:8} {rule.title}" for rule in RULES.values())
    rule = RULES.get(code.upper())
    if rule is None:
        from quiz.bank.suggestions import did_you_mean

        suggestion = did_you_mean(code.upper(), RULES, "; `--explain all` lists them")
        raise click.UsageError(f"there is no code “{code}”{suggestion}")
    width = min(shutil.get_terminal_size((100, 24)).columns, 100)
    ignore = "" if rule.is_of_loading else _IGNORING.format(code=rule.code)
    page = terminal(rule.page() + ignore, width)
    return f"{rule.code} · {rule.severity} · {rule.title}\n\n{page}"


_IGNORING = "\nWhere it is meant so, `ignore: [{code}]` in the question switches this off."
