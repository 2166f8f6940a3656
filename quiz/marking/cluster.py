"""Answers graded on a Dask cluster, for those who outgrow one machine.

The bank is shipped once, to every worker; chunks go out as for processes. Dask gives a chunk
whose worker died to another one. `distributed` is an optional part; the workers of the cluster
need this program, of the same version, too.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz.bank import Bank
from quiz.bank.cache import libraries
from quiz.marking.grading import Graded, Grader, Task
from quiz.marking.jobs import NOTHING, LostWorkersError, Waiting, Workers

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 30
"""Seconds to wait for a scheduler, and for its first worker."""

_MISSING = "a cluster needs dask.distributed: pip install 'likelihood-quiz[cluster]'"


@contextmanager
def cluster(bank: Bank, address: str) -> Iterator[Workers]:
    """Grades on the cluster whose scheduler is at `address`.

    Raises `ValueError` if distributed is missing, and `LostWorkersError` if nobody is at the
    address or no worker is there that can grade.
    """
    try:
        from distributed import Client
    except ImportError:
        raise ValueError(_MISSING) from None
    # What goes wrong is said here in a sentence, not by Dask in tracebacks beside it.
    for name in ("distributed", "distributed.client", "asyncio", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise LostWorkersError(f"there is no scheduler at {address}: {error}") from None
    with client:
        _check(client, address)
        shipped = client.scatter(bank, broadcast=True, hash=False)
        at_work = sum(client.nthreads().values())

        def submit(tasks: Sequence[Task]) -> Waiting:
            if not tasks:
                return NOTHING
            future = client.submit(grade_chunk, shipped, list(tasks), pure=False)
            return _Promised(future, address)

        yield Workers(submit, 2 * max(1, at_work))


def grade_chunk(bank: Bank, tasks: Sequence[Task]) -> list[Graded]:
    """The grades of a chunk, on a worker."""
    if not _graders or _graders[0][0] is not bank:
        _graders[:] = [(bank, Grader(bank))]
    return [_graders[0][1].grade(task) for task in tasks]


_graders: list[tuple[Bank, Grader]] = []


@cache
def program_digest() -> str:
    """What tells whether two machines grade alike: the program's files and its libraries."""
    package = Path(__file__).parents[1]
    digest = sha256("\n".join(libraries()).encode())
    for room in ("questions", "symbolic", "marking"):
        for path in sorted((package / room).rglob("*.py")):
            digest.update(path.relative_to(package).as_posix().encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True)
class _Promised:
    """Grades that the cluster works out."""

    future: Any
    address: str

    def result(self) -> list[Graded]:
        from concurrent.futures import CancelledError

        from distributed import KilledWorker
        from distributed.comm import CommClosedError

        try:
            grades: list[Graded] = self.future.result()
        except KilledWorker:
            raise LostWorkersError(
                "a chunk of answers was given up: worker after worker died over it"
            ) from None
        except (CancelledError, CommClosedError, OSError, TimeoutError):
            raise LostWorkersError(
                f"the scheduler at {self.address} was restarted, or is gone"
            ) from None
        return grades


def _check(client: Client, address: str) -> None:
    """Raises `LostWorkersError` unless workers are there and grade as this program does."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        theirs: dict[str, Any] = client.run(program_digest)
    except TimeoutError:
        raise LostWorkersError(f"the scheduler at {address} has no workers") from None
    except Exception as error:  # noqa: BLE001 - whatever a worker says when it lacks the program
        raise LostWorkersError(f"the workers of {address} cannot run quiz: {error}") from None
    others = sorted(worker for worker, digest in theirs.items() if digest != program_digest())
    if others:
        raise LostWorkersError(
            f"another version of quiz or of its libraries is installed on {', '.join(others)}"
        )
