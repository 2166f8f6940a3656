"""What is plainly positive on the domains of its symbols: seen at once, never by working out."""

from __future__ import annotations

from quiz.symbolic.domains import Domain, Finite, Real, Simplex, Whole
from quiz.symbolic.scope import Scope
from quiz.symbolic.tree import (
    ONE,
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
)


def is_plainly_positive(node: Node, scope: Scope) -> bool:
    """Whether the expression is seen to be above zero wherever it is defined."""
    match node:
        case Number(value):
            return value > 0
        case Name(name) | Entry(Name(name)):
            return _is_positive_domain(scope.domain(name))
        case Constant(name):
            return name in ("e", "pi")
        case Call(function, (argument, *_)):
            always = function in ("exp", "sigmoid", "softplus", "cosh")
            return always or (function == "sqrt" and is_plainly_positive(argument, scope))
        case Add((first, Negate(less))) if first == ONE:
            return _is_below_one(less, scope)
        case Add(parts) | Multiply(parts):
            return all(is_plainly_positive(part, scope) for part in parts)
        case Divide(above, below):
            return is_plainly_positive(above, scope) and is_plainly_positive(below, scope)
        case Power(base):
            return is_plainly_positive(base, scope)
    return False


def _is_below_one(node: Node, scope: Scope) -> bool:
    match node:
        case Name(name) | Entry(Name(name)):
            domain = scope.domain(name)
            if not isinstance(domain, Real) or domain.upper is None:
                return False
            return domain.upper <= 1 and not (domain.upper == 1 and domain.closed_right)
        case Call("sigmoid"):
            return True
    return False


def _is_positive_domain(domain: Domain) -> bool:
    match domain:
        case Real(lower, _, closed_left):
            return lower is not None and (lower > 0 or (lower == 0 and not closed_left))
        case Whole(lower):
            return lower is not None and lower > 0
        case Finite(values):
            return values[0] > 0
        case Simplex(corners):
            return not corners
    return False
