from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from class_answers import answers, bank_of, written

from quiz.marking.report import Report, report_on
from quiz.marking.report_data import as_csv, as_json


@pytest.fixture
def report(tmp_path: Path) -> Report:
    lines = [*answers("first", 1, 2, 1), *answers("loss", "+p", "+p", "p")]
    return report_on(bank_of(tmp_path), written(tmp_path, lines))


def test_the_table_has_a_row_for_each_question_option_and_wrong_answer(report: Report) -> None:
    rows = [*csv.DictReader(io.StringIO(as_csv(report)))]
    assert [(row["question"], row["row"], row["answers"]) for row in rows] == [
        ("first", "question", "3"),
        ("first", "option 1", "2"),
        ("first", "option 2", "1"),
        ("first", "option 3", "0"),
        ("loss", "question", "3"),
        ("loss", "wrong answer", "3"),
    ]
    assert float(rows[0]["difficulty"]) == pytest.approx(2 / 3)


def test_no_text_of_a_learner_is_run_by_a_spreadsheet(report: Report) -> None:
    texts = [row["text"] for row in csv.DictReader(io.StringIO(as_csv(report)))]
    assert texts[-1] == "'+p"


def test_json_has_the_whole_report(report: Report) -> None:
    data = json.loads(as_json(report))
    assert (data["learners"], data["lines"], data["left_out"]) == (3, 6, [])
    first, loss = data["items"]
    assert first["figures"]["upper_lower"] == first["figures"]["upper"] - first["figures"]["lower"]
    assert loss["wrong"][0]["writings"] == 2
