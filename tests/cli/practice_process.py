"""The program run by tests: lines in, text out."""

from __future__ import annotations

import gc
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from click.testing import CliRunner
from process_output import PATIENCE, Output

from quiz.cli.main import main

PROGRAM = [sys.executable, "-m", "quiz"]
COMMAND = [*PROGRAM, "practice"]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "80"}


def run(
    *arguments: str | Path,
    lines: list[str] | str,
    status: int = 0,
    command: str = "practice",
    **variables: str,
) -> str:
    """What a command writes when it is typed these lines; run in this process, which is quick."""
    text = lines if isinstance(lines, str) else "".join(line + "\n" for line in lines)
    try:
        done = CliRunner().invoke(
            main, [command, *map(str, arguments)], input=text, env={"COLUMNS": "80", **variables}
        )
    finally:
        gc.enable()  # a command that ends before its first question leaves it off
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == status, done.output
    return done.output


def practise(bank: Path, history: Path, lines: list[str] | str, *options: str) -> str:
    return run(bank, "--history", history, *options, lines=lines)


def kept(history: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(history)
    rows = connection.execute(query).fetchall()
    connection.commit()
    connection.close()
    return rows


STANDING = "SELECT question, response, verdict FROM attempts WHERE struck_at IS NULL ORDER BY id"


def in_order(text: str, *parts: str) -> None:
    """The parts stand in the text in this order, wherever its lines break."""
    flowing = " ".join(text.split())
    place = 0
    for part in parts:
        found = flowing.find(part, place)
        assert found >= 0, f"{part!r} is missing, or too early, in:\n{text}"
        place = found + len(part)


def asked_for(names: list[str]) -> list[str]:
    return [word for name in names for word in ("--question", name)]


class Running(Output):
    """A practice process that is answered line by line."""

    def __init__(self, *arguments: str | Path, command: str = "practice") -> None:
        self.process = subprocess.Popen(
            [*PROGRAM, command, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment(),
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.source: IO[bytes] = self.process.stdin
        self.target: IO[bytes] = self.process.stdout
        super().__init__(self.target.fileno())

    def type(self, line: str) -> None:
        """Answer with a line."""
        self.source.write((line + "\n").encode())
        self.source.flush()

    def rest(self) -> str:
        """End the input and read until the process ends; all that it wrote."""
        self.source.close()
        self.read_to_end()
        self.process.wait(timeout=PATIENCE)
        return self.seen


@contextmanager
def running(*arguments: str | Path, command: str = "practice") -> Iterator[Running]:
    process = Running(*arguments, command=command)
    try:
        yield process
    finally:
        process.process.kill()
        process.source.close()
        process.target.close()
        process.process.wait(timeout=PATIENCE)
