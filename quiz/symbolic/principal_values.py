"""Complex principal values: how two expressions that no real point defines are told apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import mpmath
from mpmath import mp

from quiz.symbolic.errors import MathematicsError, TooLargeError, UndefinedError
from quiz.symbolic.exact import Evaluator, divide
from quiz.symbolic.many_digits import MAX_TERMS, effort, number
from quiz.symbolic.outcomes import UNDECIDED, Comparison, different
from quiz.symbolic.points import random_batches, simple_batches
from quiz.symbolic.precise import Relation, undefined_side
from quiz.symbolic.scope import Scope
from quiz.symbolic.tasks import Evidence
from quiz.symbolic.tree import Node

DIGITS = (40, 80)
MAX_BITS = 4000
MOST_POINTS = 4
"""How many points of a batch are looked at."""


def compare(left: Node, right: Node, scope: Scope, agreed: int = 0) -> Comparison:
    """What principal values at random points say; `agreed` points were seen to agree before."""
    for batch in random_batches(scope, left, right):
        for place in range(min(batch.count, MOST_POINTS)):
            relation = relate(left, right, batch.point(place))
            if relation in ("different", "left_undefined", "right_undefined"):
                return _shown_difference(left, right, scope, batch.point(place), relation)
            agreed += relation == "equal"
    return Comparison("equal", Evidence("agrees", agreed)) if agreed else UNDECIDED


def _shown_difference(
    left: Node, right: Node, scope: Scope, point: dict[str, Any], relation: Relation
) -> Comparison:
    """The difference at a point with small numbers, if there is one."""
    for batch in simple_batches(scope, left, right):
        simple = batch.point(0)
        if relate(left, right, simple) == relation:
            point = simple
            break
    return different(point, _shown(left, point), _shown(right, point))


def relate(left: Node, right: Node, values: Mapping[str, Any]) -> Relation:
    """How the principal values of two expressions compare at an exact point.

    `undefined` means that neither has even a complex value, `unclear` that nothing was seen.
    """
    try:
        return _related(left, right, values)
    except MathematicsError:
        return "unclear"


def _related(left: Node, right: Node, values: Mapping[str, Any]) -> Relation:
    gaps: list[Any] = []
    for digits in DIGITS:
        with mp.workdps(digits):
            one, other = (_principal_value(node, values) for node in (left, right))
            missing = undefined_side(one, other)
            if missing is not None:
                return missing
            gaps.append(abs(one - other))
    earlier, later = gaps
    if later == 0 or later < earlier * mpmath.mpf(10) ** -28:
        return "equal"
    return "different" if abs(earlier - later) < later * mpmath.mpf(10) ** -6 else "unclear"


def _principal_value(node: Node, values: Mapping[str, Any]) -> Any:
    """The complex value in the precision that mpmath works with; None if there is none.

    Raises `TooLargeError` where it is too large.
    """
    try:
        value = _PRINCIPAL.evaluate(node, values)
    except (UndefinedError, TypeError):
        # mpmath raises `TypeError` where complex numbers are ordered or counted.
        return None
    return value if mpmath.isfinite(value) else None


def _shown(node: Node, values: Mapping[str, Any]) -> str | None:
    """The principal value for people, `0.693147 + 3.14159i`; None if there is none."""
    effort.numbers = 0
    with mp.workdps(DIGITS[0]):
        try:
            value = _principal_value(node, values)
        except MathematicsError:
            return None
        if value is None:
            return None
        parts = mpmath.chop(value.real), mpmath.chop(value.imag)
        real, imaginary = (str(mpmath.nstr(part, 6)).removesuffix(".0") for part in parts)
    if imaginary == "0":
        return real
    imaginary = {"1": "i", "-1": "-i"}.get(imaginary, f"{imaginary}i")
    if real == "0":
        return imaginary
    return f"{real} - {imaginary[1:]}" if imaginary.startswith("-") else f"{real} + {imaginary}"


def _real(value: Any) -> Any:
    """The number as a real one; raises `UndefinedError` for another."""
    if mpmath.im(value) != 0:
        raise UndefinedError("only real numbers are ordered")
    return mpmath.re(value)


def _check_size(value: Any) -> None:
    if value != 0 and mpmath.mag(value) > MAX_BITS:
        raise TooLargeError("this value is too large")


def _exponential(value: Any) -> Any:
    if mpmath.mag(value) > 20:
        raise TooLargeError("this value is too large")
    return mpmath.exp(value)


def _power(base: Any, exponent: Any) -> Any:
    if base == 0:
        if mpmath.re(exponent) < 0:
            raise UndefinedError("this divides by zero")
        return mpmath.mpf(1 if exponent == 0 else 0)
    _check_size(exponent)
    if mpmath.im(exponent) == 0 and exponent == int(mpmath.re(exponent)) and abs(exponent) < 1000:
        return base ** int(mpmath.re(exponent))
    return _exponential(exponent * mpmath.log(base))


def _logarithm(value: Any) -> Any:
    if value == 0:
        raise UndefinedError("0 has no log")
    return mpmath.log(value)


def _ordered(function: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *values: function(*map(_real, values))


def _bounded(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def checked(value: Any) -> Any:
        if mpmath.mag(value) > 12:
            raise TooLargeError("this value is too large")
        return function(value)

    return checked


_BOUNDED = {
    name: _bounded(getattr(mpmath, name))
    for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh", "gamma", "factorial", "rgamma")
}
_INVERSES = {
    name: getattr(mpmath, name) for name in ("asin", "acos", "atan", "asinh", "acosh", "atanh")
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    **_BOUNDED,
    **_INVERSES,
    "log": _logarithm,
    "log10": lambda x: _logarithm(x) / mpmath.log(10),
    "log2": lambda x: _logarithm(x) / mpmath.log(2),
    "exp": _exponential,
    "sqrt": mpmath.sqrt,
    "abs": abs,
    "sign": _ordered(mpmath.sign),
    "sigmoid": lambda x: divide(1, 1 + _exponential(-x)),
    "softplus": lambda x: _logarithm(1 + _exponential(x)),
    "logit": lambda x: _logarithm(divide(x, 1 - x)),
    "relu": _ordered(lambda x: max(x, mpmath.mpf(0))),
    "floor": _ordered(mpmath.floor),
    "ceil": _ordered(mpmath.ceil),
    "delta": lambda one, other: mpmath.mpf(int(one == other)),
    "min": _ordered(min),
    "max": _ordered(max),
    "binomial": mpmath.binomial,
}


_PRINCIPAL = Evaluator(
    number=number,
    constants={"e": lambda: mpmath.e + 0, "pi": lambda: mpmath.pi + 0},
    power=_power,
    functions=_FUNCTIONS,
    max_terms=MAX_TERMS,
)
