from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from class_answers import LETTERS, answers, bank_of, statements, table_of_scores, written

from quiz.marking import mark_file
from quiz.marking.answers import Answer, read_answers
from quiz.marking.report import report_on
from quiz.marking.report_text import report_text
from quiz.markup.characters import width
from quiz.terminal.look import Look


def test_options_are_counted_in_the_upper_and_the_lower_group(tmp_path: Path) -> None:
    lines = [*answers("first", 1, 1, 2, 3), *answers("vowels", [1, 3], [1], [1, 2], [2])]
    report = report_on(bank_of(tmp_path), written(tmp_path, lines))
    first, vowels = report.items
    rows = [(one.number, one.is_key, one.picked, one.upper, one.lower) for one in first.options]
    assert rows == [(1, True, 2, 1, 0), (2, False, 1, 0, 0.5), (3, False, 1, 0, 0.5)]
    assert [one.share for one in vowels.options] == [3 / 4, 1 / 2, 1 / 4]


@pytest.mark.parametrize(
    ("attempts", "score"), [("first", 0.0), ("last", 0.5), ("best", 1.0)], ids=str
)
def test_of_several_attempts_one_counts(tmp_path: Path, attempts: Any, score: float) -> None:
    lines = [line for response in ("?", [2], [1, 3], [1]) for line in answers("vowels", response)]
    (item,) = report_on(bank_of(tmp_path), written(tmp_path, lines), attempts).items
    assert (item.figures.answered, item.figures.difficulty) == (1, score)
    assert item.figures.invalid == 0, "one that could not be read was asked again"


def test_what_could_not_be_read_is_wrong(tmp_path: Path) -> None:
    lines = answers("first", 1, "b", 7, 2)
    (item,) = report_on(bank_of(tmp_path), written(tmp_path, lines)).items
    assert (item.figures.invalid, item.figures.difficulty) == (2, 1 / 4)
    assert sum(option.picked for option in item.options) == 2


def test_a_learner_is_the_same_by_number_and_by_its_digits(tmp_path: Path) -> None:
    lines = [{"learner": name, "question": "first", "response": 1} for name in (17, "17")]
    assert report_on(bank_of(tmp_path), written(tmp_path, lines)).learners == 1


def test_lines_that_are_no_answers_are_told(tmp_path: Path) -> None:
    lines = [*answers("first", 1), *answers("frist", 1, 1)]
    lines += [{"learner": name, "question": "first", "response": 1} for name in (None, "x" * 201)]
    report = report_on(bank_of(tmp_path), written(tmp_path, lines))
    assert (report.lines, report.learners) == (5, 1)
    assert report.left_out == (
        ("no question of the bank is called “frist”", 2),
        ("the line names no learner", 1),
        ("the learner’s name is longer than 200 characters", 1),
    )


def test_grades_give_the_same_figures_as_responses(tmp_path: Path) -> None:
    bank = bank_of(tmp_path)
    lines = [*answers("first", 1, 2, "x", 1), *answers("vowels", [1], [1, 3], [2], [3])]
    responses = written(tmp_path, lines)
    mark_file(bank, responses, tmp_path / "grades.jsonl")
    one, other = report_on(bank, responses), report_on(bank, tmp_path / "grades.jsonl")
    assert other.from_grades
    assert [item.figures for item in one.items] == [item.figures for item in other.items]
    assert one.reliability == other.reliability


@pytest.mark.parametrize(
    "name", ["grades.csv", "grades.CSV", "grades.csv.gz", "grades.jsonl.gz", "grades.parquet"]
)
def test_every_file_that_quiz_grade_writes_has_the_same_report(tmp_path: Path, name: str) -> None:
    bank = bank_of(tmp_path)
    lines = [*answers("first", 1, 2, "x", 1), *answers("vowels", [1], [1, 3], [2], [3])]
    lines.append({"learner": "=s1", "question": "first", "response": 1})
    lines.append({"learner": "'s1", "question": "first", "response": 1})
    lines.append({"learner": "s1", "question": "frist", "response": 1})
    responses = written(tmp_path, lines)
    mark_file(bank, responses, tmp_path / "grades.jsonl")
    mark_file(bank, responses, tmp_path / name)
    expected = report_on(bank, tmp_path / "grades.jsonl")
    assert (expected.learners, expected.lines, len(expected.left_out)) == (6, 11, 1)
    assert report_on(bank, tmp_path / name) == expected


def test_learners_keep_their_names_through_a_table(tmp_path: Path) -> None:
    bank = bank_of(tmp_path)
    names = ["=s1", "'=s1", "+1", "@a", "-", "s, 1"]
    lines = [{"learner": name, "question": "first", "response": 1} for name in names]
    mark_file(bank, written(tmp_path, lines), tmp_path / "grades.csv")
    found = [*read_answers(bank, tmp_path / "grades.csv")]
    assert [one.learner for one in found if isinstance(one, Answer)] == names


def test_a_table_of_grades_that_a_spreadsheet_saved_is_read(tmp_path: Path) -> None:
    path = tmp_path / "grades.csv"
    rows = ["learner;question;verdict;score", "s1;vowels;partly_correct;0,5", "s2;vowels;right;1"]
    path.write_bytes("\r\n".join([*rows, "s3;vowels", "", ""]).encode("utf-8-sig"))
    report = report_on(bank_of(tmp_path), path)
    assert report.items[0].figures.difficulty == 0.5
    assert [reason for reason, _ in report.left_out] == [
        "the line has no verdict with a score from 0 to 1",
        "the line has 2 cells and the first line names 4",
        "the line is empty",
    ]


def test_grades_of_a_question_that_has_changed_are_told(tmp_path: Path) -> None:
    responses = written(tmp_path, [*answers("first", 1, 2), *answers("vowels", [1])])
    mark_file(bank_of(tmp_path), responses, tmp_path / "grades.jsonl")
    changed = bank_of(tmp_path, LETTERS.replace("Which letter comes first?", "The first?"))
    shown = report_text(report_on(changed, tmp_path / "grades.jsonl"), Look())
    assert "2 grades of 3 came from questions that have changed" in shown


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[]", "not an object"),
        ('{"question": "first", "verdict": "correct", "score": 1}', "names no learner"),
        ('{"learner": 1, "question": "first", "verdict": "fine"}', "no verdict"),
        ('{"learner": 1, "question": "first", "verdict": "correct", "score": 7}', "no verdict"),
        ('{"learner": 1, "question": null, "verdict": "invalid"}', "names no question"),
        ('{"learner": 1, "question": "\\u001b[2J", "verdict": "invalid"}', "“␛[2J”"),
    ],
)
def test_a_broken_line_of_grades_is_told(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "grades.jsonl"
    good = {"learner": 1, "question": "first", "verdict": "correct", "score": 1.0}
    path.write_text(json.dumps(good) + "\n" + line + "\n", encoding="utf-8")
    report = report_on(bank_of(tmp_path), path)
    assert report.items[0].figures.answered == 1
    assert reason in report.left_out[0][0]


def test_times_are_the_median_of_those_that_are_told(tmp_path: Path) -> None:
    times = (10, "20.5", 90, None, -1, "soon")
    lines = [
        {**line, "seconds": seconds}
        for line, seconds in zip(answers("first", *[1] * 6), times, strict=True)
    ]
    (item,) = report_on(bank_of(tmp_path), written(tmp_path, lines)).items
    assert item.figures.seconds == 20.5


def test_a_table_of_responses_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text('learner,question,response,seconds\ns1,first,1,5\ns2,vowels,"[1, 3]",\n')
    first, vowels = report_on(bank_of(tmp_path), path, missing="left-out").items
    assert (first.figures.seconds, vowels.figures.difficulty) == (5, 1)


GOOD, BAD = 12, 12

ADVICE = [
    # What the good and the bad half answered, and what is said of it.
    ((1,), (1,), "Too easy"),
    ((2, 3), (3, 2), "Too hard"),
    ((3, 2), (1,), "negative discrimination"),
    ((3,), (1, 2), "The best learners picked option 3 more often"),
    ((1,), (2,), "Option 3: nobody picked it"),
    (("x",), (1, 2, 3), "could not be read"),
    ((None,), (1, 2, 3), "12 of 24 learners have no answer"),
    ((1, 2), (1, 3), "hardly tells strong learners from weak ones"),
]


@pytest.mark.parametrize(("good", "bad", "said"), ADVICE, ids=[row[2] for row in ADVICE])
def test_a_bad_question_gets_advice(
    tmp_path: Path, good: tuple[Any, ...], bad: tuple[Any, ...], said: str
) -> None:
    report = of_two_halves(tmp_path, good, bad)
    assert any(said in sentence for sentence in report.items[0].advice)


@pytest.mark.parametrize(("question", "is_told"), [("loss", True), ("first", False)])
def test_how_to_type_is_advised_only_where_something_is_typed(
    tmp_path: Path, question: str, is_told: bool
) -> None:
    lines = answers(question, *["]"] * 12)
    (item,) = report_on(bank_of(tmp_path), written(tmp_path, lines)).items
    (said,) = [sentence for sentence in item.advice if "could not be read" in sentence]
    assert ("how to type one" in said) == is_told


def test_of_many_reasons_the_last_are_counted_together(tmp_path: Path) -> None:
    lines = [line for number in range(7) for line in answers(f"other-{number}", 1)]
    shown = report_text(report_on(bank_of(tmp_path), written(tmp_path, lines)), Look())
    assert "Not counted: 2 other lines.\n" in shown


def test_a_good_question_gets_none(tmp_path: Path) -> None:
    assert of_two_halves(tmp_path, (1, 1, 1, 3), (2, 1, 3)).items[0].advice == ()


def of_two_halves(folder: Path, good: tuple[Any, ...], bad: tuple[Any, ...]) -> Any:
    firsts = [good[place % len(good)] for place in range(GOOD)]
    firsts += [bad[place % len(bad)] for place in range(BAD)]
    lines = [line for line in answers("first", *firsts) if line["response"] is not None]
    lines += answers("vowels", *[[1, 3]] * GOOD, *[[2]] * BAD)
    return report_on(bank_of(folder), written(folder, lines))


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("notation", ["drawn", "ascii", "linear"])
def test_the_report_fits_the_terminal(tmp_path: Path, columns: int, notation: Any) -> None:
    text = LETTERS.replace("id: first", "id: the-first-of-all-letters-of-the-whole-alphabet")
    text = text.replace("text: b}", 'text: "a letter that goes on and on and never ends, $x^2$"}')
    lines = [*answers("the-first-of-all-letters-of-the-whole-alphabet", *[2] * 12, 1, 3)]
    lines += answers("loss", "p^2 + p + p^3 + p^4 + p^5 + p^6 + p^7", "x", "\x1b[2J", "p")
    report = report_on(bank_of(tmp_path, text), written(tmp_path, lines))
    shown = report_text(report, Look(width=columns, notation=notation), details=True)
    assert notation != "ascii" or shown.isascii()
    assert max(width(line) for line in shown.splitlines()) <= columns
    assert "option 2" in shown.lower() or "2 a letter" in shown


def test_the_figures_stand_in_the_table(tmp_path: Path) -> None:
    responses = table_of_scores(tmp_path, [(1, 1, 1), (1, 1, 0), (1, 0, 0), (0, 0, 0)])
    shown = report_text(report_on(statements(tmp_path, 3), responses), Look())
    assert "Cronbach's alpha 0.75, KR-20 0.75, standard error of measurement 0.65 points" in shown
    assert "q2        0.50  0.71  1.00        4     -" in shown


def test_a_file_without_answers_has_a_report(tmp_path: Path) -> None:
    report = report_on(bank_of(tmp_path), written(tmp_path, [{"learner": 1}]))
    assert "No answer counts" in report_text(report, Look())
    assert json.dumps(report.totals) == json.dumps([0] * 10)
