"""`quiz report`: how the questions of a test did, by the answers of a class."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from quiz.marking.answer_table import Attempts
    from quiz.marking.item_analysis import Missing


@click.command("report", short_help="How the questions did in a class.")
@click.argument("bank", type=click.Path(path_type=Path))
@click.argument("responses", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--attempts",
    type=click.Choice(["first", "last", "best"]),
    default="first",
    show_default=True,
    help="Which of several answers of a learner to a question counts.",
)
@click.option(
    "--missing",
    type=click.Choice(["wrong", "left-out"]),
    default="wrong",
    show_default=True,
    help="What a question without an answer is.",
)
@click.option("--json", "as_json", is_flag=True, help="The whole report as JSON.")
@click.option(
    "--csv",
    "csv_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write questions, options and wrong answers to a spreadsheet.",
)
@click.option(
    "--html",
    "html_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write one page with plots, which needs no network.",
)
@click.option("--details", is_flag=True, help="Options and wrong answers of every question.")
@click.option("--linear", is_flag=True, help="For screen readers: sentences instead of tables.")
def report_command(
    bank: Path,
    responses: Path,
    attempts: Attempts,
    missing: Missing,
    as_json: bool,
    csv_file: Path | None,
    html_file: Path | None,
    details: bool,
    linear: bool,
) -> None:
    """Analyse RESPONSES to the questions of BANK, or the grades that `quiz grade` wrote.

    How hard each question was, how well it tells learners apart, which options were picked, how
    reliable the test is, and what to do about a bad question.
    """
    from quiz.bank import load_bank
    from quiz.cli.overwriting import refuse_overwriting
    from quiz.marking import report_data
    from quiz.marking.report import report_on
    from quiz.marking.report_text import report_text
    from quiz.terminal.console import Console

    loaded = load_bank(bank, lenient=True)
    refuse_overwriting(bank, [csv_file, html_file], [responses])
    try:
        report = report_on(loaded, responses, attempts, missing)
    except (OSError, ValueError) as error:
        raise click.ClickException(f"{responses}: {error}") from None
    if csv_file:
        _write(csv_file, report_data.as_csv(report))
    if html_file:
        from quiz.marking.report_html import report_html

        _write(html_file, report_html(report))
    if as_json:
        click.echo(report_data.as_json(report), nl=False)
    if as_json or csv_file or html_file:
        return
    console = Console.standard(linear=linear)
    console.show(report_text(report, console.look, details=details))


def _write(path: Path, text: str) -> None:
    """Write a file and say so, where it does not get into the JSON."""
    try:
        path.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror or error}") from None
    click.echo(f"{path} written", err=True)
