"""Symbols and their entries as atoms, with what their domains say of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from quiz.symbolic.domains import Domain, Finite, Real, Simplex, Whole, parse_domain
from quiz.symbolic.errors import UnsupportedError
from quiz.symbolic.proof.atoms import Atom, Rational, plain
from quiz.symbolic.proof.bounds import Bounds
from quiz.symbolic.proof.deltas import delta
from quiz.symbolic.proof.forms import Form, Space, total
from quiz.symbolic.tasks import Declaration, Symbols

_LENGTH = Whole(1)
_UNDECLARED = Declaration()

FEW_VALUES = 3
"""An entry with more values than this is treated as any other number."""


class Letters:
    """The symbols of a proof: their atoms, made on demand.

    `positive` are the names that may be taken as positive, because both sides are undefined
    where they are not.
    """

    def __init__(
        self,
        space: Space,
        symbols: Symbols,
        lengths: Iterable[str] = (),
        positive: frozenset[str] = frozenset(),
    ) -> None:
        self.space = space
        self.symbols = symbols
        self.positive = positive
        self.lengths = set(lengths)
        for declaration in symbols.values():
            self.lengths.update(n for n in declaration.index if isinstance(n, str))
            if declaration.index_of:
                self.lengths.add(declaration.index_of)
        self.ranges: dict[Atom, Form] = {}
        self._made: dict[str, Form] = {}
        space.range_of = self.range_of
        space.probabilities = self.probabilities
        space.builders["entry"] = self.entry
        space.builders["choice"] = self.choice

    def declaration(self, name: str) -> Declaration:
        """How a name is declared; one that is not is real."""
        return self.symbols.get(name, _UNDECLARED)

    def domain(self, name: str) -> Domain:
        """The domain of a symbol or of its entries. What bounds a sum is natural."""
        domain = parse_domain(self.declaration(name).domain)
        if name in self.lengths and not (isinstance(domain, Whole) and domain.lower is not None):
            return _LENGTH
        if name in self.positive and isinstance(domain, Real):
            lower = max(domain.lower or Fraction(0), Fraction(0))
            # Under a root it may be zero.
            self.space.leaves_points_out |= domain.lower != lower or domain.closed_left
            return replace(domain, lower=lower, closed_left=False)
        return domain

    def symbol(self, name: str) -> Form:
        """A symbol without a subscript."""
        form = self._made.get(name)
        if form is None:
            form = self._made[name] = self._symbol(name)
        return form

    def _symbol(self, name: str) -> Form:
        declaration = self.declaration(name)
        if declaration.index:
            raise UnsupportedError(f"{name} is indexed")
        if declaration.index_of:
            return self.space.power(self.free_index(name))
        atom = self.space.atom("symbol", name)
        _mark(atom, self.domain(name))
        return self.space.power(atom)

    def free_index(self, name: str) -> Atom:
        """A letter that stands for any index of a range: an index that nothing binds."""
        atom = self.space.atom("symbol", name)
        _mark(atom, _LENGTH)
        return atom

    def length(self, name: str, place: int) -> Form | None:
        """How far an index of a symbol runs; None if it is not declared."""
        index = self.declaration(name).index
        if place >= len(index):
            return None
        length = index[place]
        return self.space.number(length) if isinstance(length, int) else self.symbol(length)

    def entry(self, name: str, *indices: Form) -> Form:
        """An entry of an indexed symbol."""
        domain = self.domain(name)
        last = self.length(name, len(indices) - 1)
        if isinstance(domain, Simplex) and last is not None:
            return self._share(name, indices, last, corners=domain.corners)
        return self._entry(name, indices, domain)

    def _share(self, name: str, indices: tuple[Form, ...], length: Form, *, corners: bool) -> Form:
        """An entry of a vector of probabilities, or of a one-hot vector.

        The last of a fixed number is one less the others; of three probabilities or more it is
        kept, because its sign is then plain to see.
        """
        count = length.whole
        if count is not None and indices[-1].whole == count and (corners or count <= 2):
            before = range(1, count)
            places = ((*indices[:-1], self.space.number(place)) for place in before)
            return 1 - total(self.space, (self.entry(name, *place) for place in places))
        if corners:
            return delta(indices[-1] - self.choice(name, *indices[:-1]))
        return self._entry(name, indices, Simplex(corners=False), within=count == 2)

    def _entry(
        self, name: str, indices: tuple[Form, ...], domain: Domain, *, within: bool = False
    ) -> Form:
        atom = self.space.atom("entry", name, *indices)
        _mark(atom, Real(Fraction(0), Fraction(1)) if within else domain)
        return self.space.power(atom)

    def choice(self, name: str, *indices: Form) -> Form:
        """The place of the 1 in a one-hot vector, as an index."""
        length = self.length(name, len(indices))
        assert length is not None
        atom = self.space.atom("choice", name, *indices)
        _mark(atom, _LENGTH)
        self.ranges[atom] = length
        return self.space.power(atom)

    def range_of(self, atom: Atom) -> Form | None:
        """How far an index runs from 1 that nothing binds, if that is known."""
        if atom.kind == "symbol":
            length = self.declaration(str(atom.arguments[0])).index_of
            return self.symbol(length) if length else None
        return self.ranges.get(atom)

    def probabilities(self, atom: Atom) -> Form | None:
        """The length of the probability vector that an atom is an entry of."""
        name = str(atom.arguments[0])
        if self.domain(name) != Simplex(corners=False):
            return None
        return self.length(name, len(atom.arguments) - 2)


def _end(value: Fraction | None) -> Rational | None:
    return None if value is None else plain(value)


def _mark(atom: Atom, domain: Domain) -> None:
    """Write on an atom what its domain says."""
    if atom.bounds is not None:
        return
    match domain:
        case Real(lower, upper, closed_left, closed_right):
            atom.bounds = Bounds(_end(lower), _end(upper))
            atom.space.leaves_points_out |= closed_left or closed_right
            atom.is_continuous = True
        case Whole(lower):
            atom.bounds = Bounds(lower, None, open_below=lower is None)
            atom.is_whole = True
        case Finite(values):
            atom.bounds = Bounds(values[0], values[-1], open_below=False, open_above=False)
            atom.is_whole = all(value.denominator == 1 for value in values)
            if len(values) <= FEW_VALUES:
                atom.values = values
        case Simplex(corners):
            atom.bounds = Bounds(0, 1, not corners, open_above=False)
            atom.is_continuous = not corners
            atom.is_whole = corners
            atom.values = (0, 1) if corners else None
