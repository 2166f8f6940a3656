"""Proving that two equations have the same solutions: the same but for a factor that is never 0.

Logs and exponentials that stand alone on a side are undone first, alternatives are multiplied,
and denominators that are nowhere zero on the domains are multiplied away.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, product
from typing import Any

from quiz.symbolic import exact
from quiz.symbolic.comparing import compare
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.points import simple_batches
from quiz.symbolic.relations import alternatives
from quiz.symbolic.scope import Scope
from quiz.symbolic.strict_bounds import is_nowhere_zero
from quiz.symbolic.tree import (
    ONE,
    ZERO,
    Add,
    Call,
    Constant,
    Divide,
    Multiply,
    Name,
    Negate,
    Node,
    Number,
    Power,
    Relation,
    Series,
    children,
    minus,
    names,
    walk,
)

MOST_SPELLINGS = 3
MOST_FACTORS = 8
MOST_EXPONENTIALS = 3
MOST_POINTS = 16


def is_equivalent(first: Node, second: Node, scope: Scope) -> bool:
    """Whether it is proved that two expanded conditions hold at the same points of the domains."""
    try:
        pairs = product(_spellings(first, scope), _spellings(second, scope))
        return any(_differ_by_a_factor(one, other, scope) for one, other in pairs)
    except MathematicsError:
        return False


def _spellings(condition: Node, scope: Scope) -> tuple[Node, ...]:
    """Expressions that are zero just where the condition holds, none of them with a denominator."""
    found: list[list[Node]] = []
    for parts in alternatives(condition):
        if len(parts) != 1:
            return ()
        found.append(list(islice(_zeros(parts[0], scope), MOST_SPELLINGS)))
    if not all(found):
        return ()
    longest = max(map(len, found))
    return tuple(_product([each[min(n, len(each) - 1)] for each in found]) for n in range(longest))


def _zeros(equation: Relation, scope: Scope) -> Iterator[Node]:
    for left, right in _undone(equation.left, equation.right):
        cleared = _without_denominators(_difference(left, right), scope)
        if cleared is not None:
            yield cleared


def _undone(left: Node, right: Node) -> Iterator[tuple[Node, Node]]:
    """The equation, and with a log or an exponential on one side undone."""
    yield left, right
    for side, other in ((left, right), (right, left)):
        match side:
            case Call("log", (inner,)):
                yield inner, Call("exp", (other,))
            case Call("exp", (inner,)) | Power(Constant("e"), inner):
                yield inner, Call("log", (other,))
            case Negate(Call("log", (inner,))):
                yield inner, Call("exp", (Negate(other),))


def _difference(left: Node, right: Node) -> Node:
    """What is zero where the sides are equal; of a power, what is raised."""
    if right == ZERO or left == ZERO:
        return _root(left if right == ZERO else right)
    return minus(left, right)


def _root(node: Node) -> Node:
    match node:
        case Power(base, Number(exponent)) if exponent > 0 and exponent.denominator == 1:
            return _root(base)
        case Multiply(factors):
            kept = [_root(factor) for factor in factors if not _is_number(factor)]
            return _product(list(dict.fromkeys(kept))) if kept else node
        case Negate(operand):
            return _root(operand)
    return node


def _is_number(node: Node) -> bool:
    return isinstance(node, Number) and node.value != 0


def _without_denominators(node: Node, scope: Scope) -> Node | None:
    """The node times its denominators; None where one of them may be zero."""
    powers: dict[Node, int] = {}
    for base, power in _denominators(node):
        powers[base] = max(power, powers.get(base, 0))
    if not all(is_nowhere_zero(base, scope) for base in powers):
        return None
    factors = [
        base if power == 1 else Power(base, Number(Fraction(power)))
        for base, power in powers.items()
        if power and not _is_number(base)
    ]
    return _product([*factors, node]) if len(factors) <= MOST_FACTORS else None


def _denominators(node: Node) -> Iterator[tuple[Node, int]]:  # noqa: C901 - one case a node
    """What is divided by anywhere outside functions and sums, with its power."""
    match node:
        case Divide(upper, lower):
            yield from _denominators(upper)
            for factor in lower.factors if isinstance(lower, Multiply) else (lower,):
                yield from _as_power(factor)
                yield from _denominators(factor)
        case Power(base, Negate(Number(value))) if value.denominator == 1:
            yield base, int(value)
        case Power(base, Number(value)) if value.denominator == 1 and value < 0:
            yield base, -int(value)
        case Add() | Multiply() | Negate():
            for child in children(node):
                yield from _denominators(child)
        case Series(_, body, index):
            for base, power in _denominators(body):
                if index in names(base):
                    # It cannot be taken out of the sum, and must be nowhere zero in it.
                    yield base, 0
                else:
                    yield base, power
        case Call("sigmoid", (inner,)):
            yield Add((ONE, Call("exp", (Negate(inner),)))), 1


def _as_power(node: Node) -> Iterator[tuple[Node, int]]:
    match node:
        case Power(base, Number(value)) if value.denominator == 1 and value > 0:
            yield base, int(value)
        case _:
            yield node, 1


def _product(factors: list[Node]) -> Node:
    return factors[0] if len(factors) == 1 else Multiply(tuple(factors))


def _differ_by_a_factor(one: Node, other: Node, scope: Scope) -> bool:
    number = _ratio(one, other, scope)
    exponentials = [
        piece
        for piece in dict.fromkeys((*walk(one), *walk(other)))
        if isinstance(piece, Call) and piece.function == "exp" and not _binds(one, other, piece)
    ][:MOST_EXPONENTIALS]
    tried: list[Node] = [] if number is None else [Number(number)]
    tried += [
        factor
        for name in scope.lengths(one, other)
        for sign in (ONE, Negate(ONE))
        for factor in (Multiply((sign, Name(name))), Divide(sign, Name(name)))
    ]
    tried += [
        factor
        for exponential in exponentials
        for sign in (ONE, Negate(ONE))
        for factor in (Multiply((sign, exponential)), Divide(sign, exponential))
    ]
    return any(_is_proved(one, Multiply((factor, other)), scope) for factor in tried)


def _binds(one: Node, other: Node, piece: Node) -> bool:
    """Whether a piece holds an index that only a sum around it gives a meaning."""
    return not names(piece) <= names(one) | names(other)


def _is_proved(left: Node, right: Node, scope: Scope) -> bool:
    if compare(left, right, scope, prove=False, quick=True).outcome != "equal":
        return False
    evidence = compare(left, right, scope).evidence
    return evidence is not None and evidence.kind == "proved"


def _ratio(one: Node, other: Node, scope: Scope) -> Fraction | None:
    """The ratio of two expressions at a point where it can be seen; None if at none."""
    for batch in simple_batches(scope, one, other):
        for number in range(min(batch.count, MOST_POINTS)):
            point = batch.point(number)
            found = _quotient(one, other, point)
            if found is not None:
                return found
    return None


def _quotient(one: Node, other: Node, point: dict[str, Any]) -> Fraction | None:
    try:
        upper, lower = exact.evaluate(one, point), exact.evaluate(other, point)
    except MathematicsError:
        return None
    if not upper or not lower:
        return None
    near = Fraction(upper / lower).limit_denominator(1000)
    return near if near and abs(float(near) - float(upper / lower)) < 1e-9 * abs(near) else None
