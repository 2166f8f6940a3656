"""What an author is told of a question that was just written: what is wrong, and what is next."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from quiz.bank.checks import Finding


def tell_what_is_wrong(place: Path, name: str) -> list[Finding]:
    """Say what the check finds in a question, or what keeps it from loading."""
    from quiz.bank import BankError, load_bank
    from quiz.bank.checks import check, of_problem

    try:
        bank = load_bank(place, lenient=True)
    except BankError as error:
        findings = [of_problem(problem) for problem in error.problems]
    else:
        if name in bank:
            findings = [one for one in check(bank, ids=[name]) if one.question == name]
        else:
            said = bank.broken.get(name)
            grave = [one for one in bank.problems if said is None or str(one) in said]
            findings = [of_problem(problem) for problem in grave]
    for finding in findings:
        click.echo(str(finding))
    return findings


def is_right(findings: Iterable[Finding]) -> bool:
    """Whether there is at most something to advise on."""
    return all(finding.severity == "advice" for finding in findings)


def edit_line(name: str, bank: Path | None) -> str:
    """The command that opens a question in the editor."""
    return shlex.join(["quiz", "edit", name, *_named(bank)])


def show_line(name: str, bank: Path | None) -> str:
    """The command that shows a question, also one that is not asked."""
    return shlex.join(["quiz", "show", name, *_named(bank)])


def preview_line(name: str, bank: Path | None) -> str:
    """The command that shows a question on a page that follows each save."""
    return shlex.join(["quiz", "preview", name, *_named(bank)])


def practice_line(name: str, bank: Path | None) -> str:
    """The command that asks a question."""
    words = ["practice", *_named(bank)] if bank else []
    return shlex.join(["quiz", *words, "--question", name])


def _named(bank: Path | None) -> list[str]:
    return [str(bank)] if bank else []
