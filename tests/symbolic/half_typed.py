"""Formulas of the bank and of the corpora, to be typed key by key."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from corpus_rows import rows
from labelled_workings import labelled_workings

from quiz.bank import load_bank
from quiz.questions.derivation import Derivation
from quiz.questions.derivation_names import derivation_names
from quiz.questions.formulas import names_for
from quiz.questions.parameters import declarations_of
from quiz.questions.symbols import declarations
from quiz.symbolic.derivations.completing import complete_line
from quiz.symbolic.derivations.lines import split
from quiz.symbolic.errors import ReadError
from quiz.symbolic.naming import Names, declared
from quiz.symbolic.reading import read


class Typed(NamedTuple):
    """A formula that reads, with the names that it may use."""

    text: str
    names: Names
    meaning: Any = "number"

    def beginnings(self) -> Iterator[str]:
        """What stands there after each key but those of white space at the start."""
        for length in range(1, len(self.text) + 1):
            if self.text[:length].strip():
                yield self.text[:length]


class TypedLine(NamedTuple):
    """A line of working, with the names of its derivation and the lines above it."""

    text: str
    names: Names
    above: str


@cache
def formulas() -> tuple[Typed, ...]:
    """Every formula of the corpora and of the bank that reads."""
    found = {}
    for row in rows():
        names = Names.of(row.task.symbols, others=declared(row.task.values))
        for text in (row.response, row.task.answer, *row.task.mistakes):
            found[text, id(row.task)] = Typed(text, names, row.task.value)
    for question in load_bank():
        if question.type == "expression":
            parameters = declarations_of(question.parameters)
            names = names_for(declarations(question.symbols), parameters)
            for text in (question.answer, *(wrong.expression for wrong in question.mistakes)):
                found[text, id(question)] = Typed(text, names, question.value)
    return tuple(typed for typed in found.values() if _reads(typed))


def _reads(typed: Typed) -> bool:
    try:
        read(typed.text, typed.names, typed.meaning)
    except ReadError:
        return False
    return True


@cache
def lines() -> tuple[TypedLine, ...]:
    """Every line of the model solutions, and of the labelled workings unless it is unreadable."""
    found: list[TypedLine] = []
    for question in load_bank():
        if isinstance(question, Derivation):
            found += _lines_of(question.solution, _names(question))
    for working in labelled_workings():
        if {"unreadable", "unsupported"}.isdisjoint(working.label.lines):
            found += _lines_of(working.text, _names(working.question))
    return tuple(line for line in found if not complete_line(*line).error)


def _names(question: Derivation) -> Names:
    parameters = declarations_of(question.parameters)
    return derivation_names(question.given, declarations(question.symbols), parameters)


def _lines_of(text: str, names: Names) -> Iterator[TypedLine]:
    above: list[str] = []
    for line in split(text):
        yield TypedLine(line.text, names, "\n".join(above))
        above.append(line.text)
