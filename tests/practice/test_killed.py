"""A session and an exam whose process is killed at 50 moments: nothing is lost or doubled.

Each life of the process is a fork that kills itself before some statement reaches the database. It
takes the next step by what the history says, and notes a step once the method returned: that is
when a screen may show it.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from quiz.bank import Bank, load_bank
from quiz.practice.exam import Exam
from quiz.practice.history import History, Kind
from quiz.practice.opening import resume, resume_exam, start, start_exam
from quiz.practice.picking import Selection
from quiz.practice.progress import Item, Outcome
from quiz.practice.session import Session
from quiz.practice.standing import standings

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a life is a fork"),
    # Other tests may have left threads; a life uses nothing that they hold.
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]

START = datetime(2026, 11, 2, 12, tzinfo=UTC)
KILLS = 50
QUESTIONS = 16
NAMES = tuple(f"q{number}" for number in range(QUESTIONS))

BANK = "title: Sums\nquestions:\n" + "".join(
    f"""\
  - id: {name}
    type: {"cloze" if number % 4 == 3 else "numeric"}
    prompt: What is {number} and {number}{", as [[sum]] or [[product]]" if number % 4 == 3 else ""}?
    explanation: Twice the number is what is asked for here.
    hints: [Double it.]
    {
        "blanks: {sum: {answer: " + str(2 * number) + "}, product: {accept: [twice]}}"
        if number % 4 == 3
        else "answer: " + str(2 * number)
    }
"""
    for number, name in enumerate(NAMES)
)


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    path = tmp_path / "bank.yaml"
    path.write_text(BANK, encoding="utf-8")
    return load_bank(path)


@dataclass
class Lives:
    """A process that lives again and again on the same history, at the hours that `now` says."""

    folder: Path
    now: datetime = START
    kills: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(50))

    @property
    def file(self) -> Path:
        return self.folder / "h.sqlite3"

    @property
    def seen(self) -> list[str]:
        """The steps that a learner has seen the outcome of."""
        notes = self.folder / "seen.txt"
        return notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []

    def rows(self, *queries: str) -> list[list[tuple[Any, ...]]]:
        """What is in the file, for which it need not be whole."""
        with closing(sqlite3.connect(self.file)) as connection:
            return [connection.execute(query).fetchall() for query in queries]

    def open(self) -> History:
        return History.open(self.file, lambda: self.now)

    def live(self, act: Callable[[History, Callable[[str], None]], None]) -> bool:
        """One life; whether it came to its end. Killed, if more kills are due."""
        fatal = self.chance.randrange(2, 40) if self.kills < KILLS else None
        sys.stdout.flush()
        process = os.fork()
        if process == 0:
            status = 1
            try:
                self._live(act, fatal)
                status = 0
            finally:
                os._exit(status)
        _, status = os.waitpid(process, 0)
        if os.WIFSIGNALED(status):
            assert os.WTERMSIG(status) == signal.SIGKILL
            self.kills += 1
            return False
        assert os.WEXITSTATUS(status) == 0, "the process stumbled over what it found"
        return True

    def _live(
        self, act: Callable[[History, Callable[[str], None]], None], fatal: int | None
    ) -> None:
        history = self.open()
        # What a process wrote outlives it without this, too; a power cut is another matter.
        history.connection.execute("PRAGMA synchronous = OFF")
        statements = 0

        def count(_: str) -> None:
            nonlocal statements
            statements += 1
            if statements == fatal:
                os.kill(os.getpid(), signal.SIGKILL)

        history.connection.set_trace_callback(count)
        with (self.folder / "seen.txt").open("a", encoding="utf-8") as notes:
            act(history, lambda step: print(step, file=notes, flush=True))


# Practising

SLIP = "1"
"""An answer that is taken back."""


def practise(bank: Bank, history: History, saw: Callable[[str], None]) -> None:
    """Go on with the session, or begin it, until it is finished."""
    selection = Selection(questions=NAMES)
    resumed = resume(bank, "here", history, selection)
    session = resumed.session if resumed else start(bank, "here", history, selection)
    assert session is not None
    while (asking := session.asking) is not None:
        saw(_practice_step(session, asking.place - 1))
    session.end()


def _practice_step(session: Session, number: int) -> str:
    """The next step at a question, by what the history says of the steps before."""
    asking = session.asking
    assert asking is not None
    if session.progress.attempts and session.progress.attempts[-1].response == SLIP:
        session.undo()
        return "undo"
    was_undone = any(attempt.item == asking.item.number for attempt in session.progress.struck)
    if number % 2 and not session.hints_taken:
        session.hint()
        return f"hint {number}"
    if number % 4 == 3:
        if not session.draft:
            session.redraft([str(2 * number)])
            return f"draft {number}"
        session.answer({"sum": session.draft[0], "product": "twice"})
        return f"answer {number}"
    if number % 4 == 2 and not was_undone:
        session.answer(SLIP)
        return f"answer {number}"
    if number == 5:
        session.skip()
        return f"skip {number}"
    session.answer(str(2 * number), sure=True)
    return f"answer {number}"


def test_a_session_killed_at_50_moments_has_every_answer_once(tmp_path: Path, bank: Bank) -> None:
    lives = Lives(tmp_path)
    rounds = 0
    before = Kept()
    while lives.kills < KILLS or rounds == 0:
        seen = len(lives.seen)
        is_finished = lives.live(lambda history, saw: practise(bank, history, saw))
        before = _check_practice(lives, before, lives.seen[seen:])
        if is_finished:
            rounds += 1
            _check_finished(lives, rounds)
    with closing(lives.open()) as history:
        found = standings(bank.outlines, "here", history)
        history.connection.execute("DELETE FROM memories")
        assert standings(bank.outlines, "here", history) == found


@dataclass(frozen=True)
class Kept:
    """How much the history holds: attempts, those taken back among them, hints."""

    attempts: int = 0
    struck: int = 0
    hints: int = 0


def _check_practice(lives: Lives, before: Kept, seen: list[str]) -> Kept:
    """What the learner saw in a life was added, and at most the one step more that was not seen."""
    sound, [(attempts, struck)], [(hints,)], [(drafts,)] = lives.rows(
        "PRAGMA integrity_check",
        "SELECT count(*), count(struck_at) FROM attempts",
        "SELECT count(*) FROM hints",
        "SELECT count(*) FROM drafts",
    )
    assert sound == [("ok",)]
    assert drafts <= 1
    more = (
        attempts - before.attempts - sum(step.startswith(("answer", "skip")) for step in seen),
        struck - before.struck - seen.count("undo"),
        hints - before.hints - sum(step.startswith("hint") for step in seen),
    )
    assert min(more) >= 0
    assert sum(more) <= 1
    return Kept(attempts, struck, hints)


def _check_finished(lives: Lives, rounds: int) -> None:
    with closing(lives.open()) as history:
        assert history.kept("here") == ()
        assert history.rows("SELECT count(*) FROM sessions") == [(rounds,)]
        for session in range(1, rounds + 1):
            progress = history.progress(session)
            assert [attempt.item for attempt in progress.attempts] == [
                item.number for item in progress.items
            ]
            assert [attempt.outcome for attempt in progress.attempts] == [
                Outcome.SKIPPED if number == 5 else Outcome.ANSWERED for number in range(QUESTIONS)
            ]
            assert all(attempt.right for attempt in progress.attempts if attempt.counted)
            undone = [attempt.item for attempt in progress.struck]
            assert undone == [number + 1 for number in range(2, QUESTIONS, 4)]
            assert [hint.item for hint in progress.hints] == [*range(2, QUESTIONS + 1, 2)]
        assert history.rows("SELECT * FROM drafts") == []


# An exam

MINUTES = 60
DOWN = timedelta(seconds=40)


def sit(bank: Bank, history: History, saw: Callable[[str], None]) -> None:
    """Go on with the exam, or begin it, until its time is up."""
    resumed = resume_exam(bank, "here", history)
    if resumed:
        exam = resumed.exam
    else:
        items = tuple(Item(number, name, 5) for number, name in enumerate(NAMES, start=1))
        exam = start_exam(bank, "here", history, items, MINUTES, "{}")
        saw("begun")
    deadline = START + timedelta(minutes=MINUTES)
    assert exam.deadline == deadline
    assert exam.seconds_left() == max(0, (deadline - history.clock()).total_seconds())
    for number in range(QUESTIONS):
        if not exam.is_over:
            exam.jump(number + 1)
            if said := _exam_step(exam, number):
                saw(said)
    if exam.is_over:
        exam.hand_in()
        saw("handed in")


def _exam_step(exam: Exam, number: int) -> str | None:
    """Answer a question if it is open, wrong first; the last of a group is left to its draft."""
    right = str(2 * number)
    kept = exam.response(number + 1)
    if number % 4 == 3:
        if not exam.draft:
            exam.redraft([right, "twice"])
            return f"draft {number}"
        return None
    if number % 4 == 1:
        return None
    if kept is None:
        assert exam.respond("1") is None
        return f"respond {number}"
    if kept == "1":
        assert exam.respond(right) is None
        return f"mend {number}"
    return None


def test_an_exam_killed_at_50_moments_keeps_its_answers_and_its_clock(
    tmp_path: Path, bank: Bank
) -> None:
    lives = Lives(tmp_path)
    while "handed in" not in lives.seen:
        lives.live(lambda history, saw: sit(bank, history, saw))
        lives.now += DOWN
        _check_exam(lives)
    assert lives.kills == KILLS
    with closing(lives.open()) as history:
        progress = history.progress(1)
        assert [attempt.item for attempt in progress.attempts] == [*range(1, QUESTIONS + 1)]
        for number, attempt in enumerate(progress.attempts):
            outcome = Outcome.UNANSWERED if number % 4 == 1 else Outcome.ANSWERED
            assert (attempt.outcome, attempt.score) == (outcome, float(number % 4 != 1))
        (ended_at,) = history.rows("SELECT ended_at FROM sessions")[0]
        assert datetime.fromisoformat(ended_at) == START + timedelta(minutes=MINUTES)
        assert history.kept("here", Kind.EXAM) == ()
        assert history.rows("SELECT * FROM responses") == []
        assert history.rows("SELECT * FROM drafts") == []


def _check_exam(lives: Lives) -> None:
    """Handing in is all or nothing; before it, every response that was seen is there."""
    sound, [(attempts,)], responses = lives.rows(
        "PRAGMA integrity_check",
        "SELECT count(*) FROM attempts",
        "SELECT item, response FROM responses",
    )
    kept = dict(responses)
    assert sound == [("ok",)]
    assert attempts in (0, QUESTIONS)
    if attempts:
        assert kept == {}
        return
    assert "handed in" not in lives.seen
    for number in range(QUESTIONS):
        if f"mend {number}" in lives.seen:
            assert kept[number + 1] == f'"{2 * number}"'
        elif f"respond {number}" in lives.seen:
            assert number + 1 in kept
