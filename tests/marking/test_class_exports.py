"""The answers of a class as Moodle and Canvas export them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from marked_bank import small_bank

from quiz.bank import Bank, load_bank
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
    "vowels": r"\(a\),e,b\, c",
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


Reading = Callable[[Bank, str, str], list[Submission]]


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
    expected = Submission("7", question, GIVEN[question], attempt=1)
    prompt = PROMPTS[question].replace("_____", "[a]", 1).replace("_____", "[b]")
    assert canvas(bank, prompt, CANVAS[question]) == [expected]


@pytest.mark.parametrize(
    ("question", "answer", "problem"),
    [
        ("What is love?", "a", "no question of the bank asks"),
        (PROMPTS["letter"], "c", "none of the choices"),
        (PROMPTS["squares"], "nothing", "none of the choices"),
        ("What is twice 1?", "6", "which variant"),
    ],
)
def test_what_cannot_be_turned_back_says_so(
    bank: Bank, question: str, answer: str, problem: str
) -> None:
    (found,) = moodle(bank, question, answer)
    assert problem in str(found.problem)
    assert found.learner == "jo@example.org"


@pytest.mark.parametrize("number", [2, 9])
def test_the_numbers_in_a_question_tell_its_variant(bank: Bank, number: int) -> None:
    (found,) = moodle(bank, f"What is twice {number}?", "6")
    assert (found.question, found.problem) == ("double", None)
    assert bank["double"].variant(found.seed).values == {"n": number}


ALIKE = """
questions:
  - id: right
    type: multiple_choice
    prompt: Which one is **right**?
    explanation: The first one is right.
    options: [{text: one, correct: true}, {text: "*two*, three"}, {text: four}]
  - id: right-too
    type: multiple_choice
    prompt: Which one is right?
    explanation: The first one is right.
    options: [{text: five, correct: true}, {text: four}]
  - id: means
    type: matching
    prompt: Match the means.
    explanation: Each has its own letter.
    pairs: [[mean, $a_1$], [geometric mean, B]]
  - id: menus
    type: cloze
    prompt: "The [[a]] comes before the [[b]]."
    explanation: The first comes before the second.
    blanks:
      a: {options: [first, second], answer: first}
      b: {options: [first, second], answer: second}
  - id: lines
    type: ordering
    prompt: Order the lines.
    explanation: One stands above two.
    items: [the first line, the first of two, another one]
  - id: none
    type: multiple_select
    prompt: Which of these are even?
    explanation: Both of these are odd.
    options: [{text: three}, {text: five}]
"""


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    path = tmp_path_factory.mktemp("alike") / "bank.yaml"
    path.write_text(ALIKE)
    return load_bank(path)


@pytest.mark.parametrize(
    ("asked", "answer", "question", "response"),
    [
        ("Which one is RIGHT?: five; four", "five", "right-too", 1),
        ("Which one is RIGHT?: one; _two_, three", "_two_, three", "right", 2),
        ("Match the means.", "geometric mean -> B; mean -> a₁", "means", ["$a_1$", "B"]),
        ("Match the means.", "geometric mean -> B", "means", [None, "B"]),
        (
            "The {second; first} comes before the {first; second}.",
            "part 1: first; part 2: ",
            "menus",
            {"a": "first"},
        ),
        ("Which of these are even?", "None of these", "none", []),
    ],
)
def test_moodle_may_show_a_question_and_its_answer_in_its_own_way(
    alike: Bank, asked: str, answer: str, question: str, response: object
) -> None:
    (found,) = moodle(alike, asked, answer)
    assert (found.question, found.response, found.problem) == (question, response, None)


@pytest.mark.parametrize(
    ("asked", "answer", "question", "response"),
    [
        ("Which one is right?", "two, three", "right", 2),
        ("Match the means.", r"mean=>\(a_1\),geometric mean=>", "means", ["$a_1$", None]),
        ("The [a] comes before the [b].", "first,second", "menus", {"a": "first", "b": "second"}),
        (
            "Order the lines.\n\nGive each its place, from 1 to 3.",
            "the first line=>2,the first of two=>1,another one=>3",
            "lines",
            ["the first of two", "the first line", "another one"],
        ),
    ],
)
def test_canvas_may_show_a_question_and_its_answer_in_its_own_way(
    alike: Bank, asked: str, answer: str, question: str, response: object
) -> None:
    (found,) = canvas(alike, asked, answer)
    assert (found.question, found.response, found.problem) == (question, response, None)


@pytest.mark.parametrize(
    ("system", "asked", "answer", "problem"),
    [
        (moodle, "Which one is right?", "four", "asked by right, right-too"),
        (moodle, "Order the lines.", "the fir...; the fir...; another one", "how items begin"),
        (canvas, "The [a] comes before the [b].", "first", "1 parts, and the question 2 blanks"),
        (canvas, "Order the lines.", "the first line=>1,the first of two=>1", "have the place"),
    ],
)
def test_what_can_be_read_in_two_ways_is_read_in_none(
    alike: Bank, system: Reading, asked: str, answer: str, problem: str
) -> None:
    (found,) = system(alike, asked, answer)
    assert problem in str(found.problem)


def test_an_attempt_that_was_not_submitted_says_so(bank: Bank) -> None:
    header = ["Email address", "State", "Question 1", "Response 1"]
    row = ["jo@example.org", "In progress", PROMPTS["half"], "1.5"]
    (found,) = submissions(bank, header, row)
    assert found.problem == "the attempt was not submitted: its state is “In progress”"
    assert (found.learner, found.question) == ("jo@example.org", "half")


def test_without_an_address_the_learner_is_the_whole_name(bank: Bank) -> None:
    header = ["Surname", "First name", "Question 1", "Response 1"]
    (found,) = submissions(bank, header, ["Roe", "Jo", PROMPTS["half"], "1.5"])
    assert found.learner == "Jo Roe"


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
