"""Beginning a session or an exam: the one that was interrupted, or a new one."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.bank import Bank
from quiz.practice.asking import variant_seed
from quiz.practice.history import History, KeptSession, Kind
from quiz.practice.picking import Selection, Today, pick
from quiz.practice.progress import Item, Progress
from quiz.practice.session import Session
from quiz.practice.standing import standings
from quiz.questions.errors import ParameterError

if TYPE_CHECKING:
    from quiz.practice.exam import Exam
    from quiz.questions import Question

BUNDLED = "bundled"


@dataclass(frozen=True)
class Resumed:
    """A session that goes on. `left_out` counts its questions that the bank no longer asks.

    `others` are the selections of the other sessions on this bank that were not ended, as texts.
    """

    session: Session
    started_at: datetime
    left_out: int
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class ResumedExam:
    """An exam that goes on, or whose time ran out meanwhile: then it is to be handed in."""

    exam: Exam
    started_at: datetime
    left_out: int


def bank_name(path: Path | None) -> str:
    """What a bank is called in the history: where it lies, or that it is the bundled one."""
    return BUNDLED if path is None else str(path.resolve())


def start(bank: Bank, name: str, history: History, selection: Selection) -> Session | None:
    """A new session; None if no question matches the selection."""
    found = standings(bank.outlines, name, history)
    seed = random.randrange(2**31) if selection.seed is None else selection.seed
    choice = pick(bank.outlines, selection, found, seed, history.today())
    if not choice.items:
        return None
    items = choice.items
    if selection.seed is None:  # who asks for a seed asks for its variants
        items = unlike_last(bank, history, items)
    return Session(
        history.start(name, selection.text(), items),
        history,
        Progress(items),
        bank.__getitem__,
        present=bank.presentation,
        asks_sure=selection.asks_sure,
        notice=_plan_text(choice.today, len(items)),
    )


def resume(bank: Bank, name: str, history: History, selection: Selection) -> Resumed | None:
    """The latest session on this bank with this selection that was stopped or broke off, as it
    was left.

    A selection of nothing is one, too. A session that another process has open is left to it.
    None when there is none.
    """
    for kept in _resumable(name, history, selection):
        progress, left_out = _as_left(bank, history, kept)
        if not progress.items:
            history.end(kept.id)
            continue
        session = Session(
            kept.id,
            history,
            progress,
            _finder(bank),
            present=bank.presentation,
            asks_sure=selection.asks_sure,
        )
        others = tuple(one.selection for one in history.kept(name) if one.id != kept.id)
        return Resumed(session, kept.started_at, left_out, others)
    return None


def put_aside(name: str, history: History, selection: Selection) -> None:
    """End the sessions that `resume` would take up; their answers stay in the history."""
    for kept in _resumable(name, history, selection):
        history.end(kept.id)


def _resumable(name: str, history: History, selection: Selection) -> Iterator[KeptSession]:
    for kept in history.kept(name):
        if not selection.is_kept_as(kept.selection):
            continue
        # Another process may have ended it between the listing and the claim.
        if history.claim(kept.id) and history.is_open(kept.id):
            yield kept


def unlike_last(bank: Bank, history: History, items: Sequence[Item]) -> tuple[Item, ...]:
    """The items, each to be asked with other values than those shown last."""
    was = {outline.id: outline.was for outline in bank.outlines}
    names = {item.question: (item.question, *was[item.question]) for item in items}
    seeds = history.last_seeds({name for known in names.values() for name in known})
    last = {
        question: next((seeds[name] for name in known if name in seeds), None)
        for question, known in names.items()
    }
    return tuple(replace(item, previous_seed=last[item.question]) for item in items)


def askable(bank: Bank, items: Sequence[Item]) -> tuple[Item, ...]:
    """The items of an exam whose questions the author's conditions leave a variant."""
    return tuple(item for item in items if _has_variant(bank, item))


def start_exam(
    bank: Bank, name: str, history: History, items: Sequence[Item], minutes: float, described: str
) -> Exam:
    """A new exam on these items, whose time begins now; `described` says how they were chosen.

    Raises ParameterError for items that are not `askable`.
    """
    from quiz.practice.exam import Exam

    deadline = history.clock() + timedelta(minutes=minutes)
    number = history.start(name, described, items, deadline)
    return Exam(number, history, Progress(tuple(items)), _finder(bank), deadline)


def resume_exam(bank: Bank, name: str, history: History) -> ResumedExam | None:
    """The latest exam on this bank that was not handed in, as it was left; None without one.

    An exam that another process has open is left to it.
    """
    from quiz.practice.exam import Exam

    for kept in history.kept(name, Kind.EXAM):
        if not (history.claim(kept.id) and history.is_open(kept.id)):
            continue
        progress, left_out = _as_left(bank, history, kept)
        asked = askable(bank, progress.items)
        left_out += len(progress.items) - len(asked)
        progress = progress.without(
            frozenset(item.number for item in progress.items if item not in asked)
        )
        if kept.deadline is None or not progress.items:
            history.end(kept.id)
            continue
        exam = Exam(kept.id, history, progress, _finder(bank), kept.deadline)
        return ResumedExam(exam, kept.started_at, left_out)
    return None


def _as_left(bank: Bank, history: History, kept: KeptSession) -> tuple[Progress, int]:
    """How far a session has come, less what the bank no longer asks, and how many these are."""
    whole = history.progress(kept.id)
    closed = {attempt.item for attempt in whole.attempts}
    gone = frozenset(
        item.number for item in whole.items if not _still_asked(bank, item, item.number in closed)
    )
    return whole.without(gone), len(gone)


def _has_variant(bank: Bank, item: Item) -> bool:
    """Whether the author's conditions leave the item's question values to ask it with."""
    question = _finder(bank)(item.question)
    try:
        question.variant(variant_seed(item, question))
    except ParameterError:
        return False
    return True


def _finder(bank: Bank) -> Callable[[str], Question]:
    """What gives the question that has an id now, or had it before."""
    return lambda name: bank.resolve(name) or bank[name]


def _still_asked(bank: Bank, item: Item, closed: bool) -> bool:
    """Whether the bank has the item's question, under whatever id, and would ask it now."""
    outline = bank.outline(item.question)
    return outline is not None and (closed or outline.status == "active")


def _plan_text(today: Today, count: int) -> str | None:
    """What there is to do today before an exam, in a sentence or two; None without one.

    `count` is the number of questions of the session.
    """
    if today.days_left is None:
        return None
    left = {0: "The exam is today", 1: "1 day to the exam"}.get(
        today.days_left, f"{today.days_left} days to the exam"
    )
    parts = [f"{count} {what}" for count, what in ((today.due, "due"), (today.new, "new")) if count]
    if not parts:
        return f"{left}; what today holds is done, so this is extra."
    said = f"{left}; today holds {' and '.join(parts)}."
    whole = today.due + today.new
    if count < whole:
        said += f" These are {count} of today's {whole}; start again for the rest."
    return said
