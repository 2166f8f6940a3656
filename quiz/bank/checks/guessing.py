"""Rules on what gives the right option away over a whole bank: its length, its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import NormalDist
from typing import Any

from quiz.bank.checks.finding import Found
from quiz.bank.checks.rule import of_bank
from quiz.questions import MultipleChoice, Question, TrueFalse

CHANCE = 0.005
"""What would happen by chance less often than this is a habit of the author."""

MOST = 0.5
"""Up to this share of a bank it is no help to guess by it."""

MANY = 300
"""From how many questions on the chances of their sum are taken from the normal curve."""

_COMMAND = re.compile(r"\\[A-Za-z]+ ?")
_MARKS = re.compile(r"[\\${}*_^`]")

About = tuple[Question, Found]


@of_bank("Q023", "warning", "The right option is mostly the longest")
def longest_is_right(questions: Sequence[Question]) -> Iterator[About]:
    """A learner who always picks the longest option would be right too often."""
    choices = [question for question in questions if isinstance(question, MultipleChoice)]
    telling = [question for question in choices if _is_longest_right(question)]
    if _is_habit(len(telling), [1 / len(question.options) for question in choices]):
        yield (
            telling[0],
            Found(
                ("options", _right(telling[0]), "text"),
                f"in {len(telling)} of {len(choices)} multiple-choice questions the right option"
                " is the longest, here first: shorten the right ones, or lengthen the others"
                f" ({_named(telling)})",
            ),
        )


@of_bank("Q024", "warning", "The right answer is mostly the same one")
def answer_in_one_place(questions: Sequence[Question]) -> Iterator[About]:
    """A learner sees the right option in the same place, or true (or false) always right."""
    still = [
        question
        for question in questions
        if isinstance(question, MultipleChoice)
        and (not question.shuffle or question.options[_right(question)].fixed)
    ]
    yield from _in_one_place(still, "shown", "spread them over the places, or leave them shuffled")
    statements = [question for question in questions if isinstance(question, TrueFalse)]
    answers = Counter(question.answer for question in statements)
    for answer, count in answers.most_common(1):
        if _is_habit(count, [0.5] * len(statements), most=0.75):
            word = "true" if answer else "false"
            yield (
                next(question for question in statements if question.answer == answer),
                Found(
                    ("answer",),
                    f"{count} of {len(statements)} statements are {word}, here first: turn some of"
                    " them into their contrary",
                ),
            )


@of_bank("Q025", "advice", "The right option mostly stands in one place of the file")
def option_in_one_place(questions: Sequence[Question]) -> Iterator[About]:
    """Options are shuffled when they are shown, but on a paper or after an export perhaps not."""
    moving = [
        question
        for question in questions
        if isinstance(question, MultipleChoice)
        and question.shuffle
        and not question.options[_right(question)].fixed
    ]
    yield from _in_one_place(
        moving, "written", "they are shuffled here, but other systems may keep this order"
    )


def _in_one_place(
    questions: Sequence[MultipleChoice], done: str, mend: str
) -> Iterator[tuple[MultipleChoice, Found]]:
    places = Counter(_right(question) for question in questions)
    for place, count in places.most_common(1):
        if _is_habit(count, [1 / len(question.options) for question in questions]):
            first = next(question for question in questions if _right(question) == place)
            yield (
                first,
                Found(
                    ("options", place),
                    f"in {count} of {len(questions)} multiple-choice questions the right option is"
                    f" {done} as number {place + 1}, here first: {mend}",
                ),
            )


def _right(question: Any) -> int:
    """The place, from 0, of the right option."""
    return next(place for place, option in enumerate(question.options) if option.correct)


def _is_longest_right(question: MultipleChoice) -> bool:
    """Whether the right option is longer than each of the others."""
    lengths = [_length(option.text) for option in question.options]
    right = lengths.pop(_right(question))
    return right > max(lengths)


def _length(text: str) -> int:
    """About how long a text is when it is shown: a command of LaTeX is one sign."""
    return len(_MARKS.sub("", _COMMAND.sub("x", text)))


def _named(questions: Sequence[Question], most: int = 5) -> str:
    names = [question.id for question in questions[:most]]
    return ", ".join([*names, "…"] if len(questions) > most else names)


def _is_habit(count: int, chances: Sequence[float], most: float = MOST) -> bool:
    """Whether `count` of so many is more than `most` and more than chance would explain.

    `chances` says how likely each is to count by chance; these differ where the numbers of
    options do.
    """
    if count <= most * len(chances):
        return False
    return _chance_of_more(count, chances) < CHANCE


def _chance_of_more(count: int, chances: Sequence[float]) -> float:
    """How likely `count` or more of these are to happen; of very many, by the normal curve."""
    if len(chances) > MANY:
        spread = sum(chance * (1 - chance) for chance in chances) ** 0.5
        return 1 - NormalDist(sum(chances), spread).cdf(count - 0.5)
    numbers = [1.0]
    for chance in chances:
        numbers = [
            stay * (1 - chance) + come * chance
            for stay, come in zip([*numbers, 0.0], [0.0, *numbers], strict=True)
        ]
    return sum(numbers[count:])
