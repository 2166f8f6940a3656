"""What a command writes is never what it reads, nor the same file twice."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

DASH = Path("-")
"""Standard input or output, which nothing overwrites."""


def refuse_overwriting(
    bank: Path, outputs: Iterable[Path | None], inputs: Iterable[Path] = ()
) -> None:
    """Raises UsageError when a file to be written is an input, the bank's own, or another output.

    An output that is None is none; `-` is standard output, which takes only one.
    """
    from quiz.bank.files import paths_of

    read = {_place(path) for path in inputs if path != DASH}
    own = {_place(path) for path in paths_of(bank, [])}
    written: set[object] = set()
    for path in outputs:
        if path is None or (path.exists() and not path.is_file()):
            continue
        place = DASH if path == DASH else _place(path)
        if place in own:
            raise click.UsageError(f"{path} is a file of this bank: write to another")
        if place in read:
            raise click.UsageError(f"{path} is read by this command: write to another file")
        if place in written:
            raise click.UsageError(f"{path} is to be written twice: name two files")
        written.add(place)


def _place(path: Path) -> object:
    """What is the same for two names of a file, which need not be there yet."""
    try:
        found = path.stat()
    except OSError:
        return path.resolve()
    return found.st_dev, found.st_ino
