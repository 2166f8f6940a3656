"""The plain mode at a real terminal: echo, colours, Ctrl-C and Ctrl-D."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from terminal_process import CTRL_D, Terminal, started

BANK = """\
title: Choices
questions:
  - id: first
    type: multiple_choice
    prompt: The first question?
    shuffle: false
    explanation: The first is right here, and it always is.
    options: [{text: right, correct: true}, {text: wrong}]
  - id: second
    type: multiple_choice
    prompt: The second question?
    shuffle: false
    explanation: The first is right here, and it always is.
    options: [{text: right, correct: true}, {text: wrong}]
"""


@contextmanager
def at_terminal(tmp_path: Path, *options: str, **variables: str) -> Iterator[Terminal]:
    with started(
        tmp_path, BANK, *options, "--question", "first", "--question", "second", **variables
    ) as terminal:
        yield terminal


def answered(terminal: Terminal, keys: str) -> None:
    """Answer the question that is asked, and wait below its result."""
    terminal.until("> ")
    terminal.type(keys + "\r")
    terminal.until("Answer\r\n")
    terminal.until("> ")


def test_a_session_runs_to_its_end(tmp_path: Path) -> None:
    with at_terminal(tmp_path) as terminal:
        terminal.until("The first question?")
        answered(terminal, "a")
        assert "Enter goes on" in terminal.seen
        terminal.type("\r")
        answered(terminal, "b")
        assert "Enter ends" in terminal.seen
        terminal.type("\r")
        assert terminal.end() == 0
        assert "1 of 2 right" in terminal.seen
        assert "\x1b[1;32m" in terminal.seen


def test_the_next_question_waits_until_the_result_is_read(tmp_path: Path) -> None:
    with at_terminal(tmp_path) as terminal:
        answered(terminal, "b")
        assert "The second question?" not in terminal.seen
        terminal.type(":f odd\r")
        terminal.until("This question is flagged")
        terminal.type("?\r")
        terminal.until("This question has no hints.")
        terminal.type("a\r")
        terminal.until("Enter goes on.")
        terminal.type(":r\r")
        terminal.until("Again, without score")
        terminal.until("> ")
        terminal.type("a\r")
        terminal.until("Right")
        terminal.until("Enter goes on")
        terminal.type("\r")
        terminal.until("The second question?")


def test_any_answer_can_be_taken_back(tmp_path: Path) -> None:
    with at_terminal(tmp_path) as terminal:
        answered(terminal, "b")
        terminal.type(":u\r")
        terminal.until("Taken back.")
        terminal.until("The first question?")
        answered(terminal, "a")
        terminal.type("\r")
        answered(terminal, "b")
        terminal.type(":u\r")
        terminal.until("The second question?")
        answered(terminal, "a")
        terminal.type("\r")
        assert terminal.end() == 0
        assert "2 of 2 right" in terminal.seen


def test_giving_up_is_asked_about(tmp_path: Path) -> None:
    with at_terminal(tmp_path) as terminal:
        terminal.until("> ")
        terminal.type(":g\r")
        terminal.until("Give up and see the answer?")
        terminal.until("> ")
        terminal.type("n\r")
        terminal.until("> ")
        assert "Given up" not in terminal.seen
        terminal.type(":g\r")
        terminal.until("Give up and see the answer?")
        terminal.until("> ")
        terminal.type("y\r")
        terminal.until("this counts as missed.")


def test_what_follows_fits_a_terminal_that_was_made_narrower(tmp_path: Path) -> None:
    with at_terminal(tmp_path) as terminal:
        terminal.until("1/2")
        terminal.resize(30)
        answered(terminal, "b")
        assert "The first is right here, and it always is." not in terminal.seen
        assert "The first is right here, and\r\nit always is." in terminal.seen


def test_no_color_is_heeded(tmp_path: Path) -> None:
    with at_terminal(tmp_path, NO_COLOR="1") as terminal:
        answered(terminal, "a")
        assert "✓ Right" in terminal.seen
        terminal.type(":q\r")
        assert terminal.end() == 0
        assert "\x1b[1" not in terminal.seen
        assert "\x1b[3" not in terminal.seen


def test_ctrl_c_stops_and_keeps(tmp_path: Path) -> None:
    with at_terminal(tmp_path) as terminal:
        answered(terminal, "a")
        terminal.type("\r")
        terminal.until("2/2")
        terminal.until("> ")
        terminal.type("half an ans")
        terminal.until("half an ans")
        terminal.interrupt()
        assert terminal.end() == 130
        assert "Traceback" not in terminal.seen
        assert "Stopped at 2/2. What you answered is kept." in terminal.seen
    with at_terminal(tmp_path) as terminal:
        terminal.until("Resuming the session")
        terminal.until("The second question?")


@pytest.mark.parametrize("moment", ["Choices", "1/2", "> ", "goes on", "2/2"])
def test_ctrl_c_at_any_moment_shows_no_traceback(tmp_path: Path, moment: str) -> None:
    with at_terminal(tmp_path) as terminal:
        if moment in ("goes on", "2/2"):
            terminal.until("> ")
            terminal.type("a\r")
        if moment == "2/2":
            terminal.until("goes on")
            terminal.type("\r")
        terminal.until(moment)
        terminal.interrupt()
        assert terminal.end() == 130
        assert "Traceback" not in terminal.seen


def test_ctrl_d_stops_and_keeps(tmp_path: Path) -> None:
    with at_terminal(tmp_path) as terminal:
        terminal.until("> ")
        terminal.type(CTRL_D)
        assert terminal.end() == 0
        assert "Stopped at 1/2. What you answered is kept." in terminal.seen


DERIVATION = """\
title: Doubling
questions:
  - id: double
    type: derivation
    prompt: Double x twice.
    explanation: Each doubling is another factor of two.
    symbols: {x: real}
    given: {a: 2*x, b: 2*a}
    goal: b = 4*x
    milestones: [{line: a = 2*x, hint: Double once.}]
    solution: |
      a = 2*x
      b = 4*x
"""


def test_a_working_is_checked_killed_and_gone_on_with(tmp_path: Path) -> None:
    with started(tmp_path, DERIVATION) as terminal:
        terminal.until(" 1> ")
        terminal.type("a = 2*x\r")
        terminal.until(" 2> ")
        terminal.type("b = 5*x\r")
        terminal.until(" 3> ")
        terminal.type(":c\r")
        terminal.until("The sides are not equal")
        terminal.until("Nothing is counted; go on with line 3.")
        terminal.until(" 3> ")
        os.kill(terminal.process, signal.SIGKILL)
        assert terminal.end() == -signal.SIGKILL
    with started(tmp_path, DERIVATION) as terminal:
        terminal.until("What you typed before is kept")
        terminal.until(" 1> a = 2*x")
        terminal.until(" 2> b = 5*x")
        terminal.until(" 3> ")
        terminal.type(":u\r")
        terminal.until(" 2> ")
        terminal.type("b = 4*x\r")
        terminal.until(" 3> ")
        terminal.type("\r")
        terminal.until("✓ Right")
        terminal.until("Enter ends")
        terminal.type("\r")
        assert terminal.end() == 0


PASTED = "\x1b[200~\\begin{{align*}}\n{}\n\\end{{align*}}\x1b[201~\r"
"""What a terminal sends for text that is pasted, between its marks."""


def test_a_working_is_pasted_in_latex(tmp_path: Path) -> None:
    with started(tmp_path, DERIVATION) as terminal:
        terminal.until(" 1> ")
        terminal.type(PASTED.format("a &= 2x \\\\\nb &= 2 \\cdot 2x \\\\\n&= 4x"))
        terminal.until(" 4> ")
        terminal.type(":u\r:u\r")
        terminal.until(" 3> ")
        terminal.type("b = 4x\r\r")
        terminal.until("✓ Right")


def test_ctrl_d_keeps_an_unfinished_working(tmp_path: Path) -> None:
    with started(tmp_path, DERIVATION) as terminal:
        terminal.until(" 1> ")
        terminal.type("a = 2*x\r")
        terminal.until(" 2> ")
        terminal.type(CTRL_D)
        assert terminal.end() == 0
        assert "Stopped at 1/1." in terminal.seen
    with started(tmp_path, DERIVATION) as terminal:
        terminal.until(" 1> a = 2*x")
        terminal.until(" 2> ")


EXAM = BANK.replace("shuffle: false", "shuffle: false\n    tags: [exam]")


def test_an_exam_is_handed_in_when_its_time_is_up_while_a_line_is_awaited(tmp_path: Path) -> None:
    with started(tmp_path, EXAM, "--minutes", "0.05", command="exam") as terminal:
        terminal.until("> ")
        terminal.type("a")  # and no Enter
        terminal.until("The time is up: it is handed in.")
        terminal.until("1 of 2 right")
        terminal.until("Enter shows the next question")
        terminal.type(":m\r")
        terminal.until("this counts as missed.")
        terminal.type(":q\r")
        assert terminal.end() == 0
        assert "Traceback" not in terminal.seen


def test_an_exam_is_left_gone_on_with_handed_in_and_reviewed(tmp_path: Path) -> None:
    with started(tmp_path, EXAM, "--minutes", "5", "--seed", "1", command="exam") as terminal:
        terminal.until("4:5")
        terminal.type("a\r")
        terminal.until("Kept.")
        terminal.until("2/2")
        terminal.interrupt()
        assert terminal.end() == 130
        assert "The clock runs on" in terminal.seen
    with started(tmp_path, EXAM, command="exam") as terminal:
        terminal.until("goes on: 1 of 2 answered.")
        terminal.until("2/2")
        terminal.type(":e\r")
        terminal.until("Open: 2. Hand in for good? y or n > ")
        terminal.type("y\r")
        terminal.until("1 of 2 right")
        terminal.type(":j 1\r")
        terminal.until("Your answer: a")
        terminal.until("Right")
        terminal.interrupt()
        assert terminal.end() == 130


FULL_SCREEN = "\x1b[?1049h"


@pytest.mark.parametrize(
    ("variables", "mode", "is_app"),
    [
        ({}, (), True),
        ({"TERM": "dumb"}, (), False),
        ({}, ("--plain",), False),
        ({}, ("--linear",), False),
        ({"LC_ALL": "C"}, (), False),
    ],
)
def test_the_app_is_shown_where_it_can_be(
    tmp_path: Path, variables: dict[str, str], mode: tuple[str, ...], is_app: bool
) -> None:
    with started(tmp_path, BANK, mode=mode, **variables) as terminal:
        terminal.until("question?")
        assert (FULL_SCREEN in terminal.seen) is is_app


def test_a_terminal_that_knows_only_ascii_gets_plain_words(tmp_path: Path) -> None:
    with at_terminal(tmp_path, LC_ALL="C", LANG="C") as terminal:
        terminal.until("1/2 - multiple choice - 1 point")
        answered(terminal, "a")
        assert terminal.written.isascii()
