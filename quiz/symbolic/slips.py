"""The usual slips, tried on the key: an explanation is given only when it is verified.

None of the sentences gives the answer away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from quiz.symbolic.comparing import Comparison
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.scope import Scope
from quiz.symbolic.tree import (
    ONE,
    Add,
    Call,
    Divide,
    Multiply,
    Name,
    Negate,
    Node,
    Number,
    Series,
    map_children,
    substitute,
    walk,
)

Slip = tuple[Node, str]


def explain(key: Node, scope: Scope, compare: Callable[[Node], Comparison]) -> str | None:
    """A sentence for the slip that turns the key into what was typed; None if none does.

    `compare` compares what was typed with an expression.
    """
    for wrong, sentence in _slips(key, scope):
        try:
            if compare(wrong).outcome == "equal":
                return sentence
        except MathematicsError:
            continue
    return None


def _slips(key: Node, scope: Scope) -> Iterator[Slip]:
    yield Negate(key), "The sign of the whole is the wrong way round."
    yield Divide(ONE, key), "This is the reciprocal of what is asked."
    for name in scope.lengths(key):
        sentence = f"A factor of {name} is off: look at the mean and the sum."
        yield Multiply((Name(name), key)), sentence
        yield Divide(key, Name(name)), f"A factor of {name} is off: look at the mean and the sum."
    for factor in (2, Fraction(1, 2)):
        sentence = "A constant factor of 2 is off."
        yield Multiply((Number(Fraction(factor)), key)), sentence
        yield (
            Negate(Multiply((Number(Fraction(factor)), key))),
            ("A constant factor of 2 is off, and the sign is the wrong way round."),
        )
    yield from _other_logs(key)
    yield from _swaps(key, scope)
    yield from _dropped_complements(key)


def _other_logs(key: Node) -> Iterator[Slip]:
    if any(isinstance(node, Call) and node.function == "log" for node in walk(key)):
        for base in (2, 10):
            yield _relogged(key, base), f"This takes logs to the base {base}; here log is natural."


def _relogged(node: Node, base: int) -> Node:
    node = map_children(node, lambda child: _relogged(child, base))
    if isinstance(node, Call) and node.function == "log":
        return Call(f"log{base}", node.arguments)
    return node


def _swaps(key: Node, scope: Scope) -> Iterator[Slip]:
    names = scope.used(key)
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            if len(scope.declaration(one).index) == len(scope.declaration(other).index):
                swapped = substitute(key, {one: Name(other), other: Name(one)})
                yield swapped, f"{one} and {other} have changed places."


def _dropped_complements(key: Node) -> Iterator[Slip]:
    """One `1 - x` at a time replaced by `x`."""
    complements = [node for node in walk(key) if _complement(node) is not None]
    for target in complements[:6]:
        yield _without(key, target), "One of the 1 - … has lost its 1 - ."


def _complement(node: Node) -> Node | None:
    if isinstance(node, Add) and len(node.terms) == 2 and node.terms[0] == ONE:
        second = node.terms[1]
        return second.operand if isinstance(second, Negate) else None
    return None


def _without(node: Node, target: Node) -> Node:
    if node is target:
        inner = _complement(node)
        assert inner is not None
        return inner
    if isinstance(node, Series):
        return Series(node.kind, _without(node.body, target), node.index, node.lower, node.upper)
    return map_children(node, lambda child: _without(child, target))
