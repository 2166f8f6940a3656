"""Whether two expressions are equal on their domains, and how that is known.

By the cheapest sound means first: the same tree; floats at many points, where a clear gap that
more digits confirm is a counterexample; a proof in a few steps; where that leaves something open,
more digits at the points that floats leave open, and at special ones; a long proof; without one,
more digits where floats agree too. Random points propose, exact arithmetic with as many digits as
it takes decides.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable

from quiz.symbolic.alike import alike
from quiz.symbolic.arrays import has_arrays, may_have_arrays, paired_entries
from quiz.symbolic.calculus import without_derivatives
from quiz.symbolic.outcomes import FEW_STEPS, MOST_STEPS, Comparison, Proof
from quiz.symbolic.probing import Probe
from quiz.symbolic.scope import Scope
from quiz.symbolic.special_points import difference_at_special_points, takes_slope_of_kink
from quiz.symbolic.tasks import Evidence
from quiz.symbolic.tree import Derivative, Node, ingredients

SHAPE = "The number of rows or entries is not right."


def compare(
    left: Node,
    right: Node,
    scope: Scope,
    *,
    prove: bool = True,
    quick: bool = False,
    found: Callable[[Comparison], None] | None = None,
) -> Comparison:
    """Compare two expressions over the domains of their symbols.

    `quick` wants the outcome alone: neither a proof nor a counterexample to show. `found` is
    told the verdict that floats reached before a proof is tried. Raises `UnsupportedError` for
    what cannot be evaluated at all.
    """
    inside = ingredients(left) | ingredients(right)
    # Before the order of factors is forgotten: matrices do not commute.
    if may_have_arrays(inside, scope) and (has_arrays(left, scope) or has_arrays(right, scope)):
        return _compare_entries(left, right, scope, prove=prove, quick=quick)
    if alike(left, right):
        return Comparison("equal", Evidence("proved"))
    every_point = scope.every_point
    if Derivative in inside:
        every_point &= not (takes_slope_of_kink(left) or takes_slope_of_kink(right))
        left, right = without_derivatives(left), without_derivatives(right)
    probe = Probe(left, right, scope, quick=quick)
    probed = probe.settle()
    if probed.outcome != "equal":
        return probed
    return _looked_into(probe, every_point, found, proves=prove and not quick)


def _looked_into(
    probe: Probe,
    every_point: bool,
    found: Callable[[Comparison], None] | None,
    *,
    proves: bool,
) -> Comparison:
    """What is known of two expressions that floats see to agree, beyond that."""
    left, right, scope = probe.left, probe.right, probe.scope

    def special(proof: Proof) -> Comparison | None:
        return difference_at_special_points(
            left, right, scope, probe.starts(), proof, single=every_point
        )

    proof = _prove(left, right, scope, FEW_STEPS) if proves else Proof.NONE
    apart = probe.look_closer(proof) or special(proof)
    if apart is None and proof is Proof.TOO_LONG:
        if found is not None:
            found(probe.agreement())
        proof = _prove(left, right, scope, MOST_STEPS)
        apart = None if proof.is_found else special(Proof.NONE)
    if apart is not None:
        return apart
    if proof.is_found:
        return Comparison("equal", Evidence("proved", probe.agreed))
    return probe.difference_hidden_from_floats() or probe.agreement()


def _prove(left: Node, right: Node, scope: Scope, steps: int) -> Proof:
    from quiz.symbolic.proof import prove_equal

    try:
        return prove_equal(left, right, scope.symbols, steps)
    except (MemoryError, RecursionError):
        return Proof.NONE
    except Exception as error:  # noqa: BLE001 - what probing found stands without a proof
        warnings.warn(f"a bug ended a proof: {error!r}", RuntimeWarning, stacklevel=2)
        return Proof.NONE


def _compare_entries(
    left: Node, right: Node, scope: Scope, *, prove: bool, quick: bool
) -> Comparison:
    """Compare two vectors or matrices, or numbers made from them."""
    pairs = paired_entries(left, right, scope)
    if pairs is None:
        return Comparison("different", message=SHAPE)
    return joined(
        [compare(one, other, inner, prove=prove, quick=quick) for one, other, inner in pairs]
    )


def joined(results: list[Comparison]) -> Comparison:
    """Different if one part is; undecided if one part is; else the weakest evidence."""
    for outcome in ("different", "undecided"):
        for result in results:
            if result.outcome == outcome:
                return result
    weakest = [each for each in results if each.evidence and each.evidence.kind == "agrees"]
    return (weakest or results)[0]
