from __future__ import annotations

import csv
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from quiz.cli.export import export_command
from quiz.cli.main import main
from quiz.lms.writing.formats import FORMATS

BANK = """
title: Sums
questions:
  - id: first
    type: true_false
    tags: [easy]
    prompt: Is one one?
    explanation: It is.
    answer: true
  - id: second
    type: numeric
    prompt: What is {{ a }} and {{ b }}?
    explanation: "{{ a + b }}."
    parameters: {a: {integer: [1, 9]}, b: {integer: [1, 9]}}
    answer: a + b
  - id: third
    type: matching
    prompt: Match them.
    explanation: So they match.
    pairs: [[one, I], [two, II]]
  - id: unfinished
    type: true_false
    status: draft
    prompt: Is it?
    explanation: Perhaps.
    answer: false
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.yaml"
    path.write_text(BANK, encoding="utf-8")
    return path


def run(bank: Path, *arguments: str, to: str = "csv", out: str | None = None) -> Result:
    target = out or str(bank.parent / "out.csv")
    return CliRunner().invoke(main, ["export", str(bank), "--to", to, "--out", target, *arguments])


def ids(bank: Path) -> list[str]:
    with (bank.parent / "out.csv").open(encoding="utf-8", newline="") as file:
        return [row["id"] for row in csv.DictReader(file)]


def test_every_format_can_be_named() -> None:
    (option,) = (param for param in export_command.params if param.name == "form")
    assert isinstance(option.type, click.Choice)
    assert {*option.type.choices} == {*FORMATS}


def test_what_is_written_is_counted(bank: Path) -> None:
    result = run(bank)
    assert result.exit_code == 0
    assert result.stderr == (
        f"2 of 3 questions written to {bank.parent / 'out.csv'}, 1 left out;"
        " --report FILE lists what is lost\n"
    )
    assert ids(bank) == ["first", "second"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--id", "first"], "1 question written to"),
        (["--kind", "numeric", "--variants", "3"], "1 question (3 with their variants) written to"),
        (["--variants", "2"], "2 of 3 questions (3 with their variants) written to"),
    ],
)
def test_questions_are_counted_and_their_variants_apart(
    bank: Path, arguments: list[str], told: str
) -> None:
    assert run(bank, *arguments).stderr.startswith(told)


def test_when_nothing_can_be_written_it_is_an_error_and_no_file_appears(bank: Path) -> None:
    report = bank.parent / "lost.txt"
    result = run(bank, "--id", "third", "--report", str(report))
    assert result.exit_code == 1
    assert "nothing could be written (third: a row holds no question" in result.stderr
    assert report.read_text(encoding="utf-8").startswith("third: left out: ")
    assert sorted(path.name for path in bank.parent.iterdir()) == ["bank.yaml", "lost.txt"]


def test_of_a_question_that_is_left_out_only_that_is_told(bank: Path) -> None:
    order = """
  - id: fourth
    type: ordering
    prompt: Put in order.
    explanation: So.
    items: [one, two, three]
    distractors: [nothing]
"""
    bank.write_text(BANK + order.lstrip("\n"), encoding="utf-8")
    run(bank, "--orderings", "matching", "--report", str(bank.parent / "lost.txt"))
    lost = (bank.parent / "lost.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lost if line.startswith("fourth")] == [
        "fourth: left out: a row holds no question of the kind matching"
    ]


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (["--tag", "easy"], ["first"]),
        (["--kind", "numeric"], ["second"]),
        (["--id", "second", "--id", "first"], ["first", "second"]),
        (["--id", "second", "--variants", "3"], ["second--v1", "second--v2", "second--v3"]),
        (["--id", "second", "--variants", "2", "--seed", "7"], ["second--v7", "second--v8"]),
    ],
)
def test_questions_are_chosen(bank: Path, arguments: list[str], written: list[str]) -> None:
    run(bank, *arguments)
    assert ids(bank) == written


def test_so_many_are_drawn_by_the_seed(bank: Path) -> None:
    drawn = set()
    for seed in range(12):
        run(bank, "--kind", "true_false", "--kind", "numeric", "--count", "1", "--seed", str(seed))
        drawn.add(tuple(ids(bank)))
    assert drawn == {("first",), ("second",)}


def test_a_name_that_the_bank_does_not_have_is_an_error(bank: Path) -> None:
    result = run(bank, "--id", "frist")
    assert result.exit_code == 2
    assert "did you mean “first”" in result.stderr


def test_without_a_question_nothing_is_written(bank: Path) -> None:
    result = run(bank, "--tag", "easy", "--kind", "numeric")
    assert (result.exit_code, "no question" in result.stderr) == (1, True)
    assert not (bank.parent / "out.csv").exists()


def test_what_is_lost_is_listed_question_by_question(bank: Path) -> None:
    run(bank, "--report", str(bank.parent / "lost.txt"))
    assert (bank.parent / "lost.txt").read_text(encoding="utf-8") == (
        "third: left out: a row holds no question of the kind matching\n"
    )


def test_strict_fails_when_anything_is_lost(bank: Path) -> None:
    assert run(bank, "--strict").exit_code == 1
    assert run(bank, "--strict", "--id", "first").exit_code == 0


def test_standard_output_takes_the_file(bank: Path) -> None:
    result = run(bank, "--id", "first", to="aiken", out="-")
    assert result.stdout == "Is one one?\nA. True\nB. False\nANSWER: A\n\n"
    assert "written to standard output" in result.stderr


def test_a_file_of_the_bank_is_not_written_over(bank: Path) -> None:
    result = run(bank, out=str(bank))
    assert result.exit_code == 2
    assert "write to another" in result.stderr
    assert bank.read_text(encoding="utf-8") == BANK


def test_the_report_is_not_written_over_the_export_or_the_bank(bank: Path) -> None:
    same = run(bank, "--report", str(bank.parent / "x" / ".." / "out.csv"))
    assert (same.exit_code, "is to be written twice" in same.stderr) == (2, True)
    assert run(bank, "--report", "-", out="-").exit_code == 2
    over_bank = run(bank, "--report", str(bank))
    assert (over_bank.exit_code, "is a file of this bank" in over_bank.stderr) == (2, True)
    assert [path.name for path in bank.parent.iterdir()] == ["bank.yaml"]
    assert bank.read_text(encoding="utf-8") == BANK


@pytest.mark.parametrize(
    ("to", "name", "better"),
    [
        ("print", "x.pdf", "x.zip"),
        ("html", "x.zip", "x.html"),
        ("olx", "x.zip", "x.tar.gz"),
        ("gift", "x.tar.gz", "x.gift"),
        ("csv", "x.xlsx", "x.csv"),
        ("gift", "x.txt", None),
        ("aiken", "x", None),
        ("csv", "week.2", None),
    ],
)
def test_an_ending_that_promises_another_format_is_refused(
    bank: Path, to: str, name: str, better: str | None
) -> None:
    result = run(bank, "--id", "first", to=to, out=str(bank.parent / name))
    assert result.exit_code == (2 if better else 0)
    assert (bank.parent / name).exists() is not bool(better)
    assert not better or f"write --out {bank.parent / better}" in " ".join(result.stderr.split())


def test_what_was_there_stays_when_writing_fails(
    bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(bank)
    before = (bank.parent / "out.csv").read_bytes()
    monkeypatch.setattr("quiz.lms.writing.table._line", lambda cells: 1 / 0)
    assert isinstance(run(bank).exception, ZeroDivisionError)
    assert (bank.parent / "out.csv").read_bytes() == before
    assert sorted(path.name for path in bank.parent.iterdir()) == ["bank.yaml", "out.csv"]


def test_a_folder_that_is_not_there_is_told(bank: Path) -> None:
    result = run(bank, out=str(bank.parent / "nowhere" / "out.csv"))
    assert result.exit_code == 1
    assert f"{bank.parent / 'nowhere' / 'out.csv'} cannot be written" in result.stderr


def test_a_report_that_cannot_be_written_is_named_and_nothing_is_written(bank: Path) -> None:
    report = bank.parent / "nowhere" / "lost.txt"
    result = run(bank, "--report", str(report))
    assert (result.exit_code, f"{report} cannot be written" in result.stderr) == (1, True)
    assert [path.name for path in bank.parent.iterdir()] == ["bank.yaml"]


def test_derivations_go_out_only_as_the_format_has_them(bank: Path) -> None:
    result = run(bank, "--derivations", "stack")
    assert result.exit_code == 2
    assert "choose from ordering, first_error, essay" in result.stderr


@pytest.mark.parametrize(
    ("to", "what"),
    [
        ("html", "a web page"),
        ("scorm12", "a course package"),
        ("olx", "a course of Open edX"),
        ("anki", "a deck of Anki"),
        ("print", "a ZIP of papers"),
    ],
)
def test_importing_what_cannot_be_read_back_says_what_it_is(bank: Path, to: str, what: str) -> None:
    out = bank.parent / f"out{FORMATS[to].suffix}"
    run(bank, "--id", "first", to=to, out=str(out))
    arguments = ["import", str(out), "--out", str(bank.parent / "back.yaml")]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert f"this is {what}" in result.stderr
    assert "import the bank that it was made from" in result.stderr
