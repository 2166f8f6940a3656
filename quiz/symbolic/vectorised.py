"""Evaluating at many points at once with NumPy.

Values are arrays whose last axis is the point. The index of a sum adds an axis in front, so that
ordinary broadcasting does the rest: with index i of length n around it, `y_i` is an array of
shape (n, points). What is undefined is NaN; an overflow is infinite.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quiz.symbolic.errors import TooLargeError, UnsupportedError
from quiz.symbolic.functions import by_others
from quiz.symbolic.points import Batch, as_float
from quiz.symbolic.relations import COMPARISONS
from quiz.symbolic.tree import (
    ONE,
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

Array = NDArray[np.float64]

MAX_CELLS = 2_000_000

SAME = 1e-11
"""A relative gap below which two floats are taken to agree."""


@dataclass(frozen=True)
class Index:
    """What an index of a sum or a product runs through, on an axis of its own."""

    values: Array
    places: NDArray[np.intp]
    first: int
    last: int


Indices = dict[str, Index]


def values_at(node: Node, batch: Batch) -> Array:
    """The value of an expression at every point of a batch, shape (points,).

    NaN where it is undefined, infinite where it overflows. Raises `UnsupportedError` for what
    has no number as its value and `TooLargeError` for a sum of too many terms.
    """
    with np.errstate(all="ignore"):
        result = _Vectorised(batch).value(node, {})
    values = np.empty(batch.count)
    values[:] = result
    return values


def relative_gap(left: Array, right: Array) -> Array:
    """|left - right| over the larger magnitude; 0 where both are 0, infinite if not both finite."""
    with np.errstate(all="ignore"):
        scale = np.maximum(np.abs(left), np.abs(right))
        # Divided first: the difference of two large numbers may overflow.
        gap: Array = np.abs(left / scale - right / scale)
    gap[scale == 0] = 0.0
    gap[np.isnan(gap)] = np.inf
    return gap


class _Vectorised:
    def __init__(self, batch: Batch) -> None:
        self.points = np.arange(batch.count)
        self.arrays = batch.arrays

    def value(self, node: Node, indices: Indices) -> Array:
        evaluate = _CASES.get(type(node))
        if evaluate is None:
            raise UnsupportedError("this is not a formula that has a number as its value")
        return evaluate(self, node, indices)

    def number(self, node: Number, _: Indices) -> Any:
        # To NumPy a single float is an array without axes; what is made of such is worked out once.
        return np.float64(as_float(node.value))

    def constant(self, node: Constant, _: Indices) -> Any:
        return _CONSTANTS[node.name]

    def negate(self, node: Negate, indices: Indices) -> Array:
        return -self.value(node.operand, indices)

    def add(self, node: Add, indices: Indices) -> Array:
        score = _score_of_complement(node)
        if score is not None:
            return _sigmoid(-self.value(score, indices))
        return self._fold(np.add, node.terms, indices)

    def multiply(self, node: Multiply, indices: Indices) -> Array:
        return self._fold(np.multiply, node.factors, indices)

    def divide(self, node: Divide, indices: Indices) -> Array:
        return _divide(self.value(node.numerator, indices), self.value(node.denominator, indices))

    def power(self, node: Power, indices: Indices) -> Array:
        return _power(self.value(node.base, indices), self.value(node.exponent, indices))

    def piecewise(self, node: Piecewise, indices: Indices) -> Array:
        chosen = self.truth(node.condition, indices)
        values = self.value(node.value, indices), self.value(node.otherwise, indices)
        return np.where(chosen, *values)

    def truth(self, node: Node, indices: Indices) -> NDArray[np.bool_]:
        """Where a condition holds."""
        if isinstance(node, Logical):
            parts = [self.truth(part, indices) for part in node.parts]
            joined = parts[0]
            for part in parts[1:]:
                joined = joined & part if node.operator == "and" else joined | part
            return joined
        if not isinstance(node, Relation):
            raise UnsupportedError("a condition is needed after 'if', such as z > 0")
        left, right = self.value(node.left, indices), self.value(node.right, indices)
        result: NDArray[np.bool_] = COMPARISONS[node.operator](left, right)
        return result

    def _fold(self, join: Any, nodes: tuple[Node, ...], indices: Indices) -> Array:
        result = self.value(nodes[0], indices)
        for node in nodes[1:]:
            result = join(result, self.value(node, indices))
        return result

    def name(self, node: Name, indices: Indices) -> Array:
        name = node.name
        if name in indices:
            return indices[name].values
        array = self.arrays.get(name)
        if array is None:
            raise UnsupportedError(f"{name} has no value here")
        if array.ndim > 1:
            raise UnsupportedError(f"{name} is indexed: write one of its entries, such as {name}_i")
        return array

    def entry(self, node: Entry, indices: Indices) -> Array:
        array = self._array(node.base)
        if array.ndim != len(node.indices) + 1:
            raise UnsupportedError("an entry needs all of its indices")
        if array.ndim == 2 and isinstance(node.indices[0], Name):
            running = indices.get(node.indices[0].name)
            if running is not None and running.first == 1 and running.last == len(array):
                # All entries in order: nothing to pick.
                return array.reshape((*running.values.shape[:-1], self.points.size))
        places: list[NDArray[np.intp]] = []
        outside: list[NDArray[np.bool_]] = []
        for size, index in zip(array.shape, node.indices, strict=False):
            bound = indices.get(index.name) if isinstance(index, Name) else None
            if bound is not None and bound.first >= 1 and bound.last <= size:
                places.append(bound.places)
                continue
            place = self.value(index, indices)
            inside = (place >= 1) & (place <= size) & (place == np.floor(place))
            if not inside.all():
                outside.append(~inside)
                place = np.where(inside, place, 1)
            places.append(place.astype(np.intp) - 1)
        entries: Array = array[(*places, self.points)]
        for missing in outside:
            entries = np.where(missing, np.nan, entries)
        return entries

    def _array(self, base: Node) -> Array:
        """All entries of something indexed, the point last."""
        if isinstance(base, Name) and base.name in self.arrays:
            return self.arrays[base.name]
        if isinstance(base, Call) and base.function == "softmax":
            scores = self._array(base.arguments[0])
            powers = np.exp(scores - scores.max(axis=-2, keepdims=True))
            shares: Array = powers / powers.sum(axis=-2, keepdims=True)
            return shares
        raise UnsupportedError("only a list has entries")

    def call(self, node: Call, indices: Indices) -> Array:
        if node.function in ("min", "max"):
            join = np.minimum if node.function == "min" else np.maximum
            return self._fold(join, node.arguments, indices)
        function = _FUNCTIONS.get(node.function)
        written = by_others(node) if function is None else None
        if written is not None:
            return self.value(written, indices)
        if function is None:
            raise UnsupportedError(f"{node.function} has no number as its value here")
        return function(*(self.value(argument, indices) for argument in node.arguments))

    def series(self, node: Series, indices: Indices) -> Array:
        lower, upper = self.value(node.lower, indices), self.value(node.upper, indices)
        least, most = _least(lower), _most(upper)
        first, last = _whole(least), _whole(most)
        neutral = 0.0 if node.kind == "sum" else 1.0
        # Not the number of indices: an inner one may hide an outer one of its letter.
        depth = max((index.values.ndim for index in indices.values()), default=1)
        if last < first:
            return np.full((1,) * depth, neutral)
        cells = math.prod(index.values.size for index in indices.values()) * self.points.size
        if (last - first + 1) * cells > MAX_CELLS:
            raise TooLargeError(f"this {node.kind} has too many terms")
        whole = np.arange(first, last + 1).reshape((-1,) + (1,) * depth)
        place = whole.astype(np.float64)
        index = Index(place, whole - 1, first, last)
        body = self.value(node.body, {**indices, node.index: index})
        if body.ndim < place.ndim or len(body) < len(place):
            body = np.broadcast_to(body, np.broadcast_shapes(body.shape, place.shape))
        if least < _most(lower) or _least(upper) < most:
            body = np.where((place >= lower) & (place <= upper), body, neutral)
        result: Array = body.sum(axis=0) if node.kind == "sum" else body.prod(axis=0)
        return result


_CASES: dict[type[Node], Callable[..., Array]] = {
    Number: _Vectorised.number,
    Constant: _Vectorised.constant,
    Name: _Vectorised.name,
    Entry: _Vectorised.entry,
    Negate: _Vectorised.negate,
    Add: _Vectorised.add,
    Multiply: _Vectorised.multiply,
    Divide: _Vectorised.divide,
    Power: _Vectorised.power,
    Call: _Vectorised.call,
    Series: _Vectorised.series,
    Piecewise: _Vectorised.piecewise,
}


def _least(values: Array) -> Any:
    return values.min() if values.ndim else values


def _most(values: Array) -> Any:
    return values.max() if values.ndim else values


def _whole(value: Any) -> int:
    if not math.isfinite(value) or value != int(value):
        raise UnsupportedError("a sum runs between whole numbers")
    return int(value)


_CONSTANTS = {"e": np.float64(math.e), "pi": np.float64(math.pi), "inf": np.float64(math.nan)}


def _divide(numerator: Array, denominator: Array) -> Array:
    return np.where(denominator == 0, np.nan, numerator / denominator)


def _power(base: Array, exponent: Array) -> Array:
    result: Array = np.power(base, exponent)
    if exponent.ndim == 0 and exponent >= 0:
        return result
    return np.where((base == 0) & (exponent < 0), np.nan, result)


def _score_of_complement(node: Add) -> Node | None:
    """The x of 1 - sigmoid(x), of which floats lose all digits where it is small."""
    match node.terms:
        case (one, Negate(Call("sigmoid", (score,)))) if one == ONE:
            return score
    return None


def _where_positive(function: Callable[[Array], Array]) -> Callable[[Array], Array]:
    return lambda x: np.where(x > 0, function(x), np.nan)


_gamma = np.vectorize(lambda x: _one_gamma(x), otypes=[np.float64])


def _one_gamma(value: float) -> float:
    try:
        return math.gamma(value)
    except (ValueError, OverflowError):
        return math.inf


def _sigmoid(x: Array) -> Array:
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + small), small / (1 + small))


def _logit(x: Array) -> Array:
    return np.where((x > 0) & (x < 1), np.log(x) - np.log1p(-x), np.nan)


def _choose(total: Array, chosen: Array) -> Array:
    outside = (total >= 0) & (total == np.floor(total)) & (chosen == np.floor(chosen))
    outside &= (chosen < 0) | (chosen > total)
    ways = _divide(_gamma(total + 1), _gamma(chosen + 1) * _gamma(total - chosen + 1))
    return np.where(outside, 0.0, ways)


_FUNCTIONS: dict[str, Callable[..., Array]] = {
    "log": _where_positive(np.log),
    "log10": _where_positive(np.log10),
    "log2": _where_positive(np.log2),
    "exp": np.exp,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "sign": np.sign,
    "sigmoid": _sigmoid,
    "softplus": lambda x: np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x))),
    "logit": _logit,
    "relu": lambda x: np.maximum(x, 0),
    "floor": np.floor,
    "ceil": np.ceil,
    "gamma": _gamma,
    "factorial": lambda x: _gamma(x + 1),
    "binomial": _choose,
    "delta": lambda a, b: (a == b).astype(np.float64),
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "asinh": np.arcsinh,
    "acosh": np.arccosh,
    "atanh": lambda x: np.where(np.abs(x) < 1, np.arctanh(x), np.nan),
}
