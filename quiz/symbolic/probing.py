"""Two expressions looked at with numbers: floats propose, as many digits as it takes decide."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from quiz.symbolic import many_digits, precise, principal_values
from quiz.symbolic.domains import Finite
from quiz.symbolic.errors import TooLargeError
from quiz.symbolic.outcomes import UNDECIDED, Comparison, Proof, different
from quiz.symbolic.points import Batch, random_batches, simple_batches
from quiz.symbolic.precise import Relation
from quiz.symbolic.scope import Scope
from quiz.symbolic.special_points import Point
from quiz.symbolic.tasks import Evidence
from quiz.symbolic.tree import Node
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
        return not precise.is_defined(side, batch.point(number))

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
        return precise.relate(self.left, self.right, batch.point(number))

    def starts(self) -> Iterator[tuple[Point, Point]]:
        """Exact points where both sides agree, each after one with small numbers.

        One of each batch, or more where a symbol has few values and another is met at each.
        """
        met: set[object] = set()
        for (batch, _, _), number, _ in self.held:
            drawn = batch.point(number)
            case = id(batch), *(drawn[name] for name in batch.values if self._has_few_values(name))
            if case not in met:
                met.add(case)
                simple = number % batch.simple if batch.simple else number
                yield batch.point(simple), drawn

    def _has_few_values(self, name: str) -> bool:
        return isinstance(self.scope.domain(name), Finite)

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
        values = precise.quick_values(self.left, self.right, point)
        if values is None or not (_is_near(values[0], left) and _is_near(values[1], right)):
            return None
        return different(point, *values)

    def _at(self, batch: Batch, number: int) -> Comparison:
        point = batch.point(number)
        return different(point, *precise.shown_values(self.left, self.right, point))


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
