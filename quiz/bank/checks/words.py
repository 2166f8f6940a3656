"""Texts as bare words, to be compared."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words of a text: case, punctuation and LaTeX's braces do not make it another one."""
    return _WORD.findall(text.casefold())


def folded(text: str) -> str:
    """A text up to case, spacing and the mark at its end."""
    return " ".join(text.casefold().split()).rstrip(".,;:! ")
