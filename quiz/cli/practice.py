"""`quiz practice`: asks questions in the terminal."""

from __future__ import annotations

from pathlib import Path

import click

from quiz.cli.options import difficulty_option, kind_option, tag_option


@click.command("practice", short_help="Ask questions, grade the answers and explain them.")
@click.argument("bank", required=False, type=click.Path(path_type=Path))
@click.option("--count", type=click.IntRange(min=1), help="How many questions; 20 if left out.")
@tag_option
@kind_option
@difficulty_option
@click.option("--question", "questions", multiple=True, metavar="ID", help="Ask this question.")
@click.option("--missed", is_flag=True, help="Only what was last answered wrong or in part.")
@click.option("--seed", type=click.IntRange(min=0), help="Fix the choice, order and variants.")
@click.option("--new", is_flag=True, help="Do not go on with a session that was stopped.")
@click.option("--plain", is_flag=True, expose_value=False, help="Lines of text, one an answer.")
@click.option(
    "--history",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Keep the answers there instead of in your data folder.",
)
@click.option("--no-history", is_flag=True, help="Keep nothing.")
def practice_command(
    bank: Path | None,
    count: int | None,
    tags: tuple[str, ...],
    kinds: tuple[str, ...],
    difficulty: tuple[int, ...],
    questions: tuple[str, ...],
    missed: bool,
    seed: int | None,
    new: bool,
    history: Path | None,
    no_history: bool,
) -> None:
    """Practise on BANK, a folder or a file of questions; without it, on the bundled bank.

    Questions never answered come first, then those last answered wrong or in part. A session
    that was stopped, or broke off, goes on where it was: the latest, or with options that choose
    questions, the latest with the same options. Type :h while practising for help.
    """
    if no_history and history is not None:
        raise click.UsageError("--history and --no-history exclude each other.")
    from quiz.practice.picking import Selection
    from quiz.terminal.practising import Start, practise

    selection = Selection(count, tags, kinds, difficulty, questions, missed, seed)
    raise SystemExit(practise(Start(bank, selection, history, keep=not no_history, new=new)))
