"""Two thousand answers in one session of the real app, by keys: memory flat, history exact.

Run as `pytest tests/benchmarks/test_long_sessions_in_the_app.py -s`.
"""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path

from app_driving import BANK, EVERY_KIND, SEED, Driver, drive

from quiz.practice.history import History
from quiz.practice.progress import Item, Progress
from quiz.practice.session import Session
from quiz.terminal.answers import label
from quiz.terminal.app.practice_commands import Phase
from quiz.terminal.app.practice_screen import PracticeScreen
from quiz.terminal.ending import Ending

ANSWERS = 2000
MOST_GROWTH = 8_000_000
"""Bytes that the process may grow by, over the last three quarters of the session."""

Expected = tuple[int, str, bool | None]


def resident() -> int:
    """Bytes of memory that this process has in use, as Linux tells."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096


def shown(name: str, *texts: str) -> list[str]:
    """The letters of these choices of a question, as its items show them."""
    layout = BANK[name].variant(SEED).layout(SEED)
    choices = layout.choices or layout.blanks[-1].choices
    values = [choice.value for choice in choices]
    return [label(values.index(text)) for text in texts]


STEPS = ("write the likelihood", "take its logarithm", "set the derivative to zero")

RIGHT = {
    "one": ["b", "enter"],
    "several": ["a", "c", "enter"],
    "truth": ["f", "enter"],
    "pairs": [*shown("pairs", "BCE", "MSE", "CCE"), "enter"],
    "order": [*shown("order", *STEPS), "enter", "enter"],
    "number": [*"1/8", "enter"],
    "word": [*"map", "enter"],
    "blanks": [*"2x", "enter", *shown("blanks", "rises"), "enter"],
    "formula": [*"3x^2", "enter"],
    "lines": [*"J=-log(p)", "ctrl+s"],
}
WRONG = {
    "one": ["a", "enter"],
    "several": ["b", "enter"],
    "truth": ["t", "enter"],
    "pairs": [*shown("pairs", "CCE", "BCE", "MSE"), "enter"],
    "order": [*shown("order", "roll a die"), "enter", "enter"],
    "number": [*"1/9", "enter"],
    "word": [*"mle", "enter"],
    "blanks": [*"x", "enter", *shown("blanks", "falls"), "enter"],
    "formula": [*"x^3", "enter"],
    "lines": [*"J=log(p)", "ctrl+s"],
}


class Learner:
    """Answers by keys, and knows what the history has to say of it."""

    def __init__(self, driver: Driver, session: Session) -> None:
        self.driver = driver
        self.session = session
        self.hints = self.struck = 0

    @property
    def screen(self) -> PracticeScreen:
        assert isinstance(self.driver.app.screen, PracticeScreen)
        return self.driver.app.screen

    async def until(self, phase: Phase, place: int) -> None:
        """Wait until this question is answered, or to be."""

        def is_so() -> bool:
            screen = self.driver.app.screen
            return (
                isinstance(screen, PracticeScreen)
                and screen.phase is phase
                and screen.shown.place == place
                and not screen.is_working
            )

        await self.driver.until(is_so)

    async def deal_with(self, place: int, name: str) -> Expected:
        """Answer a question, or what else one does with it."""
        await self.until(Phase.ANSWERING, place)
        if place % 10 == 1:
            await self.driver.press("ctrl+t")
            self.hints += len(self.session.hints_taken)
        if place % 40 == 7:
            await self.driver.strike("ctrl+n")
            return place, "skipped", None
        if place % 25 == 0:
            await self.driver.strike("ctrl+g", "y")
            await self.until(Phase.READING, place)
            return place, "gave_up", False
        right = place % 3 != 0
        await self.driver.strike(*(RIGHT if right else WRONG)[name])
        await self.until(Phase.READING, place)
        if place % 50 == 3:
            await self.driver.strike("ctrl+o")
            await self.until(Phase.ANSWERING, place)
            self.struck += 1
            await self.driver.strike("enter")
            await self.until(Phase.READING, place)
        return place, "answered", right


def test_two_thousand_answers_in_the_app(tmp_path: Path) -> None:
    names = [EVERY_KIND[number % len(EVERY_KIND)] for number in range(ANSWERS)]
    items = tuple(Item(number, name, SEED) for number, name in enumerate(names, start=1))
    expected: list[Expected] = []
    sizes: dict[int, int] = {}
    counts = (0, 0)

    async def script(driver: Driver) -> None:
        nonlocal counts
        learner = Learner(driver, session)
        for place, name in enumerate(names, start=1):
            expected.append(await learner.deal_with(place, name))
            if place in (ANSWERS // 4, ANSWERS // 2, ANSWERS):
                sizes[place] = resident()
            if expected[-1][1] != "skipped":
                await driver.strike("enter")
        await driver.until_shown("Summary")
        await driver.press("enter")
        counts = learner.struck, learner.hints

    with closing(History.open(tmp_path / "h.sqlite3")) as history:
        number = history.start("bank", "{}", items)
        session = Session(number, history, Progress(items), BANK.__getitem__)
        begun = time.perf_counter()
        assert drive(session, script) is Ending.FINISHED
        seconds = time.perf_counter() - begun
        assert history.progress(number) == session.progress
    found = [
        (one.item, str(one.outcome), one.right if one.counted else None)
        for one in session.progress.attempts
    ]
    assert found == expected
    assert (len(session.progress.struck), len(session.progress.hints)) == counts
    growth = sizes[ANSWERS] - sizes[ANSWERS // 4]
    print(f"\n{ANSWERS} answers in {seconds:.0f} s; bytes in use {sizes}, growth {growth:,}")
    assert growth <= MOST_GROWTH
