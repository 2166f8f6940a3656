"""The check of a bank from its files on, which looks at nothing that is known to be clean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.bank.cache import entry_name
from quiz.bank.checks.memory import FORGETFUL, SEEDS, Memory, has_images, key_of_bank
from quiz.bank.errors import BankError
from quiz.bank.files import read_files
from quiz.bank.loading import load_bank

if TYPE_CHECKING:
    from quiz.bank.checks.finding import Finding


@dataclass
class Examination:
    """The check of the bank at a place; `count` is the number of its questions once it began.

    So many of them are `drafts`.

    A bank of which the memory knows that nothing is to be found is not even loaded. `looking` is
    told the id of each question that is graded, before it is.
    """

    place: Path
    seeds: int = SEEDS
    memory: Memory = field(default_factory=lambda: FORGETFUL)
    count: int = 0
    drafts: int = 0
    looking: Callable[[str], None] = lambda _: None

    def findings(self) -> Iterator[Finding]:
        """Everything that is found, loading included."""
        self.count = self.drafts = 0
        try:
            files, unread = read_files(self.place)
        except BankError as error:
            yield from _about(error)
            return
        key = None if unread else key_of_bank(entry_name(files), self.seeds)
        if key in self.memory.clean:
            self.count = self.memory.clean[key]
            return
        from quiz.bank.checks.running import check

        try:
            bank = load_bank(self.place, lenient=True)
        except BankError as error:
            yield from _about(error)
            return
        self.count = len(bank)
        self.drafts = sum(outline.status == "draft" for outline in bank.outlines)
        is_clean = not self.drafts
        for finding in check(bank, self.seeds, self.memory, looking=self.looking):
            is_clean = False
            yield finding
        if is_clean and key is not None and not any(map(has_images, bank)):
            self.memory.keep_bank(key, self.count)


def _about(error: BankError) -> Iterator[Finding]:
    """What keeps a bank from loading at all, as the check says it."""
    from quiz.bank.checks.running import of_problem

    return map(of_problem, error.problems)
