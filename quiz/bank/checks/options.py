"""Rules on what a learner picks from: each choice says something of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from quiz.bank.checks.finding import Found
from quiz.bank.checks.rule import first_of, of_question
from quiz.bank.checks.sameness import say_the_same
from quiz.bank.checks.subject import Subject, in_words
from quiz.bank.reading import Path
from quiz.questions import Cloze, Matching, MultipleChoice, MultipleSelect, Ordering
from quiz.questions.blanks import ChoiceBlank
from quiz.questions.checking import same_text

_ABOUT_OTHERS = re.compile(
    r"(all|none|both|neither|any|either) of (the )?(above|below|these|those|them|others)"
    r"|(all|none|both|neither) (of )?the (above|others|options|answers)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Choice:
    """Something to pick: what it is called, its text, and what tells right ones from wrong.

    A step is put into an order; the lines of a working are equal as formulas, and no two the same.
    """

    path: Path
    name: str
    text: str
    role: object
    is_step: bool = False


@of_question("Q020", "warning", "Two choices say the same")
def same_twice(subject: Subject) -> Iterator[Found]:
    """Two wrong options, two left sides or two items differ in nothing, perhaps as formulas."""
    yield from first_of(
        Found(
            second.path,
            f"{second.name} says the same as {first.name}: change one or leave it out{where}",
        )
        for first, second, where in _pairs_alike(subject)
        if first.role == second.role
    )


@of_question("Q021", "error", "Two right options")
def two_right(subject: Subject) -> Iterator[Found]:
    """A wrong choice says the same as the right one, perhaps as a formula."""
    yield from first_of(
        Found(
            second.path,
            f"{second.name} says the same as {first.name}, and only one of the two is graded as"
            f" right: change one or leave it out{where}",
        )
        for first, second, where in _pairs_alike(subject)
        if first.role != second.role
    )


@of_question("Q022", "warning", "An option about the others that is shuffled")
def shuffled_away(subject: Subject) -> Iterator[Found]:
    """“None of these” may be shown first, before the options that it speaks of."""
    question = subject.question
    if not isinstance(question, MultipleChoice | MultipleSelect) or not question.shuffle:
        return
    for place, option in enumerate(question.options):
        text = " ".join(option.text.split()).rstrip(".")
        if not option.fixed and _ABOUT_OTHERS.fullmatch(text):
            yield Found(
                ("options", place),
                f"“{option.text}” speaks of the other options and may be shown before them: add"
                " `fixed: true`",
                missing_key=("fixed", "true"),
            )


def _pairs_alike(subject: Subject) -> Iterator[tuple[Choice, Choice, str]]:
    """Choices of one place that say the same, with the variant in which they do."""
    for variant in subject.variants:
        for choices in _choices(variant.filled):
            for first, second in combinations(choices, 2):
                steps = first.is_step and second.is_step
                if say_the_same(first.text, second.text, as_written=steps):
                    yield first, second, in_words(variant)


def _choices(question: Any) -> Iterator[list[Choice]]:
    """What stands together to be picked from, in each place of a question."""
    match question:
        case MultipleChoice() | MultipleSelect():
            yield [
                Choice(("options", place, "text"), f"option {place + 1}", option.text, role)
                for place, option in enumerate(question.options)
                for role in [option.correct]
            ]
        case Matching():
            is_order = all(right.strip().isdigit() for _, right in question.pairs)
            yield [
                Choice(("pairs", place, 0), f"left side {place + 1}", left, None, is_order)
                for place, (left, _) in enumerate(question.pairs)
            ]
            rights = [
                Choice(("pairs", place, 1), f"right side {place + 1}", right, place)
                for place, (_, right) in enumerate(question.pairs)
            ]
            yield [*rights, *_distractors(question.distractors)]
        case Ordering():
            items = [
                Choice(("items", place), f"item {place + 1}", text, None, is_step=True)
                for place, text in enumerate(question.items)
            ]
            yield [*items, *_distractors(question.distractors)]
        case Cloze():
            for name, blank in question.blanks.items():
                if isinstance(blank, ChoiceBlank):
                    yield _options_of(name, blank)


def _distractors(texts: tuple[str, ...]) -> Iterator[Choice]:
    for place, text in enumerate(texts):
        yield Choice(("distractors", place), f"distractor {place + 1}", text, "distractor")


def _options_of(name: str, blank: ChoiceBlank) -> list[Choice]:
    return [
        Choice(
            ("blanks", name, "options", place),
            f"option {place + 1} of “{name}”",
            text,
            same_text(text) == same_text(blank.answer),
        )
        for place, text in enumerate(blank.options)
    ]
