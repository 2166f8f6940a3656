"""Formulas in a question: the names they may use, their values, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import isfinite
from typing import TYPE_CHECKING

from quiz.questions.authored import Path, Problem
from quiz.questions.numbers import exact_number, shown, whole_or_fraction
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.tasks import Symbols, Value

if TYPE_CHECKING:
    from quiz.symbolic.naming import Names
    from quiz.symbolic.reading import Meaning
    from quiz.symbolic.tree import Node, Number

MAX_BITS = 8000


def names_of_values(values: Mapping[str, Value]) -> Names:
    """The names of parameters that have these values; a list is indexed by its length."""
    from quiz.symbolic.naming import Names, declared

    return Names.of(declared(values))


def value_of(written: int | float | str, values: Mapping[str, Value]) -> Value:
    """The value of a number or a formula over parameters, exact where it can be.

    Raises `MathematicsError` when the formula cannot be read or has no value.
    """
    if not isinstance(written, str):
        return exact_number(written)
    from quiz.symbolic.reading import read

    return value_of_tree(read(written, names_of_values(values)), values)


def value_of_tree(node: Node, values: Mapping[str, Value]) -> Value:
    """The value of a formula that was read; a bare name of a list is the list."""
    from quiz.symbolic.exact import evaluate
    from quiz.symbolic.tree import Name

    if isinstance(node, Name) and isinstance(values.get(node.name), tuple):
        return values[node.name]
    value = evaluate(node, values)
    return whole_or_fraction(value) if isinstance(value, Fraction) else value


def number_of(written: int | float | str, values: Mapping[str, Value]) -> Fraction | float:
    """The value of a number or a formula, refusing lists.

    Raises `MathematicsError` when it has no value that is one number of a sensible size.
    """
    return one_number(value_of(written, values))


def one_number(value: Value) -> Fraction | float:
    """The value, if it is a single finite number; raises `MathematicsError` otherwise."""
    if isinstance(value, tuple):
        raise MathematicsError("this is a list, and one number is wanted")
    if isinstance(value, float):
        if isfinite(value):
            return value
        raise MathematicsError("this is not a finite number")
    number = Fraction(value)
    if max(number.numerator.bit_length(), number.denominator.bit_length()) > MAX_BITS:
        raise MathematicsError("this number is too large")
    return number


def numerals(values: Mapping[str, Value]) -> dict[str, Node]:
    """Each parameter that is a number as a piece of a formula; lists are left to their names."""
    from quiz.symbolic.tree import Negate

    found: dict[str, Node] = {}
    for name, value in values.items():
        if not isinstance(value, tuple):
            size = _numeral(abs(Fraction(value)))
            found[name] = Negate(size) if value < 0 else size
    return found


def _numeral(size: Fraction) -> Number:
    """A number, as a decimal where that is short and exact."""
    from quiz.symbolic.tree import Number

    text = shown(size)
    is_decimal = "." in text and Fraction(text) == size
    return Number(size, text if is_decimal else None)


def names_for(symbols: Symbols | None, parameters: Symbols) -> Names:
    """The names of a question's formulas; without symbols each letter is known."""
    from quiz.symbolic.naming import Names

    return Names.of(symbols, others=parameters)


def formula_problems(
    text: str, names: Names, path: Path, meaning: Meaning = "number"
) -> Iterator[Problem]:
    """The problem of a formula that does not read, if it does not."""
    from quiz.symbolic.reading import read

    try:
        read(text, names, meaning)
    except MathematicsError as error:
        yield Problem(path, f"“{text}” cannot be read: {error}", "formula")
