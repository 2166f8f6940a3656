"""Whether two expressions are equal on their domains, and how that is known.

By the cheapest sound means first: the same tree; floats at many points, where a clear gap that
more digits confirm is a counterexample; a proof in a few steps; where that leaves something open,
more digits at the points that floats leave open, and at special ones; a long proof; without one,
more digits where floats agree too. Random points propose, exact arithmetic with as many digits as
it takes decides.
"""

from __future__ import annotations

import itertools
import math
import warnings
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from quiz.symbolic import many_digits, precise, principal_values
from quiz.symbolic.alike import alike
from quiz.symbolic.arrays import has_arrays, may_have_arrays, paired_entries
from quiz.symbolic.calculus import without_derivatives
from quiz.symbolic.comparison import (
    FEW_STEPS,
    MOST_STEPS,
    UNDECIDED,
    Comparison,
    Proof,
    different,
)
from quiz.symbolic.errors import MathematicsError, TooLargeError
from quiz.symbolic.points import Batch, exact_value, random_batches, simple_batches
from quiz.symbolic.precise import Relation
from quiz.symbolic.scope import Scope
from quiz.symbolic.special_points import (
    Point,
    difference_at_special_points,
    takes_slope_of_kink,
)
from quiz.symbolic.tasks import Evidence
from quiz.symbolic.tree import Add, Derivative, Multiply, Node, Number, ingredients, map_children
from quiz.symbolic.vectorised import SAME, Array, relative_gap, values_at

CLEAR_GAP = 1e-7
"""A relative gap above which two floats are taken to differ, until more digits say otherwise."""

SURE = 1e-6
"""How nearly floats and a few more digits must agree on two values that differ."""

NEAR = 1e-9
"""How near two floats are that may differ only by what cancelled before."""

FEW = 2
"""Up to as many points with a clear gap, only more digits tell."""

MOST_SILENT = 2
"""How many points that floats leave undefined on both sides are looked at with more digits."""

MOST_DOUBTFUL = 12
MOST_FAINT = 3
"""How many doubtful points of a batch are looked at with more digits; how many whose gap is faint,
and how many that overflow."""

SIMPLE = 16
"""How many points with small numbers go with random ones, to show a difference at."""


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
    proves = prove and not quick
    proof = _prove(left, right, scope, FEW_STEPS) if proves else Proof.NONE
    apart = probe.look_closer(proof)
    if apart is None and every_point:
        apart = difference_at_special_points(left, right, scope, probe.starts(), proof)
    if apart is not None:
        return apart
    if proof is Proof.TOO_LONG:
        if found is not None:
            found(probe.agreement())
        proof = _prove(left, right, scope, MOST_STEPS)
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


def arranged(node: Node) -> Node:
    """The tree with sums and products flattened and ordered, and decimals as plain numbers."""
    node = map_children(node, arranged)
    if isinstance(node, Number):
        return Number(node.value)
    if isinstance(node, Add):
        return Add(_ordered(Add, node.terms))
    if isinstance(node, Multiply):
        return Multiply(_ordered(Multiply, node.factors))
    return node


def _ordered(kind: type[Add | Multiply], parts: tuple[Node, ...]) -> tuple[Node, ...]:
    flat: list[Node] = []
    for part in parts:
        if isinstance(part, Add) and kind is Add:
            flat.extend(part.terms)
        elif isinstance(part, Multiply) and kind is Multiply:
            flat.extend(part.factors)
        else:
            flat.append(part)
    return tuple(sorted(flat, key=repr))


Seen = tuple[Batch, Array, Array]
"""Points, and both sides there."""

Place = tuple[Seen, int, bool]
"""One of the points, and whether it is generic: an undefined side says something there."""


class Probe:
    """Two derivative-free expressions looked at with numbers."""

    def __init__(self, left: Node, right: Node, scope: Scope, *, quick: bool = False) -> None:
        self.left, self.right, self.scope, self.quick = left, right, scope, quick
        self.held: list[Place] = []
        self.open: list[Place] = []
        self.agreed, self.unclear = 0, 0
        self.fixed = {name: exact_value(value) for name, value in scope.values.items()}

    def settle(self) -> Comparison:
        """Different with a counterexample, equal as far as floats tell, or undecided."""
        many_digits.effort.numbers = 0
        simple = 0 if self.quick else SIMPLE
        batches = random_batches(self.scope, self.left, self.right, simple=simple)
        for seen in self._evaluated(batches):
            found = self._judge_batch(seen)
            if found is not None:
                return found
        while self.open and not self.agreed:
            found = self._difference_at(self.open.pop(0))
            if found is not None:
                return found
        return self.agreement() if self.agreed else self._undefined_on_reals()

    def agreement(self) -> Comparison:
        """Equal, as far as the points tell that agreed."""
        return Comparison("equal", Evidence("agrees", self.agreed))

    def look_closer(self, proof: Proof) -> Comparison | None:
        """A difference at the points that floats left open, once it is known what is proved.

        After a proof only a point counts at which one side alone is undefined.
        """
        if not proof.is_found:
            found = self._settle_open()
            if found is not None:
                return found
            if self.unclear > self.agreed:
                return UNDECIDED
        for place in self.open:
            if self._may_end_at(place):
                found = self._difference_at(place)
                if found is not None:
                    return found
        return None

    def _may_end_at(self, place: Place) -> bool:
        """Whether one side alone seems undefined, with more digits too."""
        (batch, left, right), number, _ = place
        if math.isnan(left[number]) == math.isnan(right[number]):
            return False
        side = self.left if math.isnan(left[number]) else self.right
        return not precise.is_defined(side, {**batch.point(number), **self.fixed})

    def _settle_open(self) -> Comparison | None:
        """A difference at a point that floats left open."""
        while self.open:
            found = self._difference_at(self.open.pop(0))
            if found is not None:
                return found
        return None

    def _difference_at(self, place: Place) -> Comparison | None:
        """The difference that more digits see at a point; else it is counted."""
        seen, number, generic = place
        relation = self._relate(seen[0], number)
        if _tells_apart(relation, generic):
            return self._counterexample(seen, number, relation)
        self.agreed += relation == "equal"
        self.unclear += relation == "unclear"
        return None

    def _evaluated(self, batches: Iterator[Batch]) -> Iterator[Seen]:
        for batch in batches:
            try:
                yield batch, values_at(self.left, batch), values_at(self.right, batch)
            except TooLargeError:
                continue

    def _judge_batch(self, seen: Seen, *, generic: bool = True) -> Comparison | None:
        """A counterexample among the points of a batch; else those that agree are counted.

        Simple points only serve to show a difference. At points that are not `generic` (small
        whole numbers for reals) an undefined side proves nothing. Of the points that floats leave
        open the first is looked at with more digits, unless the sides are so near one another
        that digits may have been lost; if nothing is seen there, the others wait.
        """
        batch, left, right = seen
        gap = relative_gap(left, right)
        drawn = gap[batch.simple :]
        if (drawn <= SAME).all():
            self._all_agree(seen, range(batch.simple, batch.count), generic)
            return None
        if np.count_nonzero((drawn > CLEAR_GAP) & np.isfinite(drawn)) > FEW:
            clear = self._clear(seen) if self.quick else self._simple("different", seen)
            if clear is not None:
                return clear
        points = np.arange(batch.simple, batch.count)
        undefined = (np.isnan(left) & np.isnan(right))[points]
        agree = drawn <= SAME
        doubtful = _doubtful(points[~agree & ~undefined], left, right, gap)
        # Floats may leave both undefined where there is a value: log(1 - sigmoid(40)).
        silent = points[undefined][:MOST_SILENT].tolist()
        self._all_agree(seen, points[agree].tolist(), generic)
        waiting = [(seen, number, generic) for number in [*doubtful, *silent]]
        found = None
        if waiting and not self.open:
            first = waiting[0][1]
            if not abs(float(left[first]) - float(right[first])) < NEAR:
                found = self._difference_at(waiting.pop(0))
        self.open += waiting
        return found

    def _all_agree(self, seen: Seen, points: Sequence[int], generic: bool) -> None:
        """Count the points where floats agree, and keep a few."""
        few = points[: 1 if seen[0].lengths else 2]
        self.held += [(seen, point, generic) for point in few]
        self.agreed += len(points)

    def difference_hidden_from_floats(self) -> Comparison | None:
        """A difference at a few points where floats agree, looked at with more digits."""
        for place in self.held:
            found = self._difference_at(place)
            if found is not None:
                return found
        return None

    def _relate(self, batch: Batch, number: int) -> Relation:
        try:
            return precise.relate(self.left, self.right, {**batch.point(number), **self.fixed})
        except MathematicsError:
            return "unclear"

    def starts(self) -> Iterator[tuple[Point, Point]]:
        """Of each batch an exact point where both sides agree, after one with small numbers."""
        first_held = {id(seen[0]): (seen[0], number) for seen, number, _ in reversed(self.held)}
        for batch, number in reversed(first_held.values()):
            simple = number % batch.simple if batch.simple else number
            yield (
                {**batch.point(simple), **self.fixed},
                {**batch.point(number), **self.fixed},
            )

    def _undefined_on_reals(self) -> Comparison:
        """Where random reals leave both sides undefined: whole numbers, then complex values."""
        gaps, self.unclear = False, 0
        batches = random_batches(self.scope, self.left, self.right, whole=True)
        for seen in self._evaluated(batches):
            found = self._judge_batch(seen, generic=False) or self._settle_open()
            if found is not None:
                return found
            gaps |= bool(np.isnan(seen[1]).any())
        if self.unclear > self.agreed:
            return UNDECIDED
        if not gaps:
            return self.agreement() if self.agreed else UNDECIDED
        compared = principal_values.compare(self.left, self.right, self.scope, self.agreed)
        if compared.outcome == "equal" and compared.evidence:
            self.agreed = compared.evidence.points
        return compared

    def _counterexample(self, seen: Seen, number: int, relation: Relation) -> Comparison:
        """The difference found, shown at a point with small numbers if there is one."""
        if self.quick:
            return Comparison("different")
        return self._simple(relation, seen) or self._at(seen[0], number)

    def _simple(self, relation: Relation, seen: Seen) -> Comparison | None:
        """A counterexample with small numbers at which the two stand in this relation.

        The simple points of the batch at hand are looked at first.
        """
        others = simple_batches(self.scope, self.left, self.right)
        for batch, left, right in itertools.chain([seen], self._evaluated(others)):
            first = slice(batch.simple)
            for place in _clearest_first(left[first], right[first], relation):
                if relation == "different":
                    found = self._plain_difference(batch, place, left[place], right[place])
                    if found is not None:
                        return found
                if self._relate(batch, place) == relation:
                    return self._at(batch, place)
        return None

    def _clear(self, seen: Seen) -> Comparison | None:
        """Different, if at a point with a plain difference a few more digits say so too."""
        batch, left, right = seen
        for place in _clearest_first(left, right, "different"):
            if self._plain_difference(batch, place, left[place], right[place]) is not None:
                return Comparison("different")
        return None

    def _plain_difference(
        self, batch: Batch, number: int, left: float, right: float
    ) -> Comparison | None:
        """The difference of two floats, if a few more digits say the same of both."""
        point = batch.point(number)
        values = precise.quick_values(self.left, self.right, {**point, **self.fixed})
        if values is None or not (_is_near(values[0], left) and _is_near(values[1], right)):
            return None
        return different(point, *values)

    def _at(self, batch: Batch, number: int) -> Comparison:
        point = batch.point(number)
        everything = {**point, **self.fixed}
        return different(point, *precise.shown_values(self.left, self.right, everything))


def _is_near(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=SURE, abs_tol=SURE)


def _tells_apart(relation: Relation, generic: bool) -> bool:
    return relation == "different" or (generic and relation.endswith("_undefined"))


def _doubtful(points: NDArray[np.intp], left: Array, right: Array, gap: Array) -> list[int]:
    """Those of the points that are looked at with more digits, the widest gaps first."""
    if not points.size:
        return []
    points = points[np.argsort(-gap[points], kind="stable")]
    gaps = gap[points]
    wide = points[np.isfinite(gaps) & (gaps > CLEAR_GAP)]
    one_sided = points[np.isnan(left[points]) | np.isnan(right[points])]
    overflowing = points[np.isinf(left[points]) | np.isinf(right[points])]
    faint = points[gaps <= CLEAR_GAP]
    few = [*overflowing[:MOST_FAINT], *faint[:MOST_FAINT]]
    return [int(point) for point in dict.fromkeys([*[*wide, *one_sided][:MOST_DOUBTFUL], *few])]


def _clearest_first(left: Array, right: Array, relation: Relation) -> list[int]:
    """Points where the difference is plain to see, in the order they come."""
    if relation == "different":
        with np.errstate(all="ignore"):
            clear = (relative_gap(left, right) > 1e-2) & np.isfinite(left) & np.isfinite(right)
            clear &= np.maximum(np.abs(left), np.abs(right)) < 1e6
            clear &= np.abs(left - right) > 1e-3
    else:
        missing, there = (left, right) if relation == "left_undefined" else (right, left)
        clear = np.isnan(missing) & np.isfinite(there)
    return [int(number) for number in np.flatnonzero(clear)][:4]
