"""Sines and cosines as exponentials of imaginary numbers, and the inverse functions.

cis(x) = cos x + i sin x. With it sums and multiples of angles are products and powers.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from quiz.symbolic.proof.atoms import Rational, leading, plain
from quiz.symbolic.proof.factors import divided, whole_power
from quiz.symbolic.proof.forms import BUILDERS, Form, Space
from quiz.symbolic.proof.interpolation import interpolated
from quiz.symbolic.proof.logs_and_powers import constant_power, exp, log, over_terms, power
from quiz.symbolic.proof.signs import bounds, is_whole

_HALF = Fraction(1, 2)


def imaginary(space: Space) -> Form:
    """The imaginary unit."""
    return space.power(space.atom("i"))


def pi(space: Space) -> Form:
    """The number pi."""
    return space.power(space.atom("pi"))


@interpolated("cis")
def cis(angle: Form) -> Form:
    """cos x + i sin x."""
    return over_terms("cis", angle, _cis_of_term)


def _cis_of_term(term: Form, coefficient: Rational) -> Form:
    space = term.space
    letter = term.letter
    if letter is not None and letter.kind == "pi":
        return rotation(space, coefficient)
    if letter is not None and letter.kind == "call" and coefficient.denominator <= 2:
        known = _cis_of_inverse(str(letter.arguments[0]), letter.form(-1))
        if known is not None:
            across, upward = known if coefficient.denominator == 1 else _halved(*known)
            value = across + imaginary(space) * upward * (1 if coefficient > 0 else -1)
            return whole_power(value, abs(coefficient.numerator))
    if any(atom.kind == "pi" for atom in term.atoms()):
        turns = divided(term, pi(space)) * coefficient
        if is_whole(turns):
            return power(space.number(-1), turns)
    return space.power(space.atom("cis", term), plain(coefficient))


def _cis_of_inverse(name: str, x: Form) -> tuple[Form, Form] | None:
    """Cosine and sine of asin x or atan x."""
    if name == "asin":
        return constant_power(1 - x * x, _HALF), x
    if name == "atan":
        below = constant_power(1 + x * x, -_HALF)
        return below, x * below
    return None


def _halved(cosine_of: Form, sine_of: Form) -> tuple[Form, Form]:
    """Cosine and sine of half an angle that lies between two right angles."""
    half = constant_power((1 + cosine_of) * _HALF, _HALF)
    return half, divided(sine_of, half * 2)


def rotation(space: Space, turns: Rational) -> Form:
    """cis(pi·turns): with square roots as far as thirds and quarters go."""
    turns %= 2
    whole, rest = divmod(turns, 1)
    result = space.number(-1 if whole else 1)
    for part in _parts(rest):
        result = result * _prime_rotation(space, part)
    return result


def _parts(turns: Rational) -> list[Rational]:
    """A fraction as a sum of fractions whose denominators are powers of primes."""
    parts: list[Rational] = []
    rest, divisor = turns, 2
    while rest.denominator > 1:
        power_of = 1
        while rest.denominator % (power_of * divisor) == 0:
            power_of *= divisor
        if power_of > 1:
            others = rest.denominator // power_of
            part = Fraction(rest.numerator * pow(others, -1, power_of) % power_of, power_of)
            parts.append(part)
            rest -= part
        divisor += 1
        if divisor > 100:
            return [turns]
    if rest:
        parts.append(rest)
    return parts


def _prime_rotation(space: Space, turns: Rational) -> Form:
    whole, rest = divmod(turns, 1)
    result = space.number(-1 if whole % 2 else 1)
    if not rest:
        return result
    i = imaginary(space)
    count, base = rest.numerator, rest.denominator
    if base == 2:
        return result * i
    if base == 3:
        unit = (1 + i * constant_power(space.number(3), _HALF)) * _HALF
        return result * whole_power(unit, count)
    if base == 4:
        unit = (1 + i) * constant_power(space.number(2), -_HALF)
        return result * whole_power(unit, count)
    return result * space.power(space.atom("rotation", base), count)


def sine(angle: Form) -> Form:
    """The sine."""
    return (cis(angle) - cis(-angle)) * imaginary(angle.space) * -_HALF


def cosine(angle: Form) -> Form:
    """The cosine."""
    return (cis(angle) + cis(-angle)) * _HALF


def tangent(angle: Form) -> Form:
    """The tangent."""
    return divided(sine(angle), cosine(angle))


def hyperbolic_sine(x: Form) -> Form:
    """The hyperbolic sine."""
    return (exp(x) - exp(-x)) * _HALF


def hyperbolic_cosine(x: Form) -> Form:
    """The hyperbolic cosine."""
    return (exp(x) + exp(-x)) * _HALF


def hyperbolic_tangent(x: Form) -> Form:
    """The hyperbolic tangent."""
    return divided(exp(x * 2) - 1, exp(x * 2) + 1)


def _odd(name: str) -> Callable[[Form], Form]:
    """An inverse function with f(-x) = -f(x), kept with the leading coefficient above zero."""

    @interpolated(name)
    def function(x: Form) -> Form:
        space = x.space
        if x.is_zero:
            return x
        special = _special_angle(name, x)
        if special is not None:
            return pi(space) * special
        flipped = x.terms[leading(x.terms)] < 0
        atom = space.atom("call", name, -x if flipped else x)
        return space.power(atom) * (-1 if flipped else 1)

    return function


def _special_angle(name: str, x: Form) -> Fraction | None:
    """The inverse sine or tangent of a simple value, in units of pi."""
    if any(atom.kind != "prime" for atom in x.atoms()):
        return None
    for twelfths in (-6, -4, -3, -2, -1, 1, 2, 3, 4, 6):
        turns = Fraction(twelfths, 12)
        if name == "atan" and abs(turns) == _HALF:
            continue
        angle = pi(x.space) * turns
        if (sine(angle) if name == "asin" else tangent(angle)) == x:
            return turns
    return None


arcsine = _odd("asin")
_arctangent = _odd("atan")


def arctangent(x: Form) -> Form:
    """The inverse tangent; that of 1/x is a right angle less that of x."""
    space, single = x.space, x.single
    below_one = not x.is_zero and all(not key for key in x.terms) and bool(x.denominator)
    if single is not None and single[0] and all(power < 0 for _, power in single[0]):
        below_one = True
    reach = bounds(x)
    if not below_one or not (reach.is_positive or reach.is_negative):
        return _arctangent(x)
    right = pi(space) * (_HALF if reach.is_positive else -_HALF)
    return right - _arctangent(divided(space.number(1), x))


def arccosine(x: Form) -> Form:
    """The inverse cosine."""
    return pi(x.space) * _HALF - arcsine(x)


def area_sine(x: Form) -> Form:
    """The inverse hyperbolic sine."""
    return log(x + constant_power(x * x + 1, _HALF))


def area_cosine(x: Form) -> Form:
    """The inverse hyperbolic cosine."""
    return log(x + constant_power(x * x - 1, _HALF))


def area_tangent(x: Form) -> Form:
    """The inverse hyperbolic tangent."""
    return log(divided(1 + x, 1 - x)) * _HALF


FUNCTIONS: dict[str, Callable[[Form], Form]] = {
    "sin": sine,
    "cos": cosine,
    "tan": tangent,
    "sinh": hyperbolic_sine,
    "cosh": hyperbolic_cosine,
    "tanh": hyperbolic_tangent,
    "asin": arcsine,
    "acos": arccosine,
    "atan": arctangent,
    "asinh": area_sine,
    "acosh": area_cosine,
    "atanh": area_tangent,
}
BUILDERS["atan"] = arctangent
