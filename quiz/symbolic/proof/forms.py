"""Normal forms: a polynomial over a product of polynomials, both in atoms."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import reduce

from quiz.symbolic.errors import TooLargeError
from quiz.symbolic.proof.atoms import (
    UNIT,
    Atom,
    Exponent,
    Kind,
    Monomial,
    Polynomial,
    Rational,
    accumulate,
    added,
    common_denominator,
    merged,
    monomial,
    plain,
    reducible,
    scaled,
)
from quiz.symbolic.proof.quotients import exact_quotient

MOST_TERMS = 120
"""A power of a sum that would have more terms than this is kept as a power."""

BUILDERS: dict[str, Callable[..., Form]] = {}
"""How an atom of each kind is made again from other arguments, and functions by their names."""


def _unknown(_: Atom) -> None:
    """What is said of the letters before their declarations are known."""


class Space:
    """The atoms of one proof, each made once, and the steps that are left for it.

    `range_of` says how far an index that nothing binds runs from 1, `probabilities` how many
    entries a probability vector has of which an atom is an entry. `leaves_points_out` says that
    something was taken to hold that fails on a set of measure zero.
    """

    def __init__(self, steps: int) -> None:
        self.steps = steps
        self.leaves_points_out = False
        self._atoms: dict[tuple[object, ...], Atom] = {}
        self._whole: dict[int, Form] = {}
        self._temporary = 0
        self.builders: dict[str, Callable[..., Form]] = {}
        self.range_of: Callable[[Atom], Form | None] = _unknown
        self.probabilities: Callable[[Atom], Form | None] = _unknown
        self.factored: dict[Form, tuple[Rational, list[tuple[Atom, int]]]] = {}

    def spend(self, steps: int) -> None:
        """Count work done; raises `TooLargeError` when the budget is used up."""
        self.steps -= steps
        if self.steps < 0:
            raise TooLargeError("no proof within the budget")

    def atom(self, kind: Kind, *arguments: str | int | Form) -> Atom:
        """The one atom of this kind with these arguments."""
        key = (kind, *arguments)
        found = self._atoms.get(key)
        if found is None:
            self.spend(3)
            found = Atom(self, kind, arguments, len(self._atoms))
            self._atoms[key] = found
        return found

    def temporary_index(self, upper: Form) -> Atom:
        """A new index that runs from 1 to `upper`."""
        self._temporary -= 1
        return self.atom("index", self._temporary, upper)

    def number(self, value: Rational) -> Form:
        """A rational number; a whole one is made once."""
        found = self._whole.get(value) if type(value) is int else None
        if found is None:
            found = Form(self, {UNIT: plain(value)} if value else {})
            if type(value) is int:
                self._whole[value] = found
        return found

    def power(self, atom: Atom, exponent: Exponent = 1) -> Form:
        """A power of an atom that does not reduce."""
        if exponent == 1:
            if atom.itself is None:
                atom.itself = Form(self, {((atom, 1),): 1})
            return atom.itself
        return Form(self, {((atom, plain(exponent)),) if exponent else UNIT: 1})

    def term(self, key: Monomial, coefficient: Rational = 1) -> Form:
        """One term as a form."""
        return Form(self, {key: plain(coefficient)})


class Form:
    """A normal form. `denominator` is a product of powers of atoms of the kind `poly`."""

    __slots__ = ("_free", "_hash", "_inside", "denominator", "space", "terms")

    def __init__(self, space: Space, terms: Polynomial, denominator: Monomial = UNIT) -> None:
        self.space = space
        self.terms = terms
        self.denominator = denominator if terms else UNIT
        self._hash: int | None = None
        self._inside: frozenset[Atom] | None = None
        self._free: frozenset[Atom] | None = None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Form):
            return NotImplemented
        return self.terms == other.terms and self.denominator == other.denominator

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash((frozenset(self.terms.items()), self.denominator))
        return self._hash

    # What it is made of

    def atoms(self) -> set[Atom]:
        """The atoms that it is a rational function of."""
        return set(self._each())

    def _each(self) -> Iterator[Atom]:
        """The same, some of them more than once."""
        for key in (*self.terms, self.denominator):
            for atom, _ in key:
                yield atom

    @property
    def inside(self) -> frozenset[Atom]:
        """All atoms in it, down to the letters."""
        if self._inside is None:
            self._inside = _together([atom.inside for atom in self._each()])
        return self._inside

    @property
    def free(self) -> frozenset[Atom]:
        """All atoms in it that no index inside binds."""
        if self._free is None:
            self._free = _together([atom.free for atom in self._each()])
        return self._free

    @property
    def is_complex(self) -> bool:
        """Whether it is written with the imaginary unit."""
        return any(atom.is_complex for atom in self._each())

    @property
    def is_zero(self) -> bool:
        """Whether it is zero as a polynomial."""
        return not self.terms

    @property
    def constant(self) -> Rational | None:
        """The rational number that it is, if it is one."""
        if not self.terms:
            return 0
        if self.denominator or len(self.terms) > 1:
            return None
        return self.terms.get(UNIT)

    @property
    def whole(self) -> int | None:
        """The whole number that it is, if it is one."""
        value = self.constant
        return value.numerator if value is not None and value.denominator == 1 else None

    @property
    def single(self) -> tuple[Monomial, Rational] | None:
        """Its only term, if it is a monomial times a number."""
        if self.denominator or len(self.terms) != 1:
            return None
        return next(iter(self.terms.items()))

    @property
    def letter(self) -> Atom | None:
        """The atom that it is, if it is nothing else."""
        single = self.single
        if single is None or single[1] != 1 or len(single[0]) != 1 or single[0][0][1] != 1:
            return None
        return single[0][0][0]

    # Arithmetic

    def __neg__(self) -> Form:
        return Form(self.space, scaled(self.terms, -1), self.denominator)

    def __add__(self, other: Form | int) -> Form:
        other = self._form(other)
        if self.denominator == other.denominator:
            return _cancelled(self.space, added(self.terms, other.terms), self.denominator)
        common, to_left, to_right = common_denominator(self.denominator, other.denominator)
        left = expanded(self.space, self.terms, to_left)
        right = expanded(self.space, other.terms, to_right)
        return _cancelled(self.space, added(left, right), common)

    def __sub__(self, other: Form | int) -> Form:
        return self + -self._form(other)

    def __mul__(self, other: Form | Rational) -> Form:
        if not isinstance(other, Form):
            return Form(self.space, scaled(self.terms, other), self.denominator)
        terms = product(self.space, self.terms, other.terms)
        if not self.denominator and not other.denominator:
            return Form(self.space, terms)
        denominator, _ = merged(self.denominator, other.denominator)
        return _cancelled(self.space, terms, denominator)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other: int) -> Form:
        return self._form(other) - self

    def _form(self, other: Form | int) -> Form:
        return other if isinstance(other, Form) else self.space.number(other)

    def numerator(self) -> Form:
        """What stands above the denominator."""
        return Form(self.space, self.terms)


def _together(sets: list[frozenset[Atom]]) -> frozenset[Atom]:
    return sets[0] if len(sets) == 1 else frozenset().union(*sets)


def total(space: Space, forms: Iterable[Form]) -> Form:
    """The sum of forms."""
    found = list(forms)
    return reduce(operator.add, found) if found else space.number(0)


def product(space: Space, left: Polynomial, right: Polynomial) -> Polynomial:
    """The product of two polynomials, powers reduced."""
    space.spend(len(left) * len(right))
    if len(left) == 1 and UNIT in left:
        return scaled(right, left[UNIT])
    if len(right) == 1 and UNIT in right:
        return scaled(left, right[UNIT])
    result: Polynomial = {}
    for a, m in left.items():
        for b, n in right.items():
            key, clash = merged(a, b)
            # Most coefficients are 1, and fractions are slow.
            value = n if m == 1 else m if n == 1 else m * n
            if clash:
                accumulate(result, scaled(reduced_monomial(space, key), value).items())
                continue
            value += result.get(key, 0)
            if value:
                result[key] = value
            else:
                result.pop(key, None)
    return result


def reduced_monomial(space: Space, key: Monomial) -> Polynomial:
    """A monomial with the powers reduced that reduce."""
    simple: dict[Atom, Exponent] = {}
    result: Polynomial = {UNIT: 1}
    for atom, exponent in key:
        if not reducible(atom):
            simple[atom] = exponent
            continue
        result = product(space, result, reduced_power(space, atom, exponent))
    return product(space, result, {monomial(simple): 1}) if simple else result


def reduced_power(space: Space, atom: Atom, exponent: Exponent) -> Polynomial:
    """A power of an atom whose powers reduce; what does not reduce stays."""
    if atom.values is not None:
        return _finite_power(atom, exponent)
    if atom.kind == "i":
        sign, rest = ((1, 0), (1, 1), (-1, 0), (-1, 1))[int(exponent) % 4]
        return {monomial({atom: rest}): Fraction(sign)}
    if atom.kind == "rotation":
        # cis(pi/q), whose power q is -1.
        base = atom.arguments[0]
        assert isinstance(base, int)
        turns, left = divmod(int(exponent), base)
        return {monomial({atom: left}): Fraction(-1 if turns % 2 else 1)}
    if atom.kind == "prod":
        return _product_power(space, atom, exponent)
    whole = math.floor(exponent / 2) * 2 if atom.kind == "abs" else math.floor(exponent)
    key = monomial({atom: exponent - whole})
    if whole == 0:
        return {key: 1}
    if atom.kind == "prime":
        base = atom.arguments[0]
        assert isinstance(base, int)
        return {key: plain(Fraction(base) ** whole)}
    inner = atom.form()
    if whole < 0 or inner.denominator or not expandable(inner.terms, whole):
        return {monomial({atom: exponent}): 1}
    return product(space, polynomial_power(space, inner.terms, whole), {key: 1})


def _product_power(space: Space, atom: Atom, exponent: Exponent) -> Polynomial:
    """An even power of a product is that of the product of absolute values."""
    even = math.floor(exponent / 2) * 2
    size = BUILDERS["absolute product"](atom)
    single = size.single
    if even == 0 or single is None or size.letter is atom:
        return {monomial({atom: exponent}): 1}
    raised = tuple((factor, power * even) for factor, power in single[0])
    rest = {monomial({atom: exponent - even}): plain(Fraction(single[1]) ** even)}
    return product(space, reduced_monomial(space, raised), rest)


_BITS = (0, 1)
_SIGNS = (-1, 1)


def _finite_power(atom: Atom, exponent: Exponent) -> Polynomial:
    """A power of something that has few values, of lower degree than their number."""
    values = atom.values or ()
    if values == _BITS and exponent > 0:
        return {((atom, 1),): 1}
    if not isinstance(exponent, int) or not len(values) <= exponent <= 60:
        if values == _SIGNS and isinstance(exponent, int):
            return {monomial({atom: exponent % 2}): 1}
        return {monomial({atom: exponent}): 1}
    # The relation is the product of (atom - value) = 0, written for its highest power.
    relation: list[Rational] = [1]
    for value in values:
        shifted = [*relation, 0]
        relation = [a - value * b for a, b in zip(shifted, [0, *relation], strict=True)]
    remainder: list[Rational] = [1, *[0] * (len(values) - 1)]
    for _ in range(exponent - len(values) + 1):
        top = remainder[0]
        remainder = [*remainder[1:], 0]
        remainder = [a - top * b for a, b in zip(remainder, relation[1:], strict=True)]
    degrees = range(len(values) - 1, -1, -1)
    return {
        monomial({atom: degree}): value
        for degree, value in zip(degrees, remainder, strict=True)
        if value
    }


def expandable(terms: Polynomial, exponent: int) -> bool:
    """Whether a whole power of a polynomial is small enough to be written out."""
    if len(terms) < 2:
        return True
    return exponent < MOST_TERMS and math.comb(len(terms) + exponent - 1, exponent) <= MOST_TERMS


def polynomial_power(space: Space, terms: Polynomial, exponent: int) -> Polynomial:
    """A whole power, at least 0, written out."""
    if len(terms) == 1:
        ((key, value),) = terms.items()
        raised = tuple((atom, power * exponent) for atom, power in key)
        return scaled(reduced_monomial(space, raised), value**exponent)
    result: Polynomial = {UNIT: 1}
    for _ in range(exponent):
        result = product(space, result, terms)
    return result


def expanded(space: Space, terms: Polynomial, factors: Monomial) -> Polynomial:
    """A polynomial times powers of atoms of the kind `poly`, written out."""
    for atom, exponent in factors:
        assert isinstance(exponent, int)
        inner = atom.form().terms
        if expandable(inner, exponent):
            terms = product(space, terms, polynomial_power(space, inner, exponent))
        else:
            terms = product(space, terms, {((atom, exponent),): 1})
    return terms


def _cancelled(space: Space, terms: Polynomial, denominator: Monomial) -> Form:
    """Numerator over denominator with the factors divided out that divide the numerator."""
    if not denominator or not terms:
        return Form(space, terms)
    left: dict[Atom, Exponent] = {}
    for atom, exponent in denominator:
        remaining = exponent
        while remaining > 0:
            quotient = exact_quotient(space, terms, atom)
            if quotient is None:
                break
            terms, remaining = quotient, remaining - 1
        left[atom] = remaining
    return Form(space, terms, monomial(left))
