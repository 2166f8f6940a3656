"""What normal forms are made of: atoms, monomials and polynomials.

A monomial is a product of powers of atoms, the exponents rational and of either sign. A
polynomial is a sum of monomials with rational coefficients. Neither is ever changed in place.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from quiz.symbolic.proof.bounds import Bounds
    from quiz.symbolic.proof.forms import Form, Space

Rational = int | Fraction
"""A number; a whole one is an `int` where it can be, which is quicker. Never divide two by `/`."""

Exponent = Rational
Monomial = tuple[tuple["Atom", Exponent], ...]
Polynomial = dict[Monomial, Rational]

UNIT: Monomial = ()

Kind = Literal[
    "symbol",
    "entry",  # of an indexed symbol: its name and its indices
    "choice",  # the place of the 1 in a one-hot vector
    "index",  # of a sum or product: a number and how far it runs from 1
    "delta",  # Kronecker's, of a difference of indices
    "sum",  # its indices and its body, a product of powers
    "prod",
    "prime",  # a whole number that stands under a root
    "pi",
    "i",
    "cis",  # cos x + i sin x
    "rotation",  # cis(pi/q) for a whole number q
    "exp",
    "log",
    "wholelog",  # the log of a base of unknown sign, in exponents that are whole numbers
    "poly",  # a polynomial as a factor: under a root, in a denominator, to a high power
    "abs",
    "gamma",
    "call",  # any other function: its name and its arguments
]


class Atom:
    """Something that normal forms treat as a letter: a symbol, a logarithm, a sum over an index.

    Each is made once by its `Space`, so that two are equal only if they are one object.
    `number` orders them. `inside` holds the atom and all that it is made of, `free` the same
    without what an index inside binds. `itself` is the form that is nothing else, once it has
    been asked for. `values` are all that it can be, if those are few.
    `is_complex` says that its value need not be real, `is_whole` that it is a whole number,
    `is_continuous` that it is a letter which runs over an interval.
    """

    __slots__ = (
        *("arguments", "bounds", "free", "inside", "is_complex", "is_continuous", "is_whole"),
        *("itself", "kind", "number", "space", "values"),
    )

    def __init__(
        self, space: Space, kind: Kind, arguments: tuple[str | int | Form, ...], number: int
    ) -> None:
        self.space = space
        self.kind = kind
        self.arguments = arguments
        self.number = number
        self.values: tuple[Rational, ...] | None = None
        self.bounds: Bounds | None = None
        self.itself: Form | None = None
        self.is_continuous = False
        self.is_whole = kind in ("index", "delta")
        self.is_complex = _is_complex(kind, arguments)
        parts: set[Atom] = set()
        loose: set[Atom] = set()
        for argument in arguments:
            if not isinstance(argument, str | int):
                parts |= argument.inside
                loose |= argument.free
        self.inside: frozenset[Atom] = frozenset({*parts, self})
        self.free: frozenset[Atom] = frozenset({*_unbound(self, loose), self})

    def form(self, place: int = 0) -> Form:
        """The argument at a place, which is a normal form."""
        argument = self.arguments[place]
        assert not isinstance(argument, str | int)
        return argument

    @property
    def is_index(self) -> bool:
        """Whether this is the index of a sum or a product around it."""
        return self.kind == "index"


_PERIODIC = frozenset({"prime", "i", "poly", "abs", "prod", "rotation"})


def _is_complex(kind: Kind, arguments: tuple[str | int | Form, ...]) -> bool:
    """Whether the imaginary unit is at work: sines and cosines are built with it."""
    if kind in ("i", "cis", "rotation"):
        return True
    if kind not in ("poly", "sum", "prod"):
        return False
    body = arguments[-1]
    assert not isinstance(body, str | int)
    return body.is_complex


def _unbound(atom: Atom, loose: set[Atom]) -> set[Atom]:
    """What is free in an atom, given what is free in its arguments."""
    if atom.kind not in ("sum", "prod"):
        return loose
    bound = frozenset(bound_indices(atom))
    return {part for part in loose if bound.isdisjoint(part.inside)}


def bound_indices(atom: Atom) -> list[Atom]:
    """The indices that a sum or a product runs over: all its arguments but the last."""
    return [next(iter(argument.terms))[0][0] for argument in atom.arguments[:-1]]  # type: ignore[union-attr]


def reducible(atom: Atom) -> bool:
    """Whether powers of the atom reduce: the square of a root, of a value that is 0 or 1."""
    return atom.kind in _PERIODIC or atom.values is not None


def monomial(powers: dict[Atom, Exponent]) -> Monomial:
    """A monomial in the order that makes equal ones identical."""
    kept = [(atom, plain(exponent)) for atom, exponent in powers.items() if exponent]
    kept.sort(key=lambda power: power[0].number)
    return tuple(kept)


def common_denominator(left: Monomial, right: Monomial) -> tuple[Monomial, Monomial, Monomial]:
    """A common denominator, and what each side lacks of it."""
    first, second = dict(left), dict(right)
    common = {atom: max(first.get(atom, 0), second.get(atom, 0)) for atom in first | second}
    to_left = {atom: power - first.get(atom, 0) for atom, power in common.items()}
    to_right = {atom: power - second.get(atom, 0) for atom, power in common.items()}
    return monomial(common), monomial(to_left), monomial(to_right)


def plain(value: Rational) -> Rational:
    """A whole number as an `int`."""
    if type(value) is Fraction and value.denominator == 1:
        return value.numerator
    return value


def magnitude(value: Rational) -> Rational:
    """The number without its sign."""
    return -value if value < 0 else value


def ratio(above: Rational, below: Rational) -> Rational:
    """One number over another."""
    if type(above) is int and type(below) is int:
        return above // below if above % below == 0 else Fraction(above, below)
    return plain(Fraction(above) / below)


def merged(left: Monomial, right: Monomial) -> tuple[Monomial, bool]:
    """The product of two monomials, and whether a power in it may have to be reduced."""
    if not left:
        return right, False
    if not right:
        return left, False
    powers: list[tuple[Atom, Exponent]] = []
    clash = False
    i = j = 0
    while i < len(left) and j < len(right):
        (a, m), (b, n) = left[i], right[j]
        if a is b:
            total = plain(m + n)
            if total:
                powers.append((a, total))
                clash = clash or reducible(a)
            i, j = i + 1, j + 1
        elif a.number < b.number:
            powers.append((a, m))
            i += 1
        else:
            powers.append((b, n))
            j += 1
    powers.extend(left[i:])
    powers.extend(right[j:])
    return tuple(powers), clash


def order(item: Monomial) -> tuple[tuple[int, Exponent], ...]:
    """A key that puts monomials into a fixed order."""
    return tuple((atom.number, exponent) for atom, exponent in item)


def leading(polynomial: Polynomial) -> Monomial:
    """The monomial whose coefficient decides the sign in which a polynomial is kept."""
    return max(polynomial, key=order)


def accumulate(total: Polynomial, more: Iterable[tuple[Monomial, Rational]]) -> None:
    """Add terms to a polynomial that is being built."""
    for key, coefficient in more:
        before = total.get(key)
        value = coefficient if before is None else before + coefficient
        if value:
            total[key] = value
        else:
            total.pop(key, None)


def added(left: Polynomial, right: Polynomial) -> Polynomial:
    """The sum of two polynomials."""
    total = dict(left)
    accumulate(total, right.items())
    return total


def scaled(polynomial: Polynomial, factor: Rational) -> Polynomial:
    """A polynomial times a number."""
    if factor == 1:
        return dict(polynomial)
    if factor == -1:
        return {key: -value for key, value in polynomial.items()}
    return {key: value * factor for key, value in polynomial.items()} if factor else {}
