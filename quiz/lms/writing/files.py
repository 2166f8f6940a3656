"""A bank to a file of another system, all at once, with what was lost on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from quiz.bank import Bank
from quiz.lms.writing.exporting import Export, Item, Loss
from quiz.lms.writing.formats import Format
from quiz.lms.writing.items import Wanted, items_of
from quiz.questions.slugs import slug


@dataclass
class Tally:
    """What came of an export: how many items there were, and what was lost of which."""

    items: int = 0
    losses: list[Loss] = field(default_factory=list)

    @property
    def left_out(self) -> int:
        """How many are not in the file."""
        return len({loss.ident for loss in self.losses if loss.left_out})

    @property
    def written(self) -> int:
        """How many are in the file."""
        return self.items - self.left_out

    @property
    def changed(self) -> int:
        """How many are in the file, and not whole."""
        out = {loss.ident for loss in self.losses if loss.left_out}
        return len({loss.ident for loss in self.losses} - out)


def export_bank(bank: Bank, form: Format, wanted: Wanted, out: BinaryIO) -> Tally:
    """Write the questions wanted of a bank to `out`."""
    return export_items(items_of(bank, wanted), form, wanted, bank.title, out)


def export_items(
    made: Iterable[Item | Loss], form: Format, wanted: Wanted, title: str, out: BinaryIO
) -> Tally:
    """Write items to `out` as they come; a loss among them is one that came before writing."""
    tally = Tally()

    def items() -> Iterator[Item]:
        for item in made:
            if isinstance(item, Item):
                tally.items += 1
                yield item
            else:
                tally.items += item.left_out
                tally.losses.append(item)

    name = slug(title, 60) or "questions"
    export = Export(title, name, items(), wanted.seed, wanted.derivations, wanted.variants)
    for loss in form.write()(export, out):
        tally.losses.append(loss)
    return tally
