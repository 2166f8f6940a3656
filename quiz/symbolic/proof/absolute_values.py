"""Factors by their signs, absolute values, and what is made of them: sign, max, min."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction

from quiz.symbolic.errors import UndefinedError
from quiz.symbolic.proof.atoms import Atom, Exponent, Rational, leading, magnitude, plain
from quiz.symbolic.proof.factors import Factors, atom_power, divided, factors, whole_power
from quiz.symbolic.proof.forms import BUILDERS, Form
from quiz.symbolic.proof.interpolation import interpolated
from quiz.symbolic.proof.signs import atom_bounds, bounds, is_almost_never_zero
from quiz.symbolic.proof.substitution import substitute

Power = tuple[Form, Exponent]


@dataclass
class Signed:
    """A form as a number above zero, factors that are never negative, and the rest.

    The rest is a product of factors whose signs are not known, and a sign.
    """

    coefficient: Rational
    known: list[Power] = field(default_factory=list)
    unknown: list[Power] = field(default_factory=list)
    sign: int = 1


def signed_factors(form: Form) -> Signed:
    """The factors of a form by what is known of their signs."""
    space = form.space
    found = factors(form)
    result = Signed(magnitude(found.coefficient), sign=1 if found.coefficient > 0 else -1)
    unreal = space.number(1)
    for atom, exponent in found.powers.items():
        if atom.is_complex:
            unreal = unreal * atom_power(atom, exponent)
            continue
        reach, base = atom_bounds(atom), _value(atom)
        if reach.is_nonnegative or not isinstance(exponent, int):
            # A root is of something that is not negative, where it is defined.
            result.known.append((base, exponent))
        elif reach.is_nonpositive:
            result.known.append((-base, exponent))
            result.sign *= -1 if exponent % 2 else 1
        else:
            result.unknown.append((base, exponent))
    if unreal != space.number(1):
        _add_unreal(result, unreal, found)
    return result


def _add_unreal(result: Signed, unreal: Form, found: Factors) -> None:
    """The factors that are real together only: a square, or a number, or else of unknown sign."""
    square = _square_of_real(found)
    reach = bounds(unreal)
    if reach.is_positive:
        result.known.append((unreal, 1))
    elif reach.is_negative:
        result.known.append((-unreal, 1))
        result.sign = -result.sign
    elif square is not None:
        result.unknown.append((square[0], 2))
        result.sign *= square[1]
    else:
        result.unknown.append((unreal, 1))


def _square_of_real(found: Factors) -> tuple[Form, int] | None:
    """What the factors with the imaginary unit are the square of, real, up to a sign."""
    powers = [(atom, power) for atom, power in found.powers.items() if atom.is_complex]
    if any(not isinstance(power, int) or power % 2 for _, power in powers):
        return None
    space = powers[0][0].space
    root = space.number(1)
    for atom, power in powers:
        root = root * atom_power(atom, plain(Fraction(power) / 2))
    mirrored = conjugate(root)
    if mirrored == root:
        return root, 1
    if mirrored == -root:
        return root * space.power(space.atom("i")), -1
    return None


def conjugate(form: Form) -> Form:
    """The complex conjugate."""
    replacement: dict[Atom, Form] = {}
    for atom in form.inside:
        if atom.kind == "i":
            replacement[atom] = -form.space.power(atom)
        elif atom.kind in ("cis", "rotation"):
            replacement[atom] = atom_power(atom, -1)
    return substitute(form, replacement)


def nonnegative_factors(form: Form) -> tuple[Rational, list[Power]]:
    """A form that is not negative as a number and factors that are not negative either.

    The factors are not negative wherever the form is not. Raises `UndefinedError` if the form is
    negative everywhere.
    """
    signed = signed_factors(form)
    parts = list(signed.known)
    rest, odd = form.space.number(signed.sign), []
    for base, exponent in signed.unknown:
        if exponent % 2 == 0:
            parts.append((absolute(base), exponent))
        else:
            odd.append((base, exponent))
            rest = rest * base
    if not odd:
        if signed.sign < 0:
            raise UndefinedError("a root or a logarithm of a negative number")
    elif len(odd) == 1:
        parts.append((rest, odd[0][1]))
    else:
        parts += [(absolute(base), exponent - 1) for base, exponent in odd if exponent != 1]
        parts.append((rest, 1))
    return signed.coefficient, parts


def _value(atom: Atom) -> Form:
    """The atom as a form; a polynomial that was made an atom is itself again."""
    return atom.form() if atom.kind == "poly" else atom.space.power(atom)


def factor_power(factor: Form, exponent: Exponent) -> Form:
    """A rational power of a factor that is not negative where the whole is defined."""
    exponent = plain(exponent)
    if isinstance(exponent, int):
        return whole_power(factor, exponent)
    space, atom = factor.space, factor.letter
    if atom is not None and atom.kind == "exp" and not atom_bounds(atom).is_nonnegative:
        atom = None
    if atom is None and not factor.is_complex and not factor.denominator:
        atom = space.atom("poly", factor)
    if atom is not None:
        return atom_power(atom, exponent)
    whole = math.floor(exponent)
    return opaque("power", factor, space.number(exponent - whole)) * whole_power(factor, whole)


def opaque(name: str, *arguments: Form) -> Form:
    """A function that is not looked into."""
    space = arguments[0].space
    return space.power(space.atom("call", name, *arguments))


@interpolated("abs")
def absolute(form: Form) -> Form:
    """The absolute value, factor by factor."""
    space = form.space
    if form.is_zero:
        return form
    signed = signed_factors(form)
    result = space.number(signed.coefficient)
    for factor, exponent in signed.known:
        result = result * factor_power(factor, exponent)
    for factor, exponent in signed.unknown:
        assert isinstance(exponent, int)
        result = result * whole_power(factor, exponent - exponent % 2)
        if exponent % 2:
            result = result * _in_bars(factor)
    return result


def _in_bars(factor: Form) -> Form:
    atom = factor.letter
    if atom is not None and atom.kind == "prod":
        return BUILDERS["absolute product"](atom)
    upright = -factor if factor.terms[leading(factor.terms)] < 0 else factor
    return factor.space.power(factor.space.atom("abs", upright))


@interpolated("sign")
def sign(form: Form) -> Form:
    """1, 0 or -1."""
    space = form.space
    if form.is_zero:
        return form
    reach = bounds(form)
    if reach.is_positive or reach.is_negative:
        return space.number(1 if reach.is_positive else -1)
    signed = signed_factors(form)
    result = space.number(signed.sign)
    for factor, exponent in (*signed.known, *signed.unknown):
        result = result * _sign_of_factor(factor, odd=exponent % 2 != 0)
    return result


def _sign_of_factor(factor: Form, *, odd: bool) -> Form:
    """The sign of a factor, or of its even power."""
    space, reach = factor.space, bounds(factor)
    if reach.is_positive:
        return space.number(1)
    if is_almost_never_zero(factor):
        return divided(absolute(factor), factor) if odd else space.number(1)
    atom = space.atom("call", "sign", factor)
    atom.is_whole = True
    atom.values = (0, 1) if reach.is_nonnegative else (-1, 0, 1)
    return atom_power(atom, 1 if odd else 2)


def larger(left: Form, right: Form) -> Form:
    """The larger of two."""
    return (left + right + absolute(left - right)) * Fraction(1, 2)


def smaller(left: Form, right: Form) -> Form:
    """The smaller of two."""
    return (left + right - absolute(left - right)) * Fraction(1, 2)
