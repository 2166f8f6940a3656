"""`quiz practice`: asks questions in the terminal."""

from __future__ import annotations

import gc
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cli.bank_words import complete_id
from quiz.cli.options import (
    Day,
    choosing_options,
    day_to_come,
    kept_history,
    seed_option,
    session_options,
    typed_names,
)

if TYPE_CHECKING:
    from quiz.terminal.graphics import Pictures
    from quiz.terminal.theme import Theme


@click.command("practice", short_help="Ask questions, grade the answers and explain them.")
@click.argument("bank", required=False, type=click.Path(path_type=Path))
@choosing_options
@click.option(
    "--question",
    "questions",
    multiple=True,
    metavar="ID",
    shell_complete=complete_id,
    help="Ask this question.",
)
@click.option("--new", is_flag=True, help="Only what you never answered.")
@click.option("--mistakes", is_flag=True, help="Only what you last missed, in part too.")
@click.option("--flagged", is_flag=True, help="Only what you flagged.")
@click.option(
    "--until",
    type=Day(),
    callback=day_to_come,
    metavar="DATE",
    help="The day of the exam, as 2026-12-15: everything comes in time for it.",
)
@click.option("--ask-sure/--no-ask-sure", help="Ask how sure you are of each answer.")
@seed_option
@click.option("--fresh", is_flag=True, help="Do not go on with a session that was stopped.")
@session_options
def practice_command(
    bank: Path | None,
    count: int | None,
    tags: tuple[str, ...],
    kinds: tuple[str, ...],
    difficulty: tuple[int, ...],
    questions: tuple[str, ...],
    new: bool,
    mistakes: bool,
    flagged: bool,
    until: date | None,
    ask_sure: bool,
    seed: int | None,
    fresh: bool,
    plain: bool,
    linear: bool,
    pictures: Pictures,
    theme: Theme,
    history: Path | None,
    no_history: bool,
) -> None:
    """Practise on BANK, a folder or a file of questions; without it, on the bundled bank.

    What is due comes first, then what is new, then what you are weakest at. A session that was
    stopped, or broke off, goes on where it was: the latest that was begun with the same options
    that choose questions, or with none of them. Type :h while practising for help.
    """
    history, keep = kept_history(history, no_history)
    gc.disable()  # until the first question is shown: start-up makes hardly any garbage
    from quiz.practice.picking import Selection
    from quiz.terminal.practising import Start, practise

    if new and mistakes:
        raise click.UsageError("--new and --mistakes exclude each other.")
    selection = Selection(
        count=count,
        tags=tags,
        kinds=kinds,
        difficulties=difficulty,
        questions=questions,
        new=new,
        mistakes=mistakes,
        flagged=flagged,
        until=until,
        seed=seed,
        asks_sure=ask_sure,
    )
    begin = Start(
        bank,
        selection,
        history,
        keep=keep,
        fresh=fresh,
        plain=plain or linear,
        linear=linear,
        pictures=pictures,
        theme=theme,
        typed=typed_names(),
    )
    raise SystemExit(practise(begin))
