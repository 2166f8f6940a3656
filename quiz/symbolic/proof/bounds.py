"""Intervals that hold the value of something, with their arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.symbolic.proof.atoms import Exponent, Rational, ratio

End = Rational | None


@dataclass(frozen=True)
class Bounds:
    """The value lies between `lower` and `upper` (None: no bound); an open end is not reached.

    An end that is reached on a set of measure zero only counts as open.
    """

    lower: End = None
    upper: End = None
    open_below: bool = True
    open_above: bool = True

    @property
    def is_nonnegative(self) -> bool:
        """Never below zero."""
        return self.lower is not None and self.lower >= 0

    @property
    def is_positive(self) -> bool:
        """Always above zero."""
        return self.lower is not None and (self.lower > 0 or (self.lower == 0 and self.open_below))

    @property
    def is_nonpositive(self) -> bool:
        """Never above zero."""
        return self.upper is not None and self.upper <= 0

    @property
    def is_negative(self) -> bool:
        """Always below zero."""
        return self.upper is not None and (self.upper < 0 or (self.upper == 0 and self.open_above))

    def __neg__(self) -> Bounds:
        return Bounds(_negated(self.upper), _negated(self.lower), self.open_above, self.open_below)

    def __add__(self, other: Bounds) -> Bounds:
        return Bounds(
            None if self.lower is None or other.lower is None else self.lower + other.lower,
            None if self.upper is None or other.upper is None else self.upper + other.upper,
            self.open_below or other.open_below,
            self.open_above or other.open_above,
        )

    def __mul__(self, other: Bounds) -> Bounds:
        if self.is_nonpositive and not self.is_nonnegative:
            return -(-self * other)
        if other.is_nonpositive and not other.is_nonnegative:
            return -(self * -other)
        if self.is_nonnegative and other.is_nonnegative:
            return _product(self, other)
        ends = (self.lower, self.upper, other.lower, other.upper)
        if any(end is None for end in ends):
            return Bounds()
        corners = [a * b for a in ends[:2] for b in ends[2:] if a is not None and b is not None]
        return Bounds(min(corners), max(corners), open_below=False, open_above=False)

    def power(self, exponent: Exponent) -> Bounds:
        """Bounds of a power. A fractional power of something negative does not occur."""
        if exponent < 0:
            return self.power(-exponent).reciprocal()
        if not isinstance(exponent, int):
            return _root(self)
        if exponent % 2 == 0 and not self.is_nonnegative:
            if self.is_nonpositive:
                return (-self).power(exponent)
            return Bounds(0, None, open_below=False)
        if not self.is_nonnegative:
            return -(-self).power(exponent) if self.is_nonpositive else Bounds()
        lower, upper = self.lower, self.upper
        assert lower is not None
        above = None if upper is None else upper**exponent
        return Bounds(lower**exponent, above, self.open_below, self.open_above)

    def reciprocal(self) -> Bounds:
        """Bounds of one over it, where that is defined."""
        if self.is_nonpositive and not self.is_nonnegative:
            return -(-self).reciprocal()
        if not self.is_nonnegative:
            return Bounds()
        lower = 0 if self.upper is None or self.upper == 0 else ratio(1, self.upper)
        upper = ratio(1, self.lower) if self.lower else None
        return Bounds(lower, upper, self.upper is None or self.open_above, self.open_below)


def exactly(value: Rational) -> Bounds:
    """The bounds of a number."""
    return Bounds(value, value, open_below=False, open_above=False)


POSITIVE = Bounds(0)
NONNEGATIVE = Bounds(0, open_below=False)


def _negated(end: End) -> End:
    return None if end is None else -end


def _product(left: Bounds, right: Bounds) -> Bounds:
    """Bounds of a product of two that are not negative."""
    assert left.lower is not None
    assert right.lower is not None
    lower = left.lower * right.lower
    both = left.is_positive and right.is_positive
    open_below = both if lower == 0 else left.open_below or right.open_below
    if left.upper == 0 or right.upper == 0:
        return exactly(0)
    upper = None if left.upper is None or right.upper is None else left.upper * right.upper
    return Bounds(lower, upper, open_below, left.open_above or right.open_above)


def _root(inner: Bounds) -> Bounds:
    """A fractional power above zero: on the same side of 1, and never below zero."""
    lower, open_below = 0, inner.is_positive
    if inner.lower is not None and inner.lower >= 1:
        lower, open_below = 1, inner.lower > 1 or inner.open_below
    upper = 1 if inner.upper is not None and inner.upper <= 1 else None
    return Bounds(lower, upper, open_below, inner.open_above or inner.upper != 1)
