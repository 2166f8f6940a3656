"""Beginning a session: the one that was interrupted, or a new one."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.bank import Bank
from quiz.practice.history import History, KeptSession
from quiz.practice.picking import Selection, Standing, pick, standing
from quiz.practice.progress import Item, Progress
from quiz.practice.session import Session

if TYPE_CHECKING:
    from quiz.questions import Question

BUNDLED = "bundled"


@dataclass(frozen=True)
class Resumed:
    """A session that goes on. `left_out` counts its questions that the bank no longer asks."""

    session: Session
    started_at: datetime
    left_out: int


def bank_name(path: Path | None) -> str:
    """What a bank is called in the history: where it lies, or that it is the bundled one."""
    return BUNDLED if path is None else str(path.resolve())


def start(bank: Bank, name: str, history: History, selection: Selection) -> Session | None:
    """A new session; None if no question matches the selection."""
    standings = _standings(bank, name, history)
    seed = random.randrange(2**31) if selection.seed is None else selection.seed
    items = pick(bank.outlines, selection, standings, seed)
    if not items:
        return None
    number = history.start(name, selection.text(), items)
    return Session(number, history, Progress(items), bank.__getitem__)


def resume(bank: Bank, name: str, history: History, selection: Selection) -> Resumed | None:
    """The latest session on this bank that was stopped or broke off, as it was left.

    With a selection, the latest with that selection. A session that another process has open is
    left to it. None when there is none.
    """
    for kept in _resumable(name, history, selection):
        whole = history.progress(kept.id)
        closed = {attempt.item for attempt in whole.attempts}
        gone = frozenset(
            item.number
            for item in whole.items
            if not _still_asked(bank, item, item.number in closed)
        )
        progress = whole.without(gone)
        if not progress.items:
            history.end(kept.id)
            continue
        session = Session(kept.id, history, progress, lambda name: _under_any_id(bank, name))
        return Resumed(session, kept.started_at, len(gone))
    return None


def put_aside(name: str, history: History, selection: Selection) -> None:
    """End the sessions that `resume` would take up; their answers stay in the history."""
    for kept in _resumable(name, history, selection):
        history.end(kept.id)


def _resumable(name: str, history: History, selection: Selection) -> Iterator[KeptSession]:
    for kept in history.kept(name):
        if not (selection.anything or kept.selection == selection.text()):
            continue
        # Another process may have ended it between the listing and the claim.
        if history.claim(kept.id) and history.is_open(kept.id):
            yield kept


def _still_asked(bank: Bank, item: Item, closed: bool) -> bool:
    """Whether the bank has the item's question, under whatever id, and would ask it now."""
    question = bank.resolve(item.question)
    return question is not None and (closed or question.status == "active")


def _under_any_id(bank: Bank, name: str) -> Question:
    """The question that has this id now, or had it before. Raises KeyError for another."""
    return bank.resolve(name) or bank[name]


def _standings(bank: Bank, name: str, history: History) -> Mapping[str, Standing]:
    attempts = history.last_attempts()
    if not attempts:
        return {}
    return {outline.id: standing(outline, name, attempts) for outline in bank.outlines}
