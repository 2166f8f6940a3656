"""From a bank to the items of an export: what is selected, its variants, what stands for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quiz.bank import Bank, Outline
from quiz.lms.writing.derivations import as_first_error, as_ordering
from quiz.lms.writing.exporting import Derivations, Item, LeftOutError, Loss, Orderings
from quiz.lms.writing.orderings import as_matching
from quiz.questions.base import BaseQuestion
from quiz.questions.derivation import Derivation
from quiz.questions.draws import Draws
from quiz.questions.errors import ParameterError
from quiz.questions.ordering import Ordering
from quiz.questions.variants import Variant
from quiz.symbolic.errors import MathematicsError

TRIES = 20
"""How many seeds are tried for each variant that is to differ from the others."""


@dataclass(frozen=True)
class Wanted:
    """What to export; empty means any. `variants`: how many of a question with parameters."""

    tags: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    count: int | None = None
    seed: int = 1
    variants: int = 1
    derivations: Derivations = "ordering"
    orderings: Orderings = "ordering"


def selected(outlines: Sequence[Outline], wanted: Wanted) -> tuple[Outline, ...]:
    """The questions wanted, in the bank's order; `count` of them are drawn by the seed.

    Drafts and retired questions are left out.
    """
    from quiz.practice.picking import Selection

    selection = Selection(tags=wanted.tags, kinds=wanted.kinds, questions=wanted.ids)
    found = [outline for outline in outlines if selection.allows(outline)]
    if wanted.count is None or wanted.count >= len(found):
        return tuple(found)
    places = Draws("export", wanted.seed).shuffled(range(len(found)))[: wanted.count]
    return tuple(found[place] for place in sorted(places))


def items_of(bank: Bank, wanted: Wanted) -> Iterator[Item | Loss]:
    """The items to write, one at a time, and what is lost before any format sees them."""
    for outline in selected(bank.outlines, wanted):
        origin = bank.origins.get(outline.id)
        yield from items_for(bank.by_id[outline.id], wanted, origin.file.parent if origin else None)


def items_for(question: BaseQuestion, wanted: Wanted, folder: Path | None) -> Iterator[Item | Loss]:
    """The items that one question goes out as."""
    try:
        variants = drawn(question, wanted.seed, wanted.variants)
    except ParameterError as error:
        yield Loss(question.id, f"its parameters cannot be drawn: {error}", left_out=True)
        return
    pool = question.id if len(variants) > 1 else None
    for variant in variants:
        ident = f"{question.id}--v{variant.seed}" if pool else question.id
        item = Item(ident, variant, question, pool, folder)
        try:
            written, loss = _standing_for(item, wanted)
        except (LeftOutError, ParameterError, MathematicsError) as reason:
            yield Loss(ident, str(reason), left_out=True)
            continue
        if loss:
            yield Loss(ident, loss)
        yield written


def drawn(question: BaseQuestion, seed: int, count: int) -> list[Variant]:
    """Up to `count` variants that differ, of `seed` and the seeds after it."""
    if not question.parameters:
        return [question.variant()]
    found: dict[object, Variant] = {}
    for number in range(seed, seed + count * (TRIES if count > 1 else 1)):
        variant = question.variant(number)
        found.setdefault(tuple(variant.values.items()), variant)
        if len(found) == count:
            break
    return [*found.values()]


def _standing_for(item: Item, wanted: Wanted) -> tuple[Item, str | None]:
    """The item with the question that stands for it, and what is lost by that."""
    question: BaseQuestion
    if isinstance(item.original, Derivation) and wanted.derivations in _MADE:
        question = _MADE[wanted.derivations](item.variant)
        loss = _LOST[wanted.derivations]
    elif isinstance(item.original, Ordering) and wanted.orderings == "matching":
        return replace(item, variant=Variant(as_matching(item.original), item.variant.seed)), (
            "items are matched with their places instead of being put in order"
        )
    else:
        return item, None
    return replace(item, variant=Variant(question, item.variant.seed)), loss


_MADE = {"ordering": as_ordering, "first_error": as_first_error}
_LOST: Mapping[str, str] = {
    "ordering": "the working is not typed: the lines of the solution are put in order",
    "first_error": "the working is not typed: the first wrong line of one is looked for",
}
