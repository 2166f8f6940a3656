"""`quiz check`: tells an author what is wrong with a bank."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("check", short_help="Tell an author what is wrong with a bank.")
@click.argument("bank", required=False, type=click.Path(path_type=Path))
@click.option(
    "--seeds",
    type=click.IntRange(min=1, max=1000),
    default=10,
    show_default=True,
    help="How many variants of a question with parameters to try.",
)
def check_command(bank: Path | None, seeds: int) -> None:
    """Check BANK, a folder or a file of questions; without it, the bundled bank.

    Beyond loading it, grades each question's key, its wrong options and mistakes, the author's
    tests and the model solutions. Each problem is a line: file:line:column: where: what is wrong.
    """
    from quiz.bank import BankError, load_bank
    from quiz.bank.check import check

    try:
        loaded = load_bank(bank)
    except BankError as error:
        click.echo(str(error))
        click.echo(_count(len(error.problems), "problem"), err=True)
        raise SystemExit(error.exit_status) from None
    found = 0
    for problem in check(loaded, seeds):
        found += 1
        click.echo(str(problem))
    problems = _count(found, "problem") if found else "no problems"
    click.echo(f"{_count(len(loaded), 'question')}, {problems}")
    if found:
        raise SystemExit(1)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
