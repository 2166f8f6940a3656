"""The answers of a class as Moodle and Canvas export them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from marked_bank import small_bank

from quiz.bank import Bank
from quiz.marking.responses import Submission
from quiz.marking.tables import from_csv

PROMPTS = {
    "letter": "Which letter comes first?",
    "vowels": r"Which letters are vowels, such as \(a\)?",
    "even": "Is two even?",
    "squares": "Which number is the square?",
    "counting": "Put the numbers in order.",
    "half": "What is half of three?",
    "name": "What is the logarithm of the likelihood called?",
    "fill": "The sum of _____ and two is _____.",
    "loss": "What is the negative log-likelihood?",
}
MOODLE = {
    "letter": "a; b",
    "vowels": r"\(a\); e; b, c",
    "even": "True",
    "squares": "two -> 4; three -> 49",
    "counting": "one; two; three",
    "half": "1.5",
    "name": "log likelihood",
    "fill": "part 1: 1; part 2: 3",
    "loss": "Seed: 7; ans1: -log(p) [score]; prt1: # = 0 | prt1-1-F",
}
CANVAS = {
    **MOODLE,
    "vowels": r"\(a\),e,b, c",
    "squares": "two=>4,three=>49",
    "counting": "one,two,three",
    "fill": "1,3",
    "loss": "-log(p)",
}
GIVEN = {
    "letter": 1,
    "vowels": [1, 3, 2],
    "even": True,
    "squares": ["4", "49"],
    "counting": ["one", "two", "three"],
    "half": "1.5",
    "name": "log likelihood",
    "fill": {"a": "1", "b": "3"},
    "loss": "-log(p)",
}


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    return small_bank(tmp_path_factory.mktemp("bank"))


def submissions(bank: Bank, header: list[str], *rows: list[str]) -> list[Submission]:
    file = io.StringIO()
    csv.writer(file).writerows([header, *rows])
    return [*from_csv(file.getvalue().encode().splitlines(keepends=True), bank)]


def moodle(bank: Bank, question: str, answer: str) -> list[Submission]:
    header = ["Last name", "First name", "Email address", "State", "Question 1", "Response 1"]
    options = f"{question}: a; b; a; b" if question.startswith("Which letter c") else question
    return submissions(bank, header, ["Roe", "Jo", "jo@example.org", "Finished", options, answer])


def canvas(bank: Bank, question: str, answer: str) -> list[Submission]:
    header = ["name", "id", "sis_id", "section", "submitted", "attempt", f"31: {question}", "1.0"]
    return submissions(bank, header, ["Jo Roe", "7", "", "A", "2026-01-02", "1", answer, "1.0"])


@pytest.mark.parametrize("question", GIVEN)
def test_an_answer_in_moodles_report_is_the_response_it_shows(bank: Bank, question: str) -> None:
    expected = Submission("jo@example.org", question, GIVEN[question])
    assert moodle(bank, PROMPTS[question], MOODLE[question]) == [expected]


@pytest.mark.parametrize("question", GIVEN)
def test_an_answer_in_canvass_analysis_is_the_response_it_shows(bank: Bank, question: str) -> None:
    expected = Submission("7", question, GIVEN[question])
    prompt = PROMPTS[question].replace("_____", "[a]", 1).replace("_____", "[b]")
    assert canvas(bank, prompt, CANVAS[question]) == [expected]


@pytest.mark.parametrize(
    ("question", "answer", "problem"),
    [
        ("What is love?", "a", "no question of the bank asks"),
        (PROMPTS["letter"], "c", "none of the choices"),
        (PROMPTS["squares"], "nothing", "pairs nothing"),
        ("What is twice 3?", "6", "which variant"),
    ],
)
def test_what_cannot_be_turned_back_says_so(
    bank: Bank, question: str, answer: str, problem: str
) -> None:
    (found,) = moodle(bank, question, answer)
    assert problem in str(found.problem)
    assert found.learner == "jo@example.org"


@pytest.mark.parametrize("answer", ["", "-"])
def test_no_answer_is_no_submission(bank: Bank, answer: str) -> None:
    assert moodle(bank, PROMPTS["letter"], answer) == []


def test_without_the_texts_of_the_questions_it_is_said_how_to_get_them(bank: Bank) -> None:
    with pytest.raises(ValueError, match="tick “Question text”"):
        submissions(bank, ["Surname", "Response 1"], ["Roe", "a"])


def test_other_columns_are_neither(bank: Bank) -> None:
    with pytest.raises(ValueError, match="names no column learner"):
        submissions(bank, ["name", "answer"], ["Jo", "a"])


def test_a_whole_report_can_be_marked(bank: Bank, tmp_path: Path) -> None:
    from quiz.marking.run import mark_file

    header = ["Surname", *(f"{what} {n}" for n in (1, 2) for what in ("Question", "Response"))]
    asked = [PROMPTS["letter"], "a", PROMPTS["half"], "1.5"]
    with (tmp_path / "moodle.csv").open("w", newline="") as file:
        csv.writer(file).writerows([header, ["Roe", *asked], ["Doe", *asked]])
    result = mark_file(bank, tmp_path / "moodle.csv", tmp_path / "out.jsonl")
    assert result.verdicts == {"correct": 2, "incorrect": 2}
