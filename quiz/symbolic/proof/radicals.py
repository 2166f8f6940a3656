"""Square roots of numbers with square roots in them, where they come out of the root."""

from __future__ import annotations

import math
from fractions import Fraction

from quiz.symbolic.proof.atoms import UNIT, Monomial, Rational
from quiz.symbolic.proof.forms import BUILDERS, Form


def denested(form: Form) -> Form | None:
    """The square root of a + b·sqrt(c) as a sum of two square roots; None if it is not one."""
    if form.denominator or len(form.terms) != 2 or UNIT not in form.terms:
        return None
    (key,) = (key for key in form.terms if key != UNIT)
    inner = _radicand(key)
    if inner is None:
        return None
    a, b = form.terms[UNIT], form.terms[key]
    difference = _square_root(a * a - b * b * inner)
    if a <= 0 or difference is None:
        return None
    space, half = form.space, Fraction(1, 2)
    root = BUILDERS["constant power"]
    first = root(space.number((a + difference) / 2), half)
    second = root(space.number((a - difference) / 2), half)
    return first + second if b > 0 else first - second


def _radicand(key: Monomial) -> int | None:
    """The whole number of which a product of square roots of primes is the root."""
    product = 1
    for atom, exponent in key:
        base = atom.arguments[0]
        if atom.kind != "prime" or exponent != Fraction(1, 2):
            return None
        assert isinstance(base, int)
        product *= base
    return product


def _square_root(value: Rational) -> Fraction | None:
    if value < 0:
        return None
    above, below = math.isqrt(value.numerator), math.isqrt(value.denominator)
    exact = above * above == value.numerator and below * below == value.denominator
    return Fraction(above, below) if exact else None
