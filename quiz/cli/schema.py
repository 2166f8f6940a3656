"""`quiz schema`: what editors need to complete and underline a file of questions."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("schema", short_help="Let editors complete and underline a bank.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write it there instead of showing it.",
)
def schema_command(out: Path | None) -> None:
    """Show the JSON Schema of a file of questions, or write it to a file.

    VS Code (with its YAML extension) and other editors then complete keys, say what each means and
    underline mistakes, in every file that begins with the line

    # yaml-language-server: $schema=quiz.schema.json

    where the path leads from that file to the schema.
    """
    import json

    from quiz.bank.schema import schema

    text = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    if out is None:
        click.echo(text, nl=False)
        return
    from quiz.bank.editing import write

    write(out, text.encode())
    click.echo(f"{out} is written. The first line of each file of questions in its folder:")
    click.echo(f"# yaml-language-server: $schema={out.name}")
