"""How a response was judged, in a word."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """How a response was judged."""

    CORRECT = "correct"
    PARTLY_CORRECT = "partly_correct"
    INCORRECT = "incorrect"
    INVALID = "invalid"
    """It could not be read; it costs nothing and is asked again."""
    UNDECIDED = "undecided"
    """It could not be settled within the limits; a person has to look."""

    @classmethod
    def of(cls, score: float) -> Verdict:
        """The verdict that a score from 0 to 1 stands for."""
        if score >= 1:
            return cls.CORRECT
        return cls.PARTLY_CORRECT if score > 0 else cls.INCORRECT
