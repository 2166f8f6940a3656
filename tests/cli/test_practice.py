"""`quiz practice` as a learner meets it: a process, lines in, text out."""

from __future__ import annotations

import random
import shlex
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

import pytest
from practice_process import (
    COMMAND,
    STANDING,
    asked_for,
    environment,
    in_order,
    kept,
    practise,
    run,
    running,
)

from quiz.questions.kinds import KINDS

ALL_KINDS = """\
title: Losses
questions:
  - id: unit-loss
    type: multiple_choice
    prompt: Which loss belongs to a sigmoid unit with $y \\in \\{0, 1\\}$?
    shuffle: false
    tags: [pairing]
    points: 2
    hints: [Think of the Bernoulli likelihood., It has a logarithm.]
    explanation: Its negative log-likelihood is the Bernoulli's, which is cross-entropy.
    options:
      - {text: mean squared error, feedback: Its gradient dies when the unit saturates.}
      - {text: binary cross-entropy, correct: true}
      - {text: hinge loss, feedback: That belongs to margins.}
  - id: even-numbers
    type: multiple_select
    prompt: Which of these are even?
    shuffle: false
    tags: [counting]
    explanation: A number is even when two divides it.
    options: [{text: two, correct: true}, {text: three}, {text: four, correct: true}]
  - id: log-is-concave
    type: true_false
    prompt: The logarithm is concave.
    tags: [counting]
    explanation: Its second derivative is negative wherever it is defined.
    answer: true
  - id: pairs
    type: matching
    prompt: Match each output with its loss.
    tags: [pairing]
    explanation: Each loss is the negative log-likelihood of the output's distribution.
    pairs: [[sigmoid, BCE], [identity, MSE], [softmax, CCE]]
  - id: growth
    type: ordering
    prompt: Order by growth, slowest first.
    tags: [counting]
    explanation: Every power outgrows the logarithm, and the exponential outgrows every power.
    items: [logarithm, square root, line]
  - id: half
    type: numeric
    prompt: What is a half, as a decimal?
    tags: [counting]
    explanation: One divided by two is five tenths.
    answer: 0.5
  - id: name-it
    type: short_answer
    prompt: What is the negative log-likelihood of a Bernoulli called?
    tags: [pairing]
    explanation: It compares two distributions, hence cross-entropy.
    accept: [binary cross-entropy, BCE]
  - id: fill-in
    type: cloze
    prompt: The [[unit]] turns a logit into a [[what]].
    tags: [pairing]
    explanation: The sigmoid maps the real line to numbers between zero and one.
    blanks: {unit: {accept: [sigmoid]}, what: {accept: [probability]}}
"""


ORDER = [
    *("unit-loss", "even-numbers", "log-is-concave", "pairs"),
    *("growth", "half", "name-it", "fill-in"),
]


def choices(count: int) -> str:
    questions = [
        f"""\
  - id: q{number}
    type: multiple_choice
    prompt: Question number {number}?
    shuffle: false
    tags: [tag-{number % 2}]
    explanation: The first is right here, and it always is.
    options: [{{text: right, correct: true}}, {{text: wrong}}, {{text: mistaken}}]
"""
        for number in range(1, count + 1)
    ]
    return "title: Choices\nquestions:\n" + "".join(questions)


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.yaml"
    path.write_text(choices(6), encoding="utf-8")
    return path


@pytest.fixture
def history(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


# A session


def test_a_session_over_the_kinds_says_verdict_reason_answer_and_explanation(
    tmp_path: Path,
) -> None:
    bank = tmp_path / "bank.yaml"
    bank.write_text(ALL_KINDS, encoding="utf-8")
    lines = ["a", "a c", "f", "-", "a b c", "0.5", "BCE", "sigmoid", "likelihood"]
    text = run(bank, "--no-history", *asked_for(ORDER), lines=lines)
    in_order(
        text,
        "Losses · 8 questions",
        "1/8 · multiple choice · 2 points",
        "y ∈ {0, 1}",
        "a mean squared error",
        "> a",
        "✗ Not right · 0 of 2 points",
        "Its gradient dies when the unit saturates.",
        "b binary cross-entropy",
        "Its negative log-likelihood is the Bernoulli's",
        "2/8 · multiple select · 1 point",
        "✓ Right · 1 of 1 point",
        "3/8 · true or false",
        "✗ Not right",
        "Answer: True",
        "4/8 · matching",
        "✗ Not right",
        "5/8 · ordering",
        "6/8 · numeric",
        "✓ Right",
        "7/8 · short answer",
        "✓ Right",
        "8/8 · fill in the blanks",
        "[unit] > sigmoid",
        "[what] > likelihood",
        "~ Partly right · 0.5 of 1 point",
        "Summary",
        "To revise:",
    )


def test_the_summary_says_tag_by_tag_what_to_revise(bank: Path, history: Path) -> None:
    names = asked_for(["q1", "q2", "q3"])
    text = practise(bank, history, ["a", "b", "a"], *names)
    in_order(
        text,
        "2 of 3 right · 2 of 3 points.",
        "tag-0 0 of 1 right",
        "tag-1 2 of 2 right",
        "To revise: tag-0.",
        f"quiz practice {bank} --history {history} --tag tag-0",
        "--mistakes",
    )


def test_what_was_missed_can_be_asked_again(bank: Path, history: Path) -> None:
    practise(bank, history, ["a", "b", "a"], *asked_for(["q1", "q2", "q3"]))
    text = practise(bank, history, ["a"], "--mistakes")
    assert "1 question\n" in text
    assert "Question number 2?" in text
    assert "There is nothing that you missed." in practise(bank, history, [], "--mistakes")


def test_a_hint_costs_part_of_the_points(tmp_path: Path) -> None:
    bank = tmp_path / "bank.yaml"
    bank.write_text(ALL_KINDS, encoding="utf-8")
    lines = ["?", "?", "?", "b"]
    text = run(bank, "--no-history", "--question", "unit-loss", lines=lines)
    in_order(
        text,
        "Hint 1 of 2 (costs 0.2 points)",
        "Think of the Bernoulli likelihood.",
        "Hint 2 of 2",
        "There are no more hints.",
        "✓ Right · 1.6 of 2 points (2 hints taken)",
    )


def test_a_skipped_question_is_not_counted_and_a_given_up_one_is_missed(
    bank: Path, history: Path
) -> None:
    text = practise(bank, history, [":s", ":g"], *asked_for(["q1", "q2"]))
    in_order(text, "Skipped", "Given up", "a right", "0 of 1 right", "1 skipped")
    assert kept(history, "SELECT outcome, score FROM attempts") == [
        ("skipped", None),
        ("gave_up", 0.0),
    ]


def test_undo_takes_the_last_answer_back(bank: Path, history: Path) -> None:
    text = practise(bank, history, [":u", "b", ":u", "a", "a"], *asked_for(["q1", "q2"]))
    in_order(text, "no answer to take back", "Not right", "Taken back", "1/2", "✓ Right", "2/2")
    assert "2 of 2 right" in text
    assert kept(history, "SELECT response, struck_at IS NULL FROM attempts") == [
        ("2", 0),
        ("1", 1),
        ("1", 1),
    ]


def test_a_question_is_flagged_with_a_note(bank: Path, history: Path) -> None:
    lines = [":f the key is wrong", "a", ":f1 two are right", ":f", "a note", ":f9 none", "a"]
    text = practise(bank, history, lines, *asked_for(["q1", "q2"]))
    assert "There is no question 9" in text
    assert kept(history, "SELECT question, note FROM flags") == [
        ("q1", "the key is wrong"),
        ("q1", "two are right"),
        ("q2", "a note"),
    ]


@pytest.mark.parametrize("line", ["z", "1", "a b", "", "   ", ":x", ":", "\x1b[A", "é" * 300])
def test_a_line_that_is_no_answer_costs_nothing(bank: Path, history: Path, line: str) -> None:
    text = practise(bank, history, [line, "a"], "--question", "q1")
    in_order(text, "✓ Right · 1 of 1 point")
    assert kept(history, STANDING) == [("q1", "1", "correct")]


def test_an_answer_that_cannot_be_read_is_asked_again(tmp_path: Path, history: Path) -> None:
    bank = tmp_path / "bank.yaml"
    bank.write_text(ALL_KINDS, encoding="utf-8")
    text = practise(bank, history, ["0,5", "1/(", "1/2"], "--question", "half")
    assert text.count("Not counted: answer again.") == 2
    in_order(text, "✓ Right", "1 of 1 right")
    assert len(kept(history, STANDING)) == 1


def test_help_says_how_an_answer_is_typed(bank: Path, history: Path) -> None:
    text = practise(bank, history, [":h", "a"], "--question", "q1")
    for command in (":s", ":u", ":f", ":g", ":h", ":q", "One letter"):
        assert command in text
    assert ":c" not in text, "only the lines of a derivation are checked"


def test_a_date_that_is_none_is_refused_with_an_example(bank: Path) -> None:
    text = run(bank, "--no-history", "--until", "tomorrow", lines=[], status=2)
    assert "write one such as 2026-12-15" in text


def test_blanks_are_filled_one_line_each_and_can_be_taken_back(tmp_path: Path) -> None:
    bank = tmp_path / "bank.yaml"
    bank.write_text(ALL_KINDS, encoding="utf-8")
    lines = ["softmax", ":u", "sigmoid", "probability"]
    text = run(bank, "--no-history", "--question", "fill-in", lines=lines)
    assert "✓ Right" in text


def test_only_a_derivation_can_be_checked(bank: Path) -> None:
    text = run(bank, "--no-history", "--question", "q1", lines=[":c", "a"])
    in_order(text, ":c checks the lines of a derivation", "✓ Right · 1 of 1 point")


def test_the_bundled_bank_is_asked_without_a_trace_of_latex(history: Path) -> None:
    text = run("--history", history, "--seed", "3", lines=[":g"] * 20)
    in_order(text, "20 questions", "1/20", "20/20", "0 of 20 right", "quiz --history")
    assert "\\" not in text
    assert "$" not in text


# Choosing


def test_a_seed_fixes_the_session(bank: Path) -> None:
    first, again, other = (
        run(bank, "--no-history", "--seed", seed, lines=[":s"] * 6) for seed in ("1", "1", "2")
    )
    assert first == again
    assert first != other


def test_count_tag_kind_and_difficulty_narrow_the_session(bank: Path) -> None:
    assert "· 2 questions" in run(bank, "--no-history", "--count", "2", lines=[])
    assert "· 3 questions" in run(bank, "--no-history", "--tag", "tag-0", lines=[])
    assert "· 6 questions" in run(bank, "--no-history", "--kind", "multiple_choice", lines=[])
    assert "· 6 questions" in run(bank, "--no-history", "--difficulty", "1-3", lines=[])
    nothing = run(bank, "--no-history", "--difficulty", "4", lines=[], status=1)
    assert "No question matches" in nothing


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--question", "q11"], "did you mean “q1”?"),
        (["--tag", "tag-9"], "did you mean “tag-"),
        (["--kind", "multiple-choice"], "did you mean “multiple_choice”?"),
        (["--difficulty", "6"], "1 to 5"),
        (["--difficulty", "4-2"], "1 to 5"),
        (["--count", "0"], "0: write a whole number from 1 on"),
        (["--history", "x", "--no-history"], "exclude each other"),
        (["--new", "--mistakes"], "exclude each other"),
        (["--until", "soon"], "soon"),
    ],
)
def test_what_cannot_be_chosen_is_said(bank: Path, options: list[str], said: str) -> None:
    assert said in run(bank, *options, lines=[], status=2)


def test_a_bank_that_does_not_load_is_said(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("questions: [{id: x, type: multiple_choise}]\n", encoding="utf-8")
    assert "bad.yaml:1:" in run(bad, "--no-history", lines=[], status=1)


def test_each_question_says_why_it_is_asked(bank: Path, history: Path) -> None:
    first = practise(bank, history, ["b", "a"], *asked_for(["q1", "q2"]))
    assert first.count("chosen by you") == 2
    text = practise(bank, history, ["a"] * 6, "--count", "6")
    assert text.count("point · new") == 4
    assert text.count("point · missed today") == 1
    assert text.count("point · early: due ") == 1


def test_only_what_is_new_or_flagged_is_asked(bank: Path, history: Path) -> None:
    practise(bank, history, [":f odd", "a", "a"], *asked_for(["q1", "q2"]))
    assert "· 4 questions" in practise(bank, history, [":q"], "--new")
    flagged = practise(bank, history, ["a"], "--flagged")
    in_order(flagged, "· 1 question", "flagged by you", "Question number 1?")


def test_an_exam_ahead_is_said_with_what_today_holds(bank: Path, history: Path) -> None:
    day = date.today() + timedelta(days=3)
    text = practise(bank, history, [":q"], "--until", day.isoformat())
    assert "3 days to the exam; today holds 2 new." in text
    assert "· 2 questions" in text


def test_what_today_holds_beyond_one_session_is_said(bank: Path, history: Path) -> None:
    bank.write_text(choices(28), encoding="utf-8")
    day = (date.today() + timedelta(days=1)).isoformat()
    text = practise(bank, history, [":q"], "--until", day)
    in_order(text, "· 20 questions", "20 of today's 28; start again for the rest.")


def test_an_exam_that_has_passed_is_refused_when_typed_and_over_when_set(bank: Path) -> None:
    assert "2020-01-01 has passed" in run(
        bank, "--no-history", "--until", "2020-01-01", lines=[], status=2
    )
    text = run(bank, "--no-history", lines=[":q"], QUIZ_PRACTICE_UNTIL="2020-01-01")
    assert "6 questions" in text
    assert "to the exam" not in text


# Stopping and going on


@pytest.mark.parametrize("end", [[], [":q"]])
def test_a_stopped_session_goes_on_where_it_was(bank: Path, history: Path, end: list[str]) -> None:
    first = practise(bank, history, ["a", "?", "b", *end])
    in_order(first, "Stopped at 3/6", f"quiz practice {bank} --history {history}")
    order = kept(history, "SELECT question FROM items ORDER BY number")
    second = practise(bank, history, ["a"] * 4)
    in_order(second, "Resuming the session of", "2 of 6 answered", "3/6", "6/6", "5 of 6 right")
    assert [row[0] for row in kept(history, STANDING)] == [row[0] for row in order]


def test_a_finished_session_is_not_resumed(bank: Path, history: Path) -> None:
    practise(bank, history, ["a"] * 6)
    assert "Resuming" not in practise(bank, history, [":q"])


def test_fresh_starts_another_and_keeps_the_answers(bank: Path, history: Path) -> None:
    practise(bank, history, ["a"])
    assert "Resuming" not in practise(bank, history, [], "--fresh")
    assert len(kept(history, STANDING)) == 1
    assert "0 of 6 answered" in practise(bank, history, [])


def test_a_session_with_other_options_is_another(bank: Path, history: Path) -> None:
    practise(bank, history, ["a"], "--tag", "tag-1")
    assert "Resuming" not in practise(bank, history, ["b"], "--tag", "tag-0")
    again = practise(bank, history, [], "--tag", "tag-1")
    in_order(again, "Resuming the session (--tag tag-1)", "1 of 3 answered", "1 more is open:")
    assert again.rstrip().endswith("--tag tag-1")


def test_a_session_that_was_chosen_is_not_gone_on_with_by_the_bare_command(
    bank: Path, history: Path
) -> None:
    practise(bank, history, ["a"])
    practise(bank, history, [], "--question", "q6")
    in_order(practise(bank, history, []), "Resuming the session of", "1 of 6 answered")


@pytest.mark.parametrize(
    "options", [("--difficulty", "2-3", "--kind", "multiple_choice"), ("--new", "--count", "2")]
)
def test_the_command_that_is_shown_goes_on(
    bank: Path, history: Path, options: tuple[str, ...]
) -> None:
    text = bank.read_text(encoding="utf-8").replace("shuffle:", "difficulty: 2\n    shuffle:")
    bank.write_text(text, encoding="utf-8")
    command = shlex.split(practise(bank, history, [], *options).rstrip().splitlines()[-1])
    assert command[:2] == ["quiz", "practice"]
    assert "Resuming" in run(*command[2:], "--plain", lines=[])


def test_a_question_that_left_the_bank_is_left_out_and_said(bank: Path, history: Path) -> None:
    practise(bank, history, [])
    bank.write_text(choices(5), encoding="utf-8")
    text = practise(bank, history, ["a"])
    in_order(text, "0 of 5 answered", "Left out, as the bank no longer asks them: 1.", "1/5")


def test_a_session_goes_on_when_a_question_was_renamed_and_corrected(
    bank: Path, history: Path
) -> None:
    practise(bank, history, ["a"], "--question", "q1", "--question", "q2")
    text = bank.read_text(encoding="utf-8")
    bank.write_text(
        text.replace("id: q1\n", "id: first\n    was: [q1]\n")
        .replace("id: q2\n", "id: second\n    was: [q2]\n")
        .replace("number 2?", "number two, corrected?"),
        encoding="utf-8",
    )
    shown = practise(bank, history, ["a"], "--question", "q1", "--question", "q2")
    in_order(shown, "1 of 2 answered", "2/2", "number two, corrected?", "2 of 2 right")
    assert "4 questions" in practise(bank, history, [":q"], "--count", "4")
    unseen = "SELECT question FROM items WHERE session = 2 ORDER BY question"
    assert [row[0] for row in kept(history, unseen)] == ["q3", "q4", "q5", "q6"]


def test_an_answer_without_a_line_end_counts(bank: Path, history: Path) -> None:
    text = practise(bank, history, "a", "--question", "q1")
    assert "1 of 1 right" in text


def test_without_history_nothing_is_kept(bank: Path, tmp_path: Path) -> None:
    text = run(
        bank, "--no-history", lines=["a"], XDG_DATA_HOME=str(tmp_path / "data"), QUIZ_HISTORY=""
    )
    assert "Nothing was kept" in text
    assert not (tmp_path / "data").exists()


def test_the_history_is_in_the_users_data_folder(bank: Path, tmp_path: Path) -> None:
    chosen = tmp_path / "data" / "mine.sqlite3"
    run(bank, lines=["a"], QUIZ_HISTORY=str(chosen))
    assert len(kept(chosen, STANDING)) == 1


def test_a_damaged_history_is_set_aside_and_said(bank: Path, history: Path) -> None:
    history.write_bytes(b"damaged")
    text = practise(bank, history, ["a"])
    in_order(text, "is damaged", "It was set aside", "1/6")


def test_a_history_that_cannot_be_used_is_said(bank: Path, tmp_path: Path) -> None:
    assert "is a folder" in run(bank, "--history", tmp_path, lines=[], status=1)


# A process that is killed, or not alone


def test_nothing_answered_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    """A few moments; the benchmarks take many."""
    bank, history = tmp_path / "bank.yaml", tmp_path / "history.sqlite3"
    bank.write_text(choices(20), encoding="utf-8")
    chance = random.Random(20)
    answered: list[str] = []
    options = (bank, "--history", history, "--count", "20")
    for _ in range(8):
        with running(*options) as session:
            session.until(f"{len(answered) + 1}/20")
            session.until("> ")
            if chance.random() < 0.3:
                session.type("b")
                session.until("Not right")
                session.until("> ")
                answered.append("2")
            session.type("a")
            session.until("a\n")  # the line is read; its feedback comes within milliseconds
            time.sleep(chance.uniform(0, 0.005))
            session.process.send_signal(signal.SIGKILL)
            session.rest()
        found = [row[1] for row in kept(history, STANDING)]
        assert found[: len(answered)] == answered
        if "✓ Right" in session.seen:
            assert len(found) == len(answered) + 1
        assert found in (answered, [*answered, "1"])
        answered = [str(response) for response in found]
    order = [row[0] for row in kept(history, "SELECT question FROM items ORDER BY number")]
    assert len(order) == 20
    text = practise(bank, history, ["a"] * (20 - len(answered)), "--count", "20")
    assert f"{len(answered)} of 20 answered" in text
    assert [row[0] for row in kept(history, STANDING)] == order


def test_blanks_filled_so_far_outlive_the_session(tmp_path: Path, history: Path) -> None:
    bank = tmp_path / "bank.yaml"
    bank.write_text(ALL_KINDS, encoding="utf-8")
    options = ("--question", "fill-in")
    practise(bank, history, ["sigmoid", ":q"], *options)
    text = practise(bank, history, ["probability"], *options)
    in_order(text, "What you typed before is kept", "[unit] > sigmoid", "[what] > probability")
    assert "✓ Right" in text


def test_two_sessions_at_once_do_no_harm(bank: Path, history: Path) -> None:
    with (
        running(bank, "--history", history) as first,
        running(bank, "--history", history) as second,
    ):
        for session in (first, second):
            session.until("> ")
        for _ in range(6):
            first.type("a")
            second.type("b")
        assert "6 of 6 right" in first.rest()
        assert "0 of 6 right" in second.rest()
    assert len(kept(history, STANDING)) == 12
    assert kept(history, "SELECT count(*), count(ended_at) FROM sessions") == [(2, 2)]
    assert kept(history, "PRAGMA integrity_check") == [("ok",)]


def test_a_session_that_another_process_has_open_is_left_to_it(bank: Path, history: Path) -> None:
    with running(bank, "--history", history) as first:
        first.until("> ")
        assert "Resuming" not in practise(bank, history, ["a"] * 6)
    assert "Resuming" in practise(bank, history, [])


def test_many_at_once_begin_a_history_together(bank: Path, history: Path) -> None:
    with ExitStack() as stack:
        sessions = [stack.enter_context(running(bank, "--history", history)) for _ in range(4)]
        for session in sessions:
            session.until("> ")
        for session in sessions:
            session.type("a")
            session.source.close()
        for session in sessions:
            assert "1 of 1 right" in session.rest()
    assert len(kept(history, STANDING)) == 4
    assert kept(history, "SELECT count(*) FROM sessions") == [(4,)]


def test_odd_bytes_do_not_stop_a_session(bank: Path, history: Path) -> None:
    done = subprocess.run(
        [*COMMAND, str(bank), "--history", str(history), "--question", "q1"],
        input=b"\xff\xfe\x00\n\xc3\na\n",
        capture_output=True,
        env=environment(),
        timeout=60,
        check=True,
    )
    assert b"1 of 1 right" in done.stdout


def test_a_process_without_standard_input_stops_and_keeps(bank: Path, history: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", '"$0" "$@" <&-', *COMMAND, str(bank), "--history", str(history)],
        capture_output=True,
        encoding="utf-8",
        env=environment(),
        timeout=60,
        check=True,
    )
    assert "Stopped at 1/6" in done.stdout
    assert done.stderr == ""


def test_a_console_without_unicode_does_not_stop_a_session(bank: Path, history: Path) -> None:
    done = subprocess.run(
        [*COMMAND, str(bank), "--history", str(history), "--question", "q1"],
        input=b"a\n",
        capture_output=True,
        env={**environment(), "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
        timeout=60,
        check=True,
    )
    assert b"1 of 1 right" in done.stdout


def imported_by_a_session(bank: Path) -> set[str]:
    """The modules that the process has imported at the end of a session on this bank."""
    program = (
        "import sys\n"
        "from quiz.cli.practice import practice_command\n"
        "try:\n"
        f"    practice_command([{str(bank)!r}, '--no-history'])\n"
        "except SystemExit:\n"
        "    pass\n"
        "print(*sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input="a\n" * 6,
        capture_output=True,
        encoding="utf-8",
        env=environment(),
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {*done.stdout.splitlines()[-1].split()}


def test_the_process_imports_neither_sympy_nor_numpy(bank: Path) -> None:
    assert imported_by_a_session(bank).isdisjoint({"sympy", "numpy", "mpmath"})


def test_a_session_imports_only_the_kinds_that_it_asks(tmp_path: Path) -> None:
    bank = tmp_path / "choices.yaml"
    bank.write_text(choices(2), encoding="utf-8")
    imported_by_a_session(bank)  # reads the files, for which every kind is needed
    imported = imported_by_a_session(bank)
    assert [kind for kind in KINDS if f"quiz.questions.{kind}" in imported] == ["multiple_choice"]
    assert "yaml" not in imported
