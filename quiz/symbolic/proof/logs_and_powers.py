"""Logarithms, exponentials and powers of forms.

log(ab) = log a + log b only as far as the signs of a and b are known; sqrt(x^2) is |x|.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Literal

from quiz.symbolic.errors import TooLargeError, UndefinedError
from quiz.symbolic.proof.absolute_values import (
    Signed,
    factor_power,
    nonnegative_factors,
    opaque,
    signed_factors,
)
from quiz.symbolic.proof.atoms import Exponent, Polynomial, Rational, leading, plain, ratio
from quiz.symbolic.proof.factors import atom_power, whole_power
from quiz.symbolic.proof.forms import BUILDERS, Form, Space
from quiz.symbolic.proof.interpolation import by_values, interpolated
from quiz.symbolic.proof.radicals import denested
from quiz.symbolic.proof.signs import atom_bounds, bounds, is_almost_never_zero, is_whole

MOST_BITS = 16_000
LARGEST_PRIME = 1000
"""Prime factors up to this are found; a larger factor of a number is left whole."""


@interpolated("log")
def log(form: Form) -> Form:
    """The natural logarithm; raises `UndefinedError` if it is undefined everywhere."""
    if form.is_zero:
        raise UndefinedError("the logarithm of zero")
    coefficient, parts = nonnegative_factors(form)
    result = _log_of_number(form.space, coefficient)
    for base, exponent in parts:
        result = result + _log_of_factor(base) * exponent
    return result


def _log_of_factor(base: Form) -> Form:
    atom = base.letter
    if atom is not None and atom.kind == "exp" and atom_bounds(atom).is_nonnegative:
        return atom.form()
    if atom is not None and atom.kind == "prime":
        assert isinstance(atom.arguments[0], int)
        return _log_of_number(base.space, atom.arguments[0])
    return _log_atom(base)


def _log_atom(argument: Form) -> Form:
    return argument.space.power(argument.space.atom("log", argument))


def _log_of_number(space: Space, value: Rational) -> Form:
    result = space.number(0)
    for base, exponent in prime_powers(value):
        result = result + _log_atom(space.number(base)) * exponent
    return result


def prime_powers(value: Rational) -> list[tuple[int, int]]:
    """The prime powers in a positive fraction; a large factor may be left whole."""
    found: list[tuple[int, int]] = []
    for number, sign in ((value.numerator, 1), (value.denominator, -1)):
        rest, divisor = number, 2
        while divisor <= LARGEST_PRIME and divisor * divisor <= rest:
            count = 0
            while rest % divisor == 0:
                rest, count = rest // divisor, count + 1
            if count:
                found.append((divisor, sign * count))
            divisor += 1 if divisor == 2 else 2
        if rest > 1:
            found.append((rest, sign))
    return found


@interpolated("exp")
def exp(form: Form) -> Form:
    """The exponential."""
    return over_terms("exp", form, _exp_of_term)


def over_terms(
    kind: Literal["exp", "cis"], form: Form, of_term: Callable[[Form, Rational], Form]
) -> Form:
    """A function of a sum that is the product of its values at the terms, `exp` or `cis`.

    `of_term` is told each term and the number before it.
    """
    space = form.space
    result = space.number(1)
    unreal: Polynomial = {}
    for key, value in form.terms.items():
        if any(atom.is_complex for atom, _ in key):
            unreal[key] = value
            continue
        result = result * of_term(Form(space, {key: 1}, form.denominator), value)
    if unreal:
        # The terms are not real one by one, so they stay together.
        value = unreal[leading(unreal)]
        chunk = Form(space, unreal, form.denominator) * ratio(1, value)
        result = result * space.power(space.atom(kind, chunk), plain(value))
    return result


def _exp_of_term(term: Form, coefficient: Rational) -> Form:
    """exp(c·m) for a product m: a power of what m is the logarithm of, or of the atom exp(m)."""
    space, exponent = term.space, plain(coefficient)
    atom = term.letter
    if atom is not None and atom.kind == "log":
        return constant_power(atom.form(), exponent)
    if atom is not None and atom.kind == "wholelog" and isinstance(exponent, int):
        return whole_power(atom.form(), exponent)
    made = space.atom("exp", term)
    if any(part.kind == "wholelog" and part.form().constant == -1 for part in term.atoms()):
        made.values = (-1, 1)
        return atom_power(made, exponent)
    return space.power(made, exponent)


def wholelog(base: Form) -> Form:
    """What stands for the logarithm of a base of unknown sign in a whole-number exponent."""
    space = base.space
    constant = base.constant
    if constant == 1:
        return space.number(0)
    if constant == -1:
        return space.power(space.atom("wholelog", base))
    signed = signed_factors(base)
    result = _log_of_number(space, signed.coefficient)
    if signed.sign < 0:
        result = result + wholelog(space.number(-1))
    for known, exponent in signed.known:
        result = result + _log_of_factor(known) * exponent
    for unknown, exponent in signed.unknown:
        result = result + space.power(space.atom("wholelog", unknown)) * exponent
    return result


def power(base: Form, exponent: Form) -> Form:
    """A power of a form; raises `UndefinedError` if it is undefined everywhere."""
    constant = exponent.constant
    if constant is not None:
        return constant_power(base, plain(constant))
    if base.constant == 1:
        return base
    if base.is_zero:
        return _power_of_zero(base, exponent)
    split = by_values("power", base, exponent)
    return _varying_power(base, exponent) if split is None else split


def _power_of_zero(zero: Form, exponent: Form) -> Form:
    reach = bounds(exponent)
    if reach.is_negative:
        raise UndefinedError("a negative power of zero")
    return zero if reach.is_positive else opaque("power", zero, exponent)


def _varying_power(base: Form, exponent: Form) -> Form:
    signed: Signed = signed_factors(base)
    if not all(bounds(factor).is_positive for factor, _ in signed.known):
        # Zero to the power zero is not the limit of what it is near.
        return opaque("power", base, exponent)
    if not signed.unknown and signed.sign > 0:
        return exp(exponent * log(base))
    if _is_seldom_whole(exponent):
        if not all(is_almost_never_zero(factor) for factor, _ in signed.unknown):
            return opaque("power", base, exponent)
        return exp(exponent * log(base))
    if is_whole(exponent):
        return exp(exponent * wholelog(base))
    return opaque("power", base, exponent)


def _is_seldom_whole(exponent: Form) -> bool:
    """Whether the exponent runs over an interval, so that it is whole on measure zero only.

    Where it is not whole, the power is defined only for a base that is not negative.
    """
    atoms = exponent.atoms()
    seldom = any(atom.is_continuous for atom in atoms) and all(
        atom.is_continuous or (atom.kind == "symbol" and atom_bounds(atom).is_positive)
        for atom in atoms
    )
    exponent.space.leaves_points_out |= seldom
    return seldom


def constant_power(base: Form, exponent: Exponent) -> Form:
    """A rational power of a form."""
    if isinstance(exponent, int):
        constant = base.constant
        if constant and abs(exponent) * _bits(constant) > MOST_BITS:
            raise TooLargeError("a number too large")
        return whole_power(base, exponent)
    if base.is_zero:
        if exponent < 0:
            raise UndefinedError("a negative power of zero")
        return base
    split = by_values("power", base, base.space.number(exponent))
    return _root(base, exponent) if split is None else split


def _bits(value: Rational) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def _root(base: Form, exponent: Fraction) -> Form:
    space = base.space
    if exponent.denominator == 2:
        simpler = denested(base)
        if simpler is not None:
            return whole_power(simpler, exponent.numerator)
    coefficient, parts = nonnegative_factors(base)
    result = space.number(1)
    for prime, count in prime_powers(coefficient):
        result = result * atom_power(space.atom("prime", prime), count * exponent)
    for factor, count_of in parts:
        result = result * factor_power(factor, count_of * exponent)
    return result


BUILDERS["power"] = power
BUILDERS["wholelog"] = wholelog
BUILDERS["constant power"] = constant_power
