"""The program as a whole: which command runs, and what is said where none does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from quiz import __version__
from quiz.cli.main import COMMANDS, main


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_there_and_explains_itself(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert result.output.startswith("Usage: ")


def test_the_help_lists_every_command() -> None:
    output = CliRunner().invoke(main, ["--help"]).output
    assert all(f"\n  {name} " in output for name in COMMANDS)


def test_the_version_is_the_packages() -> None:
    assert CliRunner().invoke(main, ["--version"]).output == f"quiz {__version__}\n"


@pytest.mark.parametrize("arguments", [[], ["--count", "3"]])
def test_without_a_command_it_practises(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    @click.command()
    @click.option("--count")
    def practice(count: str | None) -> None:
        click.echo(f"practises {count}")

    monkeypatch.setattr("quiz.cli.practice.practice_command", practice)
    count = arguments[1] if arguments else None
    assert CliRunner().invoke(main, arguments).output == f"practises {count}\n"


def test_an_unknown_command_asks_which_was_meant() -> None:
    result = CliRunner().invoke(main, ["lst"])
    assert result.exit_code == 2
    assert "“lst” is no command; did you mean “list”?" in result.output


def test_a_path_in_place_of_a_command_says_what_to_type(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, [str(tmp_path)])
    assert result.exit_code == 2
    assert f"quiz practice {tmp_path}" in result.output


def test_starting_imports_none_of_the_commands() -> None:
    code = (
        "import sys, quiz.cli.main;"
        "print(*sorted(name for name in sys.modules"
        " if name.startswith(('quiz.', 'pydantic', 'yaml'))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [
        "quiz.cli",
        "quiz.cli.environment",
        "quiz.cli.main",
        "quiz.deferred",
        "quiz.errors",
    ]
