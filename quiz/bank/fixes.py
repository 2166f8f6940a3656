"""Changes to a file's text that mend it and leave everything else as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Edit:
    """What replaces the text from `start` to `end`, positions from 0; `what` says so in words."""

    start: int
    end: int
    replacement: str
    what: str


def quote(start: int, written: str) -> Edit | None:
    """Put what starts at a position between quotes; None where that needs care."""
    if any(character in written for character in '"\\\n'):
        return None
    return Edit(start, start + len(written), f'"{written}"', f'quoted "{written}"')


def rename(text: str, start: int, key: str, meant: str) -> Edit | None:
    """Write another key where one stands; None where that one is quoted."""
    if not text.startswith(key, start):
        return None
    return Edit(start, start + len(key), meant, f"wrote “{meant}” for “{key}”")


def apply(text: str, edits: Iterable[Edit]) -> tuple[str, tuple[Edit, ...]]:
    """The text with the edits made, and those that were; one that meets another is left out."""
    made: list[Edit] = []
    for edit in sorted(set(edits)):
        if not made or (edit.start >= made[-1].end and edit.start > made[-1].start):
            made.append(edit)
    for edit in reversed(made):
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    return text, tuple(made)
