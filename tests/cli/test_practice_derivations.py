"""A derivation in `quiz practice`: lines checked, kept, hinted at, and shown beside the answer."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest
from practice_process import (
    STANDING,
    in_order,
    kept,
    practise,
    run,
    running,
)

DOUBLING = """\
title: Doubling
questions:
  - id: double
    type: derivation
    prompt: Double x three times.
    explanation: Each doubling is another factor of two.
    symbols: {x: real}
    given: {a: 2*x, b: 2*a, c: 2*b}
    goal: c = 8*x
    milestones:
      - {line: a = 2*x, hint: Double once.}
      - {line: b = 4*x, hint: Double twice.}
    solution: |
      a = 2*x
      b = 4*x
      c = 8*x
"""


WORKING = ["a = 2*x", "b = 4*x", "c = 8*x"]


@pytest.fixture
def history(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


@pytest.fixture
def derivation(tmp_path: Path) -> Path:
    path = tmp_path / "doubling.yaml"
    path.write_text(DOUBLING, encoding="utf-8")
    return path


def test_the_lines_so_far_are_checked_without_counting(derivation: Path, history: Path) -> None:
    lines = [":c", "a = 2*x", "b = 5*x", ":c", ":u", "b = 4*x", "c = 8*x", ""]
    text = practise(derivation, history, lines)
    checked, result = text.split("Taken back: b = 5*x")
    in_order(
        checked,
        "1> :c There are no lines to check yet.",
        "3> :c 1 ✓ a = 2*x 2 ✗ b = 5*x The sides are not equal: at",
        "Nothing is counted; go on with line 3. 3> :u",
    )
    assert "Answer" not in checked
    in_order(result, "2> b = 4*x", "✓ Right · 1 of 1 point")
    assert kept(history, STANDING) == [("double", json.dumps("\n".join(WORKING)), "correct")]


OWN_WAY = ["b = a + a", "b = 2*a", "b = 4*x", "c = 8*x"]


@pytest.mark.parametrize("columns", ["99", "100", "120"])
@pytest.mark.parametrize(("end", "said"), [("", "✓ Right"), (":g", "Given up")])
def test_a_wide_screen_shows_the_answer_beside_the_lines(
    derivation: Path, columns: str, end: str, said: str
) -> None:
    text = run(derivation, "--no-history", lines=[*OWN_WAY, end], COLUMNS=columns)
    assert said in text
    if columns == "99":
        in_order(text, "Answer a = 2x b = 4x c = 8x")
        return
    in_order(
        text,
        "Your lines │ Answer 1 b = a + a │ 1 a = 2x 2 b = 2*a │ 3 b = 4*x",
        "── 2 ─── 2 b = 4x",
        "c = 8*x ─ goal ─ 3 c = 8x",
        "Each doubling",
    )
    assert max(map(len, text.splitlines())) <= int(columns)


def test_the_lines_beside_one_that_cannot_be_read_are_kept(derivation: Path, history: Path) -> None:
    typed = ["a = 2*x", "# so", "b = (", "c = 8*x"]
    text = practise(derivation, history, [*typed, "", ":q"])
    in_order(text, "2 ? b = ( Column 6", "The other lines are kept. Now line 2 again", "2> :q")
    assert kept(history, "SELECT lines FROM drafts") == [(json.dumps(typed),)]


def test_a_line_that_nothing_can_mend_is_said_at_once(derivation: Path) -> None:
    text = run(derivation, "--no-history", lines=["a = 2*x)", "b = (", ":u", ":u", ":q"])
    in_order(text, "1> a = 2*x)", "Column 8: this ')' closes nothing", ":u takes it back.", "2> b")
    in_order(text, "2> b = (", "Column 5: this bracket is not closed. :u takes it back.")


def test_a_remark_has_no_number_of_its_own(derivation: Path, history: Path) -> None:
    lines = ["a = 2*x", "# now b", "b = 5*x", ":c", ":q"]
    text = practise(derivation, history, lines)
    in_order(
        text,
        *("2> # now b 2> b = 5*x 3> :c", "1 ✓ a = 2*x 2 ✗ b = 5*x"),
        "go on with line 3. 3> :q",
    )
    in_order(practise(derivation, history, []), "1> a = 2*x 2> # now b 2> b = 5*x", "3>")


def test_a_hint_is_for_where_the_learner_is(derivation: Path, history: Path) -> None:
    text = practise(derivation, history, ["a = 2*x", "?", "b = 4*x", "?", ":q"])
    in_order(
        text,
        *("2> ? Hint 2 of 2 (costs 0.1 points) Double twice.", "3> ?"),
        "The hints that are left are for steps that your lines show already.",
    )
    again = practise(derivation, history, ["c = 8*x", ""])
    in_order(again, "Hint 2 of 2", "Double twice.", "2> b = 4*x", "0.9 of 1 point (1 hint taken)")


def test_a_working_outlives_a_killed_process(derivation: Path, history: Path) -> None:
    options = (derivation, "--history", history)
    with running(*options) as session:
        for number, line in enumerate(WORKING[:2], start=1):
            session.until(f" {number}> ")
            session.type(line)
        session.until(" 3> ")
        session.process.send_signal(signal.SIGKILL)
        session.rest()
    assert kept(history, "SELECT count(*) FROM attempts") == [(0,)]
    text = practise(derivation, history, [":u", *WORKING[1:], ""])
    in_order(
        text,
        "Resuming the session",
        "What you typed before is kept; go on below.",
        f"1> {WORKING[0]} 2> {WORKING[1]}",
        f"3> :u Taken back: {WORKING[1]}",
        f"2> {WORKING[1]} 3> {WORKING[2]} 4> ✓ Right",
    )
    assert kept(history, "SELECT response FROM attempts") == [(json.dumps("\n".join(WORKING)),)]
    assert kept(history, "SELECT * FROM drafts") == []


def test_each_line_is_on_disk_before_the_next_is_asked(derivation: Path, history: Path) -> None:
    with running(derivation, "--history", history) as session:
        for number in range(1, 4):
            session.until(f" {number}> ")
            lines = json.dumps(WORKING[: number - 1])
            drafts = kept(history, "SELECT lines FROM drafts")
            assert drafts == ([(lines,)] if number > 1 else [])
            session.type(WORKING[number - 1])


def test_an_unfinished_working_is_not_graded_because_the_input_ends(
    derivation: Path, history: Path
) -> None:
    practise(derivation, history, [WORKING[0], ":q"])
    text = practise(derivation, history, [])
    assert "Stopped at 1/1" in text
    assert kept(history, "SELECT count(*) FROM attempts") == [(0,)]
    in_order(practise(derivation, history, [":g"]), f"1> {WORKING[0]}", "Given up")
    assert kept(history, "SELECT * FROM drafts") == []
