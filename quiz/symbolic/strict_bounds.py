"""What values an expression takes on its domains, at single points too: seen, not worked out."""

from __future__ import annotations

from quiz.symbolic.domains import Finite, Real, Simplex, Whole
from quiz.symbolic.proof.bounds import NONNEGATIVE, POSITIVE, Bounds, exactly
from quiz.symbolic.scope import Scope
from quiz.symbolic.tree import (
    Add,
    Call,
    Constant,
    Divide,
    Entry,
    Multiply,
    Name,
    Negate,
    Node,
    Number,
    Power,
    Series,
    names,
)

_UNBOUNDED = Bounds()
_PROPER = Bounds(0, 1)
_RANGES = {
    "exp": POSITIVE,
    "softplus": POSITIVE,
    "sigmoid": _PROPER,
    "abs": NONNEGATIVE,
    "sqrt": NONNEGATIVE,
    "cosh": Bounds(1, None, open_below=False),
}


def is_positive(node: Node, scope: Scope) -> bool:
    """Whether an expression is seen to be above zero wherever it is defined."""
    return strict_bounds(node, scope).is_positive


def is_nowhere_zero(node: Node, scope: Scope) -> bool:
    """Whether an expression is proved to be zero nowhere."""
    match node:
        case Multiply(factors):
            return all(is_nowhere_zero(factor, scope) for factor in factors)
        case Divide(upper, _) | Negate(upper):
            return is_nowhere_zero(upper, scope)
        case Power(base, _):
            return is_nowhere_zero(base, scope)
        case Call("abs", (inner,)):
            return is_nowhere_zero(inner, scope)
        case Name(name) | Entry(Name(name), _):
            domain = scope.domain(name)
            if isinstance(domain, Real) and domain.without_zero:
                return True
            if isinstance(domain, Finite):
                return 0 not in domain.values
    found = strict_bounds(node, scope)
    return found.is_positive or found.is_negative


def strict_bounds(node: Node, scope: Scope) -> Bounds:  # noqa: C901 - one case a node
    """An interval that holds every value; an open end is never reached."""
    match node:
        case Number(value):
            return exactly(value)
        case Constant("e" | "pi"):
            return POSITIVE
        case Name(name) | Entry(Name(name), _):
            return _of_symbol(name, scope)
        case Negate(operand):
            return -strict_bounds(operand, scope)
        case Add((first, *others)):
            total = strict_bounds(first, scope)
            for term in others:
                total = total + strict_bounds(term, scope)
            return total
        case Multiply((first, *others)):
            result = strict_bounds(first, scope)
            for factor in others:
                result = result * strict_bounds(factor, scope)
            return result
        case Divide(upper, lower):
            below = strict_bounds(lower, scope)
            positive = below.is_positive or below.is_negative
            return strict_bounds(upper, scope) * below.reciprocal() if positive else _UNBOUNDED
        case Power(base, exponent):
            return _of_power(base, exponent, scope)
        case Call("sqrt", (radicand,)) if strict_bounds(radicand, scope).is_positive:
            return POSITIVE
        case Call(function, _):
            return _RANGES.get(function, _UNBOUNDED)
        case Series("sum", body, _, Number(start), Name(name)) if start == 1:
            # A length is at least 1, so that there is a term.
            inner = strict_bounds(body, scope)
            is_length = scope.domain(name) == Whole(1)
            if inner.is_positive and is_length:
                return POSITIVE
            return NONNEGATIVE if inner.is_nonnegative else _UNBOUNDED
    return _UNBOUNDED


def _of_symbol(name: str, scope: Scope) -> Bounds:
    domain = scope.domain(name)
    match domain:
        case Real(lower, upper, closed_left, closed_right):
            return Bounds(lower, upper, open_below=not closed_left, open_above=not closed_right)
        case Whole(lower):
            return Bounds(lower, None, open_below=False)
        case Finite(values):
            return Bounds(min(values), max(values), open_below=False, open_above=False)
        case Simplex(corners):
            # A single entry is 1.
            return Bounds(0, 1, open_below=not corners, open_above=False)
    return _UNBOUNDED


def _of_power(base: Node, exponent: Node, scope: Scope) -> Bounds:
    inner = strict_bounds(base, scope)
    if inner.is_positive:
        return POSITIVE
    if isinstance(exponent, Number) and exponent.value.denominator == 1 and exponent.value > 0:
        if exponent.value.numerator % 2 == 0:
            nonzero = not names(base) <= frozenset() and is_nowhere_zero(base, scope)
            return POSITIVE if nonzero else NONNEGATIVE
        return NONNEGATIVE if inner.is_nonnegative else _UNBOUNDED
    return _UNBOUNDED
