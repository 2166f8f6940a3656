"""The program `quiz`: finds the command that is asked for and imports only that one."""

from __future__ import annotations

import gc
import os
from contextlib import nullcontext, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz import __version__
from quiz.cli.environment import (
    CONFIG_VARIABLE,
    WITHOUT_SETTINGS,
    settings_path,
    take_from_environment,
)
from quiz.errors import QuizError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS = {
    "practice": "practice:practice_command",
    "exam": "exam:exam_command",
    "stats": "stats:stats_command",
    "history": "history:history_command",
    "list": "list_questions:list_command",
    "show": "show:show_command",
    "check": "check:check_command",
    "preview": "preview:preview_command",
    "import": "import_questions:import_command",
    "export": "export:export_command",
    "new": "new:new_command",
    "edit": "edit:edit_command",
    "schema": "schema:schema_command",
    "grade": "grade:grade_command",
    "report": "report:report_command",
    "settings": "settings:settings_command",
    "completion": "completion:completion_command",
}
"""Each command's module in this folder, and the name of the command there."""

HELP = ("-h", "--help")
OF_THE_PROGRAM = frozenset({*HELP, "--version"})

CONFIG = "quiz.config"
"""Where a context keeps the settings file that `--config` names."""


class Program(click.Group):
    """The commands, imported one at a time; without one, practice on the bundled bank."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click calls it so
        """The names of the commands, the most used first."""
        return [*COMMANDS]

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click calls it so
        cmd_name: str,
    ) -> click.Command | None:
        """The command of this name, imported now; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"quiz.cli.{module}"), name)
        take_from_environment(command, cmd_name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; options without a command are those of practice."""
        args = _without_config(ctx, args)
        is_first_word_completed = ctx.resilient_parsing and not args
        if not is_first_word_completed and _is_for_practice(args):
            args = ["practice", *args]
        if ctx.resilient_parsing and args and args[-1].startswith("-"):
            args = args[:-1]  # its value is being completed: without one nothing else is read
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name. Raises UsageError that says what was meant."""
        name = args[0]
        if name not in COMMANDS and not ctx.resilient_parsing:
            raise click.UsageError(_about_unknown(name), ctx)
        if name not in WITHOUT_SETTINGS:
            with suppress(QuizError) if ctx.resilient_parsing else nullcontext():
                _take_settings(ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What may come first: a command, or an option of the program or of practice."""
        found = super().shell_complete(ctx, incomplete)
        practice = self.get_command(ctx, "practice")
        if incomplete.startswith("-") and practice is not None:
            inner = practice.make_context("practice", [], parent=ctx, resilient_parsing=True)
            found += practice.shell_complete(inner, incomplete)
        return found

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what a person can mend is said without a traceback."""
        try:
            return super().invoke(ctx)
        except QuizError as error:
            click.echo(str(error), err=True)
            ctx.exit(error.exit_status)


def _is_for_practice(args: list[str]) -> bool:
    """Whether there is no command, or options without one."""
    return not args or (args[0].startswith("-") and args[0] not in OF_THE_PROGRAM)


def all_commands() -> dict[str, click.Command]:
    """Every command by its name, imported."""
    context = click.Context(main)
    found = ((name, main.get_command(context, name)) for name in COMMANDS)
    return {name: command for name, command in found if command is not None}


def _without_config(ctx: click.Context, args: list[str]) -> list[str]:
    """The arguments without `--config FILE`, which may stand anywhere and is kept in `ctx.meta`."""
    end = args.index("--") if "--" in args else len(args)
    for place, argument in enumerate(args[:end]):
        name, equals, value = argument.partition("=")
        if name == "--config":
            taken = 1 if equals else 2
            if place + taken > len(args):
                raise click.UsageError("--config needs the name of a settings file", ctx)
            ctx.meta[CONFIG] = value if equals else args[place + 1]
            return args[:place] + args[place + taken :]
    return args


def _take_settings(ctx: click.Context) -> None:
    """Make what the settings file says the defaults of the commands, if there is a file.

    Raises `SettingsError`.
    """
    named = ctx.meta.get(CONFIG)
    path = settings_path(named)
    must_exist = bool(named or os.environ.get(CONFIG_VARIABLE))
    if must_exist or path.is_file():
        from quiz.cli.settings_file import read_settings

        commands = all_commands()
        ctx.default_map = read_settings(path, commands, must_exist=must_exist).defaults(commands)


def _about_unknown(name: str) -> str:
    from quiz.bank.suggestions import did_you_mean

    if Path(name).exists():
        return f"“{name}” is no command; to practise on that bank: quiz practice {name}"
    suggestion = did_you_mean(name, COMMANDS, f"; the commands are {', '.join(COMMANDS)}")
    return f"“{name}” is no command{suggestion}"


@click.group(cls=Program, context_settings={"help_option_names": [*HELP]})
@click.version_option(__version__, message="quiz %(version)s")
@click.option("--config", metavar="FILE", expose_value=False, help="Read the settings there.")
def main() -> None:
    """Exam practice that follows your working.

    Without a command, `quiz` practises on the bank of questions that comes with it, and takes the
    options of `quiz practice`. Every command takes another bank: a folder of YAML files, or one
    file.
    """
    # Start-up makes many objects and hardly any garbage: looking for it early is time lost.
    gc.set_threshold(50_000)
    # pydantic would search every installed package for plug-ins; the models here need none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
