"""Forms as products of powers of atoms: what division, logarithms and roots work on."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sympy import ZZ, Dummy
from sympy.polys.rings import PolyRing

from quiz.symbolic.errors import UndefinedError
from quiz.symbolic.proof.atoms import (
    UNIT,
    Atom,
    Exponent,
    Monomial,
    Polynomial,
    Rational,
    leading,
    merged,
    monomial,
    plain,
    ratio,
    scaled,
)
from quiz.symbolic.proof.forms import (
    BUILDERS,
    Form,
    Space,
    expandable,
    expanded,
    polynomial_power,
    reduced_power,
)
from quiz.symbolic.proof.interpolation import by_values

MOST_LETTERS = 8
MOST_DEGREE = 24
MOST_FACTORED = 60
"""Bounds on the polynomials that are factored."""

_STEPS_TO_FACTOR = 1200

Parts = list[tuple[Atom, int]]


@dataclass
class Factors:
    """A form as `coefficient` times powers of atoms."""

    coefficient: Rational
    powers: dict[Atom, Exponent] = field(default_factory=dict)

    def multiply(self, atom: Atom, exponent: Exponent) -> None:
        """One more factor."""
        self.powers[atom] = plain(self.powers.get(atom, 0) + exponent)


def factors(form: Form) -> Factors:
    """The form as a product; raises `UndefinedError` for zero."""
    if form.is_zero:
        raise UndefinedError("zero has no factors")
    coefficient, content, parts = polynomial_factors(form.space, form.terms)
    found = Factors(coefficient)
    for atom, exponent in (*content, *parts):
        found.multiply(atom, exponent)
    for atom, exponent in form.denominator:
        found.multiply(atom, -exponent)
    return found


def polynomial_factors(space: Space, terms: Polynomial) -> tuple[Rational, Monomial, Parts]:
    """A number, a monomial, and irreducible factors as atoms of the kind `poly`."""
    coefficient, content, rest = primitive(space, terms)
    if len(rest) == 1:
        return coefficient, content, []
    key = Form(space, rest)
    if key not in space.factored:
        scale: Rational = 1
        parts: Parts = []
        for piece, exponent in _irreducible(space, rest):
            value, _, kept = primitive(space, piece)
            scale *= value**exponent
            if len(kept) > 1:
                parts.append((space.atom("poly", Form(space, kept)), exponent))
        space.factored[key] = scale, parts
    scale, parts = space.factored[key]
    return coefficient * scale, content, parts


def primitive(space: Space, terms: Polynomial) -> tuple[Rational, Monomial, Polynomial]:
    """The content of a polynomial, as a number and a monomial, and what is left.

    What is left has whole coefficients without a common factor, the leading one positive.
    """
    space.spend(len(terms))
    if len(terms) == 1:
        ((only, value),) = terms.items()
        return value, only, {UNIT: 1}
    powers = [dict(key) for key in terms]
    letters = set().union(*powers)
    content = monomial({atom: min(p.get(atom, 0) for p in powers) for atom in letters})
    below = math.lcm(*(value.denominator for value in terms.values()))
    above = math.gcd(*(int(value * below) for value in terms.values()))
    number = ratio(above, below)
    rest = terms
    if number != 1:
        rest = {key: ratio(value, number) for key, value in terms.items()}
    if content:
        inverted = tuple((atom, -power) for atom, power in content)
        rest = {merged(key, inverted)[0]: value for key, value in rest.items()}
    if rest[leading(rest)] < 0:
        number, rest = -number, scaled(rest, -1)
    return number, content, rest


def _irreducible(space: Space, terms: Polynomial) -> list[tuple[Polynomial, int]]:
    """The factors of a primitive polynomial over the rationals, if it is small enough."""
    letters = sorted({atom for key in terms for atom, _ in key}, key=lambda atom: atom.number)
    if _is_linear(terms, letters) or len(letters) > MOST_LETTERS or len(terms) > MOST_FACTORED:
        return [(terms, 1)]
    scales = {
        atom: math.lcm(*(Fraction(dict(key).get(atom, 0)).denominator for key in terms))
        for atom in letters
    }
    dense: dict[tuple[int, ...], int] = {}
    for key, value in terms.items():
        powers = dict(key)
        dense[tuple(int(powers.get(atom, 0) * scales[atom]) for atom in letters)] = int(value)
    if max(sum(place) for place in dense) > MOST_DEGREE:
        return [(terms, 1)]
    space.spend(_STEPS_TO_FACTOR)
    unit, found = _ring(len(letters)).from_dict(dense).factor_list()
    pieces: list[tuple[Polynomial, int]] = [({UNIT: -1}, 1)] if unit == -1 else []
    return pieces + [
        (
            {
                monomial(
                    {a: Fraction(n, scales[a]) for a, n in zip(letters, place, strict=True)}
                ): Fraction(int(value))
                for place, value in factor.terms()
            },
            exponent,
        )
        for factor, exponent in found
    ]


def _is_linear(terms: Polynomial, letters: list[Atom]) -> bool:
    """Whether a letter stands in one term only and once there: then nothing divides it."""
    for letter in letters:
        with_it = [key for key in terms if any(atom is letter for atom, _ in key)]
        if len(with_it) != 1 or Fraction(dict(with_it[0])[letter]).numerator != 1:
            continue
        others = [dict(key) for key in terms if key is not with_it[0]]
        beside = [atom for atom, _ in with_it[0] if atom is not letter]
        if not any(all(atom in key for key in others) for atom in beside):
            return True
    return False


@lru_cache(maxsize=16)
def _ring(letters: int) -> Any:
    """SymPy's ring of polynomials with whole coefficients in so many letters."""
    return PolyRing([Dummy() for _ in range(letters)], ZZ)


def atom_power(atom: Atom, exponent: Exponent) -> Form:
    """A power of an atom as a form. A fraction is for an atom that is not negative."""
    space, exponent = atom.space, plain(exponent)
    if exponent == 0:
        return space.number(1)
    if atom.kind == "poly":
        return _polynomial_power(space, atom, exponent)
    if atom.kind == "abs" and not 0 <= exponent < 2:
        whole = math.floor(exponent / 2) * 2
        return whole_power(atom.form(), whole) * atom_power(atom, exponent - whole)
    if atom.kind in ("prime", "i", "prod", "rotation") or atom.values is not None:
        return Form(space, reduced_power(space, atom, exponent))
    return space.power(atom, exponent)


def _polynomial_power(space: Space, atom: Atom, exponent: Exponent) -> Form:
    whole = math.floor(exponent)
    terms: Polynomial = {monomial({atom: exponent - whole}): 1}
    if whole > 0:
        return Form(space, expanded(space, terms, ((atom, whole),)))
    if whole == 0:
        return Form(space, terms)
    return Form(space, terms) * _negative_power(space, atom.form().terms, whole)


def _negative_power(space: Space, terms: Polynomial, exponent: int) -> Form:
    """A whole power below zero of a polynomial, its factors in the denominator."""
    coefficient, content, parts = polynomial_factors(space, terms)
    result = space.number(ratio(1, coefficient**-exponent))
    for atom, power in content:
        result = result * atom_power(atom, power * exponent)
    below = monomial({atom: -power * exponent for atom, power in parts})
    return result * Form(space, {UNIT: 1}, below)


def whole_power(form: Form, exponent: int) -> Form:
    """A whole power of a form; raises `UndefinedError` for a negative power of zero."""
    space = form.space
    if exponent < 0:
        return whole_power(inverse(form), -exponent)
    if exponent == 0:
        return space.number(1)
    if form.is_zero or exponent == 1:
        return form
    if not form.denominator and expandable(form.terms, exponent):
        return Form(space, polynomial_power(space, form.terms, exponent))
    found = factors(form)
    result = space.number(found.coefficient**exponent)
    for atom, power in found.powers.items():
        if atom.kind == "poly" and power > 0 and not expandable(atom.form().terms, exponent):
            result = result * space.power(atom, power * exponent)
        else:
            result = result * atom_power(atom, power * exponent)
    return result


def inverse(form: Form) -> Form:
    """One over a form; raises `UndefinedError` if it is zero."""
    space = form.space
    if form.is_zero:
        raise UndefinedError("a division by zero")
    if len(form.terms) > 1:
        split = by_values("inverse", form)
        if split is not None:
            return split
    above = Form(space, expanded(space, {UNIT: 1}, form.denominator))
    return above * _negative_power(space, form.terms, -1)


def divided(numerator: Form, denominator: Form) -> Form:
    """A quotient; raises `UndefinedError` if the denominator is zero."""
    return numerator * inverse(denominator)


BUILDERS["inverse"] = inverse
