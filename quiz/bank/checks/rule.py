"""What a rule of the check is: a code, how grave it is, a title, and the function that looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath

from quiz.bank.checks.finding import Found, Severity
from quiz.bank.checks.subject import Subject
from quiz.questions import Question

OfQuestion = Callable[[Subject], Iterable[Found]]
OfBank = Callable[[Sequence[Question]], Iterable[tuple[Question, Found]]]

PAGES = FilePath(__file__).with_name("pages")


@dataclass(frozen=True)
class Rule:
    """Looks at one question, or at all that do not ignore its code, or is a code of loading."""

    code: str
    severity: Severity
    title: str
    of_question: OfQuestion | None = None
    of_bank: OfBank | None = None

    @property
    def is_of_loading(self) -> bool:
        """Whether it is found while a bank is read, so that no question can ignore it."""
        return self.of_question is None and self.of_bank is None

    def page(self) -> str:
        """What it means, why it matters, an example and its mend, in Markdown."""
        return (PAGES / f"{self.code}.md").read_text(encoding="utf-8")


def of_question(code: str, severity: Severity, title: str) -> Callable[[OfQuestion], Rule]:
    """Makes a rule of a function that looks at one question."""
    return lambda look: Rule(code, severity, title, of_question=look)


def of_bank(code: str, severity: Severity, title: str) -> Callable[[OfBank], Rule]:
    """Makes a rule of a function that looks at many questions together."""
    return lambda look: Rule(code, severity, title, of_bank=look)


def of_loading(code: str, title: str) -> Rule:
    """A code for mistakes that loading finds."""
    return Rule(code, "error", title)


def first_of(found: Iterable[Found]) -> Iterator[Found]:
    """The findings without those that repeat one at the same place, as of another variant."""
    seen = set()
    for one in found:
        if (one.path, one.line) not in seen:
            seen.add((one.path, one.line))
            yield one
