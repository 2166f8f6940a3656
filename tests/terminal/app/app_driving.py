"""The real app, driven by keys, on a small bank with one question of each kind."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

from quiz.bank import Bank, load_bank
from quiz.errors import QuizError
from quiz.practice.exam import Exam
from quiz.practice.history import History
from quiz.practice.opening import start_exam
from quiz.practice.progress import Item, Progress
from quiz.practice.session import Session
from quiz.terminal.app.application import QuizApp
from quiz.terminal.app.exam_screen import ExamScreen
from quiz.terminal.app.practice_screen import PracticeScreen
from quiz.terminal.app.screen import QuizScreen
from quiz.terminal.ending import Ending
from quiz.terminal.summary_text import Invocation

SEED = 4
SIZE = (80, 24)
WIDE, NARROW = (80, 24), (40, 20)

BANK: Bank = load_bank(Path(__file__).with_name("app_bank.yaml"))
EVERY_KIND = tuple(outline.id for outline in BANK.outlines)


class Driver:
    """An app under way: presses its keys, reads its screen."""

    def __init__(self, app: QuizApp, pilot: Pilot[Ending | QuizError]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys by name; wait until nothing happens any more around each that has a name."""
        await self.strike(*keys)
        await self.settle()

    async def strike(self, *keys: str) -> None:
        """The same without waiting for what the last does."""
        for place, name in enumerate(keys):
            if len(name) == 1:
                self.app.post_message(Key(_character_to_key(name), name))
            else:
                if place and len(keys[place - 1]) == 1:
                    await self._quiet()
                self.app.post_message(Key(name, CHARACTERS.get(name)))
                if place < len(keys) - 1:
                    await self._quiet()

    async def type(self, text: str) -> None:
        """Type a text, a key for each character."""
        await self.press(*("enter" if character == "\n" else character for character in text))

    async def settle(self) -> None:
        """Wait for what the keys set off, until it is on the screen."""
        await self._quiet()
        await self._painted()
        await self._quiet()

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait for what comes by a clock or from elsewhere, as long as it takes."""
        async with asyncio.timeout(DEADLINE):
            while not is_so():
                await asyncio.sleep(0.01)

    async def until_shown(self, text: str) -> None:
        """Wait until this is on the screen."""
        await self.until(lambda: text in self.text)

    async def still(self) -> str:
        """What is on the screen once it does not change any more."""
        last = ""
        while last != self.text:
            last = self.text
            await self._painted()
            await self._quiet()
        return last

    async def _painted(self) -> None:
        """Wait until what was asked for after a refresh was done, and what that asked for, too."""
        for _ in range(REFRESHES):
            if not self.app.is_running:
                return
            painted, screen = asyncio.Event(), self.app.screen
            screen.call_after_refresh(painted.set)
            await self.until(partial(self._is_painted, screen, painted))

    def _is_painted(self, screen: Screen[object], painted: asyncio.Event) -> bool:
        """Whether it was painted, or never will be, since the screen or the app has ended."""
        return painted.is_set() or not (self.app.is_running and screen.is_running)

    async def _quiet(self) -> None:
        """Wait for what the keys set off, in whatever thread.

        A key goes from a widget to the app and comes back as an action, a step a round.
        """
        quiet = 0
        while self.app.is_running and quiet < ROUNDS:
            await self.pilot._wait_for_screen()
            for background in (self.app.reading, self.app.keeping):
                await background.run(lambda: None)
            quiet = 0 if self.is_busy else quiet + 1

    @property
    def is_busy(self) -> bool:
        """Whether a screen works on something."""
        stack = self.app.screen_stack if self.app.is_running else []
        return any(isinstance(screen, QuizScreen) and screen.is_working for screen in stack)

    @property
    def text(self) -> str:
        """What is on the screen."""
        strips = self.app.screen._compositor.render_strips(self.app.size)
        lines = ("".join(segment.text for segment in strip).rstrip() for strip in strips)
        return "\n".join(lines)

    @property
    def typed(self) -> str:
        """What is in the field with the cursor."""
        field = self.app.focused
        if isinstance(field, Input):
            return field.value
        assert isinstance(field, TextArea)
        return field.text

    @property
    def screen(self) -> QuizScreen:
        """The screen on top."""
        assert isinstance(self.app.screen, QuizScreen)
        return self.app.screen


DEADLINE = 120
"""Seconds after which what did not come will not come."""

REFRESHES = 3
"""How often the screen is painted until what follows from what is in place."""

ROUNDS = 8
"""How deep widgets are nested, and a few more."""

CHARACTERS = {"enter": "\r", "space": " "}
"""What a terminal sends for keys that have a name and write something."""


def session_of(*questions: str, history: History | None = None, asks_sure: bool = False) -> Session:
    """A new session that asks these questions, by default in a history of its own."""
    kept = history or History.open(None)
    items = tuple(Item(n, name, SEED, reason="new") for n, name in enumerate(questions, start=1))
    number = kept.start("bank", "{}", items)
    return Session(number, kept, Progress(items), BANK.__getitem__, asks_sure=asks_sure)


def exam_of(
    *questions: str, minutes: float = 60, clock: Callable[[], datetime] | None = None
) -> Exam:
    """A new exam that asks these questions."""
    history = History.open(None, clock) if clock else History.open(None)
    items = [Item(n, name, SEED) for n, name in enumerate(questions, start=1)]
    return start_exam(BANK, "bank", history, items, minutes, "{}")


def drive(
    on: Session | Exam,
    script: Callable[[Driver], Awaitable[None]],
    size: tuple[int, int] = SIZE,
    notices: Sequence[str] = (),
) -> Ending | None:
    """Run the app on a session or an exam by a script; how it ended, None if it did not.

    Raises what ended it, if that is an error.
    """

    def first() -> QuizScreen:
        if isinstance(on, Exam):
            return ExamScreen(on, Invocation(), notices)
        return PracticeScreen(on, Invocation(), notices)

    async def run() -> QuizApp:
        app = QuizApp(first)
        async with app.run_test(size=size) as pilot:
            driver = Driver(app, pilot)
            await driver.settle()
            await script(driver)
        return app

    result = asyncio.run(run()).return_value
    if isinstance(result, Exception):
        raise result
    return result
