"""Serving the preview to this machine until it is interrupted."""

from __future__ import annotations

import secrets
import socket
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.errors import LearnerError

if TYPE_CHECKING:
    from quiz.preview.live_bank import Snapshot

PACKAGES = ("starlette", "uvicorn")
LOOPBACK = "127.0.0.1"


class PreviewMissingError(LearnerError):
    """The preview is asked for, and the packages that serve it are not installed."""

    exit_status = 2

    def __init__(self) -> None:
        super().__init__("the preview needs more packages: pip install 'likelihood-quiz[preview]'")


class PortTakenError(LearnerError):
    """Another program listens at the port that was asked for."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} cannot be used: leave out --port for one that is free")


def require() -> None:
    """Raise `PreviewMissingError` if a package that serves pages is not installed."""
    if any(find_spec(name) is None for name in PACKAGES):
        raise PreviewMissingError


class Service:
    """The preview of the bank at a place, at an address that holds the token to see it with.

    It begins with the page of one question, if that is named. `port` 0 takes a free one. Raises
    `BankError`, `UnknownQuestionError` or `PortTakenError`.
    """

    def __init__(self, place: Path, question: str | None = None, port: int = 0) -> None:
        import uvicorn

        from quiz.preview.guard import Guard
        from quiz.preview.live_bank import LiveBank
        from quiz.preview.server import application

        self.live = LiveBank(place)
        path = _first_page(self.live.snapshot, question)
        self._socket = _listening(port)
        port = self._socket.getsockname()[1]
        token = secrets.token_urlsafe(24)
        self.address = f"http://{LOOPBACK}:{port}{path}?token={token}"
        pages = application(self.live, lambda: self._server.should_exit)
        self._server = uvicorn.Server(
            uvicorn.Config(
                Guard(pages, token, port),
                lifespan="off",
                log_level="error",
                access_log=False,
                server_header=False,
                ws="none",
                timeout_graceful_shutdown=1,
            )
        )

    def run(self) -> None:
        """Serve the pages, and follow the bank, until Ctrl-C or `stop`."""
        from quiz.symbolic.engine import warm_up

        self.live.start()
        warm_up()
        try:
            with suppress(KeyboardInterrupt):
                self._server.run(sockets=[self._socket])
        finally:
            self.live.stop()
            self._socket.close()

    def stop(self) -> None:
        """End what `run` does, from another thread."""
        self._server.should_exit = True


def _first_page(snapshot: Snapshot, name: str | None) -> str:
    """The page to begin with: that of the question, or of all where it does not load.

    Raises `UnknownQuestionError` where all load and none has that name.
    """
    from quiz.preview.frame import question_path

    if name is not None and name in snapshot.questions:
        return question_path(name)
    if name is not None and snapshot.bank is not None and not snapshot.problems:
        return question_path(snapshot.bank[name].id)
    return "/"


def _listening(port: int) -> socket.socket:
    """A socket of this machine alone, on which browsers are already kept waiting."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((LOOPBACK, port))
    except OSError:
        found.close()
        raise PortTakenError(port) from None
    found.listen()
    return found
