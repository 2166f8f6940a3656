"""The syntax tree of an expression, as it was typed.

Every consumer (evaluation, differentiation, printing, SymPy) reads this tree. Nodes are
immutable and compare by value. Nothing here simplifies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from operator import attrgetter, is_
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Node:
    """One piece of an expression."""


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A number, exact: `0.5` is one half. `text` keeps the decimal as typed, for echoing."""

    value: Fraction
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """`e`, `pi` or `inf`."""

    name: Literal["e", "pi", "inf"]


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A symbol, a given, an index letter or a name that the learner defined."""

    name: str


@dataclass(frozen=True, slots=True)
class Entry(Node):
    """An entry of something indexed: `y_i`, `p_{i,k}`, `softmax(z)_k`."""

    base: Node
    indices: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function of its arguments, by its canonical name: `log`, `sigmoid`, `max`, `abs`.

    `log` is natural, `log10` and `log2` are functions of their own. `factorial(n)` is `n!`,
    `delta(i, j)` is Kronecker's, `transpose(X)` is X^T, `norm(w)` is the Euclidean norm,
    `norm1(w)` the sum of absolute values, `dot(w, x)` what a dot between vectors stands for.
    The square root is `sqrt`. A given that is written with arguments (`s(z)`) is a call too.
    """

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Negate(Node):
    """Minus an operand."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Add(Node):
    """Terms added in the order typed; a subtracted term is a `Negate`."""

    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Multiply(Node):
    """Factors multiplied in the order typed."""

    factors: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Divide(Node):
    """A quotient."""

    numerator: Node
    denominator: Node


@dataclass(frozen=True, slots=True)
class Power(Node):
    """A base to an exponent."""

    base: Node
    exponent: Node


@dataclass(frozen=True, slots=True)
class Series(Node):
    """A sum or a product of `body` while `index` runs from `lower` to `upper`, both included."""

    kind: Literal["sum", "prod"]
    body: Node
    index: str
    lower: Node
    upper: Node


@dataclass(frozen=True, slots=True)
class Derivative(Node):
    """The derivative of `body` with respect to a `Name` or an `Entry`, taken `order` times."""

    body: Node
    variable: Name | Entry
    order: int = 1


@dataclass(frozen=True, slots=True)
class Piecewise(Node):
    """`value if condition else otherwise`; further branches nest in `otherwise`."""

    value: Node
    condition: Node
    otherwise: Node


Sign = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Relation(Node):
    """`left = right` or an inequality."""

    operator: Sign
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Logical(Node):
    """Several conditions at once (`and`), or alternatives (`or`)."""

    operator: Literal["and", "or"]
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Vector(Node):
    """`[a, b]`; a matrix is a vector of its rows."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class SetOf(Node):
    """`{a, b}`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Interval(Node):
    """`(a, b]` and its like."""

    lower: Node
    upper: Node
    closed_left: bool
    closed_right: bool


ZERO = Number(Fraction(0))
ONE = Number(Fraction(1))
TWO = Number(Fraction(2))
HOLE = Name("□")
"""Stands where something is still to be typed."""


_ONE_BELOW = ("Node", "Name | Entry")
_SEVERAL_BELOW = "tuple[Node, ...]"
_FIELDS_BELOW = {
    kind: tuple(field.name for field in fields(kind) if field.type in (*_ONE_BELOW, _SEVERAL_BELOW))
    for kind in Node.__subclasses__()
}
"""The fields of each kind of node that hold nodes."""


def _reader_of_children(kind: type[Node]) -> Callable[[Any], tuple[Node, ...]]:
    """What takes the nodes out of those fields: trees are walked often, so it is made once."""
    below = _FIELDS_BELOW[kind]
    if not below:
        return lambda _: ()
    read: Callable[[Any], Any] = attrgetter(*below)
    if any(field.type == _SEVERAL_BELOW for field in fields(kind)):
        return read if len(below) == 1 else lambda node: (read(node)[0], *read(node)[1])
    return read if len(below) > 1 else lambda node: (read(node),)


_CHILDREN = {kind: _reader_of_children(kind) for kind in _FIELDS_BELOW}


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, in reading order."""
    return _CHILDREN[type(node)](node)


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, parents before children."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children(node)))


def ingredients(node: Node) -> set[type[Node] | str]:
    """The kinds of nodes that an expression is made of, and its functions by name."""
    found: set[type[Node] | str] = set()
    waiting: list[Node] = [node]
    while waiting:
        node = waiting.pop()
        kind = type(node)
        found.add(kind)
        if kind is Call:
            found.add(node.function)  # type: ignore[attr-defined]
        waiting += _CHILDREN[kind](node)
    return found


def map_children(node: Node, change: Callable[[Node], Node]) -> Node:
    """The same kind of node with `change` applied to each direct child."""
    changed: dict[str, Any] = {}
    same = True
    for name in _FIELDS_BELOW[type(node)]:
        old = getattr(node, name)
        if isinstance(old, tuple):
            changed[name] = tuple([change(item) for item in old])
            same = same and all(map(is_, changed[name], old))
        else:
            changed[name] = change(old)
            same = same and changed[name] is old
    return node if same else replace(node, **changed)


def minus(left: Node, right: Node) -> Node:
    """The difference of two expressions."""
    return Add((left, Negate(right)))


def leaves(node: Node) -> int:
    """How many names and numbers the expression is made of."""
    below = [leaves(child) for child in children(node)]
    return sum(below) if below else 1


def names(node: Node) -> frozenset[str]:
    """Every name that occurs free: not the index of a sum or product inside it."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Name):
            found.add(node.name)
        elif isinstance(node, Series):
            found |= names(node.body) - {node.index}
            waiting += (node.lower, node.upper)
        else:
            waiting += children(node)
    return frozenset(found)


def replaced(node: Node, target: Node, by: Node) -> Node:
    """The expression with one of its pieces, itself and not its like, replaced."""
    if node is target:
        return by
    if isinstance(node, Series):
        body = replaced(node.body, target, by)
        return Series(node.kind, body, node.index, node.lower, node.upper)
    return map_children(node, lambda child: replaced(child, target, by))


def substitute(node: Node, values: dict[str, Node]) -> Node:
    """Each free name in `values` replaced; an index letter hides an outer name of its spelling.

    A bound index that would capture a name from a replacement is renamed first.
    """
    if not values:
        return node
    if isinstance(node, Name):
        return values.get(node.name, node)
    if isinstance(node, Series):
        return _substitute_under_index(node, values)
    return map_children(node, lambda child: substitute(child, values))


def _substitute_under_index(node: Series, values: dict[str, Node]) -> Series:
    inner = {name: value for name, value in values.items() if name != node.index}
    used = names(node.body) - {node.index}
    arriving = frozenset().union(*(names(inner[name]) for name in used & inner.keys()))
    index, body = node.index, node.body
    if index in arriving:
        index = fresh_index(index, arriving | names(body))
        body = substitute(body, {node.index: Name(index)})
    return Series(
        node.kind,
        substitute(body, inner),
        index,
        substitute(node.lower, values),
        substitute(node.upper, values),
    )


def fresh_index(wanted: str, taken: frozenset[str]) -> str:
    """An index letter not among `taken`, near the one that was wanted."""
    for letter in "ijklmrstuvabcdefgh":
        if letter not in taken:
            return letter
    number = 1
    while f"{wanted}{number}" in taken:
        number += 1
    return f"{wanted}{number}"
