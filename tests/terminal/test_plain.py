from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from quiz.practice.history import History
from quiz.practice.progress import Item, Progress
from quiz.practice.session import Session
from quiz.questions import Question
from quiz.questions.matching import Matching
from quiz.questions.multiple_choice import MultipleChoice
from quiz.terminal.console import Console
from quiz.terminal.ending import Ending
from quiz.terminal.look import Look
from quiz.terminal.plain import Plain
from quiz.terminal.summary_text import Invocation

LONG = " ".join(["A long remark that goes on and on about the gradient"] * 4)

CHOICE = MultipleChoice.model_validate(
    {
        "id": "loss",
        "type": "multiple_choice",
        "prompt": f"Which loss? {LONG}?",
        "explanation": f"The likelihood says so. {LONG}.",
        "hints": [f"{LONG}."],
        "shuffle": False,
        "options": [
            {"text": f"**cross-entropy** {LONG}", "correct": True},
            {"text": "squared error", "feedback": f"{LONG}."},
        ],
    }
)
PAIRS = Matching.model_validate(
    {
        "id": "pairs",
        "type": "matching",
        "prompt": "Match each output with its loss.",
        "explanation": "Each is the negative log-likelihood.",
        "pairs": [["sigmoid", "BCE"], [f"identity {LONG}", f"MSE {LONG}"]],
    }
)
BANK: Mapping[str, Question] = {"loss": CHOICE, "pairs": PAIRS}


class Watched(io.StringIO):
    """Notes what `look` says at each text that is written."""

    def __init__(self, look: Callable[[], int]) -> None:
        super().__init__()
        self.look = look
        self.notes: list[tuple[str, int]] = []

    def write(self, text: str) -> int:
        self.notes.append((text, self.look()))
        return super().write(text)


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    opened = History.open(tmp_path / "history.sqlite3")
    yield opened
    opened.close()


def run(
    history: History,
    lines: list[str],
    target: io.StringIO | None = None,
    look: Look | None = None,
    asks_sure: bool = False,
) -> tuple[Ending, str]:
    items = tuple(Item(n, name, 3, "new") for n, name in enumerate(BANK, start=1))
    number = history.start("bank", "{}", items)
    session = Session(number, history, Progress(items), BANK.__getitem__, asks_sure=asks_sure)
    target = target if target is not None else io.StringIO()
    source = io.StringIO("".join(line + "\n" for line in lines))
    console = Console(source, target, interactive=False, look=look or Look())
    plain = Plain(session, console, Invocation(), lambda: None)
    return plain.run(), target.getvalue()


def test_each_answer_is_on_disk_before_its_feedback_is_shown(
    history: History, tmp_path: Path
) -> None:
    def count() -> int:
        reader = sqlite3.connect(tmp_path / "history.sqlite3")
        found: int = reader.execute("SELECT count(*) FROM attempts").fetchone()[0]
        reader.close()
        return found

    target = Watched(count)
    run(history, ["b", "1a 2b"], target)
    seen = dict(target.notes)
    first = next(count for text, count in seen.items() if "Not right" in text)
    assert first == 1


@pytest.mark.parametrize("width", [40, 60, 80])
def test_every_line_fits_the_width(history: History, width: int) -> None:
    _, text = run(history, ["?", ":h", "z", "b", "1a", ":q"], look=Look(width))
    commands = ("  quiz practice",)
    lines = [line for line in text.splitlines() if not line.startswith(commands)]
    assert max(map(len, lines)) <= width


def test_later_lines_of_an_option_stand_under_its_first(history: History) -> None:
    _, text = run(history, [], look=Look(50))
    lines = text.splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith("  a  "))
    assert lines[first + 1].startswith("     ")
    assert lines[first + 1][5] != " "


def test_colours_are_sparse_and_off_without_a_terminal(history: History) -> None:
    _, plain = run(history, ["b", ":q"])
    assert "\x1b" not in plain
    _, colored = run(history, ["b", ":q"], look=Look(color=True))
    assert "\x1b[1;31m✗ Not right\x1b[0m" in colored


def test_the_end_of_input_stops_and_shows_the_summary(history: History) -> None:
    ending, text = run(history, ["a"])
    assert ending is Ending.STOPPED
    assert "1 of 1 right" in text
    assert "Stopped at 2/2" in text


def test_how_to_answer_is_said_once_for_each_shape(history: History) -> None:
    _, text = run(history, [":u", "a", ":u", "a", "1a"])
    assert text.count("One letter, for example b.") == 1
    assert text.count("Each number with its letter") == 1


def test_hints_taken_are_shown_again_with_the_question(history: History) -> None:
    _, text = run(history, ["?", "b", ":u", ":q"])
    assert text.count("Hint 1 of 1 (costs 0.1 points)") == 2


def test_the_reason_why_a_question_is_asked_is_shown(history: History) -> None:
    _, text = run(history, [])
    assert "1/2 · multiple choice · 1 point · new\n" in text


def kept(history: History, query: str) -> list[tuple[object, ...]]:
    return history.connection.execute(query).fetchall()


def test_a_miss_is_tried_again_until_it_is_right_and_never_counted(history: History) -> None:
    _, text = run(history, ["b", ":r", "z", "b", "?", "a", ":q"])
    assert text.count("1/2 · multiple choice") == 2
    assert text.count("2/2 · matching") == 2
    assert text.count(":r tries it again, without score.") == 1
    assert "Type one letter" in text
    assert "Hint 1 of 1\n" in text
    assert "✓ Right\n" in text
    assert "0 of 1 right" in text
    assert kept(history, "SELECT count(*) FROM attempts") == [(1,)]


@pytest.mark.parametrize("going_on", [":s", ":u", ":g", ":r"])
def test_a_second_try_is_left_by_any_command(history: History, going_on: str) -> None:
    _, text = run(history, ["b", ":r", going_on, "1b", ":q"])
    assert text.count("2/2 · matching") == 2
    assert "0 of 2 right" in text


def test_nothing_can_be_tried_again_before_the_first_answer(history: History) -> None:
    _, text = run(history, [":r"])
    assert "none was closed just now" in text


def test_how_sure_one_is_is_asked_on_request_and_kept(history: History) -> None:
    _, text = run(history, ["b", "perhaps", "n", "1a 2b", ""], asks_sure=True)
    assert text.count("Sure of it?") == 3  # one of them again, as “perhaps” is no answer
    assert kept(history, "SELECT sure FROM attempts ORDER BY id") == [(0,), (None,)]


def test_how_sure_one_is_is_asked_once_for_a_question(history: History) -> None:
    _, text = run(history, ["b", "n", ":u", "a", "y", "1a", "y"], asks_sure=True)
    assert text.count("Sure of it?") == 3
    assert kept(history, "SELECT sure FROM attempts ORDER BY id") == [(0,), (1,), (1,)]


def test_a_flag_is_set_and_taken_off(history: History) -> None:
    _, text = run(history, [":f2 why?", ":f-", ":f odd", ":f-"])
    said = [line for line in text.splitlines() if "flag" in line and not line.startswith(">")]
    assert said[-4:] == [
        "Question 2 is flagged; go on.",
        "It was not flagged.",
        "This question is flagged; go on.",
        "The flag is taken off; go on.",
    ]


class Broken(io.StringIO):
    """Raises KeyboardInterrupt where a line would be read, as Ctrl-C does."""

    def readline(self, _size: int | None = -1, /) -> str:  # type: ignore[override]
        raise KeyboardInterrupt


def test_an_interruption_stops_and_keeps(history: History) -> None:
    items = (Item(1, "loss", 3),)
    session = Session(
        history.start("bank", "{}", items), history, Progress(items), BANK.__getitem__
    )
    target = io.StringIO()
    console = Console(Broken(), target, interactive=False, look=Look())
    assert Plain(session, console, Invocation(), lambda: None).run() is Ending.INTERRUPTED
    assert "Stopped at 1/1. What you answered is kept." in target.getvalue()
    assert len(history.kept("bank")) == 1


@pytest.mark.parametrize(
    ("invocation", "options", "command"),
    [
        (Invocation(), (), "quiz"),
        (Invocation(), ("--mistakes",), "quiz --mistakes"),
        (Invocation("my bank"), (), "quiz practice 'my bank'"),
        (Invocation(history="h.db"), ("--tag", "a"), "quiz --history h.db --tag a"),
    ],
)
def test_the_next_command_is_spelt_out(
    invocation: Invocation, options: tuple[str, ...], command: str
) -> None:
    assert invocation.command(*options) == command


def test_what_a_file_holds_below_the_last_answer_is_read_too(history: History) -> None:
    _, text = run(history, ["a", "1a 2b", "", ":f odd", ":x", "b"])
    assert "This question is flagged" in text
    assert "There is no command :x" in text
    assert "This question is closed" in text
    assert history.flagged("bank") == {"pairs": "odd"}
    _, text = run(history, ["a", "1a 2b", ":u", ":s"])
    assert "1 skipped" in text
    assert "the statistics leave its next answer out" in text


def test_help_says_that_the_hints_of_a_closed_question_are_free(history: History) -> None:
    _, text = run(history, ["b", ":r", ":h", "?", ":s", ":h"])
    again, _, after = text.partition("Again, without score")[2].partition("2/2")
    assert "which cost nothing here" in again
    assert "costs" not in again
    assert "costs part of the points" in after


def test_nothing_is_asked_after_the_last_line_of_a_file(history: History) -> None:
    _, text = run(history, ["a", "1a 2b"])
    assert "Enter ends" not in text


def test_the_answer_to_pairs_is_shown_as_it_would_be_typed(history: History) -> None:
    _, text = run(history, ["a", "-"])
    shown = next(line for line in text.splitlines() if line.startswith("Answer: "))
    _, text = run(history, ["a", shown.removeprefix("Answer: ")])
    assert "2 of 2 right" in text


def test_the_key_of_a_hint_is_told_where_there_is_one(history: History) -> None:
    items = tuple(Item(n, name, 3) for n, name in enumerate(("pairs", "loss"), start=1))
    session = Session(
        history.start("bank", "{}", items), history, Progress(items), BANK.__getitem__
    )
    target = io.StringIO()
    console = Console(io.StringIO("-\n:q\n"), target, interactive=False, look=Look())
    Plain(session, console, Invocation(), lambda: None, hints_told=False).run()
    first, second = target.getvalue().split("2/2 · ")
    assert "? gives a hint." not in first
    assert "? gives a hint." in second
