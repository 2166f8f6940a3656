"""From what was asked for on the command line to a session in the plain mode."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from quiz.bank import Bank, load_bank
from quiz.errors import LearnerError
from quiz.practice.history import History
from quiz.practice.opening import Resumed, bank_name, put_aside, resume, start
from quiz.practice.picking import Selection
from quiz.practice.session import Session
from quiz.practice.storage import default_path
from quiz.terminal.console import Console
from quiz.terminal.plain import Ending, Plain
from quiz.terminal.summary_text import Invocation

DONE, NOTHING_TO_ASK, INTERRUPTED = 0, 1, 130
"""Exit statuses. Stopping early is no failure."""

ENGINE_KINDS = frozenset({"expression", "derivation", "cloze"})
"""Questions whose answers may hold formulas, which the worker grades."""


class SelectionError(LearnerError):
    """A question, a tag or a kind was asked for that the bank does not have."""

    exit_status = 2


@dataclass(frozen=True)
class Start:
    """What to practise, and where to keep it. `bank` None is the bundled one."""

    bank: Path | None
    selection: Selection
    history: Path | None = None
    keep: bool = True
    fresh: bool = False

    @property
    def invocation(self) -> Invocation:
        """The words that start the next session."""
        return Invocation(
            None if self.bank is None else str(self.bank),
            None if self.history is None else str(self.history),
            self.keep,
        )


def practise(begin: Start) -> int:
    """Practise until the session ends; returns the exit status.

    Raises QuizError, with a message for the learner, when the bank does not load, the selection
    names what it does not have, or the history cannot be used.
    """
    console = Console.standard()
    try:
        return _practise(begin, console)
    except KeyboardInterrupt:
        return INTERRUPTED


def _practise(begin: Start, console: Console) -> int:
    bank = load_bank(begin.bank)
    unknown = begin.selection.unknown(bank.outlines)
    if unknown:
        raise SelectionError(unknown)
    with _history(begin) as history:
        for notice in history.notices:
            console.show(console.look.wrapped(notice) + "\n")
        session = _session(begin, bank, history, console)
        if session is None:
            return DONE if begin.selection.mistakes else NOTHING_TO_ASK
        plain = Plain(session, console, begin.invocation, lambda: _warm_up(bank, session))
        return INTERRUPTED if plain.run() is Ending.INTERRUPTED else DONE


@contextmanager
def _history(begin: Start) -> Iterator[History]:
    path = (begin.history or default_path()) if begin.keep else None
    history = History.open(path)
    try:
        yield history
    finally:
        history.close()


def _session(begin: Start, bank: Bank, history: History, console: Console) -> Session | None:
    """The session to go on with, or a new one, with a word about which; None if nothing matches."""
    name = bank_name(begin.bank)
    if begin.fresh:
        put_aside(name, history, begin.selection)
    elif resumed := resume(bank, name, history, begin.selection):
        console.show(console.look.wrapped(_resumed(resumed)) + "\n")
        return resumed.session
    session = start(bank, name, history, begin.selection)
    if session is None:
        console.show(
            "There is nothing that you missed."
            if begin.selection.mistakes
            else "No question matches; drafts and retired questions are not asked."
        )
        return None
    count = len(session.progress.items)
    console.show(f"{bank.title} · {count} question{'' if count == 1 else 's'}")
    console.show(f"? a hint · :h help · :q stop{' and keep' if begin.keep else ''}\n")
    return session


def _resumed(resumed: Resumed) -> str:
    progress = resumed.session.progress
    begun = resumed.started_at.astimezone()
    said = (
        f"Resuming the session of {begun.day} {begun:%B %Y, %H:%M}:"
        f" {len(progress.attempts)} of {len(progress.items)} answered."
        " :q stops and keeps it; the option --fresh starts another."
    )
    if resumed.left_out:
        said += f" Left out, as the bank no longer asks them: {resumed.left_out}."
    return said


def _warm_up(bank: Bank, session: Session) -> None:
    """Let the grading worker start while the learner reads, if this session needs it."""
    asked = {item.question for item in session.progress.items}
    if any(
        outline.type in ENGINE_KINDS and not asked.isdisjoint((outline.id, *outline.was))
        for outline in bank.outlines
    ):
        threading.Thread(target=_start_worker).start()  # the prompt need not wait for it


def _start_worker() -> None:
    from quiz.symbolic import engine

    engine.warm_up()
