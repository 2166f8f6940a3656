"""Functions of something that has few values: f(y) = (1-y) f(0) + y f(1) where y is 0 or 1."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from quiz.symbolic.errors import UndefinedError
from quiz.symbolic.proof.atoms import Atom, Rational, ratio
from quiz.symbolic.proof.deltas import solution
from quiz.symbolic.proof.forms import BUILDERS, Form
from quiz.symbolic.proof.substitution import Replacement, substitute

MOST_INTERPOLATED = 3
"""So many atoms with few values at most are told apart in one function."""


def by_values(function: str, *arguments: Form) -> Form | None:
    """A function of forms as a polynomial in an atom of few values that is inside them.

    None if there is no such atom, or there are too many, or the function is undefined at one of
    its values. Applied again by the function itself until no such atom is left.
    """
    found = {
        atom
        for argument in arguments
        for atom in argument.inside
        if atom.values is not None and any(atom in part.free for part in arguments)
    }
    if not found or len(found) > MOST_INTERPOLATED:
        return None
    atom = min(found, key=lambda candidate: candidate.number)
    assert atom.values is not None
    space = arguments[0].space
    result = space.number(0)
    space.spend(10)
    try:
        for value in atom.values:
            replaced = [
                substitute(part, _at(atom, value == 1, space.number(value))) for part in arguments
            ]
            result = result + BUILDERS[function](*replaced) * _basis(atom, value)
    except UndefinedError:
        return None
    return result


F = TypeVar("F", bound=Callable[..., Form])


def interpolated(name: str) -> Callable[[F], F]:
    """Makes a function look `by_values` first; it is built again under this name."""

    def decorate(function: F) -> F:
        @wraps(function)
        def first_by_values(*arguments: Form) -> Form:
            split = by_values(name, *arguments)
            return function(*arguments) if split is None else split

        BUILDERS[name] = first_by_values
        return cast("F", first_by_values)

    return decorate


def _at(atom: Atom, is_one: bool, value: Form) -> Replacement:
    """What an atom's value puts in place; a delta that is 1 makes its indices equal."""
    if atom.kind == "delta" and is_one:
        solved = solution(atom.form())
        if solved is not None:
            return {atom: value, solved[0]: solved[1]}
    return {atom: value}


def _basis(atom: Atom, value: Rational) -> Form:
    """The polynomial that is 1 where the atom has this value and 0 at its other values."""
    space = atom.space
    result = space.number(1)
    for other in atom.values or ():
        if other != value:
            share = ratio(1, value - other)
            result = result * (space.power(atom) - space.number(other)) * share
    return result
