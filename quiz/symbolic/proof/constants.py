"""The values of constants, as intervals that hold them for certain."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from mpmath import iv
from mpmath.libmp import to_rational

from quiz.symbolic.proof.atoms import Atom, Exponent, Monomial
from quiz.symbolic.proof.forms import Form

Complex = tuple[Any, Any]
"""Two intervals: the real and the imaginary part."""

CONSTANTS = frozenset({"prime", "i", "rotation", "pi", "exp", "log", "cis", "poly", "abs"})
"""The kinds of atoms that constants are made of."""

_BITS = 100
LARGEST_EXPONENT = 200


def is_constant(form: Form) -> bool:
    """Whether the form is a number whose value can be worked out here."""
    return all(atom.kind in CONSTANTS for atom in form.inside)


def constant_bounds(form: Form) -> tuple[Fraction, Fraction] | None:
    """Two fractions between which a real constant lies; None where that is not clear."""
    saved = iv.prec
    try:
        iv.prec = _BITS
        real, imaginary = value_of(form)
        low, high = _fraction(real.a), _fraction(real.b)
        return (low, high) if 0 in imaginary else None
    except (ArithmeticError, ValueError, TypeError):
        return None
    finally:
        iv.prec = saved


def _fraction(end: Any) -> Fraction:
    """The exact value of the end of an interval."""
    above, below = to_rational(end._mpi_[0])
    return Fraction(int(above), int(below))


def value_of(form: Form) -> Complex:
    """The value of a polynomial in constants, to the precision that is set."""
    result: Complex = (iv.mpf(0), iv.mpf(0))
    for key, value in form.terms.items():
        term = _monomial(key)
        share = iv.mpf(value.numerator) / value.denominator
        result = result[0] + term[0] * share, result[1] + term[1] * share
    if form.denominator:
        below, imaginary = _monomial(form.denominator)
        size = below**2 + imaginary**2
        result = _times(result, (below / size, -imaginary / size))
    return result


def _monomial(key: Monomial) -> Complex:
    result: Complex = (iv.mpf(1), iv.mpf(0))
    for atom, exponent in key:
        result = _times(result, _power(atom, exponent))
    return result


def _times(left: Complex, right: Complex) -> Complex:
    return left[0] * right[0] - left[1] * right[1], left[0] * right[1] + left[1] * right[0]


def _power(atom: Atom, exponent: Exponent) -> Complex:
    zero = iv.mpf(0)
    share = Fraction(exponent)
    if atom.kind == "i":
        return ((iv.mpf(1), zero), (zero, iv.mpf(1)))[int(exponent)]
    if atom.kind in ("cis", "rotation"):
        angle = _angle(atom) * share.numerator / share.denominator
        return iv.cos(angle), iv.sin(angle)
    if atom.kind == "poly" and atom.is_complex:
        base, result = value_of(atom.form()), (iv.mpf(1), zero)
        for _ in range(_count(share)):
            result = _times(result, base)
        return result
    real = _real(atom)
    if share.denominator == 1:
        return real ** _count(share), zero
    return iv.exp(iv.log(real) * share.numerator / share.denominator), zero


def _count(share: Fraction) -> int:
    if share.denominator != 1 or abs(share) > LARGEST_EXPONENT:
        raise ArithmeticError("an exponent that is not small and whole")
    return share.numerator


def _angle(atom: Atom) -> Any:
    if atom.kind == "cis":
        return value_of(atom.form())[0]
    base = atom.arguments[0]
    assert isinstance(base, int)
    return iv.pi / base


def _real(atom: Atom) -> Any:
    """The value of an atom that is real."""
    if atom.kind == "pi":
        return iv.pi
    if atom.kind == "prime":
        base = atom.arguments[0]
        assert isinstance(base, int)
        return iv.mpf(base)
    inner = value_of(atom.form())[0]
    if atom.kind == "exp":
        if not abs(inner) < LARGEST_EXPONENT:
            raise ArithmeticError("an exponent that is not small")
        return iv.exp(inner)
    return {"log": iv.log, "abs": abs, "poly": lambda x: x}[atom.kind](inner)
