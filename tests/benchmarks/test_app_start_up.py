"""How long a learner waits for the first question in the app, against a bare app of one widget.

Run as `pytest tests/benchmarks/test_app_start_up.py -s`.
"""

from __future__ import annotations

import fcntl
import os
import signal
import statistics
import struct
import sys
import termios
import time
from pathlib import Path
from typing import NamedTuple

import pytest

pty = pytest.importorskip("pty")

MOST = 1.3
ROUNDS = 15

ONE_WIDGET = """
import click, pydantic, yaml
from textual.app import App
from textual.widgets import Static

class OneWidget(App[None]):
    def compose(self):
        yield Static("Which loss belongs to a sigmoid output?")

OneWidget().run()
"""
BARE = ["-c", ONE_WIDGET]
QUIZ = "from quiz.cli.main import main; main()"
"""What the installed command runs."""

PAINTED = b"Which loss belongs"

BANK = """\
questions:
  - id: loss
    type: multiple_choice
    prompt: Which loss belongs to a sigmoid output?
    explanation: The target is a Bernoulli variable.
    options: [{text: binary cross-entropy, correct: true}, {text: squared error}]
"""


class Cost(NamedTuple):
    """Milliseconds by the clock, and of the processor, which other programs disturb less."""

    clock: float
    processor: float


def first_paint(arguments: list[str], variables: dict[str, str], painted: bytes) -> Cost:
    """From the start of the process until a text is on the screen."""
    start = time.perf_counter()
    process, screen = pty.fork()
    if not process:
        os.environ.update(variables)
        os.execv(sys.executable, [sys.executable, *arguments])
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen = b""
    try:
        while painted not in seen:
            more = os.read(screen, 65536)
            assert more, seen.decode(errors="replace")
            seen += more
        clock = (time.perf_counter() - start) * 1000
        return Cost(clock, used_by(process))
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(screen)


def used_by(process: int) -> float:
    """Milliseconds of the processor that a running process has used so far, as Linux tells."""
    told = Path(f"/proc/{process}/schedstat").read_text(encoding="ascii")
    return int(told.split()[0]) / 1e6


@pytest.mark.parametrize("bank", ["bundled", "small"])
def test_the_first_question_is_painted_soon_after_a_bare_app(tmp_path: Path, bank: str) -> None:
    variables = {"TERM": "xterm-256color", "PYTHONUTF8": "1", "QUIZ_HISTORY": str(tmp_path / "h")}
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
    quiz = ["-c", QUIZ, "practice", "--fresh"]
    painted = b"1/20"
    if bank == "small":
        (tmp_path / "bank.yaml").write_text(BANK, encoding="utf-8")
        quiz += [str(tmp_path / "bank.yaml")]
        painted = PAINTED
    first_paint(quiz, variables, painted)  # fills the cache of the bank and the compiled modules
    rounds = [
        (first_paint(BARE, variables, PAINTED), first_paint(quiz, variables, painted))
        for _ in range(ROUNDS)
    ]
    print()
    of_clock, of_processor = (ratios(rounds, place) for place in range(len(Cost._fields)))
    assert of_processor.median <= MOST
    assert min(of_clock) <= MOST, "by the clock other programs only ever add"


class Ratios(NamedTuple):
    """How many times the bare app the first question takes: usually, and at the quickest."""

    median: float
    quickest: float


def ratios(rounds: list[tuple[Cost, Cost]], place: int) -> Ratios:
    """Over all rounds, for one of the fields of `Cost`."""
    bare, quiz = ([cost[place] for cost in costs] for costs in zip(*rounds, strict=True))
    pairs = [question / app for app, question in zip(bare, quiz, strict=True)]
    found = Ratios(statistics.median(pairs), min(quiz) / min(bare))
    print(
        f"{Cost._fields[place]}: bare app {statistics.median(bare):.0f} ms,"
        f" first question {statistics.median(quiz):.0f} ms, ×{found.median:.2f};"
        f" quickest {min(bare):.0f} ms, {min(quiz):.0f} ms, ×{found.quickest:.2f}"
    )
    return found
