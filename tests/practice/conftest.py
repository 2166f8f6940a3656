"""What tests of practising share: a history that is kept in memory, at a time that is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from clocks import Clock

from quiz.practice.history import History


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def history(clock: Clock) -> Iterator[History]:
    opened = History.open(None, clock)
    yield opened
    opened.close()
