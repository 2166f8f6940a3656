"""The real solutions of one equation in one unknown, every other symbol having a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
from mpmath import mp

from quiz.symbolic import precise
from quiz.symbolic.calculus import differentiate
from quiz.symbolic.domains import Domain, Finite, Real, Whole
from quiz.symbolic.errors import MathematicsError, UnsupportedError
from quiz.symbolic.points import Batch
from quiz.symbolic.solving.holding import is_true
from quiz.symbolic.solving.inverting import inverted
from quiz.symbolic.solving.ratios import (
    UNKNOWN,
    Polynomial,
    as_ratio,
    over,
    size,
    without_repeated_roots,
)
from quiz.symbolic.solving.unknowns import CLOSE, Unknown
from quiz.symbolic.tree import (
    ZERO,
    Divide,
    Multiply,
    Name,
    Negate,
    Node,
    Number,
    Power,
    Relation,
    minus,
    names,
)
from quiz.symbolic.vectorised import values_at

DIGITS = 80
MOST_WHOLE = 40
GRID = 241
FEW_DIGITS = 15
MANY_DIGITS = 400
MOST_DEGREE = 12
MOST_ROOTS = 8
MOST_LEVEL = 24


@dataclass
class Effort:
    """How often an equation had to be scanned for its solutions, which is slow, and the limit."""

    scans: int = 0
    most: int | None = None


def solutions(
    equation: Relation, unknown: Unknown, values: Mapping[str, Any], effort: Effort
) -> list[Any]:
    """Solutions in the domain of the unknown, to many digits.

    Where every value is a solution, a few stand for all. Raises
    `UnsupportedError` if no method solves the equation.
    """
    if isinstance(unknown.domain, Finite):
        candidates: list[Any] = list(unknown.domain.values)
    elif unknown.name not in names(equation) or _holds_anywhere(equation, unknown, values):
        candidates = _anything(unknown, values)
    else:
        candidates = _candidates(equation, unknown, values, effort)
    found: list[Any] = []
    for candidate in candidates:
        value = unknown.admitted(candidate)
        near = value is not None and any(size(value + -other) < CLOSE for other in found)
        if value is not None and not near and is_true(equation, unknown.put(values, value)):
            found.append(value)
    return found


def _anything(unknown: Unknown, values: Mapping[str, Any]) -> list[Any]:
    """Values to stand for all: that of the point, and others without meaning."""
    value = unknown.value(values)
    return [
        *(value * Fraction(5, 7), value, value + Fraction(8, 9)),
        *(1 + abs(value), -abs(value) - Fraction(3, 7)),
    ]


def _holds_anywhere(equation: Relation, unknown: Unknown, values: Mapping[str, Any]) -> bool:
    """Whether the equation holds whatever the unknown is, so that no search would end."""
    admitted = (unknown.admitted(value) for value in _anything(unknown, values))
    return all(
        is_true(equation, unknown.put(values, value)) for value in admitted if value is not None
    )


def _candidates(
    equation: Relation, unknown: Unknown, values: Mapping[str, Any], effort: Effort
) -> list[Any]:
    if equation.right == ZERO:
        return _zeros(equation.left, unknown, values, effort)
    if equation.left == ZERO:
        return _zeros(equation.right, unknown, values, effort)
    difference = minus(equation.left, equation.right)
    try:
        return _polynomial_roots(difference, unknown, values)
    except MathematicsError:
        pass
    for side, other in ((equation.left, equation.right), (equation.right, equation.left)):
        if unknown.name not in names(other):
            try:
                return inverted(side, precise.evaluate(other, values), unknown, values)
            except MathematicsError:
                continue
    return _scanned(difference, unknown, values, effort)


def _zeros(node: Node, unknown: Unknown, values: Mapping[str, Any], effort: Effort) -> list[Any]:
    """Where an expression is zero: a product where a factor is, a power where its base is."""
    match node:
        case Negate(operand):
            return _zeros(operand, unknown, values, effort)
        case Divide(numerator, _):
            return _zeros(numerator, unknown, values, effort)
        case Power(base, Number(exponent)) if exponent > 0:
            return _zeros(base, unknown, values, effort)
        case Multiply(factors):
            return [root for factor in factors for root in _zeros(factor, unknown, values, effort)]
    if unknown.name not in names(node):
        return _anything(unknown, values)
    for method in (_polynomial_roots, _inverted_to_zero):
        try:
            return method(node, unknown, values)
        except MathematicsError:
            continue
    return _scanned(node, unknown, values, effort)


def _polynomial_roots(node: Node, unknown: Unknown, values: Mapping[str, Any]) -> list[Any]:
    """The real roots of the numerator, where the expression is a quotient of polynomials."""
    upper = as_ratio(node, unknown.put(values, UNKNOWN)).upper
    if not upper:
        return _anything(unknown, values)
    return real_roots(without_repeated_roots(upper))


def real_roots(polynomial: Polynomial) -> list[Any]:
    """The real roots of a polynomial."""
    if len(polynomial) < 2:
        return []
    if len(polynomial) == 2:
        return [over(-polynomial[0], polynomial[1])]
    if len(polynomial) - 1 > MOST_DEGREE:
        raise UnsupportedError("the degree of this equation is too high")
    coefficients = [mpmath.mpmathify(number) for number in reversed(polynomial)]
    try:
        with mp.workdps(2 * FEW_DIGITS):
            near = mpmath.polyroots(coefficients, maxsteps=100, extraprec=20 * FEW_DIGITS)
            reals = [root.real for root in map(mpmath.mpc, near) if _is_real(root)]
    except mpmath.libmp.NoConvergence as error:
        raise UnsupportedError("the roots of this polynomial were not found") from error
    return [_neat(_polished(coefficients, root)) for root in reals]


def _is_real(root: Any) -> bool:
    return bool(abs(root.imag) < mpmath.mpf(10) ** -FEW_DIGITS * max(1, abs(root)))


def _polished(coefficients: list[Any], root: Any) -> Any:
    """A root with all digits, by Newton's method."""
    for _ in range(8):
        height, slope = mpmath.polyval(coefficients, root, derivative=True)
        if height == 0 or slope == 0:
            break
        root -= height / slope
    return root


def _neat(value: Any) -> Any:
    """A fraction with a small denominator if the value is one to many digits."""
    near = Fraction(int(mpmath.nint(value * 5040)), 5040)
    return near if size(value - near) < mpmath.mpf(10) ** -40 else value


def _inverted_to_zero(node: Node, unknown: Unknown, values: Mapping[str, Any]) -> list[Any]:
    return inverted(node, mpmath.mpf(0), unknown, values)


def _scanned(node: Node, unknown: Unknown, values: Mapping[str, Any], effort: Effort) -> list[Any]:
    """Zeros found by looking at many places of the domain and closing in on changes of sign."""
    if unknown.places:
        raise UnsupportedError("this equation in an entry could not be solved")
    if effort.most is not None and effort.scans >= effort.most:
        raise UnsupportedError("too many equations had to be scanned for their solutions")
    effort.scans += 1
    places = _places(unknown.domain)
    fixed = {name: [value] * len(places) for name, value in values.items()}
    heights = values_at(node, Batch({}, len(places), {**fixed, unknown.name: places}))
    found: list[Any] = [places[int(n)] for n in np.flatnonzero(heights == 0)[:MOST_LEVEL]]
    signs = np.sign(heights)
    changes = np.flatnonzero(signs[:-1] * signs[1:] < 0)
    for number in sorted(changes, key=lambda place: abs(place - len(places) / 2))[:MOST_ROOTS]:
        found += _closed_in(node, unknown, values, places[int(number)], places[int(number) + 1])
    gaps = np.abs(heights)
    dips = (gaps[1:-1] < gaps[:-2]) & (gaps[1:-1] < gaps[2:]) & (signs[:-2] * signs[2:] > 0)
    for number in np.flatnonzero(dips)[:3]:
        found += _touched(node, unknown, values, places[int(number)], places[int(number) + 2])
    return [root for root in found if _is_settled(node, unknown, values, root)]


def _is_settled(node: Node, unknown: Unknown, values: Mapping[str, Any], root: Any) -> bool:
    """Whether Newton's method would stay at a root.

    `1/(1 + exp(-z)) - 1` is zero nowhere, though at z = 200 it takes many digits to see.
    """
    try:
        slope = differentiate(node, Name(unknown.name))
        with mp.workdps(MANY_DIGITS):
            there = unknown.put(values, root)
            height, steepness = (precise.evaluate(each, there) for each in (node, slope))
            too_flat = 0 < size(steepness) < mpmath.mpf(10) ** (-MANY_DIGITS / 2)
            return not too_flat and bool(size(height) <= CLOSE * size(steepness))
    except MathematicsError:
        return True


def _places(domain: Domain) -> list[Fraction]:
    steps = [Fraction(round(1e6 * number), 10**6) for number in np.linspace(-1, 1, GRID)]
    if isinstance(domain, Whole):
        first = -MOST_WHOLE if domain.lower is None else domain.lower
        return [Fraction(first + step) for step in range(2 * MOST_WHOLE)]
    assert isinstance(domain, Real)
    lower, upper = domain.lower, domain.upper
    if lower is not None and upper is not None:
        middle, half = (lower + upper) / 2, (upper - lower) / 2
        # Closer together towards both ends.
        return [middle + half * (3 * step - step**3) / 2 for step in steps]
    if lower is not None:
        return [lower + _exact(np.exp(11 * float(step))) for step in steps]
    if upper is not None:
        return [upper - _exact(np.exp(11 * float(step))) for step in steps]
    return [_exact(np.sinh(6 * float(step) + 1e-3)) for step in steps]


def _exact(value: Any) -> Fraction:
    return Fraction(round(float(value) * 2**30), 2**30)


def _closed_in(
    node: Node, unknown: Unknown, values: Mapping[str, Any], low: Fraction, high: Fraction
) -> list[Any]:
    def height(place: Any) -> Any:
        return precise.evaluate(node, unknown.put(values, place))

    ends = mpmath.mpmathify(low), mpmath.mpmathify(high)
    try:
        with mp.workdps(FEW_DIGITS):
            near = mpmath.findroot(height, ends, solver="anderson", tol=1e-24, maxsteps=60)
        step = mpmath.mpf(10) ** (3 - FEW_DIGITS) * max(1, abs(near))
        return [_neat(mpmath.findroot(height, (near, near + step), tol=1e-100, maxsteps=20))]
    except (ValueError, ZeroDivisionError, MathematicsError):
        return []


def _touched(
    node: Node, unknown: Unknown, values: Mapping[str, Any], low: Fraction, high: Fraction
) -> list[Any]:
    """A zero without a change of sign: where the slope vanishes between two places."""
    try:
        slope = differentiate(node, Name(unknown.name))
    except MathematicsError:
        return []
    found = _closed_in(slope, unknown, values, low, high)
    return [each for each in found if is_true(Relation("=", node, ZERO), unknown.put(values, each))]
