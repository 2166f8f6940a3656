"""`quiz grade`: marks a file of responses."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("grade")
@click.argument("bank", type=click.Path(path_type=Path))
@click.argument("responses", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the grades here, a line of JSON for each response.",
)
def grade_command(bank: Path, responses: Path, out: Path) -> None:
    """Grade RESPONSES (JSON Lines, or CSV by its ending) on the questions of BANK.

    A line that cannot be graded is reported in its place, and the rest is graded. A question
    that does not load leaves its responses undecided.
    """
    from quiz.bank import load_bank
    from quiz.marking import mark_file

    loaded = load_bank(bank, lenient=True)
    try:
        verdicts = mark_file(loaded, responses, out)
    except (OSError, ValueError) as error:
        raise click.ClickException(f"{responses}: {error}") from None
    lines = "line" if verdicts.total() == 1 else "lines"
    shares = ", ".join(
        f"{count:,} {verdict.replace('_', ' ')}" for verdict, count in verdicts.most_common()
    )
    click.echo(f"{verdicts.total():,} {lines} in {out}" + (f": {shares}" if shares else ""))
