"""`quiz edit`: a question opened in an editor, and checked once that is closed."""

from __future__ import annotations

import sys
from collections.abc import Container
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cli.bank_words import complete_id

if TYPE_CHECKING:
    from quiz.bank.checks import Finding
    from quiz.bank.whereabouts import Whereabouts


@click.command("edit", short_help="Open a question in your editor, and check it afterwards.")
@click.argument("question_id", metavar="ID", shell_complete=complete_id)
@click.argument("bank", required=False, type=click.Path(path_type=Path))
def edit_command(question_id: str, bank: Path | None) -> None:
    """Open the question ID of BANK, a folder or a file, at its line; without BANK, the bundled one.

    The editor is the one that $VISUAL or $EDITOR names. Once it is closed, the question is
    checked, and what is wrong with it is said with file, line and column.
    """
    from quiz.bank.files import bundled_bank
    from quiz.bank.whereabouts import find_question, lines_in_file
    from quiz.cli.after_editing import is_right, tell_what_is_wrong
    from quiz.cli.editors import open_at

    place = bank or bundled_bank()
    found = find_question(place, question_id) or _unknown(place, question_id)
    ids_before = lines_in_file(found.file)
    line = found.line
    while True:
        open_at(found.file, line)
        name = _name_now(place, question_id, found.file, ids_before)
        if name is None:
            click.echo(f"{found.file}: “{question_id}” is not there any more")
            return
        findings = tell_what_is_wrong(place, name)
        if is_right(findings):
            break
        if not (sys.stdin.isatty() and sys.stdout.isatty()) or not _is_opened_again():
            raise SystemExit(1)
        line = _first_line(findings, found)
    click.echo(f"{found.file}: nothing is wrong with “{name}”")
    _tell_what_is_next(bank, name, question_id)


def _unknown(place: Path, name: str) -> Whereabouts:
    """Raise what says of an id that no question of a bank has it."""
    from quiz.bank import load_bank
    from quiz.errors import LearnerError

    question = load_bank(place, lenient=True)[name]
    raise LearnerError(f"“{question.id}” cannot be found in the files of {place}")


def _name_now(place: Path, name: str, file: Path, before: Container[str]) -> str | None:
    """The id of a question after its file was edited; None where it was taken out.

    One that is gone while the file has just one id that is new was renamed.
    """
    from quiz.bank import BankError
    from quiz.bank.whereabouts import find_question, lines_in_file

    try:
        if find_question(place, name) is not None:
            return name
    except BankError:
        return name  # no file is left that could be read, which the check says
    fresh = [one for one in lines_in_file(file) if one not in before]
    return fresh[0] if len(fresh) == 1 else None


def _tell_what_is_next(bank: Path | None, name: str, former: str) -> None:
    """Say how to see the question, and what has to be done before learners do."""
    from quiz.bank import load_bank
    from quiz.cli.after_editing import practice_line, show_line

    question = load_bank(bank, lenient=True)[name]
    if name != former and former not in question.was:
        click.echo(
            f"Its id was “{former}”: add “was: [{former}]” if learners have answered it, and"
        )
        click.echo("what they answered stays.")
    if question.status == "active":
        click.echo(f"See it in the quiz: {practice_line(name, bank)}")
    else:
        click.echo(
            f"Learners are not asked it while the line “status: {question.status}” is there."
        )
        click.echo(f"See it as one would: {show_line(name, bank)}")


def _is_opened_again() -> bool:
    return click.confirm("Open it again?", default=True)


def _first_line(findings: list[Finding], found: Whereabouts) -> int:
    """The line of the first finding in the file, or else where the question was."""
    lines = [one.line for one in findings if Path(one.file) == found.file]
    return lines[0] if lines else found.line
