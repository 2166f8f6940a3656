"""Evaluating with as many digits as are asked for, noting what sums lose of small terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

import mpmath
from mpmath import mp
from mpmath.libmp import from_int, from_man_exp, from_rational

from quiz.symbolic.errors import TooLargeError, UndefinedError
from quiz.symbolic.exact import Evaluator, divide
from quiz.symbolic.tree import Node

MAX_BITS = 4000
MAX_TERMS = 2000
MAX_NUMBERS = 100_000
"""How many numbers may go into all the values that one comparison asks for."""

TOO_LARGE = object()
"""Stands for a value beyond what is worked out."""


def value_of(node: Node, values: Mapping[str, Any]) -> Any:
    """The real value in the precision at hand; None where there is none, or `TOO_LARGE`."""
    try:
        result = _PRECISE.evaluate(node, values)
    except UndefinedError:
        return None
    except TooLargeError:
        return TOO_LARGE
    if isinstance(result, mpmath.mpc) or not mpmath.isfinite(result):
        return None
    return result


class Lost:
    """How many digits of a small term a sum has lost beside a large one.

    `floor` is the place of the last bit of terms that cancelled to nothing, if any did.
    """

    digits = 0
    floor: int | None = None

    def note(self, bits: Any) -> None:
        """Take note of a small term that many bits below the large one."""
        self.digits = max(self.digits, int(min(bits, 10**6) * 0.302))


lost = Lost()


def _add(terms: Iterable[Any]) -> Any:
    """A sum, noting what it loses."""
    parts = [mpmath.mpf(term) if isinstance(term, int) else term for term in terms]
    sizes = [_size(part) for part in parts if part]
    total = sum(parts, mpmath.mpf(0))
    if len(sizes) > 1 and None not in sizes:
        lost.note(max(sizes) - min(sizes))
        last = max(sizes) - mp.prec + 8
        if not total or _size(total) <= last:
            lost.floor = last if lost.floor is None else max(last, lost.floor)
    return total


def _size(value: Any) -> Any:
    """About how many bits it has before the point; None for what is not finite."""
    if isinstance(value, mpmath.mpc):
        return mpmath.mag(value) if mpmath.isfinite(value) else None
    _, mantissa, exponent, bits = value._mpf_
    return exponent + bits if mantissa else None


class _Effort:
    """How many numbers have been looked up since it was set to 0: a measure of work."""

    numbers = 0


effort = _Effort()


def number(value: Any) -> Any:
    """An exact value in the precision at hand; counts as work."""
    effort.numbers += 1
    if effort.numbers > MAX_NUMBERS:
        raise TooLargeError("this takes too long to evaluate")
    if type(value) is int:
        return mp.make_mpf(from_int(value))
    if not isinstance(value, Fraction):
        return mpmath.mpf(value)
    below = value.denominator
    if below == 1:
        return mp.make_mpf(from_int(value.numerator))
    bits = below.bit_length() - 1
    if below == 1 << bits:
        # Nothing to divide: a float can be this.
        return mp.make_mpf(from_man_exp(value.numerator, -bits, mp.prec, "n"))
    return mp.make_mpf(from_rational(value.numerator, below, mp.prec, "n"))


def _check_size(value: Any, bits: int = MAX_BITS) -> None:
    if value != 0 and mpmath.mag(value) > bits:
        raise TooLargeError("this value is too large")


def _exponential(value: Any) -> Any:
    _check_size(value)
    _note_small(value)
    return mpmath.exp(value)


def _note_small(value: Any) -> None:
    """Of a small number, its exponential or its cosine keeps what stands beside 1."""
    if value and mpmath.mag(value) < 0:
        lost.note(-mpmath.mag(value))


def _power(base: Any, exponent: Any) -> Any:
    if base == 0:
        if exponent < 0:
            raise UndefinedError("this divides by zero")
        return mpmath.mpf(1 if exponent == 0 else 0)
    whole = _small_whole(exponent)
    if whole is not None:
        return base**whole
    if base < 0:
        _check_size(exponent)
        if exponent != int(exponent):
            raise UndefinedError("a negative number has no real power of that kind")
        sign = -1 if int(exponent) % 2 else 1
        return sign * _exponential(exponent * mpmath.log(-base))
    return _exponential(exponent * mpmath.log(base))


def _small_whole(value: Any) -> int | None:
    """The whole number that it is, if it is one below a million or so."""
    sign, mantissa, exponent, bits = value._mpf_
    if exponent < 0 or exponent + bits > 20:
        return None
    whole = int(mantissa) << int(exponent)
    return -whole if sign else whole


def _logarithm(value: Any) -> Any:
    if value <= 0:
        raise UndefinedError("the log of a number that is not positive is undefined")
    return mpmath.log(value)


def _square_root(value: Any) -> Any:
    if value < 0:
        raise UndefinedError("a negative number has no real square root")
    return mpmath.sqrt(value)


def _softplus(value: Any) -> Any:
    if value > 0:
        return _add((value, mpmath.log1p(_exponential(-value))))
    return mpmath.log1p(_exponential(value))


def _gamma(value: Any) -> Any:
    effort.numbers += 20
    if value <= 0 and value == int(value):
        # A pole: one over it is 0, so that n!/(k!(n-k)!) is 0 for k beyond n.
        return mpmath.inf
    _check_size(value, 20)
    return mpmath.gamma(value)


def _tanh(value: Any) -> Any:
    # tanh is 1 but for 2 exp(-2 |x|).
    lost.note(abs(value) * 3)
    return mpmath.tanh(value)


def _binomial(total: Any, chosen: Any) -> Any:
    if chosen == int(chosen) and total == int(total) >= 0 and not 0 <= chosen <= total:
        return mpmath.mpf(0)
    return divide(_gamma(total + 1), _gamma(chosen + 1) * _gamma(total - chosen + 1))


def _on(function: Callable[[Any], Any], low: float, high: float) -> Callable[[Any], Any]:
    def checked(value: Any) -> Any:
        if not low <= value <= high:
            raise UndefinedError("the function is undefined there")
        return function(value)

    return checked


def _bounded(function: Callable[[Any], Any], bits: int = 60) -> Callable[[Any], Any]:
    def checked(value: Any) -> Any:
        _check_size(value, bits)
        return function(value)

    return checked


def _beside_one(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def noted(value: Any) -> Any:
        _note_small(value)
        return function(value)

    return noted


_sin, _cos = _bounded(mpmath.sin), _beside_one(_bounded(mpmath.cos))
_sinh, _cosh = _bounded(mpmath.sinh, 30), _beside_one(_bounded(mpmath.cosh, 30))
_acos, _asin = _on(mpmath.acos, -1, 1), _on(mpmath.asin, -1, 1)
_atanh, _acosh = mpmath.atanh, _on(mpmath.acosh, 1, mpmath.inf)

_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "log": _logarithm,
    "log10": lambda x: _logarithm(x) / mpmath.log(10),
    "log2": lambda x: _logarithm(x) / mpmath.log(2),
    "exp": _exponential,
    "sqrt": _square_root,
    "abs": abs,
    "sign": mpmath.sign,
    "sigmoid": lambda x: 1 / _add((1, _exponential(-x))),
    "softplus": _softplus,
    "logit": lambda x: _logarithm(divide(x, 1 - x)),
    "relu": lambda x: max(x, mpmath.mpf(0)),
    "floor": mpmath.floor,
    "ceil": mpmath.ceil,
    "factorial": lambda x: _gamma(x + 1),
    "gamma": _gamma,
    "binomial": _binomial,
    "delta": lambda a, b: int(a == b),
    "min": lambda *values: min(values),
    "max": lambda *values: max(values),
    "sin": _sin,
    "cos": _cos,
    "tan": lambda x: divide(_sin(x), _cos(x)),
    "sinh": _sinh,
    "cosh": _cosh,
    "tanh": _tanh,
    "asin": _asin,
    "acos": _acos,
    "atan": mpmath.atan,
    "asinh": mpmath.asinh,
    "acosh": _acosh,
    "atanh": lambda x: _logarithm(divide(1 + x, 1 - x)) / 2,
}


_PRECISE = Evaluator(
    number=number,
    constants={"e": lambda: mpmath.e + 0, "pi": lambda: mpmath.pi + 0},
    add=_add,
    power=_power,
    functions=_FUNCTIONS,
    max_terms=MAX_TERMS,
)
