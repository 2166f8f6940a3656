"""What an equation is solved for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import mpmath

from quiz.symbolic.domains import Domain, Finite, Real, Whole
from quiz.symbolic.solving.ratios import size

CLOSE = mpmath.mpf(10) ** -25
"""Numbers nearer than this are the same, while much longer ones are worked with."""


@dataclass(frozen=True)
class Unknown:
    """What is solved for: a symbol, or one entry of an indexed symbol (places count from 1)."""

    name: str
    domain: Domain
    places: tuple[int, ...] = ()

    def put(self, values: Mapping[str, Any], value: Any) -> dict[str, Any]:
        """The values with the unknown's set."""
        if not self.places:
            return {**values, self.name: value}
        return {**values, self.name: _replaced(values[self.name], self.places, value)}

    def value(self, values: Mapping[str, Any]) -> Any:
        """The unknown's value among the values."""
        found = values[self.name]
        for place in self.places:
            found = found[place - 1]
        return found

    def admitted(self, value: Any) -> Any:
        """A value as it lies in the domain (exact where only exact values can); else None."""
        return _in_domain(value, self.domain)


def _replaced(row: tuple[Any, ...], places: tuple[int, ...], value: Any) -> tuple[Any, ...]:
    place, rest = places[0] - 1, places[1:]
    new = _replaced(row[place], rest, value) if rest else value
    return (*row[:place], new, *row[place + 1 :])


def _in_domain(value: Any, domain: Domain) -> Any:
    """The value if it lies in the domain (exact, where only exact values can), else None."""
    if isinstance(domain, Finite):
        return value if value in domain.values else None
    if isinstance(domain, Whole):
        near = int(mpmath.nint(value))
        fits = size(value + -near) < CLOSE
        return Fraction(near) if fits and (domain.lower is None or near >= domain.lower) else None
    if not isinstance(domain, Real):
        return None
    if domain.without_zero and size(value) < CLOSE:
        return None
    inside_left = domain.lower is None or _is_beyond(value, domain.lower, 1, domain.closed_left)
    inside_right = domain.upper is None or _is_beyond(value, domain.upper, -1, domain.closed_right)
    return value if inside_left and inside_right else None


def _is_beyond(value: Any, end: Fraction, direction: int, closed: bool) -> bool:
    gap = (mpmath.mpmathify(value) - mpmath.mpmathify(end)) * direction
    return bool(gap > CLOSE or (closed and gap > -CLOSE))
