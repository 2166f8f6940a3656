"""What sets the options of the commands: environment variables, and where the file is."""

from __future__ import annotations

import os
from pathlib import Path

import click

CONFIG_VARIABLE = "QUIZ_CONFIG"
"""The environment variable that names another settings file."""

ASKED_EACH_TIME = frozenset(
    {"cluster", "csv", "decisions", "explain", "file", "fix", "gradebook", "help", "html", "id"}
    | {"out", "report", "resume", "undecided", "watch", "yes"}
)
"""Options that are no settings: they are said where they count."""

ONLY_ITS_BANK = frozenset({"export"})
"""Commands of which only the bank is a setting: how a learner practises does not change a file."""


def variables(command: str, key: str) -> tuple[str, ...]:
    """`QUIZ_EXAM_COUNT` and `QUIZ_COUNT`."""
    names = (f"quiz_{command}_{key}", f"quiz_{key}")
    return tuple(name.replace("-", "_").replace(" ", "_").upper() for name in names)


WITHOUT_SETTINGS = frozenset({"settings", "completion"})
"""Commands whose options are asked for each time."""


def key_of(parameter: click.Parameter, command: str) -> str | None:
    """The name of a command's option without its dashes; None for what is no setting."""
    if isinstance(parameter, click.Option):
        if command in ONLY_ITS_BANK:
            return None
        longest = max(parameter.opts, key=len).lstrip("-")
        return None if parameter.required or longest in ASKED_EACH_TIME else longest
    return "bank" if parameter.name == "bank" and not parameter.required else None


def take_from_environment(command: click.Command, name: str) -> None:
    """Let each option of a command, and of those within it, be set by environment variables."""
    for parameter in command.params if name not in WITHOUT_SETTINGS else ():
        key = key_of(parameter, name)
        if key and not parameter.envvar:
            parameter.envvar = list(variables(name, key))
    if isinstance(command, click.Group):
        for inner, sub in command.commands.items():
            take_from_environment(sub, f"{name} {inner}")


def settings_path(named: str | None) -> Path:
    """The file that an option or the environment names, or else the one in the user's folder."""
    chosen = named or os.environ.get(CONFIG_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_config_path

    return user_config_path("likelihood-quiz", appauthor=False) / "settings.toml"
