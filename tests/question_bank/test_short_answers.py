"""Short answers as students write them: with a noun behind, an abbreviation, an article."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from quiz import load_bank

ROWS = yaml.safe_load((Path(__file__).parent / "short_answers.yaml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(name, text, score, id=f"{name}: {text}")
    for name, answers in ROWS.items()
    for score, listed in ((1, "right"), (0, "wrong"))
    for text in answers[listed]
]


@pytest.mark.parametrize(("name", "text", "score"), CASES)
def test_what_students_write_is_judged_by_what_it_means(name: str, text: str, score: int) -> None:
    assert load_bank()[name].grade(text).score == score


def test_every_short_answer_has_its_row() -> None:
    asked = {question.id for question in load_bank() if question.type == "short_answer"}
    assert asked == {*ROWS}
