"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from quiz.cli.bank_words import complete_kind, complete_tag

Option = Callable[[Callable[..., Any]], Callable[..., Any]]
"""What gives a command an option."""


def _difficulties(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> tuple[int, ...]:
    """`3` or `2-4` as the difficulties it names."""
    if value is None:
        return ()
    first, dash, last = value.partition("-")
    try:
        found = tuple(range(int(first), int(last if dash else first) + 1))
    except ValueError:
        found = ()
    if not found or not set(found) <= set(range(1, 6)):
        raise click.BadParameter("write a number from 1 to 5, or two such as 2-4")
    return found


class Day(click.DateTime):
    """A date on the command line."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The day. Raises BadParameter with an example."""
        try:
            found: datetime = super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is no date: write one such as 2026-12-15", param, ctx)
        return found


class Whole(click.IntRange):
    """A whole number on the command line, from `min` on."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number. Raises BadParameter that says which there are."""
        try:
            found: int = super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value}: write a whole number from {self.min} on", param, ctx)
        return found


class Minutes(click.FloatRange):
    """A length of time on the command line, up to a day."""

    def __init__(self) -> None:
        super().__init__(min=0, min_open=True, max=24 * 60)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The minutes. Raises BadParameter that says how many there may be."""
        try:
            found: float = super().convert(value, param, ctx)
        except click.BadParameter:
            said = f"{value}: write a number of minutes above 0, at most {self.max:g}"
            self.fail(said, param, ctx)
        return found


def day_to_come(
    context: click.Context, parameter: click.Parameter, value: datetime | None
) -> date | None:
    """A day from today on; None for one that passed after it was set for good.

    Raises BadParameter for one that has passed already when it is typed.
    """
    if value is None or value.date() >= date.today():
        return None if value is None else value.date()
    if not is_typed(parameter.name or "", context=context):
        return None
    raise click.BadParameter(f"{value.date()} has passed")


def is_typed(*names: str, context: click.Context | None = None) -> bool:
    """Whether one of these options is on the command line, and not only set for good."""
    context = context or click.get_current_context()
    sources = [context.get_parameter_source(name) for name in names]
    return click.core.ParameterSource.COMMANDLINE in sources


def kept_history(history: Path | None, no_history: bool) -> tuple[Path | None, bool]:
    """The file of the history, and whether one is kept; what is typed goes before settings.

    Raises UsageError if both are typed.
    """
    if is_typed("history") and is_typed("no_history"):
        raise click.UsageError("--history and --no-history exclude each other.")
    kept = not no_history or is_typed("history")
    return history if kept else None, kept


def typed_names() -> frozenset[str]:
    """The parameters of the command that runs whose values stood on the command line."""
    context = click.get_current_context()
    on_the_line = click.core.ParameterSource.COMMANDLINE
    return frozenset(
        name for name in context.params if context.get_parameter_source(name) is on_the_line
    )


tag_option = click.option(
    "--tag",
    "tags",
    multiple=True,
    shell_complete=complete_tag,
    help="Only questions with this tag, or another given.",
)
kind_option = click.option(
    "--kind",
    "kinds",
    multiple=True,
    shell_complete=complete_kind,
    help="Only this kind of question, or another given.",
)
difficulty_option = click.option(
    "--difficulty", callback=_difficulties, metavar="N|N-M", help="Only this hard, from 1 to 5."
)
count_option = click.option(
    "--count", type=Whole(min=1), help="How many questions; 20 if left out."
)
seed_option = click.option("--seed", type=Whole(min=0), help="Fix the choice, order and variants.")
plain_option = click.option(
    "--plain/--no-plain", help="Lines of text, one an answer; no full screen."
)
linear_option = click.option(
    "--linear/--no-linear", help="For screen readers: plain, formulas on one line."
)
pictures_option = click.option(
    "--pictures",
    type=click.Choice(["off", "auto", "kitty", "iterm2", "sixel"]),
    default="off",
    show_default=True,
    help="Draw formulas as pictures, if the terminal shows them: as it says, or by a protocol.",
)
theme_option = click.option(
    "--theme",
    type=click.Choice(["auto", "light", "dark"]),
    default="auto",
    show_default=True,
    help="The colours of the full screen: as the terminal says, or these.",
)
history_option = click.option(
    "--history",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The history in this file, instead of the one in your data folder.",
)
no_history_option = click.option("--no-history", is_flag=True, help="Keep nothing.")


def _together(*options: Option) -> Option:
    """Several options as one decorator; the help lists them in this order."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


choosing_options = _together(count_option, tag_option, kind_option, difficulty_option)
"""Which questions a session has."""
session_options = _together(
    plain_option,
    linear_option,
    pictures_option,
    theme_option,
    history_option,
    no_history_option,
)
"""How a session is shown, and where it is kept."""
