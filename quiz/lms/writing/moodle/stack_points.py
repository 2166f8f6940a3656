"""Points at which STACK works formulas out that it cannot settle by algebra."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import isfinite

from quiz.questions.draws import Draws
from quiz.symbolic.domains import Domain, Finite, Real, Simplex, Whole, parse_domain
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.exact import evaluate
from quiz.symbolic.tasks import Declaration, Value
from quiz.symbolic.tree import Node, Vector

COUNT = 6
"""How many points, where there are as many."""

A_HAIR = Fraction(1, 10**9)

Point = Mapping[str, Fraction | tuple[Fraction, ...]]


def points(symbols: Mapping[str, Declaration], key: Node, seed: str) -> list[Point]:
    """Points of the domain where the key has values; the seed fixes them.

    Symbols with finitely many values take each of these somewhere. Symbols with several indices
    or of no fixed length have no points.
    """
    found: list[Point] = []
    for number, point in enumerate(_candidates(symbols, seed)):
        if len(found) == COUNT or number == 10 * COUNT:
            break
        if _has_value(key, point):
            found.append(point)
    return found


def _candidates(symbols: Mapping[str, Declaration], seed: str) -> Iterator[Point]:
    domains = {name: parse_domain(declared.domain) for name, declared in symbols.items()}
    finite = [name for name, domain in domains.items() if isinstance(domain, Finite)]
    choices = [domain.values for domain in domains.values() if isinstance(domain, Finite)]
    for draw in range(10 * COUNT):
        for corner, values in enumerate(product(*choices)):
            chosen = dict(zip(finite, values, strict=True))
            point: dict[str, Fraction | tuple[Fraction, ...]] = {}
            for name, declared in symbols.items():
                draws = Draws("stack", seed, name, draw, corner)
                if declared.index:
                    (length,) = declared.index
                    assert isinstance(length, int)
                    point[name] = _entries(domains[name], length, draws, draw)
                else:
                    point[name] = chosen[name] if name in chosen else _number(domains[name], draws)
            yield point


def can_be_drawn(symbols: Mapping[str, Declaration]) -> bool:
    """Whether each symbol is a number, or a list of so many."""
    return all(
        not declared.index or (len(declared.index) == 1 and isinstance(declared.index[0], int))
        for declared in symbols.values()
    )


def _entries(domain: Domain, length: int, draws: Draws, draw: int) -> tuple[Fraction, ...]:
    if isinstance(domain, Simplex):
        if domain.corners:
            return tuple(Fraction(place == draw % length) for place in range(length))
        parts = [1 + draws.below(20) for _ in range(length)]
        return tuple(Fraction(part, sum(parts)) for part in parts)
    return tuple(_number(domain, draws) for _ in range(length))


def _number(domain: Domain, draws: Draws) -> Fraction:
    """A number of a domain, to two decimals, not too large and at no end."""
    if isinstance(domain, Finite):
        return domain.values[draws.below(len(domain.values))]
    if isinstance(domain, Whole):
        return Fraction((-5 if domain.lower is None else domain.lower) + draws.below(6))
    assert isinstance(domain, Real)
    low: Fraction | None = domain.lower
    high: Fraction | None = domain.upper
    if low is None and high is None:
        sign = 1 if draws.below(2) else -1
        return Fraction(sign * (11 + draws.below(200)), 100)
    start = low if low is not None else (high or Fraction(0)) - 3
    width = high - start if high is not None else Fraction(3)
    return start + width * Fraction(7 + draws.below(85), 100)


def _has_value(key: Node, point: Point) -> bool:
    values: dict[str, Value] = dict(point)
    try:
        parts = key.items if isinstance(key, Vector) else (key,)
        return all(isfinite(evaluate(part, values)) for part in parts)
    except (MathematicsError, ArithmeticError):
        return False


def assigned(point: Point, symbols: Mapping[str, Declaration]) -> str:
    """A point as Maxima puts it into a formula: `p=37/100, y=1000000001/1000000000`.

    Of a few values each is missed by a hair: where a learner's formula has none, as `log(y)` at 0,
    Maxima would break off, and STACK forbids to catch that.
    """
    pairs = []
    for name, value in point.items():
        domain = parse_domain(symbols[name].domain)
        is_of_few = isinstance(domain, Finite) or domain == Simplex(corners=True)
        missed = A_HAIR if is_of_few else 0
        if isinstance(value, tuple):
            entries = enumerate(value, 1)
            pairs += [f"{name}_{place}={entry + missed}" for place, entry in entries]
        else:
            pairs.append(f"{name}={value + missed}")
    return ", ".join(pairs)
