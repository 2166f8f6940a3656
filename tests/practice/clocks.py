"""A clock for tests: it stands until it is moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 2, 12, tzinfo=UTC)
"""A Monday at noon."""


class Clock:
    """The time that a history is told."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def on_day(self, day: int) -> None:
        """Go to noon of the day so many days after the start."""
        self.now = START + timedelta(days=day)

    def go_on(self, minutes: float) -> None:
        """Let so many minutes go by."""
        self.now += timedelta(minutes=minutes)
