from __future__ import annotations

from pathlib import Path

import pytest
from class_answers import answers, bank_of, written

from quiz.marking import wrong_answers
from quiz.marking.answers import WrongAnswer
from quiz.marking.report import report_on
from quiz.marking.report_text import report_text
from quiz.marking.wrong_answers import wrong_groups
from quiz.questions import Question
from quiz.terminal.look import Look

BANK = """
title: Typed
questions:
  - id: formula
    type: expression
    prompt: The loss?
    explanation: It is the negative logarithm of the likelihood.
    symbols: {p: "(0, 1)", ys: {domain: real, index: n}}
    answer: "-log(p)"
  - id: equation
    type: expression
    prompt: The line?
    explanation: Its slope is three, and it goes through the origin.
    symbols: {x: real, y: real}
    value: equation
    answer: "y = 3*x"
  - id: number
    type: numeric
    prompt: A quarter?
    explanation: It is half of a half.
    answer: 0.25
  - id: word
    type: short_answer
    prompt: Which loss?
    explanation: The target is a Bernoulli variable.
    accept: [binary cross-entropy]
  - id: variant
    type: numeric
    prompt: Twice {{ n }}?
    explanation: Doubling is adding a number to itself.
    parameters: {n: {integer: [2, 9]}}
    answer: 2*n
    mistakes: [{answer: n^2, feedback: That is the square.}]
  - id: pairs
    type: matching
    prompt: Which?
    explanation: Each has its own.
    pairs: [[left, "1"], ["$", "2"]]
    distractors: [$y^2$]
  - id: order
    type: ordering
    prompt: Order them.
    explanation: One comes first.
    items: [one, two]
  - id: blanks
    type: cloze
    prompt: "[[a]] and [[b]]"
    explanation: They are numbers.
    blanks: {a: {accept: [one]}, b: {accept: [two]}}
  - id: steps
    type: derivation
    prompt: Derive the logarithm.
    explanation: Exponents come down as factors.
    symbols: {p: "(0, 1)"}
    given: {L: "p^3"}
    goal: "log(L) = 3*log(p)"
    solution: "log(L) = 3*log(p)"
"""


@pytest.fixture
def questions(tmp_path: Path) -> dict[str, Question]:
    return {question.id: question for question in bank_of(tmp_path, BANK)}


GROUPED = [
    (
        "formula",
        ["log(p)", "log p", "log(p^2)/2", "1/2*log(p) + log(p)/2", "log(1-p)", "log(1 - p)"],
        [("log p", 4), ("log(1-p)", 2)],
    ),
    ("formula", ["sum(ys_i, i=1..n)", "sum(ys_j, j=1..n)", "sum(ys_i^2, i=1..n)"], [2, 1]),
    ("formula", ["1/(p-p)", "9^9^9^9", "2^9^9", "]", "]"], [2, 1, 1, 1]),
    ("equation", ["y = 2*x", "2*x = y", "y - 2*x = 0", "y = 4*x"], [("2*x = y", 3), 1]),
    ("number", ["0.5", "1/2", "0.50", "5e-1", "0.51"], [("0.5", 4), 1]),
    ("word", ["MSE", "mse", "hinge"], [2, 1]),
]


@pytest.mark.parametrize(("question", "texts", "expected"), GROUPED, ids=lambda x: str(x)[:20])
def test_the_same_wrong_answer_counts_as_one(
    questions: dict[str, Question], question: str, texts: list[str], expected: list[object]
) -> None:
    counts = {text: texts.count(text) for text in texts}
    found = wrong_groups(questions[question], [(WrongAnswer(t), n) for t, n in counts.items()])
    for group, wanted in zip(found, expected, strict=True):
        assert wanted in (group.count, (group.text, group.count))


def test_answers_to_variants_are_the_same_when_they_were_told_the_same(tmp_path: Path) -> None:
    lines = [
        {"learner": f"s{seed}", "question": "variant", "response": n * n, "seed": seed}
        for seed, n in ((seed, _n(tmp_path, seed)) for seed in range(1, 5))
        if n != 2
    ]
    (item,) = report_on(bank_of(tmp_path, BANK), written(tmp_path, lines)).items
    assert [(group.count, group.remark) for group in item.wrong] == [
        (len(lines), "That is the square.")
    ]


def test_an_answer_that_variants_tell_differently_stands_once(
    questions: dict[str, Question],
) -> None:
    told = [("16", None, 11), ("16.0", "That is the square.", 1), ("25", "That is the square.", 2)]
    found = wrong_groups(questions["variant"], [(WrongAnswer(t, r), n) for t, r, n in told])
    assert [(group.text, group.count, group.remark) for group in found] == [
        ("16", 12, wrong_answers.BY_VARIANT),
        ("25", 2, "That is the square."),
    ]


READ = [
    ("pairs", ["$y^2$", None], "left → y²; $ → (nothing)"),
    ("order", ["two", "one"], "two; one"),
    ("blanks", {"b": " 4 x"}, "a: (nothing); b: 4 x"),
]


@pytest.mark.parametrize(("question", "given", "shown"), READ, ids=[row[0] for row in READ])
def test_a_wrong_answer_is_shown_as_a_person_reads_it(
    questions: dict[str, Question], tmp_path: Path, question: str, given: object, shown: str
) -> None:
    report = report_on(bank_of(tmp_path, BANK), written(tmp_path, answers(question, given)))
    assert [group.text for group in report.items[0].wrong] == [shown]


def _n(folder: Path, seed: int) -> int:
    return int(str(bank_of(folder, BANK)["variant"].variant(seed).values["n"]))


def test_formulas_that_cannot_be_compared_within_the_limits_stay_apart(
    questions: dict[str, Question], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wrong_answers, "MOST_PAIRS", 0)
    texts = ["log(p)", "log p", "log(p^2)/2"]
    found = wrong_groups(questions["formula"], [(WrongAnswer(text), 1) for text in texts])
    assert [group.writings for group in found] == [2, 1]


def test_a_group_is_told_with_its_diagnosis(tmp_path: Path) -> None:
    lines = answers("formula", "log(p)", "log p", "-log(p)", "log(p^2)/2", "-2*log(p)")
    report = report_on(bank_of(tmp_path, BANK), written(tmp_path, lines))
    shown = report_text(report, Look(), details=True)
    assert (
        "  3 × log p\n      written in 3 ways; The sign of the whole is the wrong way round.\n"
        in shown
    )


def test_of_a_working_the_first_wrong_line_counts(tmp_path: Path) -> None:
    working = ["log(L) = log(p^3)\n= 2*log(p)", "log(L)=  3*log(p)", "log(L) = 2*log(p)\n= 2 log p"]
    report = report_on(
        bank_of(tmp_path, BANK), written(tmp_path, answers("steps", *working, "log(L) = log(p^3)"))
    )
    texts = {group.text: group.count for group in report.items[0].wrong}
    assert texts == {"= 2*log(p)": 1, "log(L) = 2*log(p)": 1}


def test_beyond_what_is_kept_wrong_answers_are_only_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.marking.answer_table.MOST_DISTINCT", 2)
    lines = answers("number", 1, 2, 3, 1, 4, "1" + "0" * 2_000)
    (item,) = report_on(bank_of(tmp_path, BANK), written(tmp_path, lines)).items
    assert [group.count for group in item.wrong] == [2, 1]
    assert item.not_kept == 2
    assert item.figures.invalid == 1
