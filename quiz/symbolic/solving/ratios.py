"""Quotients of polynomials in one unknown, with numbers as coefficients.

Coefficients are fractions as far as those go, and mpmath's numbers beyond.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

import mpmath

from quiz.symbolic import precise
from quiz.symbolic.errors import TooLargeError, UndefinedError, UnsupportedError
from quiz.symbolic.exact import Evaluator
from quiz.symbolic.functions import ARITY
from quiz.symbolic.tree import Call, Name, Node, Power

MAX_DEGREE = 60
TINY = mpmath.mpf(10) ** -45

Polynomial = tuple[Any, ...]
"""Coefficients, the constant first; the last is not zero, and zero itself is empty."""


@dataclass(frozen=True)
class Ratio:
    """A quotient of two polynomials in the unknown."""

    upper: Polynomial
    lower: Polynomial = (Fraction(1),)

    def __add__(self, other: Any) -> Ratio:
        more = ratio(other)
        if self.lower == more.lower:
            return Ratio(_add(self.upper, more.upper), self.lower)
        crossed = _add(_multiply(self.upper, more.lower), _multiply(more.upper, self.lower))
        return Ratio(crossed, _multiply(self.lower, more.lower))

    __radd__ = __add__

    def __neg__(self) -> Ratio:
        return Ratio(tuple(-number for number in self.upper), self.lower)

    def __mul__(self, other: Any) -> Ratio:
        more = ratio(other)
        return Ratio(_multiply(self.upper, more.upper), _multiply(self.lower, more.lower))

    __rmul__ = __mul__

    def __sub__(self, other: Any) -> Ratio:
        return self + -ratio(other)

    def __truediv__(self, other: Any) -> Ratio:
        more = ratio(other)
        if not more.upper:
            raise UndefinedError("this divides by zero")
        return Ratio(_multiply(self.upper, more.lower), _multiply(self.lower, more.upper))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Ratio):
            return not (self + -other).upper
        return isinstance(other, int | Fraction) and self == ratio(other)

    __hash__ = None  # type: ignore[assignment]

    def __int__(self) -> int:
        return int(constant(self))

    def __lt__(self, other: Any) -> bool:
        return bool(constant(self + -ratio(other)) < 0)

    def __gt__(self, other: Any) -> bool:
        return bool(constant(self + -ratio(other)) > 0)

    def __le__(self, other: Any) -> bool:
        return not self > other

    def __ge__(self, other: Any) -> bool:
        return not self < other

    def power(self, exponent: int) -> Ratio:
        """The ratio to a whole power; raises `TooLargeError` when the degree grows too large."""
        base = self if exponent >= 0 else ratio(1) / self
        size = max(len(base.upper), len(base.lower)) - 1
        if size * abs(exponent) > MAX_DEGREE:
            raise TooLargeError("the degree is too large")
        result = ratio(1)
        for _ in range(abs(exponent)):
            result = result * base
        return result


UNKNOWN = Ratio((Fraction(0), Fraction(1)))


def ratio(value: Any) -> Ratio:
    """A number as a ratio; a ratio as it is."""
    if isinstance(value, Ratio):
        return value
    number = Fraction(value) if isinstance(value, int) else value
    return Ratio(_trimmed((number,)))


def as_ratio(node: Node, values: Mapping[str, Any]) -> Ratio:
    """The expression as a ratio, where `values` holds `UNKNOWN` for the unknown.

    Raises `UnsupportedError` where the unknown stands inside a function, or in an exponent.
    """
    return ratio(_RATIOS.evaluate(node, values))


def size(number: Any) -> Any:
    """The magnitude of a number as one of mpmath's."""
    return abs(mpmath.mpmathify(number))


def _trimmed(numbers: tuple[Any, ...]) -> Polynomial:
    end = len(numbers)
    while end and numbers[end - 1] == 0:
        end -= 1
    return numbers[:end]


def _sum(one: Any, other: Any) -> Any:
    """A sum of two coefficients; what is left of two that cancel is zero and not noise."""
    total = one + other
    if isinstance(total, Fraction):
        return total
    return Fraction(0) if abs(total) < TINY * (size(one) + size(other)) else total


def _add(one: Polynomial, other: Polynomial) -> Polynomial:
    length = max(len(one), len(other))
    left, right = ((*each, *[Fraction(0)] * (length - len(each))) for each in (one, other))
    return _trimmed(tuple(_sum(a, b) for a, b in zip(left, right, strict=True)))


def _multiply(one: Polynomial, other: Polynomial) -> Polynomial:
    if not one or not other:
        return ()
    if len(one) + len(other) - 2 > MAX_DEGREE:
        raise TooLargeError("the degree is too large")
    total: list[Any] = [Fraction(0)] * (len(one) + len(other) - 1)
    for place, a in enumerate(one):
        for shift, b in enumerate(other):
            total[place + shift] = _sum(total[place + shift], a * b)
    return _trimmed(tuple(total))


def without_repeated_roots(polynomial: Polynomial) -> Polynomial:
    """The polynomial with each of its roots once; as it is unless all coefficients are exact."""
    if not all(isinstance(number, Fraction) for number in polynomial):
        return polynomial
    slope = tuple(place * number for place, number in enumerate(polynomial))[1:]
    one, other = polynomial, _trimmed(slope)
    while other:
        one, other = other, _divided(one, other)[1]
    return _divided(polynomial, one)[0] if len(one) > 1 else polynomial


def _divided(one: Polynomial, other: Polynomial) -> tuple[Polynomial, Polynomial]:
    """The quotient and the remainder of two exact polynomials."""
    rest = list(one)
    quotient = [Fraction(0)] * max(0, len(one) - len(other) + 1)
    for shift in range(len(quotient) - 1, -1, -1):
        factor = rest[shift + len(other) - 1] / other[-1]
        quotient[shift] = factor
        for place, number in enumerate(other):
            rest[shift + place] -= factor * number
    return _trimmed(tuple(quotient)), _trimmed(tuple(rest))


def constant(value: Any) -> Any:
    """A ratio that does not hold the unknown, as a number; raises `UnsupportedError`."""
    if not isinstance(value, Ratio):
        return value
    if len(value.upper) > 1 or len(value.lower) > 1:
        raise UnsupportedError("the unknown stands where it cannot be isolated")
    return over(value.upper[0], value.lower[0]) if value.upper else Fraction(0)


def over(one: Any, other: Any) -> Any:
    """A quotient of two numbers, exact if both are."""
    exact = isinstance(one, Fraction) and isinstance(other, Fraction)
    return one / other if exact else mpmath.mpmathify(one) / mpmath.mpmathify(other)


def _power(base: Any, exponent: Any) -> Any:
    exponent = constant(exponent)
    if exponent == int(exponent) and isinstance(base, Ratio):
        if exponent < 0 and not base.upper:
            raise UndefinedError("this divides by zero")
        if len(base.upper) > 1 or len(base.lower) > 1 or abs(exponent) <= MAX_DEGREE:
            return base.power(int(exponent))
    values = {"base": constant(base), "exponent": exponent}
    return ratio(precise.evaluate(_POWER, values))


def _applied(function: str, *arguments: Any) -> Ratio:
    """A function of numbers, by mpmath; none of them takes the unknown."""
    values = {f"a{place}": constant(value) for place, value in enumerate(arguments)}
    return ratio(precise.evaluate(Call(function, tuple(Name(name) for name in values)), values))


_POWER = Power(Name("base"), Name("exponent"))

_RATIOS = Evaluator(
    number=ratio,
    constants={"e": lambda: ratio(mpmath.e + 0), "pi": lambda: ratio(mpmath.pi + 0)},
    power=_power,
    functions={name: partial(_applied, name) for name in ARITY},
)
