"""What the shells complete: commands, options, and the ids, tags and kinds of the bank."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from quiz.cli.completion import SHELLS
from quiz.cli.main import COMMANDS, main

BANK = """\
questions:
  - {id: hot, type: true_false, tags: [fire], prompt: "Hot?", explanation: "Hot.", answer: true}
  - {id: hotter, type: numeric, tags: [fire, sun], prompt: "1?", explanation: "One.", answer: 1}
"""

IN_SHELL = {
    "bash": """\
eval "$(quiz completion bash)"
COMP_WORDS=({line}); COMP_CWORD={place}
_quiz_completion quiz; printf '%s\\n' "${{COMPREPLY[@]}}"
""",
    # Only at a prompt does zsh complete: the functions that would show words print them.
    "zsh": """\
compdef() {{ }}
_describe() {{ print -rl -- ${{(P)3%%:*}} }}
compadd() {{ print -rl -- ${{(P)@[-1]}} }}
eval "$(quiz completion zsh)"
words=({line}); CURRENT=$(({place} + 1))
_quiz_completion
""",
    "fish": """\
quiz completion fish | source
complete -C {quoted} | string replace -r '\\t.*' ''; true
""",
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a bank, and with the program under its name."""
    (tmp_path / "bank.yaml").write_text(BANK, encoding="utf-8")
    program = tmp_path / "quiz"
    program.write_text(f"#!{sys.executable}\nfrom quiz.cli.main import main\nmain()\n")
    program.chmod(0o755)
    return tmp_path


def completed(shell: str, line: str, place: Path) -> list[str]:
    """What the shell offers for the last word of a line."""
    words = line.split(" ")
    shown = " ".join(shlex.quote(word) for word in words)
    script = IN_SHELL[shell].format(line=shown, place=len(words) - 1, quoted=shlex.quote(line))
    return sorted(printed(shell, script, place))


def printed(shell: str, script: str, place: Path) -> list[str]:
    """The lines that a script prints in a shell without settings of its own."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not here")
    flags = ["-f"] if shell == "zsh" else ["--no-config"] if shell == "fish" else ["--norc"]
    environment = {
        **os.environ,
        "PATH": f"{place}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "HOME": str(place),
        "XDG_CONFIG_HOME": str(place),
    }
    done = subprocess.run(
        [shell, *flags, "-c", script],
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return [line for line in done.stdout.splitlines() if line]


OFFERED = [
    ("quiz show hott", []),
    ("quiz practice bank.yaml --question ho", ["hot", "hotter"]),
    ("quiz practice bank.yaml --tag ", ["fire", "sun"]),
    ("quiz list bank.yaml --kind n", ["numeric"]),
    ("quiz comp", ["completion"]),
    ("quiz completion ", sorted(SHELLS)),
]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(("line", "words"), OFFERED)
def test_a_shell_completes(shell: str, line: str, words: list[str], place: Path) -> None:
    assert completed(shell, line, place) == words


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_completes_the_ids_of_the_bundled_bank(shell: str, place: Path) -> None:
    assert "derive-bce-one-sample" in completed(shell, "quiz show derive-b", place)


def test_zsh_completes_though_nothing_has_told_it_to(place: Path) -> None:
    script = 'eval "$(quiz completion zsh)"; print $_comps[quiz]'
    assert printed("zsh", script, place) == ["_quiz_completion"]


def offered(line: str, folder: Path | None = None) -> list[str]:
    """What the program answers bash."""
    words = line.split(" ")
    variables = {
        "_QUIZ_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    result = CliRunner().invoke(main, prog_name="quiz", env=variables)
    assert result.exit_code in (0, 1), result.output
    return [answer.partition(",")[2] for answer in result.output.splitlines() if answer]


def test_first_comes_a_command_or_an_option_of_practice() -> None:
    assert offered("quiz ") == [*COMMANDS]
    assert {"--config", "--tag", "--count"} <= {*offered("quiz --")}
    assert offered("quiz --kind cl") == ["cloze"]


def test_the_bank_that_is_set_is_completed_from(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZ_BANK", str(place / "bank.yaml"))
    assert offered("quiz show ho") == ["hot", "hotter"]
    monkeypatch.delenv("QUIZ_BANK")
    (place / "settings.toml").write_text('bank = "bank.yaml"', encoding="utf-8")
    assert offered(f"quiz --config {place}/settings.toml show ho") == ["hot", "hotter"]


def test_a_bank_that_does_not_load_offers_nothing(place: Path) -> None:
    assert offered("quiz practice nowhere.yaml --tag ") == []


def test_without_a_name_it_is_the_shell_that_one_uses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", "/usr/bin/fish")
    script = CliRunner().invoke(main, ["completion"]).output
    assert script == CliRunner().invoke(main, ["completion", "fish"]).output
    monkeypatch.setenv("SHELL", "/bin/ksh")
    assert "name the shell: bash, zsh, fish" in CliRunner().invoke(main, ["completion"]).output
