"""Inequalities that hold everywhere on the domains, such as `-n/θ^2 < 0` after a second slope.

One that holds nowhere does not follow. One that is a condition, true here and false there, is not
judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, pairwise
from typing import Any

from quiz.symbolic import exact
from quiz.symbolic.derivations.equality import Equality
from quiz.symbolic.derivations.swaps import Swap
from quiz.symbolic.errors import MathematicsError, UndefinedError
from quiz.symbolic.outcomes import different
from quiz.symbolic.points import random_batches, simple_batches
from quiz.symbolic.relations import COMPARISONS, OPPOSITE
from quiz.symbolic.scope import Scope
from quiz.symbolic.strict_bounds import strict_bounds
from quiz.symbolic.tasks import Evidence
from quiz.symbolic.tree import Logical, Node, Relation, minus

CLOSE = 1e-9
POINTS_OF_A_BATCH = 24
FEWEST_POINTS = 12


def relations_of(node: Node) -> tuple[Relation, ...] | None:
    """The relations of `a = b < c`, each of which goes on from the one before; else None."""
    parts = node.parts if isinstance(node, Logical) and node.operator == "and" else (node,)
    found = tuple(part for part in parts if isinstance(part, Relation))
    joined = all(one.right is other.left for one, other in pairwise(found))
    return found if len(found) == len(parts) and joined else None


def continued(left: Node, sign: str, rights: tuple[Node, ...]) -> Node:
    """What `< b = c` says behind a left side."""
    assert sign in COMPARISONS
    relations = [Relation(sign, left, rights[0])]
    relations += [Relation("=", one, other) for one, other in pairwise(rights)]
    return relations[0] if len(relations) == 1 else Logical("and", tuple(relations))


def known_everywhere(
    relations: tuple[Relation, ...], equality: Equality, swaps: tuple[Swap, ...] = ()
) -> Evidence | None:
    """The weakest evidence that relations hold for all values of the symbols; None if one may not.

    `swaps` are wrong lines that are taken as given. Raises `MathematicsError` for what cannot be
    expanded.
    """
    found = []
    for relation in relations:
        if relation.operator == "=":
            compared = equality.compare(relation.left, relation.right, swaps)
            evidence = compared.evidence if compared.outcome == "equal" else None
        else:
            expanded = _expanded(relation, equality, swaps)
            evidence = holds_everywhere(expanded, equality.setting.scope())
        if evidence is None:
            return None
        found.append(evidence)
    return min(found, key=lambda each: each.kind == "proved", default=None)


def known_false(relations: tuple[Relation, ...], equality: Equality) -> Evidence | None:
    """A counterexample to an inequality that holds nowhere; None if each may hold somewhere."""
    scope = equality.setting.scope()
    for relation in relations:
        if relation.operator in ("=", "!="):
            continue
        expanded = _expanded(relation, equality, ())
        opposite = Relation(OPPOSITE[relation.operator], expanded.left, expanded.right)
        if holds_everywhere(opposite, scope) is None:
            continue
        for point in _points(expanded, scope):
            if _holds(expanded, point) is False:
                left, right = (
                    float(exact.evaluate(side, point)) for side in (expanded.left, expanded.right)
                )
                return different(point, left, right).evidence
    return None


def _expanded(relation: Relation, equality: Equality, swaps: tuple[Swap, ...]) -> Relation:
    left, right = (equality.expand(side, swaps) for side in (relation.left, relation.right))
    return Relation(relation.operator, left, right)


def holds_everywhere(relation: Relation, scope: Scope) -> Evidence | None:
    """How it is known that an expanded inequality is true on all of the domains; None if not."""
    if _is_proved(relation, scope):
        return Evidence("proved")
    points = 0
    for values in _points(relation, scope):
        held = _holds(relation, values)
        if held is False:
            return None
        points += held is True
    return Evidence("agrees", points) if points >= FEWEST_POINTS else None


def _is_proved(relation: Relation, scope: Scope) -> bool:
    found = strict_bounds(minus(relation.left, relation.right), scope)
    match relation.operator:
        case ">":
            return found.is_positive
        case "<":
            return found.is_negative
        case ">=":
            return found.is_nonnegative
        case "<=":
            return found.is_nonpositive
        case "!=":
            return found.is_positive or found.is_negative
    return False


def _points(relation: Relation, scope: Scope) -> Iterator[dict[str, Any]]:
    for batches in (simple_batches(scope, relation), random_batches(scope, relation)):
        for batch in batches:
            yield from islice(map(batch.point, range(batch.count)), POINTS_OF_A_BATCH)


def _holds(relation: Relation, values: dict[str, Any]) -> bool | None:
    """Whether it is true at a point; None where it is undefined or too near to tell."""
    try:
        left, right = (exact.evaluate(side, values) for side in (relation.left, relation.right))
    except UndefinedError:
        return None
    except MathematicsError:
        return False
    if isinstance(left, Fraction | int) and isinstance(right, Fraction | int):
        return bool(COMPARISONS[relation.operator](left, right))
    one, other = float(left), float(right)
    if abs(one - other) <= CLOSE * max(1.0, abs(one), abs(other)):
        return None if relation.operator in ("<=", ">=") else False
    return bool(COMPARISONS[relation.operator](one, other))
