"""`quiz exam` as a learner meets it: a process, lines in, text out, and a clock."""

from __future__ import annotations

import json
import random
import signal
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from practice_process import in_order, kept, run, running

BANK = "title: Sums\nquestions:\n" + "".join(
    f"""\
  - id: sum-{number}
    type: numeric
    prompt: What is {number} and {number}?
    explanation: Twice the number is what is asked for here.
    tags: [{"odd" if number % 2 else "even"}]
    difficulty: {1 + number % 3}
    answer: {2 * number}
"""
    for number in range(12)
)

BLUEPRINT = """\
title: Mock exam
minutes: 30
parts:
  - {count: 2, tags: odd, points: 4}
  - {questions: [sum-0], points: 2}
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.yaml"
    path.write_text(BANK, encoding="utf-8")
    return path


@pytest.fixture
def history(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


def exam(bank: Path, history: Path, lines: list[str], *options: str, status: int = 0) -> str:
    return run(bank, "--history", history, *options, lines=lines, status=status, command="exam")


def wind_forward(history: Path, minutes: float) -> None:
    """As if so much time had gone by since the exam began: its deadline is so much nearer."""
    ((deadline,),) = kept(history, "SELECT deadline FROM sessions")
    nearer = datetime.fromisoformat(str(deadline)) - timedelta(minutes=minutes)
    kept(history, f"UPDATE sessions SET deadline = '{nearer.isoformat(timespec='milliseconds')}'")


def test_an_exam_says_nothing_before_its_end_and_then_reviews_every_question(
    bank: Path, history: Path
) -> None:
    options = ("--count", "3", "--minutes", "20", "--seed", "4")
    text = exam(bank, history, ["1", "x", "1000", "999", ":e", "y"], *options)
    before, _, after = text.partition("Hand in for good?")
    in_order(before, "Sums · 3 questions · 20 minutes", "1/3", "2/3", "3/3")
    for said in ("✓", "✗", "Right", "explanation", "Twice the number"):
        assert said not in before
    in_order(after, "0 of 3 right", "1/3", "Not right", "Twice the number", "3/3", "Not right")
    assert kept(history, "SELECT outcome, response FROM attempts ORDER BY item") == [
        *[("answered", '"1"'), ("answered", '"1000"'), ("answered", '"999"')]
    ]


def test_a_blueprint_gives_the_parts_their_points(bank: Path, history: Path) -> None:
    blueprint = bank.with_name("mock.yaml")
    blueprint.write_text(BLUEPRINT, encoding="utf-8")
    lines = ["1", "1", "0", ":e", "y"]
    text = exam(bank, history, lines, "--blueprint", str(blueprint))
    in_order(text, "Mock exam · 3 questions · 30 minutes", "1/3", "4 points", "3/3", "2 points")
    in_order(text, "1 of 3 right", "2 of 10 points")


def test_a_blueprint_that_is_wrong_is_said_with_its_place(bank: Path, history: Path) -> None:
    blueprint = bank.with_name("mock.yaml")
    blueprint.write_text("parts:\n  - {count: 2, tags: od}\n", encoding="utf-8")
    text = exam(bank, history, [], "--blueprint", str(blueprint), status=1)
    assert f"{blueprint}:2:22: parts 1, tags 1: there is no tag “od”; did you mean “odd”?" in text
    assert "leave the options" in exam(
        bank, history, [], "--blueprint", str(blueprint), "--count", "2", status=2
    )


def test_an_exam_goes_on_with_its_clock(bank: Path, history: Path) -> None:
    first = exam(bank, history, ["1", "2", ":q"], "--count", "4", "--minutes", "50")
    assert "The clock runs on" in first
    wind_forward(history, 20)
    second = exam(bank, history, [":o", ":q"])
    in_order(second, "goes on: 2 of 4 answered", "2 of 4 answered, 29:", "Open 3-4")


def test_an_exam_that_nobody_sees_is_not_left_running(bank: Path, history: Path) -> None:
    assert "this exam is not kept" in exam(bank, history, [])
    assert "this exam is not kept" in exam(bank, history, ["", ""])
    assert kept(history, "SELECT * FROM sessions") == []
    assert "The clock runs on" in exam(bank, history, ["1"])


def test_an_exam_whose_time_ran_out_is_handed_in_as_it_was(bank: Path, history: Path) -> None:
    exam(bank, history, ["1", ":q"], "--count", "3", "--minutes", "50")
    wind_forward(history, 51)
    text = exam(bank, history, ["5", "6"])
    in_order(text, "ran out meanwhile", "0 of 3 right", "1/3", "2/3", "3/3")
    assert kept(history, "SELECT outcome, response FROM attempts ORDER BY item") == [
        *[("answered", '"1"'), ("unanswered", None), ("unanswered", None)]
    ]
    ((ended, deadline),) = kept(history, "SELECT ended_at, deadline FROM sessions")
    assert ended == deadline
    missed = run(bank, "--history", history, "--mistakes", lines=[":q"])
    in_order(missed, "Sums · 3 questions", "1/3")
    assert "goes on" not in exam(bank, history, [":q"], "--count", "3")


def test_fresh_hands_in_what_is_under_way_and_begins_another(bank: Path, history: Path) -> None:
    exam(bank, history, ["1", ":q"], "--count", "3")
    text = exam(bank, history, [":q"], "--count", "2", "--fresh")
    in_order(text, "was handed in as it stood", "Sums · 2 questions")
    assert kept(history, "SELECT count(*), count(ended_at) FROM sessions") == [(2, 1)]


def test_an_exam_is_apart_from_practice(bank: Path, history: Path) -> None:
    exam(bank, history, ["1", ":q"], "--count", "3")
    text = run(bank, "--history", history, "--count", "2", lines=[":q"])
    assert "Resuming" not in text
    assert "goes on: 1 of 3 answered" in exam(bank, history, [":q"])


def test_an_exam_is_resumed_by_one_window_only(bank: Path, history: Path) -> None:
    arguments = (bank, "--history", history, "--count", "3")
    with running(*arguments, command="exam") as first:
        first.until("> ")
        assert "goes on" not in exam(bank, history, [":q"], "--count", "3")


def test_nothing_answered_is_lost_when_an_exam_is_killed(bank: Path, history: Path) -> None:
    chance = random.Random(8)
    arguments = (bank, "--history", history, "--count", "12", "--minutes", "60")
    seen: dict[int, str] = {}
    deadlines: set[tuple[object, ...]] = set()
    for life in range(4):
        with running(*arguments, command="exam") as process:
            process.until("> ")
            place, value = chance.randrange(1, 13), str(1000 + life)
            process.type(f":j {place}")
            process.until(f"{place}/12")
            process.until("> ")
            process.type(value)
            if chance.random() < 0.5:
                process.until("Kept.")
                seen[place] = value
            else:
                time.sleep(chance.uniform(0, 0.01))
            process.process.send_signal(signal.SIGKILL)
            process.rest()
        rows = kept(history, "SELECT item, response FROM responses")
        found = {int(str(item)): json.loads(str(response)) for item, response in rows}
        assert found in (seen, seen | {place: value})
        seen = found
        deadlines.add(*kept(history, "SELECT deadline FROM sessions"))
    assert len(deadlines) == 1


def test_what_cannot_be_met_is_said_before_the_exam(bank: Path, history: Path) -> None:
    text = exam(bank, history, [":q"], "--count", "999", "--minutes", "1")
    in_order(text, "999 questions were asked for; only", "match", "· 1 minute.")
    assert "write a number of minutes" in exam(bank, history, [], "--minutes", "x", status=2)
