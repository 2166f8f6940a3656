"""What was read from one file: its data, where each part stands, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from quiz.bank.fixes import Edit

Path = tuple[str | int, ...]
"""Where something stands in a file: keys, and positions in lists from 0."""


@dataclass(frozen=True, order=True)
class Place:
    """A place in a file; both numbers count from 1."""

    line: int = 1
    column: int = 1

    @classmethod
    def of(cls, mark: Any) -> Place:
        """The place that one of PyYAML's marks means."""
        return cls(mark.line + 1, mark.column + 1)


@dataclass(frozen=True)
class Mistake:
    """Something wrong in a file, at the path where it stands."""

    path: Path
    place: Place
    message: str
    fix: Edit | None = None


@dataclass
class Reading:
    """The data of a file with PyYAML's marks of where its keys and values start.

    `written` is the source of each unquoted value that is not text. `broken` says that the data
    is not all there, so that nothing can be said about what is missing.
    """

    data: Any = None
    broken: bool = False
    keys: dict[Path, Any] = field(default_factory=dict)
    values: dict[Path, Any] = field(default_factory=dict)
    written: dict[Path, str] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def mistake(self, path: Path, place: Place, message: str, fix: Edit | None = None) -> None:
        """Note that something is wrong, and what mends it where that is certain."""
        self.mistakes.append(Mistake(path, place, message, fix))

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Where a value (or its key) stands, or else the nearest around it that is known."""
        while path:
            mark = (self.keys.get(path) if key else None) or self.values.get(path)
            if mark is not None:
                return Place.of(mark)
            path = path[:-1]
        return Place.of(self.values[()]) if () in self.values else Place()
