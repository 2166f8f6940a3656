"""What is wrong with a bank: each mistake with its place, all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from quiz.bank.fixes import Edit
from quiz.errors import AuthorError, LearnerError

UNREAD = "unread"
"""The kind of a problem with a file or a folder of which nothing could be read."""


@dataclass(frozen=True, order=True)
class BankProblem:
    """One mistake. `line` and `column` count from 1; both are 1 where the whole file is meant.

    `kind` is a word for what is wrong, one of pydantic's or our own. `fix` mends it, where that
    can be done without asking.
    """

    file: str
    line: int
    column: int
    where: str
    message: str
    kind: str = field(default="", compare=False)
    fix: Edit | None = field(default=None, compare=False)

    def __str__(self) -> str:
        if self.kind == UNREAD:
            return f"{self.file}: {self.message}"
        return f"{self.file}:{self.line}:{self.column}: {self.where}: {self.message}"


class BankError(AuthorError):
    """A bank does not load; `problems` holds every mistake that was found."""

    def __init__(self, problems: Iterable[BankProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class UnknownQuestionError(LearnerError, KeyError):
    """No question of the bank has this id."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)

    def __str__(self) -> str:
        return self.message
