"""The settings file: TOML whose keys are the options' names, checked whole before it counts.

    count = 10              # for every command that has --count
    [exam]
    count = 40              # for `quiz exam` alone

A flag on the command line goes before an environment variable, that before the file. With every
mistake the error names the file, the line, the key and the way to mend it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import click

from quiz.bank.suggestions import did_you_mean
from quiz.cli.setting import Setting, settings_of
from quiz.errors import LearnerError


class SettingsError(LearnerError):
    """A settings file that is not as it should be: file, line, key and the mend."""

    exit_status = 2


@dataclass(frozen=True)
class SettingsFile:
    """What a settings file says: by key, for all commands and for one command each."""

    path: Path
    is_there: bool = False
    general: Mapping[str, Any] = field(default_factory=dict)
    of_command: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def value(self, setting: Setting) -> Any | None:
        """What the file gives a setting of a command; None: nothing."""
        return self.of_command.get(setting.command, self.general).get(
            setting.key, self.general.get(setting.key)
        )

    def defaults(self, commands: Mapping[str, click.Command]) -> dict[str, Any]:
        """The values as click takes them: by command and parameter."""
        found: dict[str, Any] = {}
        for setting in settings_of(commands):
            value = self.value(setting)
            if value is not None:
                inner = found
                for word in setting.command.split():
                    inner = inner.setdefault(word, {})
                inner[setting.parameter.name or ""] = _for_click(setting, value, self.path)
        return found


def read_settings(
    path: Path, commands: Mapping[str, click.Command], *, must_exist: bool = False
) -> SettingsFile:
    """The settings of a file, all checked; raises `SettingsError`."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if must_exist:
            raise SettingsError(
                f"{path}: there is no such settings file; `quiz settings --init` writes one"
            ) from None
        return SettingsFile(path)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: this settings file cannot be read ({error})") from None
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: this is not TOML: {error}") from None
    problems = [*_problems(data, commands, _Lines(path, text))]
    if problems:
        raise SettingsError("\n".join(problems))
    tables = {key: value for key, value in data.items() if isinstance(value, dict)}
    general = {key: value for key, value in data.items() if key not in tables}
    return SettingsFile(path, True, general, tables)


@dataclass(frozen=True)
class _Lines:
    """Where keys stand in a file."""

    path: Path
    text: str

    def place(self, key: str, table: str = "") -> str:
        """`file:line`, as near as can be told."""
        inside = not table
        for number, line in enumerate(self.text.splitlines(), start=1):
            if heading := re.match(r"\s*\[\s*([^\]]*?)\s*\]", line):
                inside = heading[1].strip("\"'") == table
                if key == heading[1].strip("\"'") and not table:
                    return f"{self.path}:{number}"
            elif inside and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", line):
                return f"{self.path}:{number}"
        return str(self.path)


def _problems(
    data: Mapping[str, Any], commands: Mapping[str, click.Command], lines: _Lines
) -> Iterator[str]:
    settings = [*settings_of(commands)]
    for key, value in data.items():
        if not isinstance(value, dict):
            yield from _problem(key, value, settings, lines)
        elif key not in commands:
            meant = did_you_mean(key, commands, f"; the commands are {', '.join(commands)}")
            yield f"{lines.place(key)}: [{key}]: there is no such command{meant}"
        else:
            of_command = [each for each in settings if each.command == key]
            for inner, of_inner in value.items():
                yield from _problem(inner, of_inner, of_command, lines, key)


def _problem(
    key: str, value: Any, settings: list[Setting], lines: _Lines, table: str = ""
) -> Iterator[str]:
    """What is wrong with one key, if anything."""
    named = [setting for setting in settings if setting.key == key]
    shown = f"{table}.{key}" if table else key
    place = f"{lines.place(key, table)}: {shown}"
    if not named:
        meant = did_you_mean(key, dict.fromkeys(each.key for each in settings))
        yield f"{place}: there is no such setting{meant or '; `quiz settings` shows them'}"
        return
    for setting in named:
        try:
            _checked(setting, value, lines.path)
        except click.BadParameter as error:
            yield f"{place}: {error.message.rstrip('.')}"
            return


def _checked(setting: Setting, value: Any, path: Path) -> None:
    """Raises `BadParameter` if an option could not take the value."""
    parameter = setting.parameter
    fed = _for_click(setting, value, path)
    context = click.Context(click.Command(setting.command))
    parameter.process_value(context, fed)


def _for_click(setting: Setting, value: Any, path: Path) -> Any:
    """A value of TOML as the option takes it; raises `BadParameter` with the mend."""
    parameter, key = setting.parameter, setting.key
    wanted, example = _wanted(setting)
    several = value if parameter.multiple and isinstance(value, list) else [value]
    if not all(type(each) in wanted for each in several):
        raise click.BadParameter(f"write {example.format(key=key)}")
    if parameter.multiple:
        return several
    if isinstance(parameter.type, click.Path):
        return str(path.parent / Path(value).expanduser())
    return value if bool in wanted or float in wanted else str(value)


def _wanted(setting: Setting) -> tuple[tuple[type, ...], str]:
    """The types of TOML's values that an option takes, and how one is written."""
    kind = setting.parameter.type
    if setting.is_flag:
        return (bool,), "{key} = true or {key} = false"
    if isinstance(kind, click.types.IntParamType):
        return (int,), "a whole number, as {key} = 10"
    if isinstance(kind, click.types.FloatParamType):
        return (int, float), "a number, as {key} = 10"
    if isinstance(kind, click.Path):
        return (str,), 'a path, as {key} = "…"'
    if setting.parameter.multiple:
        return (str,), 'a list of texts, as {key} = ["…", "…"]'
    return (str, int, date), 'a text, as {key} = "…"'
