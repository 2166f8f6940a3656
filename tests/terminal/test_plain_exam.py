"""An exam in the plain mode: moving about, the clock, handing in, the review."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quiz.bank import Bank, load_bank
from quiz.practice.exam import Exam
from quiz.practice.history import History
from quiz.practice.opening import resume_exam, start_exam
from quiz.practice.progress import Item
from quiz.terminal.console import Console
from quiz.terminal.ending import Ending
from quiz.terminal.look import Look
from quiz.terminal.plain_exam import PlainExam, clock
from quiz.terminal.summary_text import Invocation

BANK = """\
title: Losses
questions:
  - id: loss
    type: multiple_choice
    prompt: Which loss?
    explanation: The likelihood says so, whatever the network.
    hints: [Think of Bernoulli.]
    shuffle: false
    options: [{text: cross-entropy, correct: true}, {text: squared error}]
  - id: half
    type: numeric
    prompt: What is a half?
    explanation: One divided by two is five tenths.
    answer: 0.5
  - id: words
    type: cloze
    prompt: The [[first]] and the [[second]].
    explanation: They are numbers, as the question says.
    blanks: {first: {answer: 1}, second: {answer: 2}}
  - id: pairs
    type: matching
    prompt: Match.
    explanation: Each output has a loss of its own.
    pairs: [[sigmoid, BCE], [identity, MSE]]
"""
WORKING = """\
questions:
  - id: double
    type: derivation
    prompt: Double x twice.
    explanation: Each doubling is another factor of two.
    symbols: {x: real}
    given: {a: 2*x, b: 2*a}
    goal: b = 4*x
    solution: "b = 4*x"
"""
START = datetime(2026, 5, 1, 12, tzinfo=UTC)


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    path = tmp_path / "bank.yaml"
    path.write_text(BANK, encoding="utf-8")
    return load_bank(path)


@pytest.fixture
def turned() -> Clock:
    return Clock()


@pytest.fixture
def history(tmp_path: Path, turned: Clock) -> Iterator[History]:
    opened = History.open(tmp_path / "history.sqlite3", turned)
    yield opened
    opened.close()


@pytest.fixture
def exam(bank: Bank, history: History) -> Exam:
    items = [Item(number, outline.id, 3) for number, outline in enumerate(bank.outlines, start=1)]
    return start_exam(bank, "bank", history, items, 60, "all")


def sit(exam: Exam, *lines: str, source: io.StringIO | None = None) -> tuple[Ending, str]:
    target = io.StringIO()
    source = source or io.StringIO("".join(line + "\n" for line in lines))
    console = Console(source, target, interactive=False, look=Look())
    ending = PlainExam(exam, console, Invocation("bank.yaml"), lambda: None).run()
    return ending, target.getvalue()


def parts(text: str) -> tuple[str, str]:
    """What was shown before the exam was handed in, and after."""
    before, _, after = text.partition("Summary\n")
    return before, after


def test_nothing_is_told_before_the_end_and_everything_after_it(exam: Exam) -> None:
    ending, text = sit(exam, "b", "0.5", "1", "2", "1b", ":e", "y")
    before, after = parts(text)
    assert ending is Ending.FINISHED
    for told in ("Right", "right", "Answer", "likelihood says so"):
        assert told not in before
    assert "2 of 4 right" in after
    assert after.count("Your answer") == 4
    assert "Your answer: b\n\n✗ Not right · 0 of 1 point" in after
    assert "The likelihood says so" in after


def test_the_time_that_is_left_stands_at_each_prompt(exam: Exam) -> None:
    _, text = sit(exam, "a", "0.5", "1")
    assert "1:00:00 > a" in text
    assert "1:00:00 [second] > " in text


@pytest.mark.parametrize("jump", [":j 3", ":j3", ":3"])
def test_any_question_can_be_gone_to(exam: Exam, jump: str) -> None:
    _, text = sit(exam, jump)
    assert text.count("3/4 · fill in the blanks") == 1


def test_an_empty_line_goes_on_and_round(exam: Exam) -> None:
    _, text = sit(exam, "", "", "", "")
    assert text.count("1/4 · multiple choice") == 2


def test_an_answer_is_replaced_by_the_next_and_goes_to_what_is_open(exam: Exam) -> None:
    _, text = sit(exam, "b", ":1", "a", "0.5", ":e", "y")
    assert "Your answer: b\n" in text
    assert exam.response(1) == 1
    assert text.index("1:00:00 > a") < text.index("2/4 · numeric", text.index("1:00:00 > a"))


def test_an_answer_is_taken_back(exam: Exam) -> None:
    _, text = sit(exam, ":u", "a", ":1", ":u", ":o")
    assert "There is no answer here to take back." in text
    assert "0 of 4 answered, 1:00:00 left.\nOpen     1-4" in text


def test_the_overview_shows_what_is_open_and_flagged(exam: Exam) -> None:
    _, text = sit(exam, ":f", "a", ":f again", ":3", ":f", ":f-", ":o")
    assert "1 of 4 answered, 1:00:00 left.\nOpen     2-4\nFlagged  1-2\n" in text


@pytest.mark.parametrize("command", ["?", ":c", ":g", ":r"])
def test_what_would_tell_something_waits_for_the_end(exam: Exam, command: str) -> None:
    before, _ = parts(sit(exam, command)[1])
    assert "Not in an exam" in before
    assert "Bernoulli" not in before


def test_what_cannot_be_read_is_said_and_asked_again(exam: Exam) -> None:
    _, text = sit(exam, ":2", "hlf", ":3", "x(", "2", "1")
    assert text.count("Not kept: answer again.") == 2
    assert "Now [first] again" in text
    assert exam.response(2) is None
    assert exam.response(3) == {"first": "1", "second": "2"}


def test_a_line_that_cannot_be_read_does_not_tell_about_the_others(
    tmp_path: Path, history: History
) -> None:
    path = tmp_path / "working.yaml"
    path.write_text(WORKING, encoding="utf-8")
    bank = load_bank(path)
    exam = start_exam(bank, "bank", history, [Item(1, "double", 3)], 60, "all")
    _, text = sit(exam, "a = 3*x", "b = (", "", ":q")
    assert "Line 2 could not be read. Column 6:" in text
    assert "The other lines are kept. Now line 2 again" in text
    assert "follow" not in text
    assert "not equal" not in text


def test_what_was_begun_and_left_is_not_called_open(
    exam: Exam, bank: Bank, history: History
) -> None:
    sit(exam, "a", ":3", "1", ":q")
    resumed = resume_exam(bank, "bank", history)
    assert resumed is not None
    _, text = sit(resumed.exam, ":o", ":e", "n", ":u", ":o", "3", "4", ":o")
    assert "1 of 4 answered, 1:00:00 left.\nOpen     2 4\nBegun    3\n" in text
    assert "Open: 2 4. Begun, and counted as it stands: 3. Hand in for good? y or n > n" in text
    assert "Open     2-4\n" in text, "taken back"
    assert "Open     2 4\n\n" in text, "answered"


def test_handing_in_is_confirmed(exam: Exam) -> None:
    ending, text = sit(exam, "a", ":e", "n", "0.5", ":e", "perhaps")
    assert ending is Ending.STOPPED
    assert "Open: 2-4. Hand in for good? y or n > n" in text
    assert not exam.progress.finished


def test_stopping_leaves_the_clock_running(exam: Exam, history: History, bank: Bank) -> None:
    ending, text = sit(exam, "a", ":q")
    assert ending is Ending.STOPPED
    assert "Stopped. The clock runs on, with 1:00:00 left." in text
    assert "  quiz exam bank.yaml\n" in text
    resumed = resume_exam(bank, "bank", history)
    assert resumed is not None
    assert [place.answered for place in resumed.exam.places] == [True, False, False, False]


class Slow(io.StringIO):
    """Lines from one who takes his time over a line that begins with b."""

    def __init__(self, text: str, turned: Clock, seconds: float = 7200) -> None:
        super().__init__(text)
        self.turned, self.seconds = turned, seconds

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        line = super().readline(-1 if size is None else size)
        if line.startswith("b"):
            self.turned.now += timedelta(seconds=self.seconds)
        return line


def test_what_is_typed_after_the_time_does_not_count(exam: Exam, turned: Clock) -> None:
    ending, text = sit(exam, source=Slow("a\n:1\nb\n0.5\n", turned))
    assert ending is Ending.FINISHED
    assert "The time is up: it is handed in." in text
    assert "1 of 4 right" in text
    assert text.count("Not answered: this counts as missed.") == 3


@pytest.mark.parametrize(
    ("lines", "place", "response"),
    [
        ("b", 1, 2),
        ("a\n:1\nb", 1, 1),
        ("b odd", 1, None),
        (":2\nbad(", 2, None),
        (":3\n1\nb", 3, None),
        (":e\nb", 1, None),
    ],
)
def test_what_stands_at_the_prompt_at_the_end_is_the_answer_where_there_is_none(
    exam: Exam, turned: Clock, lines: str, place: int, response: object
) -> None:
    _, text = sit(exam, source=Slow(lines + "\n", turned, 3599.5))
    assert "The time is up: it is handed in." in text
    assert exam.response(place) == response


def test_an_exam_whose_time_ran_out_meanwhile_is_reviewed(
    exam: Exam, turned: Clock, bank: Bank, history: History
) -> None:
    sit(exam, "a", ":q")
    turned.now += timedelta(days=1)
    resumed = resume_exam(bank, "bank", history)
    assert resumed is not None
    ending, text = sit(resumed.exam)
    assert ending is Ending.FINISHED
    assert "The time is up: it is handed in." in text
    assert "1 of 4 right" in text


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (59.9, "0:59"), (545, "9:05"), (3600, "1:00:00")]
)
def test_the_clock_is_read_as_minutes_and_hours(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown
