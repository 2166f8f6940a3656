"""What goes wrong in a way that a person can mend; anything else is a bug, whose traceback is kept.

QuizError
├── AuthorError    a bank is not as it should be: file, line, column and the mend
└── LearnerError   what was asked for does not exist or cannot be done
"""

from __future__ import annotations


class QuizError(Exception):
    """Shown to the person without a traceback; `exit_status` is what the program ends with."""

    exit_status = 1


class AuthorError(QuizError):
    """A mistake in a bank of questions."""


class LearnerError(QuizError):
    """A mistake in what the person at the keyboard asked for."""
