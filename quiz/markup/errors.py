"""What is raised for maths that cannot be read: the author's mistake, never the learner's."""

from __future__ import annotations


class MathsError(Exception):
    """LaTeX that cannot be read: `message` says what and the mend, `position` the column from 0."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position
