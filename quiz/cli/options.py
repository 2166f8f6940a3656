"""Options that several commands have."""

from __future__ import annotations

from datetime import date, datetime

import click


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


def day_to_come(
    _context: click.Context, _parameter: click.Parameter, value: datetime | None
) -> date | None:
    """A day from today on."""
    if value is None:
        return None
    if value.date() < date.today():
        raise click.BadParameter(f"{value.date()} has passed")
    return value.date()


tag_option = click.option(
    "--tag", "tags", multiple=True, help="Only questions with this tag, or another given."
)
kind_option = click.option(
    "--kind", "kinds", multiple=True, help="Only this kind of question, or another given."
)
difficulty_option = click.option(
    "--difficulty", callback=_difficulties, metavar="N|N-M", help="Only this hard, from 1 to 5."
)
