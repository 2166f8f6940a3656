"""What an import gives: questions as a bank writes them, and what could not be carried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from quiz.errors import LearnerError


class UnreadableError(LearnerError):
    """A file that cannot be read as what it should be, or is refused as hostile."""


@dataclass(frozen=True)
class Loss:
    """Something that could not be carried: which question's, and what."""

    question: str
    message: str

    def __str__(self) -> str:
        return f"{self.question}: {self.message}"


@dataclass(frozen=True)
class Item:
    """One question of the file: its data for the bank, None where it is not carried at all.

    `remarks` say what is lost of it, `advice` what its new author should add, and `pictures` has
    the files that its texts name, by their places beside the bank. What is no question, as a group
    or a text between questions, has only remarks.
    """

    name: str
    data: Mapping[str, Any] | None
    remarks: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    is_question: bool = True
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Imported:
    """Everything in a file, in its order."""

    items: tuple[Item, ...]
    title: str | None = None

    @property
    def questions(self) -> tuple[Mapping[str, Any], ...]:
        """The questions that are carried."""
        return tuple(item.data for item in self.items if item.data is not None)

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What is lost, question by question."""
        return tuple(Loss(item.name, remark) for item in self.items for remark in item.remarks)
