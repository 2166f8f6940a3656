from __future__ import annotations

from pathlib import Path

import pytest

from quiz.marking.responses import MAX_LINE, Submission, from_json, response_for
from quiz.marking.sources import read_submissions


def test_a_line_of_json_is_a_submission() -> None:
    line = b'{"learner": "s17", "question": "q", "response": [1, 3], "seed": 3}'
    assert from_json(line) == Submission("s17", "q", [1, 3], 3)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"", "the line is empty"),
        (b"nonsense", "not JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[1, 2]", "not an object"),
        (b'{"response": 1}', "names no question"),
        (b'{"question": 7, "response": 1}', "names no question"),
        (b'{"question": "q"}', "has no response"),
        (b'{"question": "q", "response": 1, "seed": "x"}', "not a whole number"),
        (b'{"question": "q", "response": 1, "seed": true}', "not a whole number"),
        (b"[" * 100_000, "too deep"),
        (b'"' + b"a" * MAX_LINE + b'"', "longer than"),
    ],
)
def test_a_broken_line_says_what_is_wrong(line: bytes, problem: str) -> None:
    found = from_json(line).problem
    assert found is not None
    assert problem in found


def test_what_a_broken_line_still_tells_is_kept() -> None:
    submission = from_json(b'{"learner": "s1", "question": "q"}')
    assert (submission.learner, submission.question) == ("s1", "q")


def written(tmp_path: Path, name: str, content: bytes) -> list[Submission]:
    path = tmp_path / name
    path.write_bytes(content)
    return [*read_submissions(path)]


def test_every_line_of_a_file_gives_one_submission_in_order(tmp_path: Path) -> None:
    good = b'{"learner": 1, "question": "q", "response": "x"}\n'
    content = good + b"\n" + b"{\n" + b"x" * (3 * MAX_LINE) + b"\n" + good.rstrip(b"\n")
    found = written(tmp_path, "r.jsonl", content)
    assert [submission.problem is None for submission in found] == [True, False, False, False, True]


def test_a_table_has_named_columns_in_any_order(tmp_path: Path) -> None:
    found = written(tmp_path, "r.csv", b'question,response,learner,seed\nq,"a, b",s1,3\nq,2,s2,\n')
    assert [(s.learner, s.question, s.response, s.seed) for s in found] == [
        ("s1", "q", "a, b", 3),
        ("s2", "q", "2", None),
    ]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (b"s1,q,a,1,b", "5 cells"),
        (b"s1,,a", "names no question"),
        (b"s1,q", "has no response"),
        (b"s1,q,\xff", "not UTF-8"),
        (b"s1,q,a,soon", "not a whole number"),
    ],
)
def test_a_broken_row_says_what_is_wrong(tmp_path: Path, row: bytes, problem: str) -> None:
    (found,) = written(tmp_path, "r.csv", b"learner,question,response,seed\n" + row + b"\n")
    assert found.problem is not None
    assert problem in found.problem


def test_a_table_without_the_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no column learner, response"):
        written(tmp_path, "r.csv", b"question,answer\nq,a\n")


@pytest.mark.parametrize(
    ("kind", "cell", "response"),
    [
        ("expression", "2*x", "2*x"),
        ("numeric", "0.5", "0.5"),
        ("multiple_choice", "2", 2),
        ("multiple_select", "[1, 3]", [1, 3]),
        ("true_false", "true", True),
        ("cloze", '{"a": "b"}', {"a": "b"}),
    ],
)
def test_a_cell_is_text_or_json_by_the_kind(kind: str, cell: str, response: object) -> None:
    assert response_for(Submission(response=cell, is_text=True), kind) == response


def test_a_cell_that_should_be_json_says_so() -> None:
    with pytest.raises(ValueError, match="number, 2"):
        response_for(Submission(response="b)", is_text=True), "multiple_choice")
