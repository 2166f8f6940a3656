"""What a question promises by its own keys: the key is right, what is listed as wrong is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import JsonValue

from quiz.bank.reading import Path
from quiz.questions import (
    Cloze,
    Expression,
    Matching,
    MultipleChoice,
    MultipleSelect,
    Numeric,
    Ordering,
    ShortAnswer,
    TrueFalse,
    Variant,
)
from quiz.questions.blanks import ChoiceBlank, FormulaBlank, NumberBlank, WordBlank
from quiz.questions.formula_answer import FormulaAnswer
from quiz.questions.formulas import number_of
from quiz.questions.number_answer import NumberAnswer
from quiz.questions.patterns import pattern_in
from quiz.questions.word_answer import WordAnswer
from quiz.symbolic.errors import MathematicsError


@dataclass(frozen=True)
class Expectation:
    """A response and the score that it must have; None: any below 1. `what` names it in words."""

    path: Path
    what: str
    response: JsonValue
    score: float | None = None


KEY_PATHS: dict[str, Path] = {
    "multiple_choice": ("options",),
    "multiple_select": ("options",),
    "matching": ("pairs",),
    "ordering": ("items",),
    "short_answer": ("accept",),
    "cloze": ("blanks",),
}
"""Where the key of a kind stands; the others have it in `answer`."""


def expectations(variant: Variant) -> Iterator[Expectation]:
    """The key of a variant, and everything that its author lists as wrong.

    A derivation is not among them: its key is judged line by line.
    """
    question: Any = variant.filled
    key = variant.key()
    yield Expectation(KEY_PATHS.get(question.type, ("answer",)), "the key", key, 1)
    match question:
        case MultipleChoice():
            yield from _wrong_options(question)
        case MultipleSelect():
            yield from _wrong_selections(question, key)
        case TrueFalse():
            yield Expectation(("answer",), "the other answer", not question.answer)
        case Matching():
            yield from _wrong_pairs(question)
        case Ordering():
            yield from _wrong_orders(question)
        case Numeric() | ShortAnswer() | Expression():
            yield from _wrong_values(question, variant)
        case Cloze():
            yield from _wrong_blanks(question, key, variant)


def _wrong_options(question: MultipleChoice) -> Iterator[Expectation]:
    for place, option in enumerate(question.options):
        if not option.correct:
            yield Expectation(("options", place), f"option {place + 1}", place + 1)


def _wrong_selections(question: MultipleSelect, key: Any) -> Iterator[Expectation]:
    for place, option in enumerate(question.options):
        number = place + 1
        if option.correct:
            rest = [other for other in key if other != number]
            yield Expectation(("options", place), f"leaving out option {number}", rest)
        else:
            more = sorted([*key, number])
            yield Expectation(("options", place), f"option {number} picked too", more)


def _wrong_pairs(question: Matching) -> Iterator[Expectation]:
    rights = [right for _, right in question.pairs]
    turned = [*rights[1:], rights[0]]
    yield Expectation(("pairs",), "each left side with its neighbour's right side", [*turned])
    for place, text in enumerate(question.distractors):
        response: list[JsonValue] = [text, *rights[1:]]
        yield Expectation(("distractors", place), f"“{text}” in the first row", response)


def _wrong_orders(question: Ordering) -> Iterator[Expectation]:
    for place, text in enumerate(question.distractors):
        response: list[JsonValue] = [*question.items, text]
        yield Expectation(("distractors", place), f"“{text}” placed last", response)


def _wrong_values(answer: Any, variant: Variant) -> Iterator[Expectation]:
    """What a typed answer lists as wrong, as a number, words or a formula."""
    if isinstance(answer, NumberAnswer):
        yield from _wrong_numbers(answer, variant)
    elif isinstance(answer, WordAnswer):
        for place, refused in enumerate(answer.reject):
            if pattern_in(refused.text) is None:
                yield Expectation(("reject", place), f"“{refused.text}”", refused.text)
    elif isinstance(answer, FormulaAnswer):
        for place, mistake in enumerate(answer.mistakes):
            yield Expectation(
                ("mistakes", place), f"mistake {place + 1}", mistake.expression, mistake.score
            )


def _wrong_numbers(answer: NumberAnswer, variant: Variant) -> Iterator[Expectation]:
    for place, mistake in enumerate(answer.mistakes):
        try:
            response = answer.response_for(number_of(mistake.answer, variant.values))
        except MathematicsError:
            continue  # this variant has no such mistake
        yield Expectation(("mistakes", place), f"mistake {place + 1}", response, mistake.score)


def _wrong_blanks(question: Cloze, key: Any, variant: Variant) -> Iterator[Expectation]:
    """Each wrong answer of each blank, the other blanks being right."""
    for name, blank in question.blanks.items():
        for wrong in _wrong_in_blank(blank, variant):
            share = None if wrong.score is None else 1 - (1 - wrong.score) / len(question.blanks)
            yield Expectation(
                ("blanks", name, *wrong.path),
                f"{wrong.what} in “{name}”",
                {**key, name: wrong.response},
                share,
            )


def _wrong_in_blank(blank: object, variant: Variant) -> Iterator[Expectation]:
    if isinstance(blank, ChoiceBlank):
        yield from _wrong_choices(blank.options, blank.answer)
    elif isinstance(blank, NumberBlank | WordBlank | FormulaBlank):
        for wrong in _wrong_values(blank, variant):
            response = wrong.response
            typed = response if isinstance(response, str) else str(response)
            yield Expectation(wrong.path, wrong.what, typed, wrong.score)


def _wrong_choices(options: Sequence[str], answer: str) -> Iterator[Expectation]:
    for place, text in enumerate(options):
        if " ".join(text.split()) != " ".join(answer.split()):
            yield Expectation(("options", place), f"“{text}”", text)
