from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from quiz import load_bank
from quiz.cli.list_questions import _table
from quiz.cli.main import main

QUESTION = """\
  - id: {id}
    type: {type}
    prompt: p
    explanation: e
    answer: {answer}
    tags: [{tags}]
    difficulty: {difficulty}
    status: {status}
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.yaml"
    rows = [
        ("first", "true_false", "true", "a, b", 1, "active"),
        ("second", "numeric", "2", "b", 3, "active"),
        ("third", "numeric", "3", "c", 5, "draft"),
    ]
    keys = ("id", "type", "answer", "tags", "difficulty", "status")
    questions = (QUESTION.format(**dict(zip(keys, row, strict=True))) for row in rows)
    path.write_text("questions:\n" + "".join(questions), encoding="utf-8")
    return path


def listed(bank: Path, *options: str) -> list[str]:
    result = CliRunner().invoke(main, ["list", str(bank), *options])
    assert result.exit_code == 0, result.output
    return [line.split("\t")[0] for line in result.output.splitlines()]


def test_piped_each_question_is_a_line_of_fields(bank: Path) -> None:
    result = CliRunner().invoke(main, ["list", str(bank)])
    assert result.output.splitlines() == [
        "first\ttrue_false\t1\ta b\tactive",
        "second\tnumeric\t3\tb\tactive",
        "third\tnumeric\t5\tc\tdraft",
    ]


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--tag", "a"], ["first"]),
        (["--tag", "a", "--tag", "c"], ["first", "third"]),
        (["--kind", "numeric"], ["second", "third"]),
        (["--difficulty", "3"], ["second"]),
        (["--difficulty", "1-3"], ["first", "second"]),
        (["--kind", "numeric", "--tag", "b"], ["second"]),
    ],
)
def test_options_choose_questions(bank: Path, options: list[str], ids: list[str]) -> None:
    assert listed(bank, *options) == ids


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--difficulty", "9"], "write a number from 1 to 5, or two such as 2-4"),
        (["--kind", "numeri"], "numeric"),
        (["--tag", "zzz"], "zzz"),
    ],
)
def test_what_no_question_has_is_an_error(bank: Path, options: list[str], said: str) -> None:
    result = CliRunner().invoke(main, ["list", str(bank), *options])
    assert result.exit_code == 2
    assert said in result.output


def test_at_a_terminal_a_table_fits_the_width(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    assert _table(load_bank(bank).questions).splitlines() == [
        "ID      KIND        DIFFICULT…",
        "first   true_false  1         …"[:29] + "…",
        "second  numeric     3         …"[:29] + "…",
        "third   numeric     5         …"[:29] + "…",
        "",
        "3 questions, 1 of them drafts or retired",
    ]


def test_a_bank_that_does_not_load_says_why(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["list", str(tmp_path / "nowhere")])
    assert result.exit_code == 1
    assert "nowhere: there is no such file or folder: check the path" in result.output
