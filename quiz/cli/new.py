"""`quiz new`: a question written into a bank."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from quiz.questions.kinds import KINDS
from quiz.questions.slugs import slug


class Kind(click.Choice[str]):
    """A kind of question, with hyphens or underscores."""

    name = "kind"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The kind as the bank names it; what it may be is said where it is none."""
        from quiz.bank.suggestions import did_you_mean

        kind = value.strip().lower().replace("-", "_").replace(" ", "_")
        if kind not in KINDS:
            known = f"; the kinds are {', '.join(KINDS)}"
            self.fail(f"“{value}” is no kind{did_you_mean(kind, KINDS, known)}", param, ctx)
        return kind


@click.command("new", short_help="Write a new question into a bank.")
@click.argument("kind", metavar="KIND", type=Kind([*KINDS]))
@click.argument("bank", required=False, type=click.Path(path_type=Path))
@click.option("--file", "named", metavar="NAME", help="In a folder: write it to this file there.")
@click.option("--id", "name", metavar="ID", help="Its id.")
def new_command(kind: str, bank: Path | None, named: str | None, name: str | None) -> None:
    """Write a question of a KIND into BANK, a folder or a file; a missing file is made.

    In a terminal you are asked for its parts, and Enter alone leaves one out. What is left out is
    there as an example with a comment on each key, and the question is a draft until you have
    seen to it. In a pipe nothing is asked, and all of it is the example.
    """
    from quiz.bank.editing import add_question
    from quiz.bank.scaffolds import is_draft, scaffold
    from quiz.cli.after_editing import (
        edit_line,
        is_right,
        practice_line,
        preview_line,
        tell_what_is_wrong,
    )
    from quiz.cli.new_place import begin, declared_in, file_for, ids_in, own_bank

    is_asked = sys.stdin.isatty() and sys.stdout.isatty()
    place = bank or own_bank(kind)
    file = file_for(place, named, is_asked)
    known = ids_in(place)
    if name is not None:
        _new_id(known)(name)
    parts: dict[str, Any] = {}
    if is_asked:
        from quiz.cli.new_dialogue import ask_parts

        click.echo(_WELCOME.format(kind=kind.replace("_", " "), file=file))
        _edit_lines_comfortably()
        parts = ask_parts(kind, declared_in(file))
    proposed = _id_from(parts.get("prompt", f"new {kind}"), known)
    if parts and name is None:
        name = click.prompt("Id", proposed, value_proc=_new_id(known))
    name = name or proposed
    begin(file)
    line = add_question(file, scaffold(kind, name, parts))
    click.echo(f"{file}:{line}: “{name}” is written")
    is_good = is_right(tell_what_is_wrong(place, name))
    if is_good and not is_draft(kind, parts):
        click.echo(f"Next, see it in the quiz: {practice_line(name, bank)}")
        click.echo(f"Live, while you write: {preview_line(name, bank)}")
    elif is_good:
        click.echo("It is a draft: put your own text in place of the example, and take out the")
        click.echo(f"line “status: draft”. Next: {edit_line(name, bank)}")
        click.echo(f"Live, while you write: {preview_line(name, bank)}")
    else:
        click.echo(f"Next, mend it: {edit_line(name, bank)}")
        raise SystemExit(1)


_WELCOME = """\
A new {kind} question for {file}.
Enter alone leaves a part out; an example is there in its place. Maths goes between $…$.
"""


def _edit_lines_comfortably() -> None:
    """Let the arrow keys move in what is typed, where Python was built so and the terminal can."""
    if os.environ.get("TERM", "dumb") != "dumb":
        with suppress(ImportError):
            import readline  # noqa: F401 - importing it is what does it


def _new_id(known: Collection[str]) -> Callable[[str], str]:
    """Takes an id that no question has. Raises UsageError for another."""

    def read(text: str) -> str:
        name = slug(text)
        if text.strip() != name or not name:
            offer = f", as {name}" if name else ""
            raise click.UsageError(f"an id is small letters, digits and hyphens{offer}")
        if name in known:
            raise click.UsageError(f"a question has the id “{name}” already")
        return name

    return read


_SMALL_WORDS = frozenset(
    {"a", "all", "an", "and", "are", "at", "by", "does", "for", "from", "how", "in", "is", "it"}
    | {"its", "of", "on", "one", "or", "that", "the", "their", "this", "to", "what", "with"}
)


def _id_from(text: str, known: Collection[str]) -> str:
    """The first words that tell, without mathematics, and a number where it is taken."""
    words = [*filter(None, slug(re.sub(r"\$[^$]*\$", " ", text)).split("-"))]
    telling = [word for word in words if word not in _SMALL_WORDS] or words or ["new", "question"]
    base = "-".join(telling[:5])
    numbered = (f"{base}-{number}" for number in range(2, len(known) + 3))
    return next(name for name in (base, *numbered) if name not in known)
