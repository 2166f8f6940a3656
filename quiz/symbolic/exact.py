"""Evaluating without NumPy: exact fractions as far as they go, floats beyond.

Parameters, constraints and numeric answers are few and small; this keeps them out of the worker.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import partial

from quiz.symbolic.errors import TooLargeError, UndefinedError, UnsupportedError
from quiz.symbolic.tasks import Value
from quiz.symbolic.tree import (
    Add,
    Call,
    Constant,
    Divide,
    Entry,
    Logical,
    Multiply,
    Name,
    Negate,
    Node,
    Number,
    Piecewise,
    Power,
    Relation,
    Series,
    Vector,
)

Real = Fraction | float

MAX_TERMS = 10_000
MAX_BITS = 20_000


def evaluate(node: Node, values: Mapping[str, Value] | None = None) -> Real:
    """The value of an expression over numbers (and lists of them, indexed from 1).

    Exact (a `Fraction`) while only `+ - * /` and whole powers occur. Raises `UndefinedError`
    where there is no real value, `UnsupportedError` for what is not a number.
    """
    try:
        return _evaluate(node, dict(values or {}))
    except (OverflowError, RecursionError) as error:
        raise TooLargeError("this value is too large") from error


def holds(node: Node, values: Mapping[str, Value] | None = None) -> bool:
    """Whether a relation, or several joined by `and` and `or`, is true of the values."""
    if isinstance(node, Logical):
        parts = (holds(part, values) for part in node.parts)
        return all(parts) if node.operator == "and" else any(parts)
    if not isinstance(node, Relation):
        raise UnsupportedError("a condition is needed, such as p != 0.5")
    left, right = evaluate(node.left, values), evaluate(node.right, values)
    return _COMPARISONS[node.operator](left, right)


_COMPARISONS: dict[str, Callable[[Real, Real], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def _evaluate(node: Node, values: dict[str, Value]) -> Real:  # noqa: C901 - one case a node
    match node:
        case Number(value):
            return value
        case Constant(name):
            return {"e": math.e, "pi": math.pi, "inf": math.inf}[name]
        case Name(name):
            return _lookup(name, values)
        case Entry():
            return _entry(node, values)
        case Negate(operand):
            return -1 * _evaluate(operand, values)
        case Add(terms):
            return sum((_evaluate(term, values) for term in terms), Fraction(0))
        case Multiply(factors):
            return _product(_evaluate(factor, values) for factor in factors)
        case Divide(numerator, denominator):
            return _divide(_evaluate(numerator, values), _evaluate(denominator, values))
        case Power(base, exponent):
            return _power(_evaluate(base, values), _evaluate(exponent, values))
        case Call():
            return _call(node, values)
        case Series():
            return _series(node, values)
        case Piecewise(value, condition, otherwise):
            return _evaluate(value if holds(condition, values) else otherwise, values)
    raise UnsupportedError("this is not a formula that has a number as its value")


def _lookup(name: str, values: dict[str, Value]) -> Real:
    if name not in values:
        raise UnsupportedError(f"{name} has no value here")
    value = values[name]
    if isinstance(value, tuple):
        raise UnsupportedError(f"{name} is a list; write {name}_1 or sum({name}_i, i=1..n)")
    return Fraction(value) if isinstance(value, int) else value


def _entry(node: Entry, values: dict[str, Value]) -> Real:
    if not isinstance(node.base, Name):
        raise UnsupportedError("only a list has entries")
    value = values.get(node.base.name)
    for index in node.indices:
        place = _evaluate(index, values)
        if not isinstance(value, tuple):
            raise UnsupportedError(f"{node.base.name} is not a list")
        if place != int(place) or not 1 <= place <= len(value):
            raise UndefinedError(f"{node.base.name} has no entry {place}")
        value = value[int(place) - 1]
    if value is None or isinstance(value, tuple):
        raise UnsupportedError(f"{node.base.name} has no value here")
    return Fraction(value) if isinstance(value, int) else value


def _product(factors: Iterable[Real]) -> Real:
    product: Real = Fraction(1)
    for factor in factors:
        product *= factor
    return product


def _divide(numerator: Real, denominator: Real) -> Real:
    if denominator == 0:
        raise UndefinedError("this divides by zero")
    return numerator / denominator


def _power(base: Real, exponent: Real) -> Real:
    if isinstance(exponent, Fraction) and exponent.denominator == 1:
        if base == 0 and exponent < 0:
            raise UndefinedError("this divides by zero")
        if isinstance(base, Fraction):
            size = max(base.numerator.bit_length(), base.denominator.bit_length())
            if size * abs(exponent) > MAX_BITS:
                raise TooLargeError("this power is too large")
        result: Real = base ** int(exponent)
        return result
    if base < 0 or (base == 0 and exponent < 0):
        raise UndefinedError("a negative number has no real power of that kind")
    if isinstance(base, Fraction) and isinstance(exponent, Fraction) and exponent.denominator == 2:
        return _power(_square_root(base), Fraction(exponent.numerator))
    return math.pow(base, exponent)


def _square_root(value: Real) -> Real:
    if value < 0:
        raise UndefinedError("a negative number has no real square root")
    if isinstance(value, Fraction):
        upper, lower = math.isqrt(value.numerator), math.isqrt(value.denominator)
        if upper**2 == value.numerator and lower**2 == value.denominator:
            return Fraction(upper, lower)
    return math.sqrt(value)


def _logarithm(value: Real, base: float | None = None) -> Real:
    if value <= 0:
        raise UndefinedError("the log of a number that is not positive is undefined")
    if value == 1:
        return Fraction(0)
    if base is None:
        return math.log(value)
    power = math.log10(value) if base == 10 else math.log2(value)
    nearest = Fraction(round(power))
    exact = isinstance(value, Fraction) and value == Fraction(int(base)) ** int(nearest)
    return nearest if exact else power


def _exponential(value: Real) -> Real:
    return Fraction(1) if value == 0 else math.exp(value)


def _sigmoid(value: Real) -> Real:
    if value == 0:
        return Fraction(1, 2)
    if value < 0:
        power = math.exp(value)
        return power / (1 + power)
    return 1 / (1 + math.exp(-value))


def _softplus(value: Real) -> Real:
    return max(float(value), 0.0) + math.log1p(math.exp(-abs(value)))


def _logit(value: Real) -> Real:
    return _logarithm(_divide(value, 1 - value))


def _factorial(value: Real) -> Real:
    if value != int(value) or value < 0:
        raise UndefinedError("a factorial is of a whole number, 0 or more")
    if value > 2000:
        raise TooLargeError("this factorial is too large")
    return Fraction(math.factorial(int(value)))


def _binomial(total: Real, chosen: Real) -> Real:
    if total != int(total) or chosen != int(chosen) or not 0 <= chosen <= total <= 2000:
        raise UndefinedError("a binomial coefficient is of whole numbers, the second not larger")
    return Fraction(math.comb(int(total), int(chosen)))


def _at_zero(value: Real, result: Fraction, function: Callable[[float], float]) -> Real:
    return result if value == 0 else function(float(value))


def _sign(value: Real) -> Real:
    return Fraction((value > 0) - (value < 0))


_ZERO_AT_ZERO = ("sin", "tan", "sinh", "tanh", "asin", "atan", "asinh", "atanh")
_FUNCTIONS: dict[str, Callable[..., Real]] = {
    **{
        name: partial(_at_zero, result=Fraction(0), function=getattr(math, name))
        for name in _ZERO_AT_ZERO
    },
    **{
        name: partial(_at_zero, result=Fraction(1), function=getattr(math, name))
        for name in ("cos", "cosh")
    },
    "acos": lambda x: math.acos(x),
    "acosh": lambda x: math.acosh(x),
    "sec": lambda x: _divide(1.0, math.cos(x)),
    "csc": lambda x: _divide(1.0, math.sin(x)),
    "cot": lambda x: _divide(math.cos(x), math.sin(x)),
    "sech": lambda x: 1 / math.cosh(x),
    "csch": lambda x: _divide(1.0, math.sinh(x)),
    "coth": lambda x: _divide(math.cosh(x), math.sinh(x)),
    "log": _logarithm,
    "log10": lambda x: _logarithm(x, 10),
    "log2": lambda x: _logarithm(x, 2),
    "exp": _exponential,
    "sqrt": _square_root,
    "abs": abs,
    "sign": _sign,
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "logit": _logit,
    "relu": lambda x: max(x, Fraction(0)),
    "floor": lambda x: Fraction(math.floor(x)),
    "ceil": lambda x: Fraction(math.ceil(x)),
    "factorial": _factorial,
    "gamma": lambda x: _factorial(x - 1) if x == int(x) else math.gamma(x),
    "binomial": _binomial,
    "delta": lambda a, b: Fraction(a == b),
    "min": min,
    "max": max,
}


def _call(node: Call, values: dict[str, Value]) -> Real:
    function = _FUNCTIONS.get(node.function)
    if function is None or any(isinstance(argument, Vector) for argument in node.arguments):
        raise UnsupportedError(f"{node.function} has no number as its value here")
    arguments = [_evaluate(argument, values) for argument in node.arguments]
    try:
        result = function(*arguments)
    except UndefinedError:
        raise
    except ValueError as error:
        raise UndefinedError(f"{node.function} is undefined there") from error
    return Fraction(result) if isinstance(result, int) else result


def _series(node: Series, values: dict[str, Value]) -> Real:
    lower, upper = _evaluate(node.lower, values), _evaluate(node.upper, values)
    if lower != int(lower) or upper != int(upper):
        raise UndefinedError("a sum runs between whole numbers")
    if upper - lower > MAX_TERMS:
        raise TooLargeError(f"this {node.kind} has more than {MAX_TERMS} terms")
    terms = (
        _evaluate(node.body, {**values, node.index: place})
        for place in range(int(lower), int(upper) + 1)
    )
    return sum(terms, Fraction(0)) if node.kind == "sum" else _product(terms)
