"""Settings as people read them: the table of what is set, and a commented file to begin with."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from quiz.cli.setting import Setting, settings_of

if TYPE_CHECKING:
    from quiz.cli.settings_file import SettingsFile

HEADINGS = ("SETTING", "VALUE", "FROM", "FOR")
GAP = "  "


@dataclass(frozen=True)
class Found:
    """The value of a setting as people write it, and where it comes from."""

    value: str
    origin: str


def found(setting: Setting, file: SettingsFile) -> Found:
    """What a setting is set to without a flag: by the environment, the file or by default."""
    for variable in setting.variables:
        if os.environ.get(variable):
            return Found(os.environ[variable], variable)
    value = file.value(setting)
    if value is not None:
        return Found(_written(value), file.path.name)
    default = setting.parameter.default
    if not isinstance(default, str | int | float):
        return Found("false" if setting.is_flag else "—", "default")
    return Found(_written(default), "default")


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def table(file: SettingsFile, commands: Mapping[str, click.Command]) -> str:
    """Each setting with its value, where that comes from, and the commands that it is for."""
    rows: dict[str, dict[Found, list[str]]] = {}
    for setting in settings_of(commands):
        found_for = rows.setdefault(setting.key, {})
        found_for.setdefault(found(setting, file), []).append(setting.command)
    cells = [
        HEADINGS,
        *(
            (key, now.value, now.origin, ", ".join(those))
            for key, found_for in rows.items()
            for now, those in found_for.items()
        ),
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = (
        GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    )
    note = "" if file.is_there else " (not there; quiz settings --init writes it)"
    return "\n".join([*lines, "", f"Settings file: {file.path}{note}"])


_HEAD = """\
# Settings of quiz. Take away a # to set one; `quiz settings` shows what counts.
#
# A flag on the command line goes before an environment variable, that before this file. The
# variable of a setting is QUIZ_ and its name in capitals: QUIZ_ASK_SURE=1 for ask-sure. Paths
# are taken from the folder of this file.
"""
_TABLES = """\
# What is for one command alone stands in a table with its name, at the end of the file:
#
# [exam]
# count = 40
"""


def commented(commands: Mapping[str, click.Command]) -> str:
    """A settings file in which each setting is a comment, with what it does and an example."""
    settings: dict[str, list[Setting]] = {}
    for setting in settings_of(commands):
        settings.setdefault(setting.key, []).append(setting)
    pieces = [_HEAD, *map(_commented, settings.values()), _TABLES]
    return "\n".join(pieces)


def _commented(settings: list[Setting]) -> str:
    first = settings[0]
    where = ", ".join(f"quiz {setting.command}" for setting in settings)
    return f"# {first.help}\n# For {where}.\n# {first.key} = {_example(first)}\n"


def _example(setting: Setting) -> str:
    parameter = setting.parameter
    if setting.is_flag:
        return "true"
    if isinstance(parameter.default, int | float):
        return str(parameter.default)
    if isinstance(parameter.type, click.types.IntParamType | click.types.FloatParamType):
        return "10"
    if isinstance(parameter.type, click.Choice):
        other = next(each for each in parameter.type.choices if each != parameter.default)
        return f'"{other}"'
    text = _EXAMPLES.get(setting.key, "…")
    return f'["{text}"]' if parameter.multiple else f'"{text}"'


_EXAMPLES = {
    "bank": "~/my-bank",
    "history": "~/history.sqlite3",
    "tag": "bce",
    "kind": "derivation",
    "difficulty": "2-4",
    "until": "2026-12-15",
    "question": "derive-bce",
}
