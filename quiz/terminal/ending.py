"""How practising ends, in the app and in the plain mode alike."""

from __future__ import annotations

from enum import Enum, auto


class Ending(Enum):
    """How a session came to its end."""

    FINISHED = auto()
    STOPPED = auto()
    INTERRUPTED = auto()
