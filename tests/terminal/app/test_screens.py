"""Every screen at two sizes, as text.

After a change that was meant, look at the screens and keep them:
`KEEP_SCREENS=1 pytest tests/terminal/app/test_screens.py`, then read the difference in git.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from app_driving import NARROW, WIDE, Driver, drive, exam_of, session_of

KEPT = Path(__file__).with_name("screens")

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["80x24", "40x20"])

Step = tuple[str, Sequence[str]]

ANSWERS: dict[str, Sequence[Step]] = {
    "one": [
        ("choice", []),
        ("choice-hint", ["ctrl+t"]),
        ("choice-missed", ["down", "enter"]),
        ("choice-retry", ["r"]),
    ],
    "several": [("several-choices", ["a", "c"]), ("several-right", ["enter"])],
    "truth": [("truth", ["t"])],
    "pairs": [("pairs", ["a"]), ("pairs-open", ["enter"])],
    "order": [("order", ["b", "a"]), ("order-lifted", ["up", "space"])],
    "number": [("number", [*"2^-3"])],
    "word": [("word", []), ("word-nothing", ["enter"])],
    "blanks": [("blanks", [*"2x", "enter"])],
    "formula": [
        ("formula-begun", [*"3x^(1+1)/("]),
        ("formula-trouble", ["backspace", "backspace", *"+q"]),
        ("formula-refused", ["enter"]),
        ("formula-right", ["backspace", "backspace", "enter"]),
    ],
    "lines": [
        ("lines", [*"L = p", "enter", *"J = -2log(p)/("]),
        ("lines-checked", ["backspace", "backspace", "ctrl+r"]),
        ("lines-missed", ["ctrl+s"]),
        ("help", ["?"]),
        ("note", ["escape", "ctrl+f"]),
    ],
}


def kept(name: str, size: tuple[int, int], text: str) -> None:
    """Compare a screen with the one that was kept."""
    path = KEPT / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("KEEP_SCREENS"):
        path.write_text(text + "\n", encoding="utf-8")
    assert path.exists(), f"{path.name} was never kept"
    assert text + "\n" == path.read_text(encoding="utf-8"), path.name


async def show(driver: Driver, steps: Sequence[Step], size: tuple[int, int]) -> None:
    """Press the keys of each step, and compare what is shown then."""
    for name, keys in steps:
        if keys:
            await driver.press(*keys)
        kept(name, size, await driver.still())


@SIZES
@pytest.mark.parametrize("question", ANSWERS)
def test_a_question_looks_as_it_did(question: str, size: tuple[int, int]) -> None:
    async def script(driver: Driver) -> None:
        await show(driver, ANSWERS[question], size)

    drive(session_of(question, "truth"), script, size)


@SIZES
def test_the_summary_looks_as_it_did(size: tuple[int, int]) -> None:
    async def script(driver: Driver) -> None:
        await driver.press("b", "enter", "enter", "ctrl+g")
        kept("give-up", size, await driver.still())
        await driver.press("y", "enter")
        kept("summary", size, await driver.still())

    drive(session_of("one", "truth"), script, size)


@SIZES
def test_an_exam_looks_as_it_did(size: tuple[int, int]) -> None:
    exam = exam_of("one", "lines", "truth", clock=lambda: datetime(2026, 5, 4, tzinfo=UTC))
    steps: Sequence[Step] = [
        ("exam", ["a", "enter"]),
        ("exam-list", ["ctrl+f", "ctrl+l"]),
        ("exam-hand-in", ["escape", "ctrl+d"]),
        ("review-summary", ["y"]),
        ("review-question", ["enter"]),
        ("review-open", ["enter"]),
    ]

    async def script(driver: Driver) -> None:
        await show(driver, steps, size)

    drive(exam, script, size)


def test_every_kept_screen_is_compared() -> None:
    names = {name for steps in ANSWERS.values() for name, _ in steps}
    names |= {"give-up", "summary", "exam", "exam-list", "exam-hand-in"}
    names |= {"review-summary", "review-question", "review-open"}
    assert {path.stem.rpartition("-")[0] for path in KEPT.iterdir()} == names
