"""A question as the rules look at it: its variants, and its promises graded once for all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

from quiz.bank.checks.expectations import Expectation, expectations
from quiz.questions import Derivation, DerivationGrade, Grade, ParameterError, Question, Variant

DRAWN = 100
"""How many variants are drawn and filled in, at least; grading takes longer and tries fewer."""


@dataclass(frozen=True)
class Graded:
    """Something that the question promises, and the grade that it got in a variant."""

    variant: Variant
    expected: Expectation
    grade: Grade


@dataclass(frozen=True)
class Subject:
    """A question, the folder of its file, and how many variants of it are graded."""

    question: Question
    folder: FilePath
    seeds: int

    @cached_property
    def drawn(self) -> tuple[Variant | tuple[int, ParameterError], ...]:
        """A variant for each of many seeds; where there is none, the seed and the reason."""
        if not self.question.parameters:
            return (self.question.variant(),)
        return tuple(map(self._draw, range(max(self.seeds, DRAWN))))

    def _draw(self, seed: int) -> Variant | tuple[int, ParameterError]:
        try:
            return self.question.variant(seed)
        except ParameterError as error:
            return seed, error

    @cached_property
    def sound(self) -> tuple[Variant, ...]:
        """The drawn variants whose texts and key have values."""
        return tuple(one for one in self.drawn if isinstance(one, Variant) and not unfilled(one))

    @property
    def variants(self) -> tuple[Variant, ...]:
        """The sound variants that are graded."""
        return self.sound[: self.seeds]

    @cached_property
    def graded(self) -> tuple[Graded, ...]:
        """The key, and everything that is listed as wrong, in each variant.

        A derivation has none: its working is judged line by line.
        """
        if isinstance(self.question, Derivation):
            return ()
        return tuple(
            Graded(variant, expected, variant.grade(expected.response))
            for variant in self.variants
            for expected in expectations(variant)
        )

    @cached_property
    def solved(self) -> tuple[tuple[Variant, DerivationGrade], ...]:
        """The model solution of a derivation graded in each variant; none for another kind."""
        if not isinstance(self.question, Derivation):
            return ()
        return tuple(
            (variant, grade)
            for variant in self.variants
            if isinstance(grade := variant.grade(self.question.solution), DerivationGrade)
        )

    def texts(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Each text as a learner sees it, in one variant, with its place in the question."""
        for variant in self.sound[:1]:
            yield from variant.filled.texts()


def unfilled(variant: Variant) -> str | None:
    """Why a variant's texts or key have no value; None where they have."""
    try:
        _ = variant.filled
        variant.key()
    except ParameterError as error:
        return str(error)
    return None


def in_words(variant: Variant) -> str:
    """“ (seed 3: p = 0.2)”, or nothing for a question without parameters."""
    if not variant.values:
        return ""
    values = ", ".join(f"{name} = {_shown(value)}" for name, value in variant.values.items())
    return f" (seed {variant.seed}: {values})"


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_shown, value))}]"
    return f"{float(value):.6g}" if isinstance(value, Fraction) else str(value)
