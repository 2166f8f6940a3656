"""`quiz list`: the questions of a bank, one a line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cli.options import difficulty_option, kind_option, tag_option

if TYPE_CHECKING:
    from quiz.questions import Question

HEADINGS = ("ID", "KIND", "DIFFICULTY", "TAGS")
GAP = "  "


@click.command("list", short_help="List questions, one a line.")
@click.argument("bank", required=False, type=click.Path(path_type=Path))
@tag_option
@kind_option
@difficulty_option
def list_command(
    bank: Path | None, tags: tuple[str, ...], kinds: tuple[str, ...], difficulty: tuple[int, ...]
) -> None:
    """List the questions of BANK, a folder or a file; without it, of the bundled bank.

    At a terminal a table; piped, a line a question with tabs between its id, kind, difficulty,
    tags and status.
    """
    from quiz.bank import load_bank
    from quiz.practice.picking import Selection

    loaded = load_bank(bank)
    unknown = Selection(tags=tags, kinds=kinds).unknown(loaded.outlines)
    if unknown:
        raise click.UsageError(unknown)
    found = loaded.find(tags, kinds, difficulties=difficulty)
    if sys.stdout.isatty():
        click.echo(_table(found))
    else:
        for question in found:
            click.echo("\t".join([*_row(question), question.status]))


def _row(question: Question) -> tuple[str, str, str, str]:
    return question.id, question.type, str(question.difficulty), " ".join(question.tags)


def _table(questions: Sequence[Question]) -> str:
    """The questions under headings, in columns, no line wider than the terminal."""
    from shutil import get_terminal_size

    rows = [HEADINGS, *map(_row, questions)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    most = get_terminal_size().columns
    lines = [
        _shortened(
            GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)), most
        )
        for row in rows
    ]
    count = f"{len(questions):,} question{'' if len(questions) == 1 else 's'}"
    asked = sum(question.status == "active" for question in questions)
    if asked < len(questions):
        count += f", {len(questions) - asked} of them drafts or retired"
    return "\n".join([*lines, "", count])


def _shortened(line: str, most: int) -> str:
    line = line.rstrip()
    return line if len(line) <= most else line[: most - 1] + "…"
