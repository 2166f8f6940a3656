"""Work that may take a while, off the interface's thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")
R = TypeVar("R")
P = ParamSpec("P")


class Background:
    """A thread that does one thing after another, so that none has to be safe beside another."""

    def __init__(self, name: str) -> None:
        """`name` is the thread's, for whoever looks at one that hangs."""
        self._name = name

    @cached_property
    def _executor(self) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor  # the first question needs none

        return ThreadPoolExecutor(1, thread_name_prefix=self._name)

    async def run(self, work: Callable[P, R], *args: P.args, **named: P.kwargs) -> R:
        """What the work returns, or raises, once it is done."""
        return await asyncio.wrap_future(self._executor.submit(work, *args, **named))

    def submit(self, work: Callable[[], None]) -> None:
        """Have something done, some time soon."""
        self._executor.submit(work)

    def stop(self) -> None:
        """Finish what was begun and submitted; nothing more is taken."""
        self._executor.shutdown(wait=True)


class Latest(Generic[T, R]):
    """Work on values that come faster than they can be worked on: the latest is what counts.

    `done` gets a value and its result, and `failed` an exception, on the thread of the event loop
    that runs when the first value comes.
    """

    def __init__(
        self,
        background: Background,
        work: Callable[[T], R],
        done: Callable[[T, R], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """`work` is done in the background's thread."""
        self._background = background
        self._work = work
        self._done = done
        self._failed = failed
        self._lock = threading.Lock()
        self._waiting: list[T] = []
        self._busy = False

    def put(self, value: T) -> None:
        """Work on this value next, and on none that still waits."""
        loop = asyncio.get_running_loop()
        with self._lock:
            self._waiting = [value]
            if self._busy:
                return
            self._busy = True
        self._background.submit(lambda: self._work_off(loop))

    def _work_off(self, loop: asyncio.AbstractEventLoop) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._busy = False
                    return
                value = self._waiting.pop()
            try:
                result = self._work(value)
            except Exception as error:  # noqa: BLE001 - handed on to the interface's thread
                _tell(loop, partial(self._failed, error))
            else:
                _tell(loop, partial(self._done, value, result))


def _tell(loop: asyncio.AbstractEventLoop, news: Callable[[], None]) -> None:
    if not loop.is_closed():  # the app may have ended meanwhile
        loop.call_soon_threadsafe(news)


def raised(error: Exception) -> None:
    """Raise an error of another thread where the interface sees it."""
    raise error
