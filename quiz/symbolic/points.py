"""Points at which two expressions are compared, drawn from the domains of their symbols.

Every point is exact (floats that stand for just what they are, or fractions), so that a doubtful
one can be looked at again with more digits. What looks random is the SHAKE digest of the seed,
so that it is the same on every machine.
"""

from __future__ import annotations

import hashlib
import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quiz.symbolic.domains import Domain, Finite, Real, Simplex, Whole
from quiz.symbolic.scope import Scope
from quiz.symbolic.tree import Node

MOST_ENUMERATED = 64
SIMPLE_POINTS = 48
"""Points with small numbers in a batch of nothing else."""

MOST_WHOLE = 24
"""How many whole numbers are drawn from, where there is no end of them."""

_GRAIN = 2**32
"""Random reals are odd multiples of half of 1/_GRAIN: exact as floats, never a special value."""

_FINE = 4096
"""Random parts of a whole are multiples of 1/_FINE, so that their sum is exactly 1."""

_SIMPLE_REALS = (2.0, 1.0, 3.0, -1.0, 0.0, -2.0, 0.5, 5.0, -3.0, 4.0, 0.25, 10.0)
_SIMPLE_PARTS = (0.5, 0.25, 0.75, 0.2, 0.8, 0.1)
_NUMBERS = np.arange(SIMPLE_POINTS)

Values = NDArray[Any]
"""The values of a symbol, the point on the last axis: floats, or fractions where floats would not
be exact."""


@dataclass(frozen=True)
class Batch:
    """Points that share the lengths of their indices: a value of each symbol at each point.

    A list of values is as good as an array of them. The first `simple` points have small numbers.
    """

    lengths: dict[str, int]
    count: int
    values: dict[str, Values | list[Any]]
    simple: int = 0

    @cached_property
    def arrays(self) -> dict[str, NDArray[np.float64]]:
        """The values as floats, the point on the last axis, and the lengths without an axis."""
        found = {name: _as_floats(values) for name, values in self.values.items()}
        for name, length in self.lengths.items():
            found.setdefault(name, np.asarray(float(length)))
        return found

    def point(self, number: int) -> dict[str, Any]:
        """The exact values at one point, lengths included."""
        return {
            **{name: _exact_at(values, number) for name, values in self.values.items()},
            **{name: Fraction(length) for name, length in self.lengths.items()},
        }


def _as_floats(values: Values | list[Any]) -> NDArray[np.float64]:
    if isinstance(values, list):
        return np.moveaxis(np.array(_floats(values), dtype=np.float64), 0, -1)
    if values.dtype == object:
        return np.array(_floats(values.tolist()), dtype=np.float64)
    return values


def _floats(values: Any) -> Any:
    if isinstance(values, list | tuple):
        return [_floats(value) for value in values]
    return as_float(values)


def _exact_at(values: Values | list[Any], number: int) -> Any:
    if isinstance(values, list):
        return exact_value(values[number])
    return exact_value(values[..., number].tolist() if values.ndim > 1 else values[number])


def as_float(value: Fraction | float) -> float:
    """The nearest float; infinite where that is too large."""
    try:
        return float(value)
    except OverflowError:
        return math.inf


def exact_value(value: Any) -> Any:
    """A value as fractions, lists as tuples."""
    if type(value) is Fraction:
        return value
    if isinstance(value, tuple | list):
        return tuple(exact_value(item) for item in value)
    return Fraction(value)


def random_batches(
    scope: Scope, *nodes: Node, whole: bool = False, simple: int = 0
) -> Iterator[Batch]:
    """Batches of random points for what occurs in the expressions.

    Finite sets of scalars are gone through exhaustively while they are few. With `whole`, reals
    take small whole numbers only. So many simple points come first in each batch.
    """
    symbols, lengths = scope.used_and_lengths(*nodes)
    digest = _Digest(scope.seed)
    corners = _corners(scope, symbols)
    several = bool(lengths)
    count = max(16 if several else 40, min(3 * len(corners), MOST_ENUMERATED))
    if not symbols:
        count, simple = 1, 0
    for chosen in _lengths(lengths):
        values: dict[str, Values | list[Any]] = {}
        for name in symbols:
            draw = _Drawer(scope, name, chosen, digest)
            if name in corners[0]:
                drawn = np.resize(_exactly([corner[name] for corner in corners]), count)
            else:
                drawn = draw.random(count, whole=whole)
            values[name] = np.concatenate([draw.simple(simple), drawn], -1) if simple else drawn
        yield Batch(chosen, simple + count, {**values, **_fixed(scope, simple + count)}, simple)


def simple_batches(scope: Scope, *nodes: Node) -> Iterator[Batch]:
    """Points with small numbers, that a person can check by hand, simplest first."""
    symbols, lengths = scope.used_and_lengths(*nodes)
    digest = _Digest(f"simple {scope.seed}")
    for chosen in sorted(_lengths(lengths), key=lambda chosen: sum(chosen.values()))[:3]:
        values: dict[str, Values | list[Any]] = {
            name: _Drawer(scope, name, chosen, digest).simple(SIMPLE_POINTS) for name in symbols
        }
        fixed = _fixed(scope, SIMPLE_POINTS)
        yield Batch(chosen, SIMPLE_POINTS, {**values, **fixed}, SIMPLE_POINTS)


class _Digest:
    """Whole numbers below 2^32 that look random, one array after another."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self.drawn = 0

    def draw(self, shape: tuple[int, ...]) -> NDArray[np.uint32]:
        self.drawn += 1
        digest = hashlib.shake_128(f"{self.drawn} {self.seed}".encode())
        return np.frombuffer(digest.digest(4 * math.prod(shape)), "<u4").reshape(shape)


def _fixed(scope: Scope, count: int) -> dict[str, Values | list[Any]]:
    return {name: [exact_value(value)] * count for name, value in scope.values.items()}


def _lengths(symbols: tuple[str, ...]) -> list[dict[str, int]]:
    """Lengths 1, 2, 3 and a larger one; two lengths also differ from one another."""
    if not symbols:
        return [{}]
    rows = [(1, 2, 3), (2, 3, 2), (3, 1, 2), (5, 4, 3)]
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


def _rank(scope: Scope, letter: str) -> int:
    """How many open indices come before this one."""
    letters = sorted(name for name, each in scope.symbols.items() if each.index_of is not None)
    return letters.index(letter)


class _Drawer:
    """What draws values of one symbol, at many points at once."""

    def __init__(self, scope: Scope, name: str, lengths: dict[str, int], digest: _Digest) -> None:
        free = scope.declaration(name).index_of
        self.places = None if free is None else lengths[free]
        self.rank = 0 if free is None else _rank(scope, name)
        self.domain = scope.domain(name)
        self.dimensions = _dimensions(scope, name, lengths)
        self.digest = digest

    def random(self, count: int, *, whole: bool) -> Values:
        """Values from all over the domain; with `whole`, small whole numbers for reals."""
        shape = (*self.dimensions, count)
        if self.places is not None:
            return 1.0 + self._choices(self.places, shape)
        match self.domain:
            case Simplex():
                return self._shares(shape, _FINE)
            case Finite(values):
                return _exactly(values)[self._choices(len(values), shape)]
            case Whole(lower):
                return self._whole(-5 if lower is None else lower, shape)
            case Real(lower, upper) if whole:
                low = -4 if lower is None else int(lower) + 1
                high = low + 8 if upper is None else int(upper)
                return self._from(low, max(1, min(high - low + 1, 1000)), shape)
        return self._reals(self.domain, shape)

    def simple(self, count: int) -> Values:
        """Small numbers; at the first points the simplest, later ones mix."""
        shape = (*self.dimensions, count)
        if self.places is not None:
            # Two open indices are equal at some points and differ at others.
            places: Values = 1.0 + _NUMBERS[:count] // self.places**self.rank % self.places
            return places
        if isinstance(self.domain, Simplex):
            # Quarters of two parts, eighths of three.
            return self._shares(shape, 2 ** max(shape[:-1], default=1).bit_length())
        choices = _simple_values(self.domain)
        most = _variety(len(choices))[:count]
        places = self._choices(most, shape)
        # Both of the simplest come early.
        places[..., :4] = (places[..., :1] + _NUMBERS[:4]) % most[:4]
        chosen: Values = choices[places]
        return chosen

    def _choices(self, most: int | Values, shape: tuple[int, ...]) -> NDArray[np.intp]:
        """Whole numbers from 0 to less than the most."""
        return (self.digest.draw(shape) * (most / _GRAIN)).astype(np.intp)

    def _whole(self, first: int, shape: tuple[int, ...]) -> Values:
        """Whole numbers from the first on, which itself often is a case of its own."""
        several = np.array((MOST_WHOLE, 7, 3, 1))[self._choices(4, shape)]
        values: Values = float(first) + self._choices(several, shape)
        return values

    def _from(self, first: int, count: int, shape: tuple[int, ...]) -> Values:
        """So many whole numbers from the first on."""
        steps = self._choices(count, shape)
        values: Values = _exactly([first + step for step in range(count)])[steps]
        return values

    def _shares(self, shape: tuple[int, ...], grain: int) -> Values:
        """Parts of 1 along the last index: multiples of 1/grain, or all of it in one place."""
        if not self.dimensions:
            return np.ones(shape)
        *outer, length, count = shape
        assert isinstance(self.domain, Simplex)
        if self.domain.corners:
            places = self._choices(length, (*outer, 1, count))
            return np.equal(np.arange(length)[:, None], places).astype(float)
        # Sorted cuts, moved apart so that no two are the same.
        cuts = 1 + self._choices(grain - length + 1, (*outer, length - 1, count))
        cuts = np.sort(cuts, axis=-2) + np.arange(length - 1)[:, None]
        ends = np.zeros((*outer, 1, count))
        shares: Values = np.diff(np.concatenate([ends, cuts, ends + grain], -2), axis=-2) / grain
        return shares

    def _reals(self, domain: Real, shape: tuple[int, ...]) -> Values:
        """Strictly inside an interval, with a few values far out if it has no end."""
        lower, upper = domain.lower, domain.upper
        drawn = self.digest.draw(shape)
        parts: Values = (drawn + 0.5) * (1 / _GRAIN)
        if lower is not None and upper is not None:
            low, width = float(lower), float(upper - lower)
            if width < abs(low) * 1e-6:
                # Floats are too coarse for an interval as narrow as this.
                exact: Values = lower + (upper - lower) * _FRACTIONS(parts)
                return exact
            return low + width * parts
        reach: Values = np.where(drawn & 3, 3.0, 12.0)
        if lower is not None:
            return float(lower) + reach * parts
        if upper is not None:
            return float(upper) - reach * parts
        either_side: Values = reach * (2 * parts - 1)
        return either_side


_FRACTIONS: Callable[[Values], Values] = np.vectorize(Fraction, otypes=[object])


def _exactly(values: Sequence[Fraction | int]) -> Values:
    """Numbers as floats if those are exact, else as fractions."""
    if all(_is_a_float(value) for value in values):
        return np.array([float(value) for value in values])
    return np.array([Fraction(value) for value in values], dtype=object)


def _is_a_float(value: Fraction | int) -> bool:
    above, below = value.numerator, value.denominator
    return below & (below - 1) == 0 and above.bit_length() <= 53 and below.bit_length() <= 1000


@lru_cache(maxsize=64)
def _variety(choices: int) -> Values:
    """How many of so many simple values come into question at each simple point."""
    return np.minimum(choices, 2 + _NUMBERS // 4)


@lru_cache(maxsize=256)
def _simple_values(domain: Domain) -> Values:
    if isinstance(domain, Finite):
        return _exactly(domain.values)
    if isinstance(domain, Whole):
        first = 0 if domain.lower is None else domain.lower
        return _exactly([first + offset for offset in (1, 0, 2, 3, 4)])
    assert isinstance(domain, Real)
    lower, upper = domain.lower, domain.upper
    if lower is not None and upper is not None:
        if upper - lower < abs(lower) / 10**6:
            return _exactly([lower + (upper - lower) * Fraction(part) for part in _SIMPLE_PARTS])
        return float(lower) + float(upper - lower) * np.array(_SIMPLE_PARTS)
    low = -math.inf if lower is None else float(lower)
    high = math.inf if upper is None else float(upper)
    inside = [value for value in _SIMPLE_REALS if low < value < high]
    if domain.without_zero:
        inside.remove(0.0)
    if inside:
        return np.array(inside)
    end = lower if lower is not None else upper
    assert end is not None
    sign = 1 if lower is not None else -1
    return _exactly([end + sign * step for step in (1, 2, 3)])
