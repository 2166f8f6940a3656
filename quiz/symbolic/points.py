"""Points at which two expressions are compared, drawn from the domains of their symbols.

Every point is exact (fractions), so that a doubtful one can be looked at again with more digits.
Random points are drawn from Python's own generator: the same on every machine.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from quiz.symbolic.domains import Domain, Finite, Real, Simplex, Whole
from quiz.symbolic.scope import Scope
from quiz.symbolic.tasks import Value
from quiz.symbolic.tree import Node

MOST_ENUMERATED = 64

_GRAIN = 2**20
"""Random reals are multiples of 1/_GRAIN: exact as floats, and never a special value."""

_SIMPLE_REALS = [Fraction(n, d) for n, d in ((2, 1), (1, 1), (3, 1), (-1, 1), (0, 1), (-2, 1))]
_SIMPLE_REALS += [Fraction(n, d) for n, d in ((1, 2), (5, 1), (-3, 1), (4, 1), (1, 4), (10, 1))]
_SIMPLE_PARTS = [Fraction(n, d) for n, d in ((1, 2), (1, 4), (3, 4), (1, 5), (4, 5), (1, 10))]


@dataclass(frozen=True)
class Batch:
    """Points that share the lengths of their indices: a value of each symbol at each point.

    A scalar's values are a list of fractions, an indexed symbol's a list of (nested) tuples.
    """

    lengths: dict[str, int]
    count: int
    values: dict[str, list[Any]]

    def point(self, number: int) -> dict[str, Any]:
        """The values at one point, lengths included."""
        return {
            **{name: values[number] for name, values in self.values.items()},
            **{name: Fraction(length) for name, length in self.lengths.items()},
        }


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
        values = {
            name: [_draw(scope, name, chosen, generator, whole) for _ in range(count)]
            for name in symbols
        }
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
        points = [
            {name: _simple(scope, name, chosen, number, generator) for name in symbols}
            for number in range(48)
        ]
        values: dict[str, list[Any]] = {name: [p[name] for p in points] for name in symbols}
        yield Batch(chosen, len(points), {**values, **_fixed(scope, len(points))})


def _fixed(scope: Scope, count: int) -> dict[str, list[Any]]:
    return {name: [exact_value(value)] * count for name, value in scope.values.items()}


def exact_value(value: Value) -> Any:
    """A parameter's value as fractions, lists as tuples."""
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


def _draw(
    scope: Scope, name: str, lengths: dict[str, int], generator: random.Random, whole: bool
) -> Any:
    free = scope.declaration(name).index_of
    if free is not None:
        return Fraction(generator.randint(1, lengths[free]))
    domain = scope.domain(name)

    def entry() -> Fraction:
        return _random_value(domain, generator, whole)

    def row(length: int) -> tuple[Fraction, ...]:
        assert isinstance(domain, Simplex)
        return _simplex(domain, length, generator)

    dimensions = _dimensions(scope, name, lengths)
    return _shaped(dimensions, entry, row if isinstance(domain, Simplex) else None)


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


def _random_value(domain: Domain, generator: random.Random, whole: bool) -> Fraction:
    if isinstance(domain, Finite):
        return generator.choice(domain.values)
    if isinstance(domain, Whole):
        first = -5 if domain.lower is None else domain.lower
        return Fraction(first + generator.randint(0, 6))
    if isinstance(domain, Simplex):
        return Fraction(1)
    if whole:
        return _whole_in(domain, generator)
    width = generator.choice((1, 1, 1, 4))
    part = Fraction(generator.randrange(1, _GRAIN) * 2 + 1, 2 * _GRAIN)
    if domain.lower is not None and domain.upper is not None:
        return domain.lower + (domain.upper - domain.lower) * part
    if domain.lower is not None:
        return domain.lower + width * 3 * part
    if domain.upper is not None:
        return domain.upper - width * 3 * part
    return width * (6 * part - 3)


def _whole_in(domain: Real, generator: random.Random) -> Fraction:
    low = -4 if domain.lower is None else int(domain.lower) + 1
    high = low + 8 if domain.upper is None else int(domain.upper)
    return Fraction(generator.randint(low, max(low, high)))


def _simple(
    scope: Scope, name: str, lengths: dict[str, int], number: int, generator: random.Random
) -> Any:
    free = scope.declaration(name).index_of
    if free is not None:
        return Fraction(1 + number % lengths[free])
    domain = scope.domain(name)
    choices = _simple_values(domain)

    def entry() -> Fraction:
        # The first points are the simplest; later ones mix.
        return choices[generator.randrange(min(len(choices), 2 + number // 4))]

    def row(length: int) -> tuple[Fraction, ...]:
        assert isinstance(domain, Simplex)
        return _simple_simplex(domain, length, generator)

    dimensions = _dimensions(scope, name, lengths)
    return _shaped(dimensions, entry, row if isinstance(domain, Simplex) else None)


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
