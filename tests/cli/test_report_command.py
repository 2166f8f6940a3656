from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from quiz.cli.main import main

BANK = """
title: Letters
questions:
  - {id: first, type: true_false, prompt: Is a the first?, explanation: It is., answer: true}
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "bank.yaml").write_text(BANK, encoding="utf-8")
    lines = [{"learner": number, "question": "first", "response": number > 1} for number in (1, 2)]
    responses = "".join(json.dumps(line) + "\n" for line in lines)
    (tmp_path / "responses.jsonl").write_text(responses, encoding="utf-8")
    return str(tmp_path / "bank.yaml"), str(tmp_path / "responses.jsonl")


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["report", *arguments])
    return result.exit_code, result.output


def test_the_report_names_learners_and_questions(files: tuple[str, str]) -> None:
    status, shown = run(*files)
    assert status == 0
    assert shown.startswith("Letters: 2 learners, 1 question\n")
    assert ["first", "0.50", "-", "1.00", "2", "-"] in [row.split() for row in shown.splitlines()]


def test_a_table_without_the_columns_is_refused(files: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("name,mark\nx,1\n", encoding="utf-8")
    status, shown = run(files[0], str(tmp_path / "r.csv"))
    assert status == 1
    assert "r.csv: the first line names no column learner, question, response" in shown


def test_the_report_is_written_to_files(files: tuple[str, str], tmp_path: Path) -> None:
    table, page = tmp_path / "report.csv", tmp_path / "report.html"
    status, shown = run(*files, "--csv", str(table), "--html", str(page))
    assert (status, shown) == (0, f"{table} written\n{page} written\n")
    assert table.read_text(encoding="utf-8").startswith("question,row,text,")
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_json_is_all_that_is_written_to_the_output(files: tuple[str, str]) -> None:
    assert json.loads(run(*files, "--json")[1])["items"][0]["question"] == "first"


def test_a_file_that_cannot_be_written_is_named(files: tuple[str, str], tmp_path: Path) -> None:
    status, shown = run(*files, "--html", str(tmp_path / "none" / "report.html"))
    assert status == 1
    assert "report.html: No such file or directory" in shown


@pytest.mark.parametrize(
    ("csv_file", "html_file", "said"),
    [
        ("new.csv", "responses.jsonl", "is read by this command"),
        ("other-name", "new.html", "is read by this command"),
        ("bank.yaml", "new.html", "is a file of this bank"),
        ("new", "./new", "is to be written twice"),
    ],
)
def test_nothing_is_written_over_what_is_read(
    files: tuple[str, str], tmp_path: Path, csv_file: str, html_file: str, said: str
) -> None:
    (tmp_path / "other-name").symlink_to(tmp_path / "responses.jsonl")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    outputs = ("--csv", f"{tmp_path}/{csv_file}", "--html", f"{tmp_path}/{html_file}")
    status, shown = run(*files, *outputs)
    assert (status, said in " ".join(shown.split())) == (2, True)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
