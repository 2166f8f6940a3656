"""The gamma function, factorials and binomial coefficients: n! = n (n-1)!."""

from __future__ import annotations

import math
from fractions import Fraction

from quiz.symbolic.errors import TooLargeError, UndefinedError
from quiz.symbolic.proof.atoms import UNIT
from quiz.symbolic.proof.factors import divided
from quiz.symbolic.proof.forms import Form
from quiz.symbolic.proof.interpolation import interpolated
from quiz.symbolic.proof.logs_and_powers import constant_power
from quiz.symbolic.proof.trigonometry import pi

LARGEST_FACTORIAL = 2001
LARGEST_SHIFT = 12


@interpolated("gamma")
def gamma(form: Form) -> Form:
    """The gamma function, its argument shifted so that its number lies from 1 to 2."""
    space = form.space
    value = form.constant
    if value is not None and value.denominator == 1:
        if value < 1:
            raise UndefinedError("a factorial is of a whole number, 0 or more")
        if value > LARGEST_FACTORIAL:
            raise TooLargeError("this factorial is too large")
        return space.number(math.factorial(int(value) - 1))
    shift = math.floor(form.terms.get(UNIT, 0)) - 1
    if abs(shift) > LARGEST_SHIFT or form.denominator:
        return space.power(space.atom("gamma", form))
    base = form - shift
    if base.constant == Fraction(3, 2):
        result = constant_power(pi(space), Fraction(1, 2)) * Fraction(1, 2)
    else:
        result = space.power(space.atom("gamma", base))
    for step in range(shift):
        result = result * (base + step)
    for step in range(-shift):
        result = divided(result, base - step - 1)
    return result


def factorial(form: Form) -> Form:
    """n!."""
    return gamma(form + 1)


def binomial(upper: Form, lower: Form) -> Form:
    """The binomial coefficient."""
    return divided(factorial(upper), factorial(lower) * factorial(upper - lower))
