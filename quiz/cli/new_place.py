"""Where a new question goes: the bank, the file in it, and what is there already."""

from __future__ import annotations

import sysconfig
from collections.abc import Collection
from pathlib import Path

import click

NEW_FILE = "new-questions.yaml"
"""Where a question goes in a folder of several files when none is named."""

_HEAD = """\
# `quiz check {file}` says what is wrong here. Keys that all questions of a file may share, such as
# tags, source, symbols and defaults, stand above the questions.
title: {title}

questions:
"""


def own_bank(kind: str) -> Path:
    """The bank that comes with a checkout. Raises UsageError where it is an installed one."""
    from quiz.bank.files import bundled_bank

    place = bundled_bank()
    installed = {Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")}
    if not installed.isdisjoint(place.parents):
        raise click.UsageError(
            "the bank that comes with the program is replaced by its next version: name a bank of"
            f" your own, as in quiz new {kind} my-questions.yaml"
        )
    return place


def file_for(place: Path, named: str | None, is_asked: bool) -> Path:
    """The file that a question is written to, which may be missing yet.

    In a folder it is the one that is named, or its only one, or else one that the person names
    where they can be asked. Raises UsageError for a place where it cannot be.
    """
    from quiz.bank.files import SUFFIXES

    if not place.is_dir():
        if named is not None:
            raise click.UsageError(f"--file names a file of a folder, and {place} is none")
        if not place.exists() and not place.name.lower().endswith(SUFFIXES):
            raise click.UsageError(
                f"there is no {place}: make the folder first, or name a file that ends in .yaml"
            )
        return place
    if named is not None:
        return place / _file_name(named)
    files = sorted(path for path in place.iterdir() if path.name.lower().endswith(SUFFIXES))
    if len(files) == 1:
        return files[0]
    if files and is_asked:
        click.echo(f"Files in {place}: {', '.join(path.name for path in files)}")
        return place / click.prompt(
            "File, one of these or a new one", NEW_FILE, value_proc=_file_name
        )
    return place / NEW_FILE


def _file_name(text: str) -> str:
    from quiz.bank.files import SUFFIXES

    name = text.strip()
    if name.startswith(".") or ".." in Path(name).parts or Path(name).is_absolute():
        raise click.UsageError("name a file within the folder, as losses.yaml")
    return name if name.lower().endswith(SUFFIXES) else f"{name}.yaml"


def ids_in(place: Path) -> Collection[str]:
    """The ids that questions of a bank have or had, also of those that do not load."""
    from quiz.bank import BankError, load_bank

    try:
        bank = load_bank(place, lenient=True)
    except BankError:
        return ()
    former = (name for outline in bank.outlines for name in outline.was)
    return {*bank.by_id, *bank.broken, *former}


def declared_in(file: Path) -> Collection[str]:
    """The names to which a file gives a domain for all its questions."""
    from quiz.bank.yaml_reading import read_yaml

    if not file.exists():
        return ()
    data = read_yaml(file.read_text(encoding="utf-8-sig", errors="replace")).data
    symbols = data.get("symbols") if isinstance(data, dict) else None
    return [*symbols] if isinstance(symbols, dict) else ()


def begin(file: Path) -> None:
    """Make a file without questions, if it is missing. Raises `EditError`."""
    from quiz.bank.editing import write
    from quiz.bank.yaml_writing import scalar

    if not file.exists():
        words = file.stem.replace("_", " ").replace("-", " ").strip()
        title = scalar(words[:1].upper() + words[1:] or "Questions")
        write(file, _HEAD.format(file=file.name, title=title).encode())
