"""`quiz import`: questions of other systems into a bank."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from quiz.lms.reading.results import Item

_FORMATS = ("moodle", "gift", "aiken", "csv", "text2qti", "qti12", "qti2")


@click.command("import", short_help="Take questions over from other systems.")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the bank here.",
)
@click.option(
    "--from",
    "form",
    type=click.Choice(_FORMATS),
    help="The format of the files, where their content does not tell.",
)
@click.option("--strict", is_flag=True, help="Fail when anything could not be carried.")
@click.option("--force", is_flag=True, help="Replace the bank that is there.")
def import_command(
    files: Sequence[Path], out: Path, form: str | None, strict: bool, force: bool
) -> None:
    """Write the questions of FILEs as a bank.

    Reads Moodle XML, GIFT, Aiken, CSV, text2qti and QTI (Canvas, Common Cartridge, 2.x, 3). What
    could not be carried is listed question by question, and stands as a comment where the
    question is.
    """
    from quiz.bank.editing import write
    from quiz.lms.reading.files import read_file
    from quiz.lms.reading.to_bank import as_bank

    if out.exists() and not force:
        raise click.ClickException(f"{out} exists: name another file, or replace it with --force")
    text, items = as_bank([read_file(path, form) for path in files])
    write(out, text.encode())
    _put_pictures(items, out.parent)
    _tell(items, out)
    if strict and any(item.remarks for item in items):
        raise SystemExit(1)


def _put_pictures(items: Sequence[Item], folder: Path) -> None:
    """Write the pictures of what is carried beside the bank; they are named by their content."""
    from quiz.bank.editing import write

    for item in items:
        for place, content in item.pictures.items() if item.data is not None else ():
            path = folder / place
            try:
                path.parent.mkdir(exist_ok=True)
            except OSError as error:
                reason = f"{path.parent} cannot be made: {error.strerror}"
                raise click.ClickException(reason) from None
            if not path.exists():
                write(path, content)


def _tell(items: Sequence[Item], out: Path) -> None:
    """List what is lost on standard error, and count what is carried."""
    from quiz.lms.reading.pictures import FOLDER

    for item in items:
        for remark in item.remarks:
            click.echo(f"{item.name}: {remark}", err=True)
    carried = [item for item in items if item.data is not None]
    whole = sum(not item.remarks for item in carried)
    count = sum(item.is_question for item in items)
    words = [f"{len(carried)} of {count} questions carried into {out}"]
    if whole < len(carried):
        words.append(f"{len(carried) - whole} of them not whole")
    pictures = {place for item in carried for place in item.pictures}
    if pictures:
        plural = "" if len(pictures) == 1 else "s"
        words.append(f"{len(pictures)} picture{plural} put into {out.parent / FOLDER}")
    bare = sum(bool(item.advice) for item in carried)
    if bare:
        words.append(f"{bare} without an explanation")
    click.echo(", ".join(words))
