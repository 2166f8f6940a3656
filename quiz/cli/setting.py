"""Settings: the options of the commands, under the names that a file and the environment use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import click

from quiz.cli.environment import WITHOUT_SETTINGS, key_of, variables


@dataclass(frozen=True)
class Setting:
    """An option of a command, under the name that it has in the settings file."""

    command: str
    key: str
    parameter: click.Parameter

    @property
    def is_flag(self) -> bool:
        """Whether it is set to true or false."""
        return isinstance(self.parameter, click.Option) and self.parameter.is_flag

    @property
    def variables(self) -> tuple[str, ...]:
        """The environment variables that set it: for this command, then for all."""
        return variables(self.command, self.key)

    @property
    def help(self) -> str:
        """What the option does, in a sentence."""
        return getattr(self.parameter, "help", None) or "A bank of your own: a folder or a file."


def settings_of(commands: Mapping[str, click.Command]) -> Iterator[Setting]:
    """Every setting of the commands, and of those within them."""
    for name, command in commands.items():
        for parameter in command.params if name not in WITHOUT_SETTINGS else ():
            key = key_of(parameter, name)
            if key is not None:
                yield Setting(name, key, parameter)
        if isinstance(command, click.Group):
            inside = {f"{name} {inner}": sub for inner, sub in command.commands.items()}
            yield from settings_of(inside)
