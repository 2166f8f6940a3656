"""Asking the engine: a worker process with limits does the mathematics, a spare stands by.

Nothing heavy is imported here. The worker answers one question at a time; one that overruns its
time or memory is killed and the spare takes its place, so the quiz goes on. The processes are
started with `subprocess` and spoken to through pipes (and not by a process pool) for two
reasons: a verdict that probing reached is kept when the proof overruns, which needs a message
before the answer; and a program that uses the engine needs no `if __name__ == "__main__"`.
"""

from __future__ import annotations

import atexit
import pickle
import queue
import subprocess
import sys
import threading
import warnings
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from quiz.symbolic.tasks import (
    DerivationJudgement,
    DerivationTask,
    ExpressionJudgement,
    ExpressionTask,
    LineJudgement,
)

SECONDS = 2.0
"""Processor time that one answer may take; the worker's own clock ends it."""

PATIENCE = 20.0
"""Seconds of waiting after which a worker is given up, on a machine however busy."""

STARTING = 120.0
"""Seconds that a worker may take to import what it needs."""

ANSWERS_BEFORE_SPARE = 1

_ROOT = str(Path(__file__).resolve().parents[2])
# -P keeps the learner's folder off the path: a file named sympy.py there must not be run.
_COMMAND = [
    *(sys.executable, "-P", "-c"),
    "import sys; sys.path.append(sys.argv[1]); from quiz.symbolic.worker import main; main()",
    _ROOT,
]
_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    # One kind of integers, and one order of sets, on every machine.
    "SYMPY_GROUND_TYPES": "python",
    "PYTHONHASHSEED": "0",
}

Task = ExpressionTask | DerivationTask
Judgement = ExpressionJudgement | DerivationJudgement


@dataclass(frozen=True)
class Request:
    """A task with the response to judge, and the processor time allowed."""

    task: Task
    response: str
    seconds: float


@dataclass(frozen=True)
class Reply:
    """A judgement; one that is not `final` stands unless a better one follows."""

    judgement: Judgement | None
    final: bool = True
    bug: str | None = None


class EngineWarning(RuntimeWarning):
    """The worker failed in a way that is not the learner's doing; carries its traceback.

    The response is left undecided and the quiz goes on; in the tests it is an error.
    """


def judge_expression(task: ExpressionTask, response: str) -> ExpressionJudgement:
    """How a formula compares with the key of a question; never raises for any response."""
    judgement = _engine.ask(Request(task, response, SECONDS))
    if isinstance(judgement, ExpressionJudgement):
        return judgement
    return ExpressionJudgement("undecided", message=OVERRUN)


def judge_derivation(task: DerivationTask, response: str) -> DerivationJudgement:
    """How working is to be judged, line by line; never raises for any response."""
    lines = max(1, min(20, response.count("\n") + 1))
    judgement = _engine.ask(Request(task, response, SECONDS * (1 + lines / 4)))
    if isinstance(judgement, DerivationJudgement):
        return judgement
    texts = [line.strip() for line in response.splitlines() if line.strip()]
    return DerivationJudgement(
        tuple(
            LineJudgement(number, text, "undecided", message=OVERRUN)
            for number, text in enumerate(texts, start=1)
        )
    )


def warm_up() -> None:
    """Start the worker without waiting for it."""
    _engine.start()


def stop() -> None:
    """End the worker processes."""
    _engine.stop()


OVERRUN = "This could not be settled within the limits of time and memory."


class _Process:
    """One worker process; a thread turns what it writes into a queue of replies."""

    def __init__(self) -> None:
        import os

        self.popen = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            _COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **_ENVIRONMENT},
            start_new_session=True,
        )
        self.replies: queue.SimpleQueue[Reply | None] = queue.SimpleQueue()
        self.ready = False
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.popen.stdout is not None
        with suppress(EOFError, OSError, ValueError, pickle.UnpicklingError):
            while True:
                self.replies.put(pickle.load(self.popen.stdout))  # noqa: S301 - our own process
        self.replies.put(None)

    def ask(self, request: Request) -> Judgement | None:
        """The last judgement that arrived before the worker finished or was ended."""
        if not self.ready and self._next(STARTING) is None:
            self.end()
            _warn("the process that does the mathematics did not start")
            return None
        self.ready = True
        self._send(request)
        standing: Judgement | None = None
        while reply := self._next(PATIENCE + request.seconds):
            if reply.bug:
                _warn(reply.bug)
            standing = reply.judgement
            if reply.final:
                return standing
        self.end()
        return standing

    def _send(self, request: Request) -> None:
        stdin: IO[Any] | None = self.popen.stdin
        assert stdin is not None
        with suppress(OSError):
            pickle.dump(request, stdin)
            stdin.flush()

    def _next(self, seconds: float) -> Reply | None:
        try:
            return self.replies.get(timeout=seconds)
        except queue.Empty:
            return None

    @property
    def running(self) -> bool:
        """Whether the process can still be asked."""
        return self.popen.poll() is None

    def end(self) -> None:
        """Kill the process and wait for it."""
        self.popen.kill()
        self.popen.wait()
        for pipe in (self.popen.stdin, self.popen.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def _warn(bug: str) -> None:
    warnings.warn(f"please report this bug: {bug}", EngineWarning, stacklevel=4)


class _Engine:
    """The worker in use and the spare."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: _Process | None = None
        self._spare: _Process | None = None
        self._answers = 0

    def start(self) -> None:
        with self._lock:
            self._current()

    def ask(self, request: Request) -> Judgement | None:
        with self._lock:
            worker = self._current()
            try:
                judgement = worker.ask(request)
            except BaseException:
                # An interrupted answer would be taken for the next question's.
                worker.end()
                raise
            self._answers += 1
            if self._spare is None and self._answers >= ANSWERS_BEFORE_SPARE:
                self._spare = _Process()
            return judgement

    def _current(self) -> _Process:
        for _ in range(2):
            if self._worker is not None and self._worker.running:
                break
            if self._worker is not None:
                # It ended by itself: its pipes are still to be closed.
                self._worker.end()
            self._worker, self._spare = self._spare or _Process(), None
        assert self._worker is not None
        return self._worker

    def stop(self) -> None:
        for process in (self._worker, self._spare):
            if process is not None:
                process.end()
        self._worker = self._spare = None


_engine = _Engine()
atexit.register(_engine.stop)
