"""From the tree of an expression to its normal form."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce

from quiz.symbolic.errors import UndefinedError, UnsupportedError
from quiz.symbolic.functions import by_others
from quiz.symbolic.proof.absolute_values import absolute, larger, sign, smaller
from quiz.symbolic.proof.atoms import leading, ratio
from quiz.symbolic.proof.deltas import delta
from quiz.symbolic.proof.factors import divided
from quiz.symbolic.proof.forms import Form, Space, total
from quiz.symbolic.proof.gammas import binomial, factorial, gamma
from quiz.symbolic.proof.interpolation import interpolated
from quiz.symbolic.proof.letters import Letters
from quiz.symbolic.proof.logs_and_powers import exp, log, power
from quiz.symbolic.proof.series import multiplied, summed
from quiz.symbolic.proof.signs import bounds, is_almost_never_zero
from quiz.symbolic.proof.trigonometry import FUNCTIONS as TRIGONOMETRIC
from quiz.symbolic.proof.trigonometry import pi
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

Bound = Mapping[str, Form]
"""The index letters of the sums around a place, and what they stand for."""

_HALF = Fraction(1, 2)


class Building:
    """Makes normal forms over the letters of a proof."""

    def __init__(self, letters: Letters) -> None:
        self.letters = letters
        self.space: Space = letters.space

    def form(self, node: Node, bound: Bound | None = None) -> Form:
        """The normal form of an expression.

        Raises `UndefinedError` if it is undefined everywhere, `UnsupportedError` for what this
        does not handle, `TooLargeError` beyond the budget.
        """
        return self._form(node, bound or {})

    def _form(self, node: Node, bound: Bound) -> Form:
        self.space.spend(1)
        build = _CASES.get(type(node))
        if build is None:
            raise UnsupportedError("this is not a formula that has a number as its value")
        return build(self, node, bound)

    def _number(self, node: Number, _: Bound) -> Form:
        return self.space.number(node.value)

    def _constant(self, node: Constant, _: Bound) -> Form:
        if node.name == "e":
            return exp(self.space.number(1))
        if node.name == "pi":
            return pi(self.space)
        raise UnsupportedError("infinity is not a number")

    def _name(self, node: Name, bound: Bound) -> Form:
        found = bound.get(node.name)
        return self.letters.symbol(node.name) if found is None else found

    def _negated(self, node: Negate, bound: Bound) -> Form:
        return -self._form(node.operand, bound)

    def _sum(self, node: Add, bound: Bound) -> Form:
        return total(self.space, [self._form(term, bound) for term in node.terms])

    def _product(self, node: Multiply, bound: Bound) -> Form:
        return reduce(operator.mul, [self._form(factor, bound) for factor in node.factors])

    def _quotient(self, node: Divide, bound: Bound) -> Form:
        return divided(self._form(node.numerator, bound), self._form(node.denominator, bound))

    def _power(self, node: Power, bound: Bound) -> Form:
        return power(self._form(node.base, bound), self._form(node.exponent, bound))

    def _entry(self, node: Entry, bound: Bound) -> Form:
        indices = [self._form(index, bound) for index in node.indices]
        match node.base:
            case Name(name):
                return self.letters.entry(name, *indices)
            case Call("softmax", (Name(name),)):
                return self._softmax(name, indices)
            case Vector(items) if len(indices) == 1:
                place = indices[0].whole
                if place is not None and 1 <= place <= len(items):
                    return self._form(items[place - 1], bound)
        raise UnsupportedError("only a list has entries")

    def _softmax(self, name: str, indices: list[Form]) -> Form:
        length = self.letters.length(name, len(indices) - 1)
        if length is None:
            raise UnsupportedError(f"it is not known how many entries {name} has")
        index = self.space.temporary_index(length)
        score = self.letters.entry(name, *indices[:-1], self.space.power(index))
        above = exp(self.letters.entry(name, *indices))
        return divided(above, summed(exp(score), index))

    def _call(self, node: Call, bound: Bound) -> Form:
        name = node.function
        if name == "norm":
            return self._norm(node.arguments[0])
        function = FUNCTIONS.get(name)
        if function is not None:
            return function(*(self._form(argument, bound) for argument in node.arguments))
        written = by_others(node)
        if written is not None:
            return self._form(written, bound)
        raise UnsupportedError(f"{name} has no number as its value here")

    def _norm(self, node: Node) -> Form:
        """The Euclidean norm of an indexed symbol."""
        if not isinstance(node, Name):
            raise UnsupportedError("only a list has a norm")
        length = self.letters.length(node.name, 0)
        if length is None or self.letters.length(node.name, 1) is not None:
            raise UnsupportedError("only a list has a norm")
        index = self.space.temporary_index(length)
        entry = self.letters.entry(node.name, self.space.power(index))
        return power(summed(entry * entry, index), self.space.number(_HALF))

    def _series(self, node: Series, bound: Bound) -> Form:
        """The index is shifted so that it runs from 1."""
        lower, upper = self._form(node.lower, bound), self._form(node.upper, bound)
        index = self.space.temporary_index(upper - lower + 1)
        place = self.space.power(index) + lower - 1
        try:
            body = self._form(node.body, {**bound, node.index: place})
        except UndefinedError as error:
            # An empty sum is defined whatever its terms are.
            raise UnsupportedError("the terms are undefined") from error
        return summed(body, index) if node.kind == "sum" else multiplied(body, index)

    def _piecewise(self, node: Piecewise, bound: Bound) -> Form:
        holds = self._truth(node.condition, bound)
        if holds.constant is not None:
            return self._form(node.value if holds.constant else node.otherwise, bound)
        try:
            chosen, other = self._form(node.value, bound), self._form(node.otherwise, bound)
        except UndefinedError as error:
            raise UnsupportedError("one branch is undefined") from error
        return other + (chosen - other) * holds

    def _truth(self, condition: Node, bound: Bound) -> Form:
        """1 where a condition holds, else 0."""
        if isinstance(condition, Logical):
            parts = [self._truth(part, bound) for part in condition.parts]
            if condition.operator == "and":
                return reduce(lambda a, b: a * b, parts)
            return 1 - reduce(lambda a, b: a * b, [1 - part for part in parts])
        if not isinstance(condition, Relation):
            raise UnsupportedError("a condition is needed after 'if', such as z > 0")
        gap = self._form(condition.left, bound) - self._form(condition.right, bound)
        if condition.operator in ("=", "!=") and _is_of_indices(gap):
            same = delta(gap)
            return same if condition.operator == "=" else 1 - same
        if condition.operator in ("<", "<="):
            gap = -gap
        return truth(gap, self.space.number(_OPERATORS[condition.operator]))


_CASES: dict[type[Node], Callable[..., Form]] = {
    Number: Building._number,
    Constant: Building._constant,
    Name: Building._name,
    Entry: Building._entry,
    Negate: Building._negated,
    Add: Building._sum,
    Multiply: Building._product,
    Divide: Building._quotient,
    Power: Building._power,
    Call: Building._call,
    Series: Building._series,
    Piecewise: Building._piecewise,
}


def _is_of_indices(gap: Form) -> bool:
    """Whether a difference is one of whole numbers: indices, above all."""
    atoms = list(gap.atoms())
    return bool(atoms) and not gap.denominator and all(atom.is_whole for atom in atoms)


_OPERATORS = {"=": 0, "!=": 1, "<": 2, ">": 2, "<=": 3, ">=": 3}


@interpolated("truth")
def truth(gap: Form, operator: Form) -> Form:
    """1 where a gap is zero (0), not zero (1), positive (2), or not negative (3); else 0."""
    space, kind = gap.space, operator.whole
    reach = bounds(gap)
    if gap.is_zero or reach.is_positive or reach.is_negative:
        value = 0 if gap.is_zero else 1 if reach.is_positive else -1
        holds = {0: value == 0, 1: value != 0, 2: value > 0, 3: value >= 0}[kind or 0]
        return space.number(int(holds))
    if is_almost_never_zero(gap):
        return space.number(kind) if kind in (0, 1) else (1 + sign(gap)) * _HALF
    return _undecided(gap, kind or 0)


def _undecided(gap: Form, kind: int) -> Form:
    """A condition as something that is 0 or 1, the gap with its leading coefficient above zero."""
    space = gap.space
    value = gap.terms[leading(gap.terms)]
    gap = gap * ratio(1, value)
    negated = kind == 1 or (kind in (2, 3) and value < 0)
    plain_kind = 0 if kind == 1 else 5 - kind if negated else kind
    atom = space.atom("call", "truth", gap, space.number(plain_kind))
    atom.values = (0, 1)
    atom.is_whole = True
    return 1 - space.power(atom) if negated else space.power(atom)


def _opaque(name: str) -> Callable[[Form], Form]:
    """A function that is only known to give the same for the same."""

    @interpolated(name)
    def function(form: Form) -> Form:
        return form.space.power(form.space.atom("call", name, form))

    return function


def _sigmoid(x: Form) -> Form:
    return divided(exp(x), exp(x) + 1)


def _softplus(x: Form) -> Form:
    return log(exp(x) + 1)


def _logit(x: Form) -> Form:
    return log(divided(x, 1 - x))


def _based(base: int) -> Callable[[Form], Form]:
    return lambda x: divided(log(x), log(x.space.number(base)))


FUNCTIONS: dict[str, Callable[..., Form]] = {
    **TRIGONOMETRIC,
    "log": log,
    "log2": _based(2),
    "log10": _based(10),
    "exp": exp,
    "sqrt": lambda x: power(x, x.space.number(_HALF)),
    "abs": absolute,
    "sign": sign,
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "logit": _logit,
    "relu": lambda x: larger(x, x.space.number(0)),
    "gamma": gamma,
    "factorial": factorial,
    "binomial": binomial,
    "delta": lambda a, b: delta(a - b),
    "min": lambda *xs: reduce(smaller, xs),
    "max": lambda *xs: reduce(larger, xs),
    "floor": _opaque("floor"),
    "ceil": _opaque("ceil"),
}
