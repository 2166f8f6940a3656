from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

BANK = """
title: A small bank
questions:
  - id: letter
    type: multiple_choice
    points: 2
    prompt: Which letter comes first?
    explanation: The alphabet begins with a, and b comes second.
    options:
      - {text: a, correct: true}
      - {text: b, feedback: That is the second.}
  - id: double
    type: numeric
    prompt: Twice {{ n }}?
    explanation: Doubling is adding a number to itself.
    parameters: {n: {integer: [2, 9]}}
    answer: 2*n
  - id: loss
    type: expression
    prompt: The negative log-likelihood?
    explanation: The loss is the negative of the log-likelihood.
    symbols: {y: "{0, 1}", p: "(0, 1)"}
    answer: "-(y*log(p) + (1-y)*log(1-p))"
  - id: steps
    type: derivation
    prompt: Derive the loss.
    explanation: The log of a power is the exponent times the log.
    symbols: {y: "{0, 1}", p: "(0, 1)"}
    given: {L: "p^y*(1-p)^(1-y)"}
    goal: "log(L) = y*log(p) + (1-y)*log(1-p)"
    solution: "log(L) = y*log(p) + (1-y)*log(1-p)"
"""
BROKEN = """
  - id: broken
    type: numeric
    prompt: How many?
    explanation: It does not load, since it has no answer.
"""


def graded(tmp_path: Path, lines: list[bytes], bank: str = BANK) -> list[dict[str, Any]]:
    """What `quiz grade` writes for these lines."""
    (tmp_path / "bank.yaml").write_text(bank)
    (tmp_path / "responses.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    command = [sys.executable, "-m", "quiz", "grade", "bank.yaml", "responses.jsonl"]
    run = subprocess.run(
        [*command, "--out", "out.jsonl"], cwd=tmp_path, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]


def line(question: str, response: object, **more: object) -> bytes:
    return json.dumps(
        {"learner": "s1", "question": question, "response": response, **more}
    ).encode()


def test_each_line_in_has_its_line_out_in_order(tmp_path: Path) -> None:
    lines = [
        line("letter", 1),
        b"not json",
        line("letter", 2),
        line("nothing", 1),
        line("double", "8"),
        line("double", "1000", seed=1),
        line("loss", "-y*log(p) - (1-y)*log(1-p)"),
        line("loss", "y*log(p)"),
        line("loss", "y*log("),
        b"\xff",
    ]
    out = graded(tmp_path, lines)
    assert [row["verdict"] for row in out] == [
        *("correct", "invalid", "incorrect", "invalid", "invalid"),
        *("incorrect", "correct", "incorrect", "invalid", "invalid"),
    ]


def test_a_grade_has_the_fields_of_the_format(tmp_path: Path) -> None:
    (row,) = graded(tmp_path, [line("letter", 2)])
    assert list(row) == [
        *("learner", "question", "verdict", "score", "points"),
        *("feedback", "evidence", "engine", "content"),
    ]
    assert (row["learner"], row["score"], row["points"]) == ("s1", 0, 2)
    assert row["feedback"] == ["That is the second."]
    assert row["engine"].startswith("likelihood-quiz ")


def test_a_derivation_is_reported_line_by_line(tmp_path: Path) -> None:
    work = "log(L) = y*log(p) * (1-y)*log(1-p)\nlog(L) = y*log(p) + (1-y)*log(1-p)"
    (row,) = graded(tmp_path, [line("steps", work)])
    assert row["first_error"] == 1
    assert [each["verdict"] for each in row["lines"]] == ["does_not_follow", "follows"]
    assert row["lines"][0]["line"] == 1
    assert row["lines"][0]["evidence"]["kind"] == "counterexample"
    assert row["goal_reached"] is True
    assert row["verdict"] == "partly_correct"


def test_an_equal_formula_is_proved_and_a_different_one_has_a_counterexample(
    tmp_path: Path,
) -> None:
    out = graded(tmp_path, [line("loss", "-log(p^y*(1-p)^(1-y))"), line("loss", "-y*log(p)")])
    assert [row["evidence"]["kind"] for row in out] == ["proved", "counterexample"]


def test_an_unknown_question_gets_a_suggestion(tmp_path: Path) -> None:
    (row,) = graded(tmp_path, [line("leter", 1)])
    assert "letter" in row["feedback"][0]


def test_a_question_that_does_not_load_leaves_its_responses_undecided(tmp_path: Path) -> None:
    out = graded(tmp_path, [line("broken", 1), line("letter", 1)], BANK + BROKEN)
    assert [row["verdict"] for row in out] == ["undecided", "correct"]
    assert "answer" in out[0]["feedback"][0]


def test_half_a_surrogate_pair_is_written_as_json(tmp_path: Path) -> None:
    (row,) = graded(tmp_path, [b'{"learner": "\\ud800", "question": "letter", "response": 1}'])
    assert row["verdict"] == "correct"


def test_a_table_is_graded_like_lines(tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text(BANK)
    (tmp_path / "r.csv").write_text("learner,question,response\ns1,letter,1\ns2,loss,-y log p\n")
    command = [sys.executable, "-m", "quiz", "grade", "bank.yaml", "r.csv", "--out", "out.jsonl"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    rows = [json.loads(row) for row in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["verdict"] for row in rows] == ["correct", "incorrect"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.yaml", "r.jsonl"], "missing.yaml"),
        (["bank.yaml", "missing.jsonl"], "missing.jsonl"),
    ],
)
def test_a_missing_file_is_named(tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "bank.yaml").write_text(BANK)
    (tmp_path / "r.jsonl").write_text("")
    command = [sys.executable, "-m", "quiz", "grade", *arguments, "--out", "out.jsonl"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode != 0
    assert message in run.stderr
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_pipes_are_read_and_written(tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text(BANK)
    command = [sys.executable, "-m", "quiz", "grade", "bank.yaml", "-", "--out", "-"]
    given = line("letter", 1) + b"\n"
    run = subprocess.run(command, cwd=tmp_path, input=given, capture_output=True, check=True)
    assert json.loads(run.stdout)["verdict"] == "correct"
    assert run.stderr.startswith(b"1 line: 1 correct")


def test_a_run_that_is_interrupted_says_how_it_goes_on_and_does(tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text(BANK)
    lines = b"".join(line("letter", 1) + b"\n" for _ in range(5_000))
    command = [sys.executable, "-m", "quiz", "grade", "bank.yaml", "-", "--out", "out.jsonl"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stderr
        process.stdin.write(lines)
        process.stdin.flush()
        unfinished = tmp_path / ".out.jsonl.unfinished"
        while not (unfinished.exists() and unfinished.stat().st_size):
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert b"The same command with --resume goes on from here." in process.stderr.read()
        assert process.wait() == 130
    run = subprocess.run(
        [*command, "--resume"], cwd=tmp_path, input=lines, capture_output=True, check=True
    )
    assert b"of them were graded before the run was stopped" in run.stdout
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 5_000


def test_what_is_left_to_a_person_and_the_marks_are_written(tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text(BANK + BROKEN)
    (tmp_path / "r.jsonl").write_bytes(line("broken", 1) + b"\n" + line("letter", 1) + b"\n")
    options = ["--undecided", "todo.csv", "--gradebook", "marks.csv", "--out", "out.jsonl"]
    command = [sys.executable, "-m", "quiz", "grade", "bank.yaml", "r.jsonl", *options]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "1 learner in marks.csv" in run.stdout
    assert "1 line without a learner, or a question that loads" in run.stdout
    assert (tmp_path / "marks.csv").read_text().splitlines()[1] == "s1,2,2,2,100,0,0"
    assert (tmp_path / "todo.csv").read_text().splitlines()[1].startswith("broken,,1,")


def test_decisions_that_cannot_be_used_stop_before_anything_is_graded(tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text(BANK)
    (tmp_path / "r.jsonl").write_bytes(line("letter", 1))
    (tmp_path / "d.csv").write_text("question,learner,score,reason\nletter,s1,1,\n")
    options = ["--decisions", "d.csv", "--out", "out.jsonl"]
    command = [sys.executable, "-m", "quiz", "grade", "bank.yaml", "r.jsonl", *options]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 1
    assert run.stderr == "Error: d.csv:2: give the reason: it is kept with the score\n"
    assert not (tmp_path / "out.jsonl").exists()


def test_one_file_is_not_named_twice(tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text(BANK)
    (tmp_path / "r.jsonl").write_bytes(line("letter", 1))
    command = [sys.executable, "-m", "quiz", "grade", "bank.yaml", "r.jsonl", "--out", "./r.jsonl"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 2
    assert "r.jsonl is read by this command" in run.stderr
    assert (tmp_path / "r.jsonl").read_bytes() == line("letter", 1)
