"""`quiz exam`: questions against the clock, without feedback before the end."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cli.options import (
    Minutes,
    choosing_options,
    is_typed,
    kept_history,
    seed_option,
    session_options,
    typed_names,
)

if TYPE_CHECKING:
    from quiz.terminal.graphics import Pictures
    from quiz.terminal.theme import Theme


@click.command("exam", short_help="Sit an exam: a clock, and no feedback before the end.")
@click.argument("bank", required=False, type=click.Path(path_type=Path))
@click.option(
    "--minutes",
    type=Minutes(),
    help="How long; 60, or what the blueprint says, if left out.",
)
@choosing_options
@click.option(
    "--blueprint",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A YAML file that says how many questions of which sort, for how many points.",
)
@seed_option
@click.option("--fresh", is_flag=True, help="Hand in an exam that is under way, and begin another.")
@session_options
def exam_command(
    bank: Path | None,
    minutes: float | None,
    count: int | None,
    tags: tuple[str, ...],
    kinds: tuple[str, ...],
    difficulty: tuple[int, ...],
    blueprint: Path | None,
    seed: int | None,
    fresh: bool,
    plain: bool,
    linear: bool,
    pictures: Pictures,
    theme: Theme,
    history: Path | None,
    no_history: bool,
) -> None:
    """Sit an exam on BANK, a folder or a file of questions; without it, on the bundled bank.

    Any question may be answered at any time, and answered again, until you hand in or the time is
    up. Then every question is graded and reviewed. An exam that broke off goes on where it was;
    its clock did not stand still.
    """
    history, keep = kept_history(history, no_history)
    gc.disable()  # until the first question is shown: start-up makes hardly any garbage
    if blueprint is not None and is_typed("count", "tags", "kinds", "difficulty"):
        raise click.UsageError("--blueprint says what is asked: leave the options that choose out.")
    from quiz.practice.picking import Selection
    from quiz.terminal.sitting import Sitting, sit

    selection = Selection(count=count, tags=tags, kinds=kinds, difficulties=difficulty, seed=seed)
    sitting = Sitting(
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
        blueprint=blueprint,
        minutes=minutes,
    )
    raise SystemExit(sit(sitting))
