"""The domains that a symbol may range over, as BANK_FORMAT writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache

from quiz.symbolic.errors import DomainError

Bound = Fraction | None
"""An end of an interval; None is infinite."""


@dataclass(frozen=True)
class Real:
    """An interval of the real line, without the points in `without`."""

    lower: Bound = None
    upper: Bound = None
    closed_left: bool = False
    closed_right: bool = False
    without_zero: bool = False


@dataclass(frozen=True)
class Whole:
    """The integers from `lower` on (None: all of them)."""

    lower: int | None = None


@dataclass(frozen=True)
class Finite:
    """Finitely many values."""

    values: tuple[Fraction, ...]


@dataclass(frozen=True)
class Simplex:
    """Entries that sum to one over the last index.

    Strictly between 0 and 1, or with `corners` one of them 1 and the others 0.
    """

    corners: bool


Domain = Real | Whole | Finite | Simplex

NAMED: dict[str, Domain] = {
    "real": Real(),
    "positive": Real(lower=Fraction(0)),
    "nonnegative": Real(lower=Fraction(0), closed_left=True),
    "negative": Real(upper=Fraction(0)),
    "nonzero": Real(without_zero=True),
    "integer": Whole(),
    "natural": Whole(1),
    "count": Whole(0),
    "probability_vector": Simplex(corners=False),
    "one_hot": Simplex(corners=True),
}

_INTERVAL = re.compile(r"(?P<left>[(\[])(?P<lower>[^,]+),(?P<upper>[^,]+)(?P<right>[)\]])")
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)(/\d+)?")


@lru_cache(maxsize=512)
def parse_domain(text: str) -> Domain:
    """The domain that a text names; raises `DomainError` with the way to mend it."""
    compact = re.sub(r"\s+", "", text.replace("−", "-").replace("∞", "inf"))
    if compact in NAMED:
        return NAMED[compact]
    if compact.startswith("{") and compact.endswith("}"):
        return _finite(compact, text)
    match = _INTERVAL.fullmatch(compact)
    if match is None:
        near = get_close_matches(text.strip().lower(), NAMED, n=1)
        hint = f"did you mean {near[0]}?" if near else f"use {', '.join(NAMED)}, (0, 1) or {{0, 1}}"
        raise DomainError(f"{text!r} is not a domain; {hint}")
    lower, upper = _bound(match["lower"], text), _bound(match["upper"], text)
    if lower is not None and upper is not None and lower >= upper:
        raise DomainError(f"the interval {text!r} is empty; write the smaller end first")
    closed_left, closed_right = match["left"] == "[", match["right"] == "]"
    if (closed_left and lower is None) or (closed_right and upper is None):
        raise DomainError(f"{text!r}: an infinite end is open; use a round bracket there")
    return Real(lower, upper, closed_left, closed_right)


def _finite(compact: str, text: str) -> Finite:
    parts = [part for part in compact[1:-1].split(",") if part]
    values = tuple(sorted({_number(part, text) for part in parts}))
    if not values:
        raise DomainError(f"{text!r} is empty; list at least one value")
    if len(values) > 100:
        raise DomainError(f"{text!r} lists {len(values)} values; at most 100 are allowed")
    return Finite(values)


def _bound(part: str, text: str) -> Bound:
    if part.lstrip("+-") in ("inf", "oo", "infinity"):
        return None
    return _number(part, text)


def _number(part: str, text: str) -> Fraction:
    if not _NUMBER.fullmatch(part) or len(part) > 40:
        raise DomainError(f"{part!r} in the domain {text!r} is not a number")
    whole, _, denominator = part.partition("/")
    if denominator and int(denominator) == 0:
        raise DomainError(f"{part!r} in the domain {text!r} divides by zero")
    return Fraction(whole) / (int(denominator) if denominator else 1)


def contains(domain: Domain, value: Fraction | float) -> bool:
    """Whether a number lies in the domain; for a simplex, whether it can be an entry."""
    if isinstance(domain, Finite):
        return value in domain.values
    if isinstance(domain, Whole):
        return value == int(value) and (domain.lower is None or value >= domain.lower)
    if isinstance(domain, Simplex):
        return value in (0, 1) if domain.corners else 0 < value <= 1
    if domain.without_zero and value == 0:
        return False
    above = domain.lower is None or value > domain.lower
    below = domain.upper is None or value < domain.upper
    at_left = domain.closed_left and value == domain.lower
    at_right = domain.closed_right and value == domain.upper
    return (above or at_left) and (below or at_right)
