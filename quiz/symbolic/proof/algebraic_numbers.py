"""Zero tests for numbers made of roots: exact, by a bound below which only zero lies.

A number that is an algebraic integer of degree at most d, all of whose conjugates are at most u
in absolute value, is zero or at least 1/u^(d-1), since the product of its conjugates is whole.
"""

from __future__ import annotations

import math
from fractions import Fraction

from mpmath import iv

from quiz.symbolic.proof.atoms import Atom, magnitude
from quiz.symbolic.proof.constants import value_of
from quiz.symbolic.proof.forms import Form

MOST_BITS = 6_000


def is_algebraic(form: Form) -> bool:
    """Whether the form is made of numbers and their roots alone, and has an exact zero test."""
    if form.denominator or not form.atoms():
        return False
    return all(_is_root(atom) for atom in form.atoms())


def _is_root(atom: Atom) -> bool:
    if atom.kind in ("prime", "i", "rotation"):
        return True
    return atom.kind in ("poly", "abs") and is_algebraic(atom.form())


def is_zero_number(form: Form) -> bool:
    """Whether a number made of roots is zero; False also when that would take too long."""
    if form.is_zero:
        return True
    scale = math.lcm(*(value.denominator for value in form.terms.values()))
    whole = form * scale
    if not _has_whole_coefficients(whole):
        return False
    bits = int(_degree(whole) * _log_of_size(whole)) + 64
    if bits > MOST_BITS:
        return False
    form.space.spend(20 + bits // 50)
    saved = iv.prec
    try:
        iv.prec = bits + 256
        real, imaginary = value_of(whole)
        bound = iv.mpf(2) ** -bits
        return bool(abs(real) < bound) and bool(abs(imaginary) < bound)
    finally:
        iv.prec = saved


def _has_whole_coefficients(form: Form) -> bool:
    return all(value.denominator == 1 for value in form.terms.values()) and all(
        _has_whole_coefficients(atom.form())
        for atom in form.atoms()
        if atom.kind in ("poly", "abs")
    )


def _degree(form: Form) -> int:
    """A bound on the degree of a field that holds the number and its conjugates' parts.

    Roots of unity and square roots of primes lie in one cyclotomic field; other roots add theirs.
    """
    order, cyclotomic, separate = 1, 1, 1
    for atom, root in _roots(form).items():
        part = 1
        if atom.kind == "i":
            part = 4
        elif atom.kind == "rotation":
            part = 2 * _base(atom)
        elif atom.kind == "prime" and root == 2 and _is_prime(_base(atom)):
            part = _order_of_square_root(_base(atom))
        if part == 1:
            cyclotomic, separate = cyclotomic * root, separate * root
        else:
            order = math.lcm(order, part)
            separate *= 2 if atom.kind == "prime" else _totient(part)
    return min(separate, cyclotomic * _totient(order))


def _base(atom: Atom) -> int:
    base = atom.arguments[0]
    assert isinstance(base, int)
    return base


def _is_prime(number: int) -> bool:
    return number < 10_000 and all(number % d for d in range(2, math.isqrt(number) + 1))


def _order_of_square_root(prime: int) -> int:
    """Gauss: the roots of unity of this order give the square root of the prime."""
    if prime == 2:
        return 8
    return prime if prime % 4 == 1 else 4 * prime


def _totient(number: int) -> int:
    result, rest, divisor = number, number, 2
    while rest > 1:
        if rest % divisor == 0:
            result -= result // divisor
            while rest % divisor == 0:
                rest //= divisor
        divisor += 1
    return result


def _roots(form: Form) -> dict[Atom, int]:
    """The atoms in the number with the degree of the root that is taken of each."""
    roots: dict[Atom, int] = {}
    for key in form.terms:
        for atom, exponent in key:
            root = Fraction(exponent).denominator * (2 if atom.kind == "abs" else 1)
            roots[atom] = math.lcm(roots.get(atom, 1), root)
            if atom.kind in ("poly", "abs"):
                for inner, degree in _roots(atom.form()).items():
                    roots[inner] = math.lcm(roots.get(inner, 1), degree)
    return roots


def _log_of_size(form: Form) -> float:
    """The base-2 log of a bound on all conjugates, a little above."""
    logs = [
        math.log2(magnitude(value)) + sum(float(power) * _log_of_atom(atom) for atom, power in key)
        for key, value in form.terms.items()
    ]
    return max(0.0, max(logs)) + math.log2(len(logs)) + 1e-6


def _log_of_atom(atom: Atom) -> float:
    if atom.kind == "prime":
        assert isinstance(atom.arguments[0], int)
        return math.log2(atom.arguments[0]) + 1e-9
    return _log_of_size(atom.form()) if atom.kind in ("poly", "abs") else 0.0
