"""`quiz stats`: how practising went, drawn, or as data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cli.options import history_option

if TYPE_CHECKING:
    from quiz.practice.statistics import Statistics


@click.command("stats", short_help="How practising went, and what is due.")
@click.argument("bank", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="The figures as CSV, one a line.")
@click.option("--linear", is_flag=True, help="For screen readers: sentences instead of bars.")
@history_option
def stats_command(
    bank: Path | None, as_json: bool, as_csv: bool, linear: bool, history: Path | None
) -> None:
    """Show how practising on BANK went; without it, on the bundled bank.

    What was right, by week, tag and kind; what is due; days in a row; how often you were right
    when you were sure, and when not; and what was missed most.
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other.")
    from quiz.bank import load_bank
    from quiz.practice.history import History
    from quiz.practice.opening import bank_name
    from quiz.practice.statistics import statistics_of
    from quiz.practice.storage import default_path

    loaded = load_bank(bank)
    path = history or default_path()
    kept = History.open(path if path.exists() else None)  # looking makes no file
    try:
        found = statistics_of(loaded, bank_name(bank), kept)
    finally:
        kept.close()
    for notice in kept.notices:
        click.echo(notice, err=True)
    if as_json or as_csv:
        from quiz.practice import figures

        click.echo((figures.as_json if as_json else figures.as_csv)(found), nl=False)
    else:
        _draw(found, linear)


def _draw(found: Statistics, linear: bool) -> None:
    from quiz.terminal.console import Console
    from quiz.terminal.statistics_text import statistics_text

    console = Console.standard(linear=linear)
    console.show(statistics_text(found, console.look))
