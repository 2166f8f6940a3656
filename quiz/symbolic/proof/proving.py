"""The proof of an equality, case by case where symbols have few values."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from quiz.symbolic.domains import Finite, Real, parse_domain
from quiz.symbolic.errors import MathematicsError, TooLargeError, UndefinedError
from quiz.symbolic.outcomes import MOST_STEPS, Proof
from quiz.symbolic.proof.building import Building
from quiz.symbolic.proof.forms import Form, Space
from quiz.symbolic.proof.letters import Letters
from quiz.symbolic.proof.vanishing import vanishes
from quiz.symbolic.scope import Scope
from quiz.symbolic.tasks import Declaration, Symbols
from quiz.symbolic.tree import (
    Add,
    Call,
    Divide,
    Multiply,
    Name,
    Negate,
    Node,
    Number,
    Piecewise,
    Power,
    Series,
    children,
    names,
    substitute,
)

MOST_CASES = 32


def prove_equal(left: Node, right: Node, symbols: Symbols, steps: int = MOST_STEPS) -> Proof:
    """Where the two are proved equal on the domains, wherever both are defined.

    Derivatives and givens have been carried out and replaced before.
    """
    try:
        return _proof(left, right, symbols, steps)
    except TooLargeError:
        return Proof.TOO_LONG
    except (MathematicsError, ArithmeticError, RecursionError):
        return Proof.NONE


def _proof(left: Node, right: Node, symbols: Symbols, steps: int) -> Proof:
    lengths = Scope(symbols).lengths(left, right)
    positive = frozenset(_logged(left, symbols)) & frozenset(_logged(right, symbols))
    positive -= frozenset(lengths)
    proof = Proof.NONE
    for values in _cases(left, right, symbols):
        space = Space(steps)
        letters = Letters(space, symbols, lengths, positive)
        first, second = (_side(substitute(node, values), letters) for node in (left, right))
        if first is None and second is None:
            continue
        if first is None or second is None or not vanishes(first - second):
            return Proof.NONE if space.steps >= 0 else Proof.TOO_LONG
        if space.leaves_points_out or proof is Proof.NONE:
            proof = Proof.NEARLY_EVERYWHERE if space.leaves_points_out else Proof.EVERYWHERE
        steps = space.steps
    return proof


def _side(node: Node, letters: Letters) -> Form | None:
    """The normal form of one side; None where it is undefined."""
    try:
        return Building(letters).form(node)
    except UndefinedError:
        return None


def _cases(left: Node, right: Node, symbols: Symbols) -> Iterator[dict[str, Node]]:
    """Every combination of values of the symbols with few values, if there are not too many."""
    finite: dict[str, list[Node]] = {}
    total = 1
    domains = {
        name: domain
        for name, declaration in symbols.items()
        if isinstance(domain := parse_domain(declaration.domain), Finite) and not declaration.index
    }
    occurring = names(left) | names(right) if domains else frozenset()
    for name in sorted(occurring & domains.keys()):
        values = domains[name].values
        if total * len(values) <= MOST_CASES:
            finite[name] = [Number(value) for value in values]
            total *= len(values)
    for case in itertools.product(*finite.values()):
        yield dict(zip(finite, case, strict=True))


def _logged(node: Node, symbols: Symbols) -> Iterator[str]:
    """Names that must be positive for the expression to be defined: those under a log or a root."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Piecewise | Series):
            continue
        match node:
            case Call("log" | "log2" | "log10" | "sqrt", (Name(name),)):
                yield name
            case Power(Name(name), exponent) if _is_no_whole_number(exponent, symbols):
                yield name
        waiting += children(node)


def _is_no_whole_number(exponent: Node, symbols: Symbols) -> bool:
    """Whether an exponent is a fraction, or varies over an interval."""
    match exponent:
        case Number(value):
            return value.denominator != 1
        case Divide(Number(above), Number(below)):
            return below != 0 and (above / below).denominator != 1
        case Name(name):
            declaration = symbols.get(name, Declaration())
            return isinstance(parse_domain(declaration.domain), Real)
        case Negate(operand):
            return _is_no_whole_number(operand, symbols)
        case Multiply((Number(value), Name() as factor)):
            return value != 0 and _is_no_whole_number(factor, symbols)
        case Add((Name() as term, Number())) | Add((Number(), Name() as term)):
            return _is_no_whole_number(term, symbols)
    return False
