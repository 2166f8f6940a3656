"""`quiz stats` as a learner meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from practice_process import practise, run

BANK = """\
title: Choices
questions:
  - id: q1
    type: true_false
    prompt: Is one odd?
    explanation: It is, as two does not divide it.
    tags: [odd]
    answer: true
  - id: q2
    type: true_false
    prompt: Is two odd?
    explanation: It is not, as two divides it.
    tags: [even]
    answer: false
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.yaml"
    path.write_text(BANK, encoding="utf-8")
    practise(path, tmp_path / "h.sqlite3", ["t", "t"], "--question", "q1", "--question", "q2")
    return path


def stats(bank: Path, *options: str, status: int = 0) -> str:
    history = str(bank.with_name("h.sqlite3"))
    return run(bank, *options, command="stats", lines=[], status=status, QUIZ_HISTORY=history)


def test_the_figures_of_a_session_are_shown(bank: Path) -> None:
    text = stats(bank)
    assert "2 answers, 1 right (50%)." in text
    assert "q2: missed 1 of 1" in text


def test_the_same_figures_are_had_as_data(bank: Path) -> None:
    data = json.loads(stats(bank, "--json"))
    assert (data["bank"], data["total"]["answered"], data["due"]["new"]) == ("Choices", 2, 0)
    assert "kind,true_false,,right,1\n" in stats(bank, "--csv")


def test_looking_makes_no_history(bank: Path) -> None:
    missing = bank.with_name("missing.sqlite3")
    assert "Nothing was answered yet" in stats(bank, "--history", str(missing))
    assert not missing.exists()


def test_json_and_csv_exclude_each_other(bank: Path) -> None:
    assert "exclude each other" in stats(bank, "--json", "--csv", status=2)
