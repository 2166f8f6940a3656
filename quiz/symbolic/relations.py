"""Relations and their signs: chains of equalities, alternatives, several conditions at once."""

from __future__ import annotations

import operator
from collections.abc import Callable
from itertools import pairwise, product
from typing import Any

from quiz.symbolic.errors import TooLargeError, UnsupportedError
from quiz.symbolic.tree import Call, Logical, Negate, Node, Relation, Sign, map_children, walk

MOST_ALTERNATIVES = 32

COMPARISONS: dict[Sign, Callable[[Any, Any], Any]] = {
    **{"=": operator.eq, "<": operator.lt, "<=": operator.le},
    **{"!=": operator.ne, ">": operator.gt, ">=": operator.ge},
}
"""How values are compared by each sign: numbers, or arrays of them."""

OPPOSITE: dict[Sign, Sign] = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
"""The sign of what holds where a relation does not."""

TURNED: dict[Sign, Sign] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""The sign of a relation with its sides exchanged."""


def chain_of(node: Node) -> tuple[Node, ...] | None:
    """The sides of `a = b = c`; None if the node is not a chain of plain equalities."""
    if has_either_sign(node):
        return None
    if isinstance(node, Relation):
        return (node.left, node.right) if node.operator == "=" else None
    if not isinstance(node, Logical) or node.operator != "and":
        return None
    parts = [part for part in node.parts if isinstance(part, Relation) and part.operator == "="]
    if len(parts) != len(node.parts):
        return None
    if any(one.right is not other.left for one, other in pairwise(parts)):
        return None
    return (parts[0].left, *(part.right for part in parts))


def alternatives(node: Node) -> tuple[tuple[Relation, ...], ...]:
    """A condition as alternatives, each several equations at once; `±` makes two of one.

    Raises `UnsupportedError` for an inequality.
    """
    found = tuple(tuple(parts) for parts in _alternatives(node))
    if len(found) > MOST_ALTERNATIVES:
        raise TooLargeError(f"more than {MOST_ALTERNATIVES} alternatives are not handled")
    return found


def _alternatives(node: Node) -> list[list[Relation]]:
    match node:
        case Logical("or", parts):
            return [found for part in parts for found in _alternatives(part)]
        case Logical("and", parts):
            # Each part may have alternatives of its own: every combination of them.
            choices = [_alternatives(part) for part in parts]
            size = 1
            for choice in choices:
                size *= len(choice)
            if size > MOST_ALTERNATIVES:
                raise TooLargeError(f"more than {MOST_ALTERNATIVES} alternatives are not handled")
            return [[one for chosen in row for one in chosen] for row in product(*choices)]
        case Relation("=", left, right) if has_either_sign(node):
            signed = (
                _with_sign(Relation("=", left, right), negative) for negative in (False, True)
            )
            return [[relation] for relation in signed if isinstance(relation, Relation)]
        case Relation("="):
            return [[node]]
        case Relation():
            raise UnsupportedError("a condition with an inequality is not handled")
    raise UnsupportedError("an equation is needed here")


def has_either_sign(node: Node) -> bool:
    """Whether `±` occurs."""
    return any(isinstance(piece, Call) and piece.function == "plusminus" for piece in walk(node))


def _with_sign(node: Node, negative: bool) -> Node:
    if isinstance(node, Call) and node.function == "plusminus":
        inner = _with_sign(node.arguments[0], negative)
        return Negate(inner) if negative else inner
    return map_children(node, lambda child: _with_sign(child, negative))


def has_inequality(node: Node) -> bool:
    """Whether a statement says anything but equalities."""
    if isinstance(node, Logical):
        return any(has_inequality(part) for part in node.parts)
    return isinstance(node, Relation) and node.operator != "="
