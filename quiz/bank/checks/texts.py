"""Rules on texts as a learner sees them: maths, images, and what an explanation says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

from quiz.bank.checks.finding import Found
from quiz.bank.checks.rule import of_question
from quiz.bank.checks.subject import Subject
from quiz.bank.checks.words import words
from quiz.questions import Derivation

IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<target>[^)\s]*)[^)]*\)")

FILLER = frozenset(
    words(
        """
        a an and answer are as at be because being by came choice correct correctly
        explained explanation false for hence here in is it its key must no not of on one
        only option or question response result right should simply so solution statement
        that the then there therefore these this those thus to true value was were which
        whose why will with wrong yes
        """
    )
)
"""Words that explain nothing."""


@of_question("Q040", "warning", "The explanation only repeats the answer")
def explains_nothing(subject: Subject) -> Iterator[Found]:
    """The explanation has no word that is not in the answer or the prompt, or means nothing."""
    for variant in subject.sound[:1]:
        if isinstance(variant.question, Derivation):
            known = {*words(variant.prompt)}
        else:
            known = {*words(variant.key_text()), *_all_accepted(variant.filled)}
            known |= {*words(variant.prompt)}
        if _stems(variant.explanation) <= {word.removesuffix("s") for word in known | FILLER}:
            yield Found(
                ("explanation",),
                "this says nothing that the prompt and the answer do not: say why the answer is"
                " right",
            )


def _stems(text: str) -> set[str]:
    """The words of a text, one and many of a thing taken as the same word."""
    return {word.removesuffix("s") for word in words(text)}


def _all_accepted(question: Any) -> Iterator[str]:
    for text in getattr(question, "accept", ()):
        yield from words(text)


@of_question("Q041", "error", "Maths that cannot be read")
def unreadable_maths(subject: Subject) -> Iterator[Found]:
    """A formula in a text that a learner would see as raw source."""
    from quiz.markup.text import problems

    for path, text in subject.texts():
        for position, message in problems(text):
            yield Found(path, f"{message} (in “{_around(text, position)}”)")


def _around(text: str, position: int, most: int = 40) -> str:
    """The formula that a position lies in, or the beginning of it."""
    start = max(text.rfind("$", 0, position + 1), 0)
    end = text.find("$", max(position, start + 1)) + 1
    shown = " ".join(text[start : end or len(text)].split())
    return shown if len(shown) <= most else f"{shown[:most]}…"


@of_question("Q042", "error", "An image that is not there, or not described")
def image_not_shown(subject: Subject) -> Iterator[Found]:
    """An image without a file or without a text for those who cannot see it."""
    for path, text in subject.texts():
        for image in IMAGE.finditer(text):
            if not image["alt"].strip():
                yield Found(
                    path,
                    f"the image {image['target']} says nothing to a person who cannot see it:"
                    " write what it shows between the square brackets",
                )
            if said := _about_target(image["target"], subject.folder):
                yield Found(path, said)


def _about_target(target: str, folder: FilePath) -> str | None:
    if "://" in target or target.startswith("/"):
        return f"the image {target} is not named relative to this file: put it beside the bank"
    if not (folder / target).is_file():
        return f"there is no image {target}: paths start at this file's folder"
    return None
