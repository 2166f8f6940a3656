"""Aiken: a question, its options as `A. …`, and a line `ANSWER: B`, everything on one line each."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase
from typing import BinaryIO

from quiz.lms.writing.exporting import Export, Item, LeftOutError, Loss
from quiz.lms.writing.losses import lost_of
from quiz.markup.flat import flat
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.true_false import TrueFalse


def write(export: Export, out: BinaryIO) -> Iterator[Loss]:
    """Write the questions with one right option; everything else is left out."""
    for item in export.items:
        try:
            text = _question(item)
        except LeftOutError as reason:
            yield Loss(item.ident, str(reason), left_out=True)
            continue
        out.write(text.encode())
        for message in lost_of(item, "explanation", "hints", "points", "feedback"):
            yield Loss(item.ident, message)


def _question(item: Item) -> str:
    question = item.question
    if isinstance(question, MultipleChoice):
        texts = [option.text for option in question.options]
        right = [option.correct for option in question.options].index(True)
    elif isinstance(question, TrueFalse):
        texts, right = ["True", "False"], 0 if question.answer else 1
    else:
        raise LeftOutError("Aiken holds only questions with one right option")
    lines = [_prompt(question.prompt)]
    lines += [
        f"{letter}. {_line(text)}" for letter, text in zip(ascii_uppercase, texts, strict=False)
    ]
    return "\n".join([*lines, f"ANSWER: {ascii_uppercase[right]}", "", ""])


def _prompt(markdown: str) -> str:
    """The prompt on a line that is not read as an option or an answer."""
    text = _line(markdown)
    is_other = text.startswith("ANSWER:") or (text[1:2] in (".", ")") and text[0].isupper())
    return f"“{text}”" if is_other else text


def _line(markdown: str) -> str:
    return flat(markdown) or "…"
