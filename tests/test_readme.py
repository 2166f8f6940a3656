"""What the README says is run as it stands."""

from __future__ import annotations

import gc
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from quiz.cli.main import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", README, re.DOTALL)
BLUEPRINT, YAML = (text for language, text in BLOCKS if language == "yaml")
TOML = next(text for language, text in BLOCKS if language == "toml")
PYTHON = next(text for language, text in BLOCKS if language == "python")
SESSION = next(text for language, text in BLOCKS if language == "console")
SHELL = [line for language, text in BLOCKS if language == "sh" for line in text.splitlines()]
RESPONSE = {"learner": "s17", "question": "bernoulli-loss", "response": "-y log p - (1-y) log(1-p)"}
DECISION = "question,learner,response,score,reason,by\nbernoulli-loss,s17,,0.5,A joke.,ada\n"
MOODLE = """<quiz><question type="truefalse"><name><text>A question</text></name>
<questiontext><text>Is it?</text></questiontext><answer fraction="100"><text>true</text></answer>
<answer fraction="0"><text>false</text></answer></question></quiz>"""

COMMANDS = [
    *re.findall(r"^\| `(quiz[^`]*)`", README, re.MULTILINE),
    *(line for line in SHELL if line.startswith("quiz ")),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that commands run in, with the files that the README's commands name."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bank.yaml").write_text(YAML, encoding="utf-8")
    (tmp_path / "mock.yaml").write_text(BLUEPRINT, encoding="utf-8")
    (tmp_path / "questions.xml").write_text(MOODLE, encoding="utf-8")
    (tmp_path / "responses.jsonl").write_text(json.dumps(RESPONSE) + "\n", encoding="utf-8")
    (tmp_path / "decisions.csv").write_text(DECISION, encoding="utf-8")
    return tmp_path


class Done(NamedTuple):
    """How a command ended, and what it wrote."""

    status: int
    stdout: str
    stderr: str


def run(folder: Path, *arguments: str, answers: str = "") -> Done:
    """Run a command in this process, which is quick; in one of its own if it starts others."""
    variables = {
        "QUIZ_HISTORY": str(folder / "history.sqlite3"),
        "PYTHONUTF8": "1",
        "VISUAL": "true",
        "COLUMNS": "80",
    }
    if "grade" in arguments:
        command = [sys.executable, "-m", "quiz", *arguments]
        environment = {**os.environ, **variables}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        return Done(done.returncode, done.stdout, done.stderr)
    try:
        result = CliRunner().invoke(main, arguments, input=answers, env=variables)
    finally:
        gc.enable()  # a command that ends before its first question leaves it off
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def serve(folder: Path, *arguments: str) -> None:
    """Run a command that serves a page until it is interrupted, and see the page."""
    command = [sys.executable, "-m", "quiz", *arguments, "--no-browser"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[-1]
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with browser.open(address, timeout=60) as page:
            assert "bernoulli-loss" in page.read().decode()
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0


@contextmanager
def cluster() -> Iterator[str]:
    """The README's scheduler and worker, on this machine; their address."""
    start, join = (line.partition("#")[0].split() for line in SHELL if line.startswith("dask"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    join[join.index("4")] = "1"
    commands = (
        [*start, "--host", "127.0.0.1", "--port", port, "--no-dashboard"],
        [*(address if word.startswith("tcp:") else word for word in join), "--no-dashboard"],
    )
    with ExitStack() as stack:
        for _, *arguments in commands:
            command = [sys.executable, "-m", "dask", *arguments]
            process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
            stack.enter_context(process)
            stack.callback(process.terminate)
        yield address


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_readme_runs(folder: Path, command: str) -> None:
    day = date.today() + timedelta(days=30)
    command = command.replace("2026-12-15", day.isoformat())
    arguments = command.replace("BANK", "bank.yaml").replace("ID", "bernoulli-loss").split()[1:]
    if "history" in arguments:
        run(folder, "--question", "derive-sigmoid-slope", answers=":g\n")
    if "import" in arguments:
        run(folder, "history", "export", "history.jsonl")
    if "preview" in arguments:
        serve(folder, *arguments)
        return
    if "--cluster" in arguments:
        with cluster() as address:
            assert run(folder, *arguments[:-1], address).status == 0
        return
    result = run(folder, *arguments, answers="y\n" if "delete" in arguments else "")
    nothing_found = {"--mistakes", "--flagged"} & {*arguments} and result.status == 1
    assert result.status == 0 or nothing_found, result.stderr
    assert "Traceback" not in result.stderr


def test_the_blueprint_shown_is_taken(folder: Path) -> None:
    shown = run(folder, "exam", "--blueprint", "mock.yaml", answers=":q\n").stdout
    assert shown.startswith("Mock exam · 10 questions · 90 minutes.")


def test_the_example_of_the_format_passes_its_own_check(folder: Path) -> None:
    result = run(folder, "check", "bank.yaml")
    assert result.stdout == "4 questions, no problems\n"


def test_the_settings_shown_are_taken(folder: Path) -> None:
    (folder / "settings.toml").write_text(TOML, encoding="utf-8")
    rows = run(folder, "--config", "settings.toml", "settings").stdout.splitlines()
    taken = [" ".join(row.split()) for row in rows if "settings.toml  " in row]
    assert "count 40 settings.toml exam" in taken
    assert len(taken) == 4


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_line_for_completion_is_the_one_that_help_tells(folder: Path, shell: str) -> None:
    line = next(row for row in README.splitlines() if row.startswith(f"| {shell} |"))
    told = line.split("`")[3].replace("\\|", "|")
    assert told in run(folder, "completion", "--help").stdout.replace("\n  ", " ")
    assert "_quiz_completion" in run(folder, "completion", shell).stdout


def test_the_session_shown_is_the_session_that_runs(folder: Path) -> None:
    command, _, shown = SESSION.removesuffix("…\n").partition("\n")
    typed = re.findall(r"^ \d> ?(.*)$", shown, re.MULTILINE)
    result = run(folder, *command.removeprefix("$ quiz ").split(), answers="\n".join(typed) + "\n")
    assert result.stdout.startswith(shown)


def test_the_python_example_runs(folder: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", PYTHON], cwd=folder, capture_output=True, text=True, check=True
    )
    assert result.stdout.startswith("partly_correct 0.5 That is the log-likelihood.")
    assert "\ndifferent {" in result.stdout


def test_the_response_shown_is_graded(folder: Path) -> None:
    run(folder, "grade", "bank.yaml", "responses.jsonl", "--out", "grades.jsonl")
    grade = json.loads((folder / "grades.jsonl").read_text(encoding="utf-8"))
    assert (grade["verdict"], grade["evidence"]["kind"]) == ("correct", "proved")


def test_the_line_for_editors_is_the_one_that_the_command_tells(folder: Path) -> None:
    told = run(folder, "schema", "--out", "quiz.schema.json").stdout.splitlines()[-1]
    assert f"`{told}`" in README


def test_ci_runs_the_two_commands_of_the_quick_start() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    install, develop = (line for line in SHELL if "pip install" in line)
    assert install.replace("&& quiz", "&& quiz <") in script
    assert develop in script


def test_every_room_is_in_the_table() -> None:
    rooms = {path.name for path in (ROOT / "quiz").iterdir() if (path / "__init__.py").exists()}
    assert rooms | {"cli"} == set(re.findall(r"^\| `(\w+)/` \|", README, re.MULTILINE))
