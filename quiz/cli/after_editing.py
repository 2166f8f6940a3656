"""What an author is told of a question that was just written: what is wrong, and what is next."""

from __future__ import annotations

import shlex
from pathlib import Path

import click


def tell_what_is_wrong(place: Path, name: str) -> bool:
    """Say what the check finds in a question; whether nothing grave is wrong with it."""
    from quiz.bank import BankError, load_bank
    from quiz.bank.checks import check, of_problem

    try:
        bank = load_bank(place, lenient=True)
    except BankError as error:
        for problem in error.problems:
            click.echo(str(of_problem(problem)))
        return False
    if name in bank:
        findings = [*check(bank, ids=[name])]
        findings = [one for one in findings if one.question == name]
    else:
        findings = [of_problem(one) for one in bank.problems if str(one) in bank.broken[name]]
    for finding in findings:
        click.echo(str(finding))
    return all(finding.severity == "advice" for finding in findings)


def edit_line(name: str, bank: Path | None) -> str:
    """The command that opens a question in the editor."""
    return shlex.join(["quiz", "edit", name, *_named(bank)])


def practice_line(name: str, bank: Path | None) -> str:
    """The command that asks a question."""
    words = ["practice", *_named(bank)] if bank else []
    return shlex.join(["quiz", *words, "--question", name])


def _named(bank: Path | None) -> list[str]:
    return [str(bank)] if bank else []
