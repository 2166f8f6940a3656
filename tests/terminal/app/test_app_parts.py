"""The parts of the app that need no screen."""

from __future__ import annotations

import asyncio
import re
import threading

import pytest
from app_driving import session_of
from hypothesis import given
from hypothesis import strategies as st

from quiz.practice.exam import Place
from quiz.practice.progress import Attempt, Item, Outcome, Progress
from quiz.questions.typed_formulas import Formulas
from quiz.questions.verdict import Verdict
from quiz.terminal.app.background import Background, Latest
from quiz.terminal.app.commands import footer_markup
from quiz.terminal.app.exam_commands import COMMANDS as EXAM
from quiz.terminal.app.header import exam_line, progress_line
from quiz.terminal.app.places import place_text
from quiz.terminal.app.practice_commands import COMMANDS as PRACTICE
from quiz.terminal.app.preview import Typed, is_worth_showing, laid_out, pointing


def test_only_the_latest_of_what_comes_too_fast_is_worked_on() -> None:
    background, go_on = Background("test"), threading.Event()
    worked_on: list[int] = []

    def work(value: int) -> int:
        go_on.wait(30)
        worked_on.append(value)
        return -value

    async def put_many() -> list[tuple[int, int]]:
        done: list[tuple[int, int]] = []
        latest = Latest(background, work, lambda value, found: done.append((value, found)), raised)
        for value in range(100):
            latest.put(value)
        go_on.set()
        while (99, -99) not in done:
            await asyncio.sleep(0.001)
        return done

    done = asyncio.run(put_many())
    background.stop()
    assert worked_on in ([0, 99], [99])
    assert [value for value, _ in done] == worked_on


def raised(error: Exception) -> None:
    raise error


def test_an_error_in_the_background_is_told() -> None:
    background = Background("test")
    told: list[Exception] = []

    def fail(_: int) -> None:
        raise ValueError("no")

    async def put() -> None:
        Latest(background, fail, lambda *_: None, told.append).put(1)
        while not told:
            await asyncio.sleep(0.001)

    asyncio.run(put())
    background.stop()
    assert isinstance(told[0], ValueError)


@pytest.mark.parametrize("commands", [PRACTICE, EXAM], ids=["practice", "exam"])
@given(columns=st.integers(18, 160))
def test_the_keys_fit_their_line_and_the_help_is_always_there(
    commands: tuple[object, ...], columns: int
) -> None:
    markup = footer_markup([("a–d", "choose"), ("↑↓", "move")], commands, columns)  # type: ignore[arg-type]
    shown = re.sub(r"(?<!\\)\[.*?\]", "", markup)
    assert len(shown) <= columns
    assert shown.endswith("? Help")


def progress(total: int, closed: int) -> Progress:
    verdicts = (Verdict.CORRECT, Verdict.INCORRECT, Verdict.PARTLY_CORRECT)
    return Progress(
        tuple(Item(n, "q", 1) for n in range(1, total + 1)),
        tuple(
            Attempt(n, Outcome.ANSWERED, verdict=verdicts[n % 3], score=0.5)
            for n in range(1, closed + 1)
        ),
    )


def test_each_question_has_its_sign() -> None:
    assert progress_line(progress(5, 3), 4, 40) == "4/5  ✗~✓●·                  1 of 3 right"


def test_of_many_questions_those_around_the_one_that_is_shown_have_their_sign() -> None:
    assert progress_line(progress(60, 30), 31, 40) == "31/60  …✗~✓✗~✓✗~✓●········…"


@given(st.integers(1, 300), st.data(), st.integers(30, 160))
def test_the_top_line_fits_and_says_where_one_is(
    total: int, data: st.DataObject, columns: int
) -> None:
    here = data.draw(st.integers(1, total))
    line = progress_line(progress(total, here - 1), here, columns)
    assert len(line) <= columns
    assert line.startswith(f"{here}/{total} ")
    assert line.count("●") == 1, "where one is has its sign, however little room there is"
    places = [Place(n, answered=n < here, flagged=n % 7 == 0) for n in range(1, total + 1)]
    line = exam_line(places, here, "1:00:00", columns)
    assert len(line) <= columns
    assert line.endswith("1:00:00 left"), "the clock is always in sight"


@pytest.mark.parametrize(
    ("name", "text", "lines", "error"),
    [
        ("formula", "x/2", ("x", "─", "2"), None),
        ("formula", "x/", ("x", "─", "□"), None),
        ("formula", "", (), None),
        ("formula", "x+q", (), 2),
        ("lines", "J = -log", None, None),
        ("lines", "m := 2p", ("m ≔ 2·p",), None),
        ("number", "1/2", ("1", "─", "2"), None),
    ],
)
def test_a_preview_shows_what_is_there_or_why_it_cannot_be(
    name: str, text: str, lines: tuple[str, ...] | None, error: int | None
) -> None:
    asking = session_of(name).asking
    assert asking is not None
    found = laid_out(Formulas.of(asking.variant), Typed(text, (), 60))
    if lines is not None:
        assert tuple(line.strip() for line in found.lines) in (lines, _tight(lines))
    assert (found.error.position if found.error else None) == error


def _tight(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The same without the dots of products, which are a matter of taste."""
    return tuple(line.replace("·", "") for line in lines)


def test_lines_know_the_names_that_lines_above_define() -> None:
    asking = session_of("lines").asking
    assert asking is not None
    formulas = Formulas.of(asking.variant)
    assert laid_out(formulas, Typed("J = k + 1", ("k := 2p",), 60)).error is None
    assert laid_out(formulas, Typed("J = k + 1", (), 60)).error is not None


def test_an_error_is_pointed_at_within_the_columns() -> None:
    asking = session_of("formula").asking
    assert asking is not None
    text = "x+" * 60 + "q"
    typed = Typed(text, (), 40)
    error = laid_out(Formulas.of(asking.variant), typed).error
    assert error is not None
    piece, caret, *_ = pointing(typed, error)
    assert len(piece) <= 40
    assert piece[caret.index("^")] == "q"


@pytest.mark.parametrize(
    ("text", "worth"),
    [("0.5", False), ("-12", False), ("45 %", False), ("1/2", True), ("exp(-2)", True)],
)
def test_digits_alone_need_no_preview(text: str, worth: bool) -> None:
    assert is_worth_showing(text) is worth


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(1, answered=False, flagged=False), "  1  □ open    "),
        (Place(2, answered=False, flagged=False, begun=True), "  2  ◧ begun   "),
        (Place(3, answered=True, flagged=True), "  3  ■ answered  ! flagged"),
        (Place(4, answered=True, flagged=False, unread=True), "  4  ? unread  "),
    ],
)
def test_the_list_of_an_exam_says_how_each_question_stands(place: Place, text: str) -> None:
    assert place_text(place) == text
