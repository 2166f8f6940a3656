"""How soon the preview of a formula follows a key, beside the echo of a bare Textual input.

Run as `pytest tests/benchmarks/test_preview_speed.py -s`.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable

from textual.app import App, ComposeResult
from textual.events import Key
from textual.keys import _character_to_key
from textual.widgets import Input

from quiz.bank import load_bank
from quiz.practice.history import History
from quiz.practice.progress import Item, Progress
from quiz.practice.session import Session
from quiz.terminal.app.application import QuizApp
from quiz.terminal.app.practice_screen import PracticeScreen
from quiz.terminal.app.preview import Preview
from quiz.terminal.summary_text import Invocation

QUESTION = "derive-bce-many-samples"
FORMULAS = (
    "J = -(1/n)*sum(y_i*log(p_i) + (1-y_i)*log(1-p_i), i=1..n)",
    "log L = sum(log(p_i^y_i * (1-p_i)^(1-y_i)), i=1..n)",
    r"J = -\frac{1}{n}\sum_{i=1}^{n}(y_i \log p_i + (1-y_i) \log(1-p_i))",
)

FAST = 0.1
"""Seconds between two keys of somebody who types 120 words a minute."""


class Bare(App[None]):
    """One input."""

    def compose(self) -> ComposeResult:
        yield Input()


async def seconds(app: App[object], key: str, follows: Callable[[], bool]) -> float:
    """From a key until what follows it is handed to the screen."""
    start = time.perf_counter()
    app.post_message(Key(_character_to_key(key), key))
    while not follows():
        await asyncio.sleep(0)
    return time.perf_counter() - start


async def bare() -> list[float]:
    app = Bare()
    found = []
    async with app.run_test() as pilot:
        field = app.query_one(Input)
        for formula in FORMULAS:
            field.value = ""
            await pilot.pause()
            for place, key in enumerate(formula, start=1):
                typed = formula[:place]
                found.append(await seconds(app, key, lambda typed=typed: field.value == typed))  # type: ignore[misc, arg-type]
                await pilot.pause(0.02)
    return found


async def previewed() -> list[float]:
    bank, history = load_bank(None), History.open(None)
    items = (Item(1, QUESTION, 1),)
    session = Session(history.start("b", "{}", items), history, Progress(items), bank.__getitem__)
    app = QuizApp(lambda: PracticeScreen(session, Invocation(), ()))
    found = []
    async with app.run_test() as pilot:
        await pilot.pause()
        preview = app.screen.query_one(Preview)
        for formula in FORMULAS:
            await pilot.press("enter")
            for place, key in enumerate(formula, start=1):
                typed = formula[:place]
                found.append(
                    await seconds(app, key, lambda typed=typed: preview.followed == typed)  # type: ignore[misc, arg-type]
                )
                await pilot.pause(0.02)
    return found


def test_a_preview_follows_a_key_before_the_next_is_struck() -> None:
    echoes, previews = asyncio.run(bare()), asyncio.run(previewed())
    print()
    report("echo of a bare input", echoes)
    report("preview of a formula", previews)
    assert statistics.quantiles(previews, n=20)[-1] <= FAST


def report(what: str, found: list[float]) -> None:
    """The middle, the slow end and the worst, in milliseconds."""
    slow = statistics.quantiles(found, n=20)[-1]
    figures = [f"{1000 * value:.1f}" for value in (statistics.median(found), slow, max(found))]
    print(f"{what}: median {figures[0]} ms, 95 % within {figures[1]} ms, worst {figures[2]} ms")
