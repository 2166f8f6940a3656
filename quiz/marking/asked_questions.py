"""Which question of a bank an LMS asked, by the text that it shows of it.

An LMS shows a question without its id: the text, its blanks emptied and its numbers filled in, and
perhaps the options behind it. So the letters and digits of the text tell the question, and the
numbers in it the variant.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from quiz.bank import Bank
from quiz.markup.tex import tex_html
from quiz.questions import Question
from quiz.questions.errors import ParameterError
from quiz.questions.variants import PLACE, Variant

SEEDS = range(300)
"""The variants that are looked for: `quiz export` begins at its `--seed`, which is 1."""

_HOLE = re.compile(rf"{PLACE.pattern}|\[\[.*?\]\]|!\[.*?\]\(.*?\)|(?<=\])\(.*?\)", re.DOTALL)
"""What is shown otherwise than it is written: a value, a blank, a picture, where a link leads."""

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_TAG = re.compile(r"<[^>]*>")


class _Signature(NamedTuple):
    """What tells a variant from another: the letters and the numbers of its text."""

    letters: str
    numbers: tuple[str, ...]


class AskedQuestions:
    """Finds the question and the variant that a text of an LMS shows."""

    def __init__(self, bank: Bank) -> None:
        """Among the questions of a bank."""
        self._by_start: dict[str, list[tuple[Question, re.Pattern[str], int]]] = {}
        for question in bank.questions:
            pieces = [letters_of(piece) for piece in _pieces(question.prompt)]
            pattern = re.compile(".*?".join(pieces))
            found = self._by_start.setdefault(pieces[0], [])
            found.append((question, pattern, sum(map(len, pieces))))
        self._lengths = sorted({len(start) for start in self._by_start}, reverse=True)
        self._signatures = lru_cache(1_000)(lambda name: [*_signatures(bank[name])])
        self._found = lru_cache(1_000)(self._search)

    def __call__(self, text: str) -> tuple[Variant, ...]:
        """What is asked with this text: several where questions are asked alike, or none.

        Raises `ValueError` where the question is found and its variant is not.
        """
        return self._found(text)

    def _search(self, text: str) -> tuple[Variant, ...]:
        letters = letters_of(text)
        matching = [
            (length, question)
            for start in (letters[:size] for size in self._lengths if size <= len(letters))
            for question, pattern, length in self._by_start.get(start, ())
            if length and pattern.match(letters)
        ]
        longest = max((length for length, _ in matching), default=0)
        asked = [question for length, question in matching if length == longest]
        variants = [self._variant(question, text, letters) for question in asked]
        if asked and not any(variants):
            raise ValueError(f"which variant of {asked[0].id} was asked cannot be told")
        return tuple(variant for variant in variants if variant)

    def _variant(self, question: Question, text: str, letters: str) -> Variant | None:
        """The variant whose letters and numbers the text begins with; None without a single one."""
        if not question.parameters:
            return question.variant()
        numbers = _numbers(text)
        same = [
            (variant, signature)
            for variant, signature in self._signatures(question.id)
            if letters.startswith(signature.letters)
            and numbers[: len(signature.numbers)] == signature.numbers
        ]
        longest = max((len(signature.letters) for _, signature in same), default=0)
        found = [variant for variant, signature in same if len(signature.letters) == longest]
        is_one = found and all(variant.values == found[0].values for variant in found)
        return found[0] if is_one else None


def letters_of(text: str) -> str:
    """The letters and digits of a text, which Markdown, HTML and TeX write alike."""
    return "".join(filter(str.isalnum, html.unescape(text))).casefold()


def html_text(markdown: str) -> str:
    """A text of the bank without markup, its formulas in TeX, as an LMS shows it."""
    return html.unescape(_TAG.sub("", tex_html(markdown, lambda _: "")))


def _pieces(prompt: str) -> list[str]:
    """What stands around the holes of a prompt."""
    spans = [match.span() for match in _HOLE.finditer(prompt)]
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(prompt)]
    return [prompt[end:start] for end, start in zip(ends, starts, strict=True)]


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(_NUMBER.findall(text.replace("\N{MINUS SIGN}", "-")))


def _signatures(question: Question) -> Iterator[tuple[Variant, _Signature]]:
    for seed in SEEDS:
        try:
            variant = question.variant(seed)
            shown = html_text(variant.prompt)
        except ParameterError:
            continue
        yield variant, _Signature(letters_of(shown), _numbers(shown))
