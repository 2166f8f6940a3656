"""`quiz settings`: what can be set, what it is set to, and where that comes from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click


@click.command("settings", short_help="Show what can be set, and where each value comes from.")
@click.option("--init", is_flag=True, help="Write a settings file with a comment on each setting.")
@click.pass_context
def settings_command(context: click.Context, init: bool) -> None:
    """Show each setting, its value and where that comes from.

    Each is an option of some commands. A flag goes before an environment variable (QUIZ_COUNT for
    all commands, QUIZ_EXAM_COUNT for one), that before the settings file.
    """
    from quiz.cli.environment import settings_path
    from quiz.cli.main import CONFIG, all_commands
    from quiz.cli.settings_file import read_settings
    from quiz.cli.settings_text import table

    commands = all_commands()
    path = settings_path(context.find_root().meta.get(CONFIG))
    if init:
        _write_new(path, commands)
        return
    file = read_settings(path, commands)
    click.echo(table(file, commands))


def _write_new(path: Path, commands: Mapping[str, click.Command]) -> None:
    from quiz.cli.settings_text import commented

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as out:
            out.write(commented(commands))
    except FileExistsError:
        raise click.ClickException(f"{path} is there already: edit it, or remove it") from None
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from None
    click.echo(f"{path} is written; each setting in it is a comment until you remove its #.")
