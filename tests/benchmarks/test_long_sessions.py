"""Two thousand answers in one session, and a history of ten thousand: memory flat, picking quick.

Run as `pytest tests/benchmarks/test_long_sessions.py -s`.
"""

from __future__ import annotations

import random
import statistics
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quiz.bank import Bank, load_bank
from quiz.practice.history import Asked, History
from quiz.practice.opening import BUNDLED, start
from quiz.practice.picking import Selection
from quiz.practice.progress import Attempt, Item, Outcome, Progress
from quiz.practice.session import Session
from quiz.practice.standing import standings
from quiz.questions.verdict import Verdict

ANSWERS = 2000
MOST_GROWTH = 8_000_000
"""Bytes that the process may grow by, over the last three quarters of the session."""

ATTEMPTS = 10_000
MOST_SECONDS = 0.25
"""For picking from a history of so many attempts: a tenth of this is measured on two slow cores."""


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank()


def resident() -> int:
    """Bytes of memory that this process has in use, as Linux tells."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096


def test_two_thousand_answers_leave_memory_flat_and_the_history_exact(
    tmp_path: Path, bank: Bank
) -> None:
    chance = random.Random(1)
    asked = [outline.id for outline in bank.outlines if outline.status == "active"]
    items = tuple(
        Item(number, asked[number % len(asked)], chance.randrange(2**31))
        for number in range(1, ANSWERS + 1)
    )
    expected: list[tuple[int, str, bool | None]] = []
    struck = hints = 0
    sizes = {}
    with closing(History.open(tmp_path / "h.sqlite3")) as history:
        number = history.start(BUNDLED, "{}", items)
        session = Session(number, history, Progress(items), bank.__getitem__)
        begun = time.perf_counter()
        while (asking := session.asking) is not None:
            place = asking.place
            if place % 10 == 0 and session.hint():
                hints += 1
            if place % 25 == 0:
                session.give_up()
                expected.append((place, "gave_up", False))
            elif place % 40 == 1:
                session.skip()
                expected.append((place, "skipped", None))
            else:
                grade, attempt = session.answer(asking.variant.key())
                assert attempt is not None, grade
                expected.append((place, "answered", attempt.right))
                assert attempt.right, asking.question.id
            if place % 50 == 3:
                session.undo()
                struck += 1
                session.answer(asking.variant.key())
            if place in (ANSWERS // 4, ANSWERS // 2, ANSWERS):
                sizes[place] = resident()
        seconds = time.perf_counter() - begun
        assert history.progress(number) == session.progress
        progress = session.progress
    found = [
        (one.item, str(one.outcome), one.right if one.counted else None)
        for one in progress.attempts
    ]
    assert found == expected
    assert (len(progress.struck), len(progress.hints)) == (struck, hints)
    growth = sizes[ANSWERS] - sizes[ANSWERS // 4]
    print(f"\n{ANSWERS} answers in {seconds:.0f} s; bytes in use {sizes}, growth {growth:,}")
    assert growth <= MOST_GROWTH


def test_picking_from_ten_thousand_attempts_is_quick(tmp_path: Path, bank: Bank) -> None:
    file = tmp_path / "h.sqlite3"
    _fill(file, bank)
    times: dict[str, list[float]] = {"open": [], "worked out": [], "kept": [], "start": []}
    for _ in range(7):
        begun = time.perf_counter()
        with closing(History.open(file)) as history:
            times["open"].append(time.perf_counter() - begun)
            history.connection.execute("DELETE FROM memories")
            for what in ("worked out", "kept"):
                begun = time.perf_counter()
                standings(bank.outlines, BUNDLED, history)
                times[what].append(time.perf_counter() - begun)
            begun = time.perf_counter()
            assert start(bank, BUNDLED, history, Selection()) is not None
            times["start"].append(time.perf_counter() - begun)
    medians = {what: statistics.median(measured) for what, measured in times.items()}
    print("\n" + ", ".join(f"{what} {1000 * value:.0f} ms" for what, value in medians.items()))
    assert medians["start"] <= MOST_SECONDS


def _fill(file: Path, bank: Bank) -> None:
    """Ten thousand attempts over a year, seven in ten right."""
    now = datetime.now(UTC) - timedelta(days=365)

    def clock() -> datetime:
        nonlocal now
        now += timedelta(days=365) / (ATTEMPTS * 1.2)
        return now

    chance = random.Random(1)
    contents = {outline.id: outline.content for outline in bank.outlines}
    with closing(History.open(file, clock)) as history:
        history.connection.execute("PRAGMA synchronous = OFF")
        for _ in range(ATTEMPTS // 20):
            items = [Item(n, chance.choice([*contents]), n) for n in range(1, 21)]
            session = history.start(BUNDLED, "{}", items)
            for item in items:
                right = chance.random() < 0.7
                verdict = Verdict.CORRECT if right else Verdict.INCORRECT
                attempt = Attempt(
                    item.number, Outcome.ANSWERED, 1, verdict, float(right), seconds=30
                )
                history.record(session, Asked(item, contents[item.question]), attempt)
            history.end(session)
