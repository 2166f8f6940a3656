"""Answers graded in this process, or in several: chunks go in, grades come out."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol

from quiz.bank import Bank
from quiz.marking.grading import Graded, Grader, Task


class Waiting(Protocol):
    """Grades that are being worked out."""

    def result(self) -> list[Graded]:
        """The grades, in the order of the tasks; waits for them."""
        ...


class _Nothing:
    """The grades of no answers."""

    def result(self) -> list[Graded]:
        return []


NOTHING: Waiting = _Nothing()


class LostWorkersError(RuntimeError):
    """The processes that grade are gone; what was graded before stands."""


@dataclass(frozen=True)
class Workers:
    """Who grades: `submit` hands over a chunk, `ahead` is how many chunks to hand over at once."""

    submit: Callable[[Sequence[Task]], Waiting]
    ahead: int


@contextmanager
def this_process(bank: Bank) -> Iterator[Workers]:
    """Grades right here."""
    grader = Grader(bank)

    def submit(tasks: Sequence[Task]) -> Waiting:
        done: Future[list[Graded]] = Future()
        done.set_result([grader.grade(task) for task in tasks])
        return done

    yield Workers(submit, 1)


@contextmanager
def processes(bank: Bank, jobs: int) -> Iterator[Workers]:
    """Grades in `jobs` processes, each with an engine of its own and its limits.

    A script that calls this needs `if __name__ == "__main__":`, as for all of multiprocessing.
    """
    pool = ProcessPoolExecutor(
        jobs,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_receive,
        initargs=(bank,),
    )

    def submit(tasks: Sequence[Task]) -> Waiting:
        if not tasks:
            return NOTHING
        try:
            return _Promised(pool.submit(_grade, tasks))
        except BrokenProcessPool:
            raise LostWorkersError(_LOST) from None

    try:
        yield Workers(submit, 2 * jobs)
    finally:
        pool.shutdown(cancel_futures=True)


def workers(bank: Bank, jobs: int) -> AbstractContextManager[Workers]:
    """Who grades with so many jobs; one job is this process."""
    return this_process(bank) if jobs == 1 else processes(bank, jobs)


@dataclass(frozen=True)
class _Promised:
    """Grades that another process works out."""

    future: Future[list[Graded]]

    def result(self) -> list[Graded]:
        try:
            return self.future.result()
        except BrokenProcessPool:
            raise LostWorkersError(_LOST) from None


_LOST = "a process that grades was ended from outside, perhaps for want of memory"
_grader: list[Grader] = []


def _receive(bank: Bank) -> None:
    """Ready a process: it gets the bank once. An interrupt is its parent's affair.

    It ends with its parent, also with one that was killed and could not tell it.
    """
    import signal
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _grader[:] = [Grader(bank)]


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _grade(tasks: Sequence[Task]) -> list[Graded]:
    return [_grader[0].grade(task) for task in tasks]
