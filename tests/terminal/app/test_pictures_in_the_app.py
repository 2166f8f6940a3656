"""Formulas as pictures on the screens of the app."""

from __future__ import annotations

import asyncio
import re
from base64 import standard_b64decode

import pytest
from app_driving import Driver

from quiz.bank import load_bank
from quiz.markup.pictures import Canvas
from quiz.practice.history import History
from quiz.practice.progress import Item, Progress
from quiz.practice.session import Session
from quiz.terminal.app.application import QuizApp
from quiz.terminal.app.practice_screen import PracticeScreen
from quiz.terminal.summary_text import Invocation

QUESTION = "derive-bce-many-samples"
PLACE = "\U0010eeee"


def session() -> Session:
    history = History.open(None)
    items = (Item(1, QUESTION, 1, reason="new"),)
    number = history.start("bank", "{}", items)
    return Session(number, history, Progress(items), load_bank().__getitem__)


def test_the_picture_is_sent_once_and_placed_in_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(QuizApp, "_send", lambda _, sequence: sent.append(sequence))

    async def run(canvas: Canvas | None) -> str:
        app = QuizApp(lambda: PracticeScreen(session(), Invocation(), ()), canvas=canvas)
        async with app.run_test(size=(80, 30)) as pilot:
            driver = Driver(app, pilot)
            await driver.settle()
            return driver.text

    assert PLACE not in asyncio.run(run(None))
    assert sent == []
    text = asyncio.run(run(Canvas()))
    assert len(sent) == 1
    keys = dict(pair.split("=") for pair in sent[0][3:].partition(";")[0].split(","))
    rows = [line for line in text.splitlines() if PLACE in line]
    assert len(rows) == int(keys["r"])
    assert {row.count(PLACE) for row in rows} == {int(keys["c"])}
    data = "".join(re.findall(r";([^;\x1b]*)\x1b", sent[0]))
    assert standard_b64decode(data).startswith(b"\x89PNG")


def test_what_is_typed_is_a_picture_too(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(QuizApp, "_send", lambda _, sequence: sent.append(sequence))

    async def run() -> int:
        app = QuizApp(lambda: PracticeScreen(session(), Invocation(), ()), canvas=Canvas())
        async with app.run_test(size=(80, 40)) as pilot:
            driver = Driver(app, pilot)
            await driver.settle()
            before = driver.text.count(PLACE)
            await driver.type("J = -log(L)/")
            return driver.text.count(PLACE) - before

    assert asyncio.run(run()) > 0
    assert len(sent) > 1
