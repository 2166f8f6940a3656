"""The house: a room imports only from rooms above it, and what talks to a learner stays light."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "quiz"

ROOMS = (
    "symbolic",
    "markup",
    "questions",
    "bank",
    "practice",
    "terminal",
    "lms",
    "marking",
    "preview",
    "cli",
)
"""From the ground up."""

HEAVY = ("sympy", "numpy", "mpmath")

MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The modules of this package that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute here"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(module: str) -> str | None:
    """The room of a module's dotted name; None outside the rooms of this package."""
    parts = module.split(".")
    return parts[1] if parts[0] == "quiz" and len(parts) > 1 and parts[1] in ROOMS else None


def test_every_folder_is_a_room() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if any(path.glob("*.py"))}
    assert folders - {"question_bank"} <= {*ROOMS}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_from_rooms_above_it(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0]
    if room not in ROOMS:
        return
    for module in imported(path):
        other = room_of(module)
        if other is not None:
            assert ROOMS.index(other) <= ROOMS.index(room), f"{room} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


PRACTISE = """
import io, os, sys
sys.stdin = io.StringIO("a\\n:q\\n")
sys.argv = ["quiz", "practice", "--fresh", "--no-history", "--seed", "1"]
from quiz.cli.main import main
try:
    main(prog_name="quiz")
except SystemExit as ending:
    assert not ending.code, ending.code
print("heavy:", *(name for name in ("sympy", "numpy", "mpmath") if name in sys.modules))
"""


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_practising_imports_nothing_heavy() -> None:
    output = run(PRACTISE)
    assert "1/20" in output, "a question was asked"
    assert output.splitlines()[-1] == "heavy:"


def test_loading_a_bank_imports_nothing_heavy(tmp_path: Path) -> None:
    bank = tmp_path / "bank.yaml"
    bank.write_text(
        "questions:\n  - id: e\n    type: expression\n    prompt: p\n    explanation: e\n"
        "    answer: log(x)/2\n    symbols: {x: positive}\n",
        encoding="utf-8",
    )
    code = f"""
import sys, quiz
question = quiz.load_bank({str(bank)!r})["e"]
question.variant().layout(0), question.variant().key_text(), question.content_hash()
print(*(name for name in {HEAVY!r} if name in sys.modules))
"""
    assert run(code) == "\n"
