"""The program in a real terminal: tmux types the keys and reads the screen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

TMUX = shutil.which("tmux")
KEPT = Path(__file__).with_name("tmux")
STILL = 0.3
"""Seconds without a change after which a screen is taken to be what it is going to be."""

PATIENCE = 60.0
"""Seconds in which a text has to come, on a machine however busy."""

ENVIRONMENT = {"LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
"""The size that a shell once told is not to be believed."""

pytestmark = pytest.mark.skipif(TMUX is None, reason="tmux is not installed")

BANK = """\
questions:
  - id: one
    type: multiple_choice
    prompt: Which loss belongs to a sigmoid output $\\hat p$?
    explanation: The target is a Bernoulli variable.
    shuffle: false
    options: [{text: mean squared error}, {text: binary cross-entropy, correct: true}]
  - id: formula
    type: expression
    prompt: What is the derivative of $\\log x$?
    explanation: The slope of the logarithm.
    symbols: {x: positive}
    answer: 1/x
"""


class Tmux:
    """A tmux server of its own with one window, in which a program runs."""

    def __init__(self, folder: Path) -> None:
        self.socket = str(folder / "tmux")

    def __call__(self, *words: str) -> str:
        """What a command of tmux says."""
        assert TMUX is not None
        done = subprocess.run(
            [TMUX, "-S", self.socket, "-f", os.devnull, *words],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
            env={**os.environ, **ENVIRONMENT},
        )
        return done.stdout

    def start(self, command: list[str], columns: int, lines: int) -> None:
        """Run a program in a window of this size; what it leaves behind stays to be seen."""
        size = ["-x", str(columns), "-y", str(lines)]
        self("new-session", "-d", *size, *command, ";", "set", "-g", "remain-on-exit", "on")

    def press(self, *keys: str) -> None:
        """Press keys, by the names that tmux has for them."""
        self("send-keys", *keys)

    def ends(self) -> None:
        """Wait until the program has ended."""
        until = time.monotonic() + PATIENCE
        while self("list-panes", "-F", "#{pane_dead}").strip() != "1":
            assert time.monotonic() < until, "it never ended"
            time.sleep(STILL)

    def shows(self, *wanted: str) -> str:
        """The screen, once all of this is on it and nothing moves any more."""
        until = time.monotonic() + PATIENCE
        last = ""
        while True:
            screen = self("capture-pane", "-p").rstrip()
            if screen == last and all(text in screen for text in wanted):
                return screen
            assert time.monotonic() < until, f"{wanted} never came:\n{screen}"
            last = screen
            time.sleep(STILL)


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    server = Tmux(tmp_path)
    try:
        yield server
    finally:
        subprocess.run([str(TMUX), "-S", server.socket, "kill-server"], check=False)


def kept(name: str, tmux: Tmux, *wanted: str) -> None:
    """Compare the screen, once all of this is on it, with the one that was kept.

    On a busy machine a part may come late, so there is time for that.
    """
    path = KEPT / f"{name}.txt"
    if os.environ.get("KEEP_SCREENS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(tmux.shows(*wanted) + "\n", encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    until = time.monotonic() + PATIENCE
    while (screen := tmux.shows(*wanted) + "\n") != text and time.monotonic() < until:
        time.sleep(STILL)
    assert screen == text, path.name


def test_a_session_in_a_real_terminal(tmux: Tmux, tmp_path: Path) -> None:
    bank = tmp_path / "bank.yaml"
    bank.write_text(BANK, encoding="utf-8")
    command = [sys.executable, "-m", "quiz", "practice", str(bank), "--seed", "1"]
    command += ["--question", "one", "--question", "formula"]
    tmux.start([*command, "--history", str(tmp_path / "history.sqlite3")], 80, 24)
    kept("question", tmux, "sigmoid output", "› ( ) a", "? Help")
    tmux.press("Down", "Down", "Enter")
    kept("right", tmux, "✓ Right", "Enter Next")
    tmux.press("Enter")
    tmux.shows("log x", "› a formula")
    tmux.press("1", "/", "x")
    kept("preview", tmux, "› 1/x", "─\n   x")
    tmux("resize-window", "-x", "40", "-y", "20")
    kept("narrow", tmux, "› 1/x", "─\n   x", "F1 Help")
    tmux.press("Enter")
    tmux.shows("✓ Right", "Enter Next")
    tmux.press("Enter")
    tmux.shows("Summary", "Enter End")
    tmux.press("Enter")
    tmux.ends()
    tmux.shows("2 of 2 points")
