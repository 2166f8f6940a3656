"""Sums over an index whose value is known: of powers, of a geometric series, of probabilities."""

from __future__ import annotations

import math
from fractions import Fraction

from quiz.symbolic.proof.atoms import Atom, Exponent
from quiz.symbolic.proof.factors import divided, whole_power
from quiz.symbolic.proof.forms import BUILDERS, Form, Space
from quiz.symbolic.proof.signs import bounds

HIGHEST_POWER = 8


def closed_form(space: Space, factor: tuple[Atom, Exponent], index: Atom) -> Form | None:
    """The sum of one factor over an index from 1; None if it is not known."""
    atom, exponent = factor
    upper = index.form(1)
    if atom.kind == "entry" and exponent == 1:
        return _of_probabilities(space, atom, index)
    if not bounds(upper).is_nonnegative:
        return None
    if atom is index and isinstance(exponent, int) and 0 < exponent <= HIGHEST_POWER:
        return _of_powers(upper, exponent)
    if atom.kind == "log" and atom.form().letter is index and exponent == 1:
        return BUILDERS["log"](BUILDERS["gamma"](upper + 1))
    if atom.kind == "exp":
        return _geometric(space, atom, exponent, index)
    return None


def _of_probabilities(space: Space, atom: Atom, index: Atom) -> Form | None:
    """Entries of a probability vector over the whole of its last index."""
    length = space.probabilities(atom)
    if length is None or length != index.form(1) or atom.form(-1).letter is not index:
        return None
    if any(index in argument.free for argument in atom.arguments[1:-1]):  # type: ignore[union-attr]
        return None
    return space.number(1)


def _of_powers(upper: Form, exponent: int) -> Form:
    """1^m + … + n^m by Faulhaber's formula."""
    space = upper.space
    result = space.number(0)
    for place, number in enumerate(_bernoulli(exponent)):
        share = math.comb(exponent + 1, place) * number / (exponent + 1)
        result = result + whole_power(upper, exponent + 1 - place) * share
    return result


def _bernoulli(count: int) -> list[Fraction]:
    """Bernoulli's numbers with +1/2 as the second."""
    numbers = [Fraction(1)]
    for n in range(1, count + 1):
        before = sum((math.comb(n + 1, k) * numbers[k] for k in range(n)), Fraction(0))
        numbers.append(-before / (n + 1))
    if count >= 1:
        numbers[1] = Fraction(1, 2)
    return numbers


def _geometric(space: Space, atom: Atom, exponent: Exponent, index: Atom) -> Form | None:
    """r + r^2 + … + r^n for a base r other than 1, known by its logarithm."""
    term = atom.form()
    single = term.single
    if single is None or (index, 1) not in single[0]:
        return None
    rate = Form(space, {tuple(p for p in single[0] if p[0] is not index): 1}) * exponent
    if index in rate.free or (not bounds(rate).is_nonnegative and not bounds(rate).is_nonpositive):
        return None
    base = BUILDERS["exp"](rate)
    last = BUILDERS["exp"](rate * index.form(1))
    return divided(base * (last - 1), base - 1)
