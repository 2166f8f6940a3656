"""From a bank to the items of an export: what is selected, its variants, what stands for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quiz.bank import Bank, Outline
from quiz.bank.loading import name_of
from quiz.lms.writing.derivations.questions import as_first_error, as_ordering
from quiz.lms.writing.exporting import Derivations, Formulas, Item, LeftOutError, Loss, Orderings
from quiz.lms.writing.formulas import CHOSEN, as_choice, with_choices
from quiz.lms.writing.orderings import as_divided, as_matching
from quiz.questions.base import BaseQuestion
from quiz.questions.blanks import FormulaBlank
from quiz.questions.cloze import Cloze
from quiz.questions.derivation import Derivation
from quiz.questions.draws import Draws
from quiz.questions.errors import ParameterError
from quiz.questions.expression import Expression
from quiz.questions.ordering import Ordering
from quiz.questions.variants import Variant
from quiz.symbolic.errors import MathematicsError

TRIES = 20
"""How many seeds are tried for each variant that is to differ from the others."""


@dataclass(frozen=True)
class Wanted:
    """What to export; empty means any. `variants`: how many of a question with parameters.

    `holds_distractors`: whether the format's ordering questions may have items that belong nowhere,
    and items that may stand in either order. `holds_essays`: whether what nothing can stand for
    goes out as it is, for a person to mark.
    """

    tags: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    count: int | None = None
    seed: int = 1
    variants: int = 1
    derivations: Derivations = "ordering"
    orderings: Orderings = "ordering"
    formulas: Formulas = "typed"
    holds_distractors: bool = False
    holds_essays: bool = False


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
    topics = {file: name_of(file) for file in {each.file for each in bank.origins.values()}}
    for outline in selected(bank.outlines, wanted):
        file = bank.origins[outline.id].file if outline.id in bank.origins else None
        topic = topics[file] if file and len(topics) > 1 else None
        for item in items_for(bank.passing(outline.id), wanted, file and file.parent):
            yield replace(item, topic=topic) if isinstance(item, Item) else item


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
            written, losses = _standing_for(item, wanted)
        except (LeftOutError, ParameterError, MathematicsError) as reason:
            yield Loss(ident, str(reason), left_out=True, question=question.id)
            continue
        yield from (Loss(ident, loss) for loss in losses)
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


def _standing_for(item: Item, wanted: Wanted) -> tuple[Item, list[str]]:
    """The item with the question that stands for it, and what is lost by that.

    Raises `LeftOutError` where none can.
    """
    question = item.variant.filled
    losses: list[str] = []
    try:
        if isinstance(question, Derivation) and wanted.derivations in ("ordering", "first_error"):
            question, loss = _without_algebra(item.variant, wanted)
            losses.append(loss)
        if wanted.formulas == "choice" and _asks_for_formulas(question):
            make = as_choice if isinstance(question, Expression) else with_choices
            question = make(item.variant)
            losses.append(CHOSEN)
    except LeftOutError:
        if wanted.holds_essays and isinstance(question, Derivation | Expression):
            return item, []
        raise
    if isinstance(question, Ordering):
        question, changed = without_order(
            question, wanted.orderings, holds_distractors=wanted.holds_distractors
        )
        losses += [changed] if changed else []
    if question is item.variant.filled:
        return item, losses
    values = item.values if isinstance(question, Cloze) else {}
    return replace(item, variant=Variant(question, item.variant.seed, values)), losses


def _asks_for_formulas(question: BaseQuestion) -> bool:
    if isinstance(question, Cloze):
        return any(isinstance(blank, FormulaBlank) for blank in question.blanks.values())
    return isinstance(question, Expression)


def _without_algebra(variant: Variant, wanted: Wanted) -> tuple[BaseQuestion, str]:
    """What a derivation goes out as: as was wanted, or else the other."""
    most_distractors = 2 if wanted.holds_distractors else 1
    make: dict[str, Callable[[], tuple[BaseQuestion, str]]] = {
        "ordering": lambda: (as_ordering(variant, most_distractors), ORDERED),
        "first_error": lambda: (as_first_error(variant), LOOKED_OVER),
    }
    other = "first_error" if wanted.derivations == "ordering" else "ordering"
    try:
        return make[wanted.derivations]()
    except LeftOutError as reason:
        question, loss = make[other]()
        return question, f"{loss}, as {reason}"


def without_order(
    question: Ordering, orderings: Orderings, *, holds_distractors: bool
) -> tuple[BaseQuestion, str | None]:
    """What an ordering question goes out as, and what is lost by that."""
    strays = len(question.distractors)
    if orderings == "ordering" and holds_distractors:
        return question, None
    if orderings == "matching" or question.groups or strays > 1:
        return as_matching(question), MATCHED
    return (as_divided(question), DIVIDED) if strays else (question, None)


ORDERED = "the working is not typed: the lines of the solution are put in order"
LOOKED_OVER = "the working is not typed: the first wrong line of one is looked for"
MATCHED = "the items are matched with their places instead of being put in order"
DIVIDED = "what belongs nowhere is put below a line that ends the order"
