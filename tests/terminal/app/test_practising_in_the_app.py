"""A session in the app, by keys alone."""

from __future__ import annotations

import re
import threading
from functools import partial
from pathlib import Path

import pytest
from app_driving import BANK, EVERY_KIND, Driver, drive, session_of
from textual.widgets import OptionList

from quiz.practice.history import History
from quiz.practice.progress import Outcome
from quiz.practice.session import Session
from quiz.practice.storage import HistoryError
from quiz.questions.errors import ParameterError
from quiz.questions.verdict import Verdict
from quiz.terminal.answers import label
from quiz.terminal.app import screen as screen_module
from quiz.terminal.app.application import QuizApp
from quiz.terminal.app.practice_screen import PracticeScreen
from quiz.terminal.ending import Ending
from quiz.terminal.summary_text import Invocation
from quiz.terminal.theme import Theme


def letters(name: str, wanted: list[str]) -> str:
    """What is typed for these choices of a question, as they are shown in the tests."""
    asking = session_of(name).asking
    assert asking is not None
    choices = asking.layout.choices or asking.layout.blanks[-1].choices
    shown = [choice.value for choice in choices]
    return "".join(label(shown.index(text)) for text in wanted)


def is_laid_out(driver: Driver, columns: int) -> bool:
    """Whether the screen fits into so many columns, with its last line in place."""
    lines = driver.text.split("\n")
    fits = driver.app.size.width == columns and max(map(len, lines)) <= columns
    return fits and "1/1" in lines[0] and lines[-1].endswith("? Help")


async def answer_everything(driver: Driver) -> None:
    """Answer one question of each kind, each rightly."""
    for keys in (
        ["down", "down", "enter"],
        ["a", "c", "enter"],
        ["f", "enter"],
        [*letters("pairs", ["BCE", "MSE", "CCE"]), "enter"],
        [
            *letters(
                "order",
                ["write the likelihood", "take its logarithm", "set the derivative to zero"],
            ),
            *("enter", "enter"),  # an item is left out
        ],
        [*"0.125", "enter"],
        [*"map", "enter"],
        [*"2x", "enter", *letters("blanks", ["rises"]), "enter"],
        [*"3x^2", "enter"],
        [*"J=-log(p)", "ctrl+s"],
    ):
        await driver.press(*keys)
        assert "✓ Right" in driver.text
        await driver.press("enter")


def test_a_session_of_every_kind_is_answered_with_keys_alone() -> None:
    session = session_of(*EVERY_KIND)

    async def script(driver: Driver) -> None:
        await answer_everything(driver)
        assert "10 of 10 right" in driver.text
        await driver.press("enter")

    assert drive(session, script) is Ending.FINISHED
    assert [attempt.verdict for attempt in session.progress.attempts] == [Verdict.CORRECT] * 10


def test_a_wrong_answer_is_explained_and_can_be_tried_again_without_score() -> None:
    session = session_of("formula")

    async def script(driver: Driver) -> None:
        await driver.type("x^2\n")
        for said in ("✗ Not right", "The power is missing", "Answer +3·?x²", "The power comes"):
            assert re.search(said, driver.text)
        await driver.press("r")
        assert "nothing is counted" in driver.text
        await driver.press("home", "3", "enter")
        assert "✓ Right" in driver.text

    drive(session, script)
    (attempt,) = session.progress.attempts
    assert attempt.verdict is Verdict.INCORRECT


def test_a_wrong_formula_is_shown_with_a_counterexample() -> None:
    async def script(driver: Driver) -> None:
        await driver.type("4x^2\n")
        assert "At x = " in driver.text

    drive(session_of("formula"), script)


def test_nothing_is_no_answer() -> None:
    session = session_of("one")

    async def script(driver: Driver) -> None:
        await driver.press("enter")
        assert "Choose an option first" in driver.text

    drive(session, script)
    assert not session.progress.attempts


def test_the_last_answer_is_taken_back_with_what_was_chosen() -> None:
    session = session_of("one", "truth")

    async def script(driver: Driver) -> None:
        await driver.press("c", "enter", "enter")
        assert "likelihood" in driver.text
        await driver.press("ctrl+o")
        assert "Taken back" in driver.text
        assert "(•) c" in driver.text

    drive(session, script)
    assert not session.progress.attempts


def test_the_last_answer_of_all_is_taken_back_from_the_summary() -> None:
    session = session_of("one")

    async def script(driver: Driver) -> None:
        await driver.press("c", "enter", "enter")
        assert "Summary" in driver.text
        await driver.press("ctrl+o")
        await driver.press("b", "enter", "enter")
        assert "1 of 1 right" in driver.text
        await driver.press("enter")

    assert drive(session, script) is Ending.FINISHED


def test_giving_up_is_asked_about_and_shows_the_answer() -> None:
    session = session_of("one")

    async def script(driver: Driver) -> None:
        await driver.press("ctrl+g", "escape")
        assert not session.progress.attempts
        await driver.press("ctrl+g", "y")
        assert "Given up" in driver.text
        assert "b  binary cross-entropy" in driver.text

    drive(session, script)
    assert session.progress.attempts[0].outcome is Outcome.GAVE_UP


def test_a_hint_is_shown_with_its_price_and_a_skip_counts_nothing() -> None:
    session = session_of("one", "truth")

    async def script(driver: Driver) -> None:
        await driver.press("ctrl+t")
        assert "Hint 1 of 1 (costs 0.1 points)" in driver.text
        await driver.press("ctrl+t")
        assert "There are no more hints." in driver.text
        await driver.press("ctrl+n")
        assert "Skipped: nothing is counted." in driver.text
        assert "density" in driver.text

    drive(session, script)
    assert session.progress.attempts[0].outcome is Outcome.SKIPPED


def test_a_question_mark_is_help_where_nothing_is_typed_and_a_letter_where_something_is() -> None:
    async def choosing(driver: Driver) -> None:
        await driver.press("?")
        assert "skip this question" in driver.text
        await driver.press("escape")
        assert "skip this question" not in driver.text

    async def typing(driver: Driver) -> None:
        await driver.press("?")
        assert driver.typed == "?"
        await driver.press("f1")
        assert "skip this question" in driver.text

    drive(session_of("one"), choosing)
    drive(session_of("word"), typing)
    drive(session_of("lines"), typing)


def test_how_sure_one_is_is_asked_only_on_request() -> None:
    session = session_of("one", asks_sure=True)

    async def script(driver: Driver) -> None:
        await driver.press("b", "enter")
        assert "How sure" in driver.text
        await driver.press("u")
        assert "✓ Right" in driver.text

    drive(session, script)
    assert session.progress.attempts[0].sure is False


def test_checked_lines_have_a_mark_and_a_word_until_they_are_changed() -> None:
    session = session_of("lines")

    async def script(driver: Driver) -> None:
        await driver.type("L = p\nJ = 2")
        await driver.press("ctrl+r")
        assert re.search("1 ✓ follows +L = p", driver.text)
        assert re.search("2 ✗ wrong +J = 2", driver.text)
        await driver.press("backspace")
        assert re.search("1 ✓ follows +L = p", driver.text)
        assert not re.search("2 ✗ wrong +J", driver.text)

    drive(session, script)
    assert not session.progress.attempts


@pytest.mark.parametrize(
    ("name", "keys"), [("lines", "L = p\nJ"), ("blanks", "2x"), ("formula", "3x^"), ("word", "ma")]
)
def test_what_was_typed_is_there_after_a_crash(tmp_path: Path, name: str, keys: str) -> None:
    history = History.open(tmp_path / "history.sqlite3")
    session = session_of(name, history=history)

    async def type_and_crash(driver: Driver) -> None:
        await driver.type(keys)

    async def look(driver: Driver) -> None:
        assert driver.typed == keys if name != "blanks" else keys in driver.text

    drive(session, type_and_crash)
    again = Session(1, history, session.progress, BANK.__getitem__)
    drive(again, look)
    history.close()


def test_ctrl_q_and_ctrl_c_stop_and_keep() -> None:
    async def stop(driver: Driver) -> None:
        await driver.press("ctrl+q")

    async def interrupt(driver: Driver) -> None:
        await driver.press("ctrl+c")

    assert drive(session_of("one"), stop) is Ending.STOPPED
    assert drive(session_of("formula"), interrupt) is Ending.INTERRUPTED


def test_the_palette_finds_a_command_by_its_name() -> None:
    session = session_of("one", "truth")

    async def script(driver: Driver) -> None:
        await driver.press("ctrl+p")
        await driver.type("skip")
        found = driver.app.screen.query_one(OptionList)
        await driver.until(lambda: found.option_count == 1 and found.highlighted == 0)
        await driver.press("enter")
        await driver.until_shown("density")

    drive(session, script)


def test_the_mouse_chooses_and_presses_the_keys_below() -> None:
    session = session_of("one")

    async def script(driver: Driver) -> None:
        row = next(y for y, line in enumerate(driver.text.split("\n")) if "b  binary" in line)
        await driver.pilot.click(offset=(12, row))
        await driver.settle()
        assert "(•) b" in driver.text
        await driver.pilot.click("#keys", offset=(3, 0))
        await driver.settle()
        assert "✓ Right" in driver.text

    drive(session, script)


def test_the_page_follows_the_size_of_the_terminal() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("a", "enter")
        for columns in (40, 30, 120):
            await driver.pilot.resize_terminal(columns, 20)
            await driver.until(partial(is_laid_out, driver, columns))

    drive(session_of("one"), script)


def test_colours_are_light_or_dark() -> None:
    async def script(driver: Driver) -> None:
        assert driver.app.current_theme.dark
        driver.app.action_turn_light()
        await driver.settle()
        assert not driver.app.current_theme.dark

    drive(session_of("one"), script)


def test_grading_that_takes_its_time_is_shown_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen_module, "PATIENCE", 0.0)
    session, go_on = session_of("one"), threading.Event()
    answer = session.answer

    def slowly(*args: object) -> object:
        go_on.wait(30)
        return answer(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(session, "answer", slowly)

    async def script(driver: Driver) -> None:
        await driver.pilot.press("b", "enter")
        await driver.until_shown("Grading")
        assert "━" in driver.text
        await driver.pilot.press("c")  # nothing is changed meanwhile
        go_on.set()
        await driver.settle()
        assert "✓ Right" in driver.text
        assert "Grading" not in driver.text

    drive(session, script)


def test_a_history_that_cannot_be_written_ends_the_app_with_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = session_of("one")

    def refuse(*args: object) -> None:
        raise HistoryError("The disk is full.")

    monkeypatch.setattr(session, "answer", refuse)

    async def script(driver: Driver) -> None:
        await driver.pilot.press("b", "enter")
        await driver.pilot.pause()

    with pytest.raises(HistoryError, match="The disk is full"):
        drive(session, script)


def test_notices_are_said_with_the_first_question() -> None:
    async def script(driver: Driver) -> None:
        assert "Resuming the session of Monday." in driver.text

    drive(session_of("one"), script, notices=["Resuming the session of Monday."])


def test_a_question_that_has_no_variant_is_skipped_with_a_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = session_of("number", "one")

    def refuse(*args: object) -> None:
        raise ParameterError("no draw meets the constraint")

    monkeypatch.setattr(type(BANK["number"]), "variant", refuse)

    async def script(driver: Driver) -> None:
        assert "cannot be asked and is skipped" in " ".join(driver.text.split())
        assert "2/2" in driver.text

    drive(session, script)
    assert session.progress.attempts[0].outcome is Outcome.SKIPPED


def test_a_formula_in_a_blank_is_shown_as_it_is_read() -> None:
    async def script(driver: Driver) -> None:
        await driver.type("x/2")
        assert "   x\n   ─\n   2\n" in driver.text

    drive(session_of("blanks"), script)


@pytest.mark.parametrize(
    ("theme", "terminal", "dark"),
    [
        ("auto", "", True),
        ("auto", "0;15", False),
        ("light", "15;0", False),
        ("dark", "0;15", True),
    ],
)
def test_the_theme_is_as_the_learner_says_or_the_terminal(
    monkeypatch: pytest.MonkeyPatch, theme: Theme, terminal: str, dark: bool
) -> None:
    monkeypatch.setenv("COLORFGBG", terminal)
    app = QuizApp(lambda: PracticeScreen(session_of("one"), Invocation(), ()), theme=theme)
    assert app.current_theme.dark is dark
