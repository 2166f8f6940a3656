"""`quiz edit`: a question opened in an editor, and checked once that is closed."""

from __future__ import annotations

import sys
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
    from quiz.bank.whereabouts import find_question, id_at
    from quiz.cli.after_editing import is_right, practice_line, tell_what_is_wrong
    from quiz.cli.editors import open_at

    place = bank or bundled_bank()
    found = find_question(place, question_id) or _unknown(place, question_id)
    line = found.line
    while True:
        open_at(found.file, line)
        name = question_id
        if find_question(place, name) is None:
            name = id_at(found) or name
        findings = tell_what_is_wrong(place, name)
        if is_right(findings):
            break
        if not (sys.stdin.isatty() and sys.stdout.isatty()) or not _is_opened_again():
            raise SystemExit(1)
        line = _first_line(findings, found)
    if name != question_id:
        _tell_of_new_name(place, question_id, name)
    click.echo(f"{found.file}: nothing is wrong with “{name}”")
    click.echo(f"See it in the quiz: {practice_line(name, bank)}")


def _unknown(place: Path, name: str) -> Whereabouts:
    """Raise what says of an id that no question of a bank has it."""
    from quiz.bank import load_bank
    from quiz.errors import LearnerError

    question = load_bank(place, lenient=True)[name]
    raise LearnerError(f"“{question.id}” cannot be found in the files of {place}")


def _is_opened_again() -> bool:
    return click.confirm("Open it again?", default=True)


def _first_line(findings: list[Finding], found: Whereabouts) -> int:
    """The line of the first finding in the file, or else where the question was."""
    lines = [one.line for one in findings if Path(one.file) == found.file]
    return lines[0] if lines else found.line


def _tell_of_new_name(place: Path, old: str, new: str) -> None:
    """Say how a question that was renamed keeps what learners answered, unless it does."""
    from quiz.bank import load_bank

    question = load_bank(place, lenient=True).by_id.get(new)
    if question is not None and old not in question.was:
        click.echo(f"It is called “{new}” now. Add “was: [{old}]” if learners have answered it:")
        click.echo("then what they answered stays.")
