"""Regular expressions in keys, written `/…/`: full match, case ignored, within a time limit."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

SECONDS = 0.5
"""What all the patterns of a question may take together."""


class PatternTimeoutError(Exception):
    """A pattern took too long on a response."""


def pattern_in(text: str) -> str | None:
    """The pattern between slashes, or None for a text that stands for itself."""
    if len(text) > 2 and text.startswith("/") and text.endswith("/"):
        return text[1:-1]
    return None


def matches(pattern: str, text: str, seconds: float) -> bool:
    """Whether the whole text matches; raises `PatternTimeoutError` when that takes too long.

    The standard library's matcher cannot be stopped, so this uses the `regex` package.
    """
    try:
        return _compiled(pattern).fullmatch(text, timeout=seconds) is not None
    except TimeoutError:
        raise PatternTimeoutError from None


def pattern_problem(text: str) -> str | None:
    """What is wrong with a text that is a pattern; None when nothing is."""
    pattern = pattern_in(text)
    if pattern is None:
        return None
    import regex

    try:
        _compiled(pattern)
    except regex.error as error:
        return f"“{text}” is not a regular expression: {error}"
    return None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> regex.Pattern[str]:
    import regex

    return regex.compile(pattern, regex.IGNORECASE | regex.V0)
