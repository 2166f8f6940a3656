"""The worker process: judges one response after another within its limits.

It reads requests from standard input and writes replies to standard output, each pickled; both
ends are this program. Processor time is limited by the system's own timer, whose signal ends the
process even inside a long computation, and memory by the system too (not on macOS and Windows).
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import traceback
from typing import IO, Any

from quiz.symbolic.engine import Judgement, Reply, Request
from quiz.symbolic.tasks import DerivationTask, ExpressionTask

MEMORY = 512 * 1024 * 1024
REQUESTS_BETWEEN_CLEANINGS = 200


def main() -> None:
    """Serve requests until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests = sys.stdin.buffer
    # Whatever a library prints must not be taken for a reply.
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _import_everything()
    _limit_memory()
    _write(replies, Reply(None))
    served = 0
    while True:
        try:
            request: Request = pickle.load(requests)  # noqa: S301 - from our own process
        except EOFError:
            return
        _set_timer(request.seconds)
        reply = _answer(request, replies)
        _set_timer(0)
        _write(replies, reply)
        served += 1
        if served % REQUESTS_BETWEEN_CLEANINGS == 0:
            _clean()


def _import_everything() -> None:
    """Import with garbage collection off, which saves a third of SymPy's time."""
    gc.disable()
    import quiz.symbolic.derivations.judging
    import quiz.symbolic.derivations.reached
    import quiz.symbolic.judging
    import quiz.symbolic.proof  # noqa: F401

    gc.freeze()
    gc.enable()


def _limit_memory() -> None:
    if sys.platform != "linux":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _set_timer(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _answer(request: Request, replies: IO[bytes]) -> Reply:
    try:
        return Reply(_judge(request, replies))
    except MemoryError:
        os._exit(1)
    except Exception:  # noqa: BLE001 - a bug: reported with its traceback, to be raised there
        return Reply(None, bug=traceback.format_exc())


def _judge(request: Request, replies: IO[bytes]) -> Judgement:
    from quiz.symbolic import derivations, judging

    def found(judgement: Judgement) -> None:
        _write(replies, Reply(judgement, final=False))

    if isinstance(request.task, ExpressionTask):
        return judging.judge(request.task, request.response, found)
    assert isinstance(request.task, DerivationTask)
    judgement: Judgement = derivations.judge(request.task, request.response)
    return judgement


def _write(replies: IO[bytes], reply: Reply) -> None:
    try:
        pickle.dump(reply, replies)
        replies.flush()
    except BrokenPipeError:
        # The program that asked is gone.
        os._exit(0)


def _clean() -> None:
    """Empty SymPy's caches, which grow with every new expression."""
    cache: Any = sys.modules.get("sympy.core.cache")
    if cache is not None:
        cache.clear_cache()


if __name__ == "__main__":
    main()
