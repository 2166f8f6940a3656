"""The program killed at 50 random moments, while practising and in an exam.

The default tests kill a session between any two statements; here whole processes are killed at any
time. Run as `pytest tests/benchmarks/test_killed_processes.py -s`.
"""

from __future__ import annotations

import json
import random
import signal
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from practice_process import Running, kept, run, running

LIVES = 50
QUESTIONS = 40
LONGEST = 0.6
"""Seconds that a life goes on after its first prompt, at most."""

BANK = "title: Sums\nquestions:\n" + "".join(
    f"""\
  - id: sum-{number}
    type: numeric
    prompt: What is {number} and {number}?
    explanation: Twice the number is what is asked for here.
    answer: {2 * number}
"""
    for number in range(QUESTIONS)
)


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.yaml"
    path.write_text(BANK, encoding="utf-8")
    return path


@pytest.fixture
def history(tmp_path: Path) -> Path:
    return tmp_path / "h.sqlite3"


def live(process: Running, chance: random.Random, lines: list[str]) -> str:
    """Answer with these lines, one at each prompt, until killed; what was on the screen."""
    end = time.monotonic() + chance.uniform(0, LONGEST)
    for line in lines:
        process.until("> ")
        if time.monotonic() > end:
            break
        process.type(line)
    time.sleep(chance.uniform(0, 0.02))
    process.process.send_signal(signal.SIGKILL)
    return process.rest()


def test_practice_killed_at_50_moments_has_every_answer_once(bank: Path, history: Path) -> None:
    chance = random.Random(50)
    options = (bank, "--history", history, "--count", str(QUESTIONS))
    order: list[str] = []
    session: object = 0
    answered = 0
    where = "WHERE session = 0 ORDER BY"
    for _ in range(LIVES):
        with running(*options) as process:
            lines = [right(name) for name in order[answered:]]
            seen = live(process, chance, lines or [":h"])
        assert kept(history, "PRAGMA integrity_check") == [("ok",)]
        ((last,),) = kept(history, "SELECT coalesce(max(id), 0) FROM sessions")
        if last != session:
            session = last
            where = f"WHERE session = {session} ORDER BY"
            order = [
                str(name) for (name,) in kept(history, f"SELECT question FROM items {where} number")
            ]
        found = kept(history, f"SELECT question, verdict FROM attempts {where} id")
        assert found == [(name, "correct") for name in order[: len(found)]]
        shown = seen.count("✓ Right")
        assert answered + shown <= len(found) <= answered + shown + 1
        answered = len(found)
        if order and answered == QUESTIONS:
            if kept(history, "SELECT count(*) FROM sessions WHERE ended_at IS NULL") != [(0,)]:
                assert f"{QUESTIONS} of {QUESTIONS} right" in run(*options, lines=[])
            order, answered = [], 0
    (total,) = kept(history, "SELECT count(*) FROM attempts")
    print(f"\n{LIVES} lives, {session} sessions, {total[0]} answers, all of them once")


def right(name: str) -> str:
    """The right answer to a question."""
    return str(2 * int(name.removeprefix("sum-")))


def test_an_exam_killed_at_50_moments_keeps_answers_and_clock(bank: Path, history: Path) -> None:
    chance = random.Random(51)
    options = (bank, "--history", history, "--count", str(QUESTIONS), "--minutes", "60")
    expected: dict[int, str] = {}
    deadlines: set[object] = set()
    for life in range(LIVES):
        with running(*options, command="exam") as process:
            places = [chance.randrange(1, QUESTIONS + 1) for _ in range(6)]
            lines = [
                line for n, place in enumerate(places) for line in (f":j {place}", f"{life}.{n}")
            ]
            seen = live(process, chance, lines)
        rows = kept(history, "SELECT item, response FROM responses")
        found = {int(str(item)): json.loads(str(response)) for item, response in rows}
        given = seen.count("Kept.")
        for n, place in enumerate(places[:given]):
            expected[place] = f"{life}.{n}"
        more = {places[given]: f"{life}.{given}"} if given < len(places) else {}
        assert found in (expected, expected | more)
        expected = found
        deadlines |= {*kept(history, "SELECT deadline FROM sessions")}
    assert len(deadlines) == 1
    ((deadline,),) = kept(history, "SELECT deadline FROM sessions")
    over = datetime.fromisoformat(str(deadline)) - timedelta(minutes=61)
    kept(history, f"UPDATE sessions SET deadline = '{over.isoformat(timespec='milliseconds')}'")
    text = run(*options, lines=[], command="exam")
    assert "ran out meanwhile" in text
    attempts = kept(history, "SELECT item, response FROM attempts WHERE outcome = 'answered'")
    handed_in = {int(str(item)): json.loads(str(response)) for item, response in attempts}
    assert handed_in == expected
    print(f"\n{LIVES} lives, {len(expected)} places answered, one deadline")
