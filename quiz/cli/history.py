"""`quiz history`: moves what was practised between machines, and clears it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cli.options import history_option
from quiz.errors import LearnerError

if TYPE_CHECKING:
    from quiz.practice.history import History

STANDARD = Path("-")
"""Stands for standard output or input."""


@click.group("history", short_help="Move what you practised between machines, or clear it.")
def history_command() -> None:
    """Move what you practised between machines, or clear it.

    The history holds every answer, hint, flag and session, in one file on this machine.
    """


@history_command.command("export", short_help="Write the history to a file.")
@click.argument("file", type=click.Path(path_type=Path), default=STANDARD)
@history_option
def export_command(file: Path, history: Path | None) -> None:
    """Write the history to FILE as JSON Lines, a session a line; without it, to standard output.

    A file that exists is not written over.
    """
    from quiz.practice.exported import exported

    with _opened(history) as kept:
        if file == STANDARD:
            click.echo("".join(exported(kept)), nl=False)
            return
        _write(file, exported(kept))
    click.echo(f"Wrote {file}.")


@history_command.command("import", short_help="Add an exported history to this one.")
@click.argument("file", type=click.Path(path_type=Path))
@history_option
def import_command(file: Path, history: Path | None) -> None:
    """Add the history in FILE, which `quiz history export` wrote; - reads standard input.

    What is here already is not added again, and nothing is lost on either side. A file that is
    damaged is refused as a whole, with the lines that are.
    """
    from quiz.practice.importing import merge, read_export

    sessions = read_export(_content(file), str(file))
    with _opened(history, new=True) as kept:
        found = merge(kept, sessions, str(file))
    click.echo(
        f"Added {_counted(found.attempts, 'answer')} and {_counted(found.sessions, 'session')};"
        f" the file has {found.attempts_in_file} in {found.sessions_in_file}."
    )


@history_command.command("delete", short_help="Delete the history.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@history_option
def delete_command(yes: bool, history: Path | None) -> None:
    """Delete every answer, hint, flag and session from the history. This cannot be undone."""
    from quiz.practice.deleting import counts, delete_all, older_copies

    path = _path(history)
    with _opened(history) as kept:
        sessions, attempts = counts(kept)
        if not sessions and not attempts:
            click.echo("There is nothing to delete.")
            return
        what = f"{_counted(attempts, 'answer')} in {_counted(sessions, 'session')}"
        if not yes and not click.confirm(f"Delete {what} from {path} for good?"):
            click.echo("Nothing was deleted.")
            sys.exit(1)
        delete_all(kept)
    click.echo(f"Deleted {what}.")
    for copy in older_copies(path):
        click.echo(f"An older copy is left: {copy}")


def _path(history: Path | None) -> Path:
    from quiz.practice.storage import default_path

    return history or default_path()


@contextmanager
def _opened(history: Path | None, *, new: bool = False) -> Iterator[History]:
    """The history, which is there already unless it may be `new`. Raises LearnerError."""
    from quiz.practice.history import History

    path = _path(history)
    if not new and not path.exists():
        raise LearnerError(f"There is no history {path}: nothing was practised yet.")
    kept = History.open(path)
    try:
        for notice in kept.notices:
            click.echo(notice, err=True)
        yield kept
    finally:
        kept.close()


def _content(file: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == STANDARD else file.read_bytes()
    except OSError as error:
        raise LearnerError(f"{file} cannot be read: {error.strerror}.") from error


def _write(file: Path, lines: Sequence[str]) -> None:
    """Write a file that is there as a whole or not at all."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        if file.exists():
            raise LearnerError(f"{file} exists already: name another file.")
        try:
            draft.write_text("".join(lines), encoding="utf-8")
            draft.rename(file)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise LearnerError(f"{file} cannot be written: {error.strerror}.") from error


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
