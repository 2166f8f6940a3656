"""The program `quiz`: finds the command that is asked for and imports only that one."""

from __future__ import annotations

import gc
import os
from importlib import import_module
from pathlib import Path

import click

from quiz import __version__
from quiz.errors import QuizError

COMMANDS = {
    "practice": "practice:practice_command",
    "exam": "exam:exam_command",
    "list": "list_questions:list_command",
    "show": "show:show_command",
    "check": "check:check_command",
    "grade": "grade:grade_command",
}
"""Each command's module in this folder, and the name of the command there."""

OF_THE_PROGRAM = frozenset({"--help", "--version"})


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
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; options without a command are those of practice."""
        if not args or (args[0].startswith("-") and args[0] not in OF_THE_PROGRAM):
            args = ["practice", *args]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name. Raises UsageError that says what was meant."""
        name = args[0]
        if name not in COMMANDS:
            raise click.UsageError(_about_unknown(name), ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what a person can mend is said without a traceback."""
        try:
            return super().invoke(ctx)
        except QuizError as error:
            click.echo(str(error), err=True)
            ctx.exit(error.exit_status)


def _about_unknown(name: str) -> str:
    from quiz.bank.suggestions import did_you_mean

    if Path(name).exists():
        return f"“{name}” is no command; to practise on that bank: quiz practice {name}"
    suggestion = did_you_mean(name, COMMANDS, f"; the commands are {', '.join(COMMANDS)}")
    return f"“{name}” is no command{suggestion}"


@click.group(cls=Program)
@click.version_option(__version__, message="quiz %(version)s")
def main() -> None:
    """Exam practice that follows your working.

    Without a command, `quiz` practises on the bank of questions that comes with it. Every command
    takes another bank: a folder of YAML files, or one file.
    """
    # Start-up makes many objects and hardly any garbage: looking for it early is time lost.
    gc.set_threshold(50_000)
    # pydantic would search every installed package for plug-ins; the models here need none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
