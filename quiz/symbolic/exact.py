"""Evaluating one expression at one point, without NumPy.

`Evaluator` walks the tree; what a number is, and what the functions are, is given to it. Here
they are exact fractions as far as those go and floats beyond, which is what parameters and
numeric answers need; `precise` gives it mpmath's.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial, reduce
from typing import Any

from quiz.symbolic.errors import MathematicsError, TooLargeError, UndefinedError, UnsupportedError
from quiz.symbolic.functions import by_others
from quiz.symbolic.relations import COMPARISONS
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
)

Real = Fraction | float

MAX_TERMS = 10_000
MAX_BITS = 20_000


def evaluate(node: Node, values: Mapping[str, Value] | None = None) -> Real:
    """The value of an expression over numbers (and lists of them, indexed from 1).

    Exact (a `Fraction`) while only `+ - * /` and whole powers occur. Raises `UndefinedError`
    where there is no real value, `UnsupportedError` for what is not a number.
    """
    result: Real = _EXACT.evaluate(node, values or {})
    return result


def holds(node: Node, values: Mapping[str, Value] | None = None) -> bool:
    """Whether a relation, or several joined by `and` and `or`, is true of the values."""
    return _EXACT.holds(node, values or {})


_PLAIN_SUM = partial(reduce, operator.add)


@dataclass(frozen=True)
class Evaluator:
    """Evaluation over one kind of number (`Any` below).

    `number` converts an exact value; `add`, `power` and `functions` compute.
    """

    number: Callable[[Any], Any]
    constants: Mapping[str, Callable[[], Any]]
    power: Callable[[Any, Any], Any]
    functions: Mapping[str, Callable[..., Any]]
    max_terms: int = MAX_TERMS
    add: Callable[[Iterable[Any]], Any] = _PLAIN_SUM

    def evaluate(self, node: Node, values: Mapping[str, Any]) -> Any:
        """The value of an expression; raises as `exact.evaluate` does."""
        try:
            return self._value(node, dict(values))
        except MathematicsError:
            raise
        except (OverflowError, RecursionError) as error:
            raise TooLargeError("this value is too large") from error
        except ValueError as error:
            raise UndefinedError("this has no value there") from error

    def holds(self, node: Node, values: Mapping[str, Any]) -> bool:
        """Whether a condition is true of the values."""
        if isinstance(node, Logical):
            parts = (self.holds(part, values) for part in node.parts)
            return all(parts) if node.operator == "and" else any(parts)
        if not isinstance(node, Relation):
            raise UnsupportedError("a condition is needed, such as p != 0.5")
        left, right = self.evaluate(node.left, values), self.evaluate(node.right, values)
        return bool(COMPARISONS[node.operator](left, right))

    def _value(self, node: Node, values: dict[str, Any]) -> Any:
        evaluate = _CASES.get(type(node))
        if evaluate is None:
            raise UnsupportedError("this is not a formula that has a number as its value")
        return evaluate(self, node, values)

    def _number(self, node: Number, _: dict[str, Any]) -> Any:
        return self.number(node.value)

    def _constant(self, node: Constant, _: dict[str, Any]) -> Any:
        if node.name not in self.constants:
            raise UnsupportedError("infinity is not a number")
        return self.constants[node.name]()

    def _name(self, node: Name, values: dict[str, Any]) -> Any:
        return self._lookup(node.name, values)

    def _negated(self, node: Negate, values: dict[str, Any]) -> Any:
        return -self._value(node.operand, values)

    def _sum(self, node: Add, values: dict[str, Any]) -> Any:
        return self.add(self._value(term, values) for term in node.terms)

    def _multiplied(self, node: Multiply, values: dict[str, Any]) -> Any:
        return self._product(self._value(factor, values) for factor in node.factors)

    def _divided(self, node: Divide, values: dict[str, Any]) -> Any:
        return divide(self._value(node.numerator, values), self._value(node.denominator, values))

    def _raised(self, node: Power, values: dict[str, Any]) -> Any:
        return self.power(self._value(node.base, values), self._value(node.exponent, values))

    def _piecewise(self, node: Piecewise, values: dict[str, Any]) -> Any:
        chosen = node.value if self.holds(node.condition, values) else node.otherwise
        return self._value(chosen, values)

    def _product(self, factors: Iterable[Any]) -> Any:
        found = list(factors)
        return reduce(operator.mul, found) if found else self.number(1)

    def _lookup(self, name: str, values: dict[str, Any]) -> Any:
        if name not in values:
            raise UnsupportedError(f"{name} has no value here")
        value = values[name]
        if isinstance(value, tuple):
            raise UnsupportedError(f"{name} is a list; write {name}_1 or sum({name}_i, i=1..n)")
        return self.number(value)

    def _entry(self, node: Entry, values: dict[str, Any]) -> Any:
        places = [self._value(index, values) for index in node.indices]
        if isinstance(node.base, Call) and node.base.function == "softmax":
            return self._softmax(node.base, places, values)
        if not isinstance(node.base, Name):
            raise UnsupportedError("only a list has entries")
        value = values.get(node.base.name)
        for place in places:
            value = _item(value, place, node.base.name)
        if value is None or isinstance(value, tuple):
            raise UnsupportedError(f"{node.base.name} has no value here")
        return self.number(value)

    def _softmax(self, call: Call, places: list[Any], values: dict[str, Any]) -> Any:
        argument = call.arguments[0]
        scores = values.get(argument.name) if isinstance(argument, Name) else None
        if not isinstance(scores, tuple) or len(places) != 1:
            raise UnsupportedError("softmax is of a list of numbers")
        exponential = self.functions["exp"]
        score = self.number(_item(scores, places[0], "softmax"))
        # Relative to the entry asked for, so that large scores do not overflow.
        total = sum((exponential(self.number(other) - score) for other in scores), self.number(0))
        return divide(self.number(1), total)

    def _call(self, node: Call, values: dict[str, Any]) -> Any:
        function = self.functions.get(node.function)
        written = by_others(node) if function is None else None
        if written is not None:
            return self._value(written, values)
        if function is None:
            raise UnsupportedError(f"{node.function} has no number as its value here")
        arguments = [self._value(argument, values) for argument in node.arguments]
        try:
            result = function(*arguments)
        except (UndefinedError, TooLargeError):
            raise
        except (ValueError, ZeroDivisionError) as error:
            raise UndefinedError(f"{node.function} is undefined there") from error
        return self.number(result) if isinstance(result, int) else result

    def _series(self, node: Series, values: dict[str, Any]) -> Any:
        lower, upper = self._value(node.lower, values), self._value(node.upper, values)
        if lower != int(lower) or upper != int(upper):
            raise UndefinedError("a sum runs between whole numbers")
        if upper - lower > self.max_terms:
            raise TooLargeError(f"this {node.kind} has more than {self.max_terms} terms")
        inner, terms = dict(values), []
        for place in range(int(lower), int(upper) + 1):
            inner[node.index] = place
            terms.append(self._value(node.body, inner))
        return self.add([self.number(0), *terms]) if node.kind == "sum" else self._product(terms)


_CASES: dict[type[Node], Callable[..., Any]] = {
    Number: Evaluator._number,
    Constant: Evaluator._constant,
    Name: Evaluator._name,
    Entry: Evaluator._entry,
    Negate: Evaluator._negated,
    Add: Evaluator._sum,
    Multiply: Evaluator._multiplied,
    Divide: Evaluator._divided,
    Power: Evaluator._raised,
    Call: Evaluator._call,
    Series: Evaluator._series,
    Piecewise: Evaluator._piecewise,
}


def _item(value: Any, place: Any, name: str) -> Any:
    if not isinstance(value, tuple):
        raise UnsupportedError(f"{name} is not a list")
    if place != int(place) or not 1 <= place <= len(value):
        raise UndefinedError(f"{name} has no entry {place}")
    return value[int(place) - 1]


def divide(numerator: Any, denominator: Any) -> Any:
    """A quotient; raises `UndefinedError` for a division by zero."""
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
    return max(float(value), 0.0) + math.log1p(math.exp(-abs(float(value))))


def _logit(value: Real) -> Real:
    return _logarithm(divide(value, 1 - value))


def _factorial(value: Real) -> Real:
    if value != int(value):
        return math.gamma(value + 1)
    if value < 0:
        raise UndefinedError("a factorial is of a number that is not negative")
    if value > 2000:
        raise TooLargeError("this factorial is too large")
    return Fraction(math.factorial(int(value)))


def _binomial(total: Real, chosen: Real) -> Real:
    if total == int(total) and chosen == int(chosen) and 0 <= total <= 2000:
        return Fraction(math.comb(int(total), int(chosen)) if chosen >= 0 else 0)
    return _factorial(total) / (_factorial(chosen) * _factorial(total - chosen))


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
    "gamma": lambda x: _factorial(x - 1),
    "binomial": _binomial,
    "delta": lambda a, b: Fraction(a == b),
    "min": lambda *values: min(values),
    "max": lambda *values: max(values),
}


def _exact(value: Any) -> Any:
    return Fraction(value) if isinstance(value, int) else value


_EXACT = Evaluator(
    number=_exact,
    constants={"e": lambda: math.e, "pi": lambda: math.pi, "inf": lambda: math.inf},
    power=_power,
    functions=_FUNCTIONS,
)
