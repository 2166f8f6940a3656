"""A bank to a file of another system, all at once, with what was lost on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from quiz.bank import Bank
from quiz.lms.writing.exporting import Export, Item, Loss
from quiz.lms.writing.formats import Format
from quiz.lms.writing.items import Wanted, items_of
from quiz.questions.slugs import slug


@dataclass(frozen=True)
class Tally:
    """What came of an export: the questions, counted, and what was lost of their items.

    `items` is how many are in the file, all variants counted; of the questions, `written` have at
    least one there, `left_out` none, and `changed` are there with losses.
    """

    losses: tuple[Loss, ...]
    items: int
    written: int
    left_out: int
    changed: int


def tally_of(questions: Mapping[str, str], losses: Sequence[Loss]) -> Tally:
    """The tally for items by their idents, each with its question's id, and all that was lost.

    Of what is left out, only that is told. A loss may name the question for all its items.
    """
    named = {loss.ident for loss in losses if loss.left_out}
    out = {ident for ident, question in questions.items() if {ident, question} & named}
    told = tuple(loss for loss in losses if loss.left_out or loss.ident not in out | named)
    written = {question for ident, question in questions.items() if ident not in out}
    changed = {questions.get(loss.ident, loss.ident) for loss in told} & written
    left_out = {*questions.values()} - written
    return Tally(told, len(questions) - len(out), len(written), len(left_out), len(changed))


def export_bank(bank: Bank, form: Format, wanted: Wanted, out: BinaryIO) -> Tally:
    """Write the questions wanted of a bank to `out`."""
    return export_items(items_of(bank, wanted), form, wanted, bank.title, out)


def export_items(
    made: Iterable[Item | Loss], form: Format, wanted: Wanted, title: str, out: BinaryIO
) -> Tally:
    """Write items to `out` as they come; a loss among them is one that came before writing."""
    questions: dict[str, str] = {}
    losses: list[Loss] = []

    def items() -> Iterator[Item]:
        for item in made:
            if isinstance(item, Item):
                questions[item.ident] = item.original.id
                yield item
            else:
                losses.append(item)
                if item.left_out:
                    questions[item.ident] = item.question or item.ident

    name = slug(title, 60) or "questions"
    export = Export(title, name, items(), wanted.seed, wanted.derivations, wanted.variants)
    losses.extend(form.write()(export, out))
    return tally_of(questions, losses)
