"""Points at which two expressions are compared, drawn from the domains of their symbols.

Every point is exact (fractions), so that a doubtful one can be looked at again with more digits.
Random points are drawn from Python's own generator: the same on every machine.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quiz.symbolic.domains import Domain, Finite, Real, Simplex, Whole
from quiz.symbolic.scope import Scope
from quiz.symbolic.tasks import Value
from quiz.symbolic.tree import Node

MOST_ENUMERATED = 64
SIMPLE_POINTS = 48

_GRAIN = 2**20
"""Random reals are multiples of 1/_GRAIN: exact as floats, and never a special value."""

_SIMPLE_REALS = [Fraction(n, d) for n, d in ((2, 1), (1, 1), (3, 1), (-1, 1), (0, 1), (-2, 1))]
_SIMPLE_REALS += [Fraction(n, d) for n, d in ((1, 2), (5, 1), (-3, 1), (4, 1), (1, 4), (10, 1))]
_SIMPLE_PARTS = [Fraction(n, d) for n, d in ((1, 2), (1, 4), (3, 4), (1, 5), (4, 5), (1, 10))]


@dataclass(frozen=True)
class Batch:
    """Points that share the lengths of their indices: a value of each symbol at each point.

    A scalar's values are a list of fractions, or of floats that stand for just what they are; an
    indexed symbol's are a list of (nested) tuples of such.
    """

    lengths: dict[str, int]
    count: int
    values: dict[str, list[Any]]

    @cached_property
    def arrays(self) -> dict[str, NDArray[np.float64]]:
        """The values as floats, the point on the last axis, lengths included."""
        found = {
            name: np.moveaxis(np.array(_floats(values), dtype=np.float64), 0, -1)
            for name, values in self.values.items()
        }
        for name, length in self.lengths.items():
            found.setdefault(name, np.full(self.count, float(length)))
        return found

    def point(self, number: int) -> dict[str, Any]:
        """The exact values at one point, lengths included."""
        return {
            **{name: exact_value(values[number]) for name, values in self.values.items()},
            **{name: Fraction(length) for name, length in self.lengths.items()},
        }


def _floats(values: Any) -> Any:
    return [_floats(value) if isinstance(value, tuple) else as_float(value) for value in values]


def as_float(value: Fraction | float) -> float:
    """The nearest float; infinite where that is too large."""
    try:
        return float(value)
    except OverflowError:
        return math.inf


def random_batches(scope: Scope, *nodes: Node, whole: bool = False) -> Iterator[Batch]:
    """Batches of random points for what occurs in the expressions.

    Finite sets of scalars are gone through exhaustively while they are few. With `whole`, reals
    take small whole numbers only.
    """
    generator = random.Random(scope.seed)
    symbols = scope.used(*nodes)
    lengths = scope.lengths(*nodes)
    corners = _corners(scope, symbols)
    several = bool(lengths)
    count = max(16 if several else 40, min(3 * len(corners), MOST_ENUMERATED))
    if not symbols:
        count = 1
    for chosen in _lengths(lengths):
        values: dict[str, list[Any]] = {}
        for name in symbols:
            draw = _drawer(scope, name, chosen, generator, whole)
            values[name] = [draw() for _ in range(count)]
        for number, corner in enumerate(itertools.islice(itertools.cycle(corners), count)):
            for name, value in corner.items():
                values[name][number] = value
        yield Batch(chosen, count, {**values, **_fixed(scope, count)})


def simple_batches(scope: Scope, *nodes: Node) -> Iterator[Batch]:
    """Points with small numbers, that a person can check by hand, simplest first."""
    symbols = scope.used(*nodes)
    lengths = scope.lengths(*nodes)
    generator = random.Random(f"simple {scope.seed}")
    for chosen in sorted(_lengths(lengths), key=lambda chosen: sum(chosen.values()))[:3]:
        simple = {name: _simple(scope, name, chosen, generator) for name in symbols}
        values: dict[str, list[Any]] = {name: [] for name in symbols}
        for number in range(SIMPLE_POINTS):
            for name in symbols:
                values[name].append(simple[name](number))
        yield Batch(chosen, SIMPLE_POINTS, {**values, **_fixed(scope, SIMPLE_POINTS)})


def _fixed(scope: Scope, count: int) -> dict[str, list[Any]]:
    return {name: [exact_value(value)] * count for name, value in scope.values.items()}


def exact_value(value: Value) -> Any:
    """A value as fractions, lists as tuples."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, tuple):
        return tuple(exact_value(item) for item in value)
    return Fraction(value)


def _lengths(symbols: tuple[str, ...]) -> list[dict[str, int]]:
    """Lengths 1, 2, 3 and a larger one; two lengths also differ from one another."""
    if not symbols:
        return [{}]
    rows = [(2, 3, 2), (1, 2, 3), (3, 1, 2), (5, 4, 3)]
    return [{name: row[place % 3] for place, name in enumerate(symbols)} for row in rows]


def _corners(scope: Scope, symbols: tuple[str, ...]) -> list[dict[str, Fraction]]:
    """Every combination of values of the scalar symbols with finite domains, if few."""
    finite: dict[str, tuple[Fraction, ...]] = {}
    total = 1
    for name in symbols:
        domain = scope.domain(name)
        if isinstance(domain, Finite) and not scope.declaration(name).index:
            if total * len(domain.values) > MOST_ENUMERATED:
                break
            total *= len(domain.values)
            finite[name] = domain.values
    return [dict(zip(finite, row, strict=True)) for row in itertools.product(*finite.values())]


def _dimensions(scope: Scope, name: str, lengths: dict[str, int]) -> tuple[int, ...]:
    index = scope.declaration(name).index
    sizes = []
    for length in index:
        if isinstance(length, int):
            sizes.append(length)
        elif length in scope.values:
            sizes.append(int(scope.values[length]))  # type: ignore[arg-type]
        else:
            sizes.append(lengths[length])
    return tuple(sizes)


def _drawer(
    scope: Scope, name: str, lengths: dict[str, int], generator: random.Random, whole: bool
) -> Callable[[], Any]:
    """What draws values of a symbol."""
    free = scope.declaration(name).index_of
    if free is not None:
        return lambda: Fraction(generator.randint(1, lengths[free]))
    domain = scope.domain(name)
    if isinstance(domain, Real) and not whole:
        entry = _real_drawer(domain, generator)
    else:

        def entry() -> Any:
            return _random_value(domain, generator)

    def row(length: int) -> tuple[Any, ...]:
        assert isinstance(domain, Simplex)
        return _simplex(domain, length, generator)

    dimensions = _dimensions(scope, name, lengths)
    if not dimensions:
        return entry
    of_rows = row if isinstance(domain, Simplex) else None
    return lambda: _shaped(dimensions, entry, of_rows)


def _shaped(dimensions: tuple[int, ...], entry: Any, row: Any) -> Any:
    if not dimensions:
        return entry()
    if row is not None and len(dimensions) == 1:
        return row(dimensions[0])
    return tuple(_shaped(dimensions[1:], entry, row) for _ in range(dimensions[0]))


def _simplex(domain: Simplex, length: int, generator: random.Random) -> tuple[Fraction, ...]:
    if domain.corners:
        place = generator.randrange(length)
        return tuple(Fraction(int(number == place)) for number in range(length))
    if length == 1:
        return (Fraction(1),)
    # Powers of two keep the parts exact as floats, and their sum exactly 1.
    cuts = sorted(generator.sample(range(1, 4096), length - 1))
    return tuple(
        Fraction(upper - lower, 4096)
        for lower, upper in zip([0, *cuts], [*cuts, 4096], strict=True)
    )


def _real_drawer(domain: Real, generator: random.Random) -> Callable[[], Any]:
    """What draws from an interval, strictly inside, with a few values far out if it has no end."""
    lower, upper = domain.lower, domain.upper

    def part() -> float:
        return (2 * int(generator.random() * _GRAIN) + 1) / (2 * _GRAIN)

    def reach() -> float:
        return generator.choice((3, 3, 3, 12)) * part()

    if lower is not None and upper is not None:
        low, width = float(lower), float(upper - lower)
        if width < abs(low) * 1e-6:
            # Floats are too coarse for an interval as narrow as this.
            return lambda: lower + (upper - lower) * Fraction(part())
        return lambda: low + width * part()
    if lower is not None:
        start = float(lower)
        return lambda: start + reach()
    if upper is not None:
        end = float(upper)
        return lambda: end - reach()
    return lambda: generator.choice((1, 1, 1, 4)) * (6 * part() - 3)


def _random_value(domain: Domain, generator: random.Random) -> Fraction:
    """A value of a finite set or a whole number; small whole numbers for reals."""
    if isinstance(domain, Finite):
        return generator.choice(domain.values)
    if isinstance(domain, Whole):
        first = -5 if domain.lower is None else domain.lower
        return Fraction(first + generator.randint(0, 6))
    return Fraction(1) if isinstance(domain, Simplex) else _whole_in(domain, generator)


def _whole_in(domain: Real, generator: random.Random) -> Fraction:
    low = -4 if domain.lower is None else int(domain.lower) + 1
    high = low + 8 if domain.upper is None else int(domain.upper)
    return Fraction(generator.randint(low, max(low, high)))


def _simple(
    scope: Scope, name: str, lengths: dict[str, int], generator: random.Random
) -> Callable[[int], Any]:
    """What gives a symbol a small value at the point of a number."""
    free = scope.declaration(name).index_of
    if free is not None:
        return lambda number: Fraction(1 + number % lengths[free])
    domain = scope.domain(name)
    choices = _simple_values(domain)
    dimensions = _dimensions(scope, name, lengths)

    def row(length: int) -> tuple[Any, ...]:
        assert isinstance(domain, Simplex)
        return _simple_simplex(domain, length, generator)

    def value(number: int) -> Any:
        # The first points are the simplest; later ones mix.
        most = min(len(choices), 2 + number // 4)
        of_rows = row if isinstance(domain, Simplex) else None
        return _shaped(dimensions, lambda: choices[int(generator.random() * most)], of_rows)

    return value


def _simple_simplex(domain: Simplex, length: int, generator: random.Random) -> tuple[Fraction, ...]:
    if domain.corners or length == 1:
        return _simplex(domain, length, generator)
    weights = [generator.choice((1, 2, 3)) for _ in range(length)]
    return tuple(Fraction(weight, sum(weights)) for weight in weights)


def _simple_values(domain: Domain) -> list[Fraction]:
    if isinstance(domain, Finite):
        return list(domain.values)
    if isinstance(domain, Whole):
        first = 0 if domain.lower is None else domain.lower
        return [Fraction(first + offset) for offset in (1, 0, 2, 3, 4)]
    if isinstance(domain, Simplex):
        return [Fraction(1)]
    if domain.lower is not None and domain.upper is not None:
        return [domain.lower + (domain.upper - domain.lower) * part for part in _SIMPLE_PARTS]
    inside = [value for value in _SIMPLE_REALS if _inside(domain, value)]
    if inside:
        return inside
    end = domain.lower if domain.lower is not None else domain.upper
    assert end is not None
    sign = 1 if domain.lower is not None else -1
    return [end + sign * step for step in (1, 2, 3)]


def _inside(domain: Real, value: Fraction) -> bool:
    if domain.without_zero and value == 0:
        return False
    above = domain.lower is None or value > domain.lower
    return above and (domain.upper is None or value < domain.upper)
