"""What is known of the sign of a form on the domains of its letters.

Measure zero does not count: a square of a real number is positive.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import reduce

from quiz.symbolic.proof.atoms import Atom, Exponent, Monomial, Polynomial, Rational
from quiz.symbolic.proof.bounds import NONNEGATIVE, POSITIVE, Bounds, exactly
from quiz.symbolic.proof.constants import CONSTANTS, constant_bounds, is_constant
from quiz.symbolic.proof.forms import Form

MOST_LOOKED_AT = 12
"""Polynomials with more terms are judged by the bounds of their terms alone."""

_DEPTH = 4
_TOLERANCE = Fraction(1, 10**12)
_E = Bounds(Fraction(math.e) - _TOLERANCE, Fraction(math.e) + _TOLERANCE)
_PI = Bounds(Fraction(math.pi) - _TOLERANCE, Fraction(math.pi) + _TOLERANCE)


def bounds(form: Form) -> Bounds:
    """An interval that holds every value of the form."""
    result = _polynomial_bounds(form.terms)
    if form.denominator:
        result = result * _monomial_bounds(form.denominator).reciprocal()
    return result


def is_positive(form: Form) -> bool:
    """Whether the form is positive wherever it is defined, but for a set of measure zero."""
    return bounds(form).is_positive


def atom_bounds(atom: Atom) -> Bounds:
    """An interval that holds every value of the atom."""
    if atom.bounds is None:
        atom.bounds = Bounds()
        atom.bounds = _computed(atom)
    return atom.bounds


def _computed(atom: Atom) -> Bounds:  # noqa: C901 - one case a kind
    if atom.is_complex:
        return Bounds()
    match atom.kind:
        case "pi":
            return _PI
        case "index":
            return Bounds(1, bounds(atom.form(1)).upper, False, open_above=False)
        case "prime":
            base = atom.arguments[0]
            assert isinstance(base, int)
            return exactly(base)
        case "exp":
            return _exponential(atom.form())
        case "log":
            return _logarithm(atom.form())
        case "abs":
            return POSITIVE if is_almost_never_zero(atom.form()) else NONNEGATIVE
        case "gamma":
            return POSITIVE if bounds(atom.form()).is_positive else Bounds()
        case "poly":
            return _polynomial_bounds(atom.form().terms)
        case "sum":
            return _sum(atom)
        case "prod":
            return NONNEGATIVE if bounds(atom.form(-1)).is_nonnegative else Bounds()
        case "delta":
            return Bounds(0, 1, open_below=False, open_above=False)
    return Bounds()


def _exponential(exponent: Form) -> Bounds:
    if any(atom.kind == "wholelog" for atom in exponent.atoms()):
        return Bounds()
    if exponent.constant == 1:
        return _E
    inner = bounds(exponent)
    if inner.is_nonnegative:
        return Bounds(1, None, inner.is_positive)
    if inner.is_nonpositive:
        return Bounds(0, 1, open_below=True, open_above=inner.is_negative)
    return POSITIVE


def _logarithm(argument: Form) -> Bounds:
    number = argument.constant
    if number is not None:
        value = Fraction(math.log(number))
        slack = abs(value) * _TOLERANCE + _TOLERANCE
        return Bounds(value - slack, value + slack)
    inner = bounds(argument)
    if inner.lower is not None and inner.lower >= 1:
        return POSITIVE if inner.lower > 1 or inner.open_below else NONNEGATIVE
    if inner.upper is not None and inner.upper <= 1:
        return -(POSITIVE if inner.upper < 1 or inner.open_above else NONNEGATIVE)
    return Bounds()


def _sum(atom: Atom) -> Bounds:
    body = bounds(atom.form(-1))
    if body.is_nonpositive and not body.is_nonnegative:
        return -_of_sum(atom, -body)
    return _of_sum(atom, body)


def _of_sum(atom: Atom, body: Bounds) -> Bounds:
    if not body.is_nonnegative:
        return Bounds()
    uppers = [argument.atoms() for argument in atom.arguments[:-1] if isinstance(argument, Form)]
    runs = all(bounds(index.form(1) - 1).is_nonnegative for (index,) in uppers)
    return POSITIVE if runs and body.is_positive else NONNEGATIVE


def is_almost_never_zero(form: Form) -> bool:
    """Whether the zeros of a form that is not zero have measure zero.

    Seen as a polynomial in what runs over an interval, it has a coefficient that is never zero,
    whatever whole numbers and the like are in it.
    """
    reach = _polynomial_bounds(form.terms)
    if reach.is_positive or reach.is_negative:
        return True
    form.space.leaves_points_out = True
    coefficients: dict[Monomial, Polynomial] = {}
    for key, value in form.terms.items():
        running = tuple(power for power in key if _runs_over_an_interval(power[0]))
        steady = tuple(power for power in key if power not in running)
        if any(part.is_continuous for atom, _ in steady for part in _letters_inside(atom)):
            return False
        coefficients.setdefault(running, {})[steady] = value
    return any(_is_never_zero(coefficient) for coefficient in coefficients.values())


def _is_never_zero(terms: Polynomial) -> bool:
    if len(terms) == 1 and all(atom.kind in ("i", "rotation") for key in terms for atom, _ in key):
        return True
    reach = _polynomial_bounds(terms)
    return reach.is_positive or reach.is_negative


def _runs_over_an_interval(atom: Atom) -> bool:
    """Whether the atom varies with letters that run over intervals, and with no others."""
    parts = list(_varying(atom))
    return bool(parts) and all(part.is_continuous for part in parts)


def _letters_inside(atom: Atom) -> Iterable[Atom]:
    """The letters in an atom, but for those in the indices of an entry or a choice."""
    return {atom} if atom.kind in ("entry", "choice") else atom.inside


_ANALYTIC = frozenset({"exp", "log", "cis", "poly", "gamma"})


def _varying(atom: Atom) -> Iterator[Atom]:
    """What the value of an atom depends on: letters, and what is not looked into."""
    if atom.kind in _ANALYTIC:
        for part in atom.form().atoms():
            yield from _varying(part)
    elif atom.kind not in ("pi", "prime", "i", "rotation"):
        yield atom


def is_whole(form: Form) -> bool:
    """Whether every value of the form is a whole number."""
    if form.denominator or any(value.denominator != 1 for value in form.terms.values()):
        return False
    return all(
        atom.is_whole and isinstance(power, int) and power > 0
        for key in form.terms
        for atom, power in key
    )


def _power_bounds(atom: Atom, exponent: Exponent) -> Bounds:
    inner = atom_bounds(atom)
    if not isinstance(exponent, int) and not inner.is_nonnegative:
        atom.space.leaves_points_out |= atom.is_continuous
        return POSITIVE if atom.is_continuous else NONNEGATIVE
    result = inner.power(exponent)
    if atom.is_continuous and result.lower == 0 and not result.open_below:
        atom.space.leaves_points_out = True
        return Bounds(0, result.upper, open_below=True, open_above=result.open_above)
    return result


def _monomial_bounds(key: Monomial) -> Bounds:
    result: Bounds | None = None
    for atom, exponent in key:
        if atom.is_complex:
            return Bounds()
        reach = _power_bounds(atom, exponent)
        result = reach if result is None else result * reach
    return exactly(1) if result is None else result


def _term_bounds(key: Monomial, value: Rational) -> Bounds:
    if not key:
        return exactly(value)
    reach = _monomial_bounds(key)
    return reach if value == 1 else -reach if value == -1 else exactly(value) * reach


def _polynomial_bounds(terms: Polynomial, depth: int = _DEPTH) -> Bounds:
    each = [_term_bounds(key, value) for key, value in terms.items()]
    result = reduce(operator.add, each) if each else exactly(0)
    if result.is_positive or result.is_negative or depth == 0:
        return result
    number = _constant_bounds(terms)
    if number is not None:
        return number
    if 1 < len(terms) <= MOST_LOOKED_AT and not any(a.is_complex for k in terms for a, _ in k):
        found = _by_ends(terms, depth) or _by_discriminant(terms, depth)
        if found is not None and (found.is_positive or found.is_negative):
            return found
        return result if found is None or result.is_nonnegative or result.is_nonpositive else found
    return result


def _constant_bounds(terms: Polynomial) -> Bounds | None:
    atoms = [atom for key in terms for atom, _ in key]
    if not atoms or any(atom.kind not in CONSTANTS for atom in atoms):
        return None
    form = Form(atoms[0].space, terms)
    ends = constant_bounds(form) if is_constant(form) else None
    return None if ends is None else Bounds(ends[0], ends[1], open_below=False, open_above=False)


def _letters(terms: Polynomial) -> list[Atom]:
    return sorted({atom for key in terms for atom, _ in key}, key=lambda atom: atom.number)


def _by_ends(terms: Polynomial, depth: int) -> Bounds | None:
    """A polynomial of degree one in a bounded letter lies between its values at the two ends."""
    best: Bounds | None = None
    for atom in _letters(terms):
        reach = atom_bounds(atom)
        if reach.lower is None or any(dict(key).get(atom, 1) != 1 for key in terms):
            continue
        slope = {_without(key, atom): value for key, value in terms.items() if atom in dict(key)}
        rest = {key: value for key, value in terms.items() if atom not in dict(key)}
        below = _polynomial_bounds(_line(rest, slope, reach.lower), depth - 1)
        if not (below.is_nonnegative or below.is_nonpositive):
            continue
        above = _polynomial_bounds(
            slope if reach.upper is None else _line(rest, slope, reach.upper), depth - 1
        )
        found = _between(below, above, reach) or _negative_between(below, above, reach)
        if found is not None and (found.is_positive or found.is_negative):
            return found
        best = best or found
    return best


def _between(below: Bounds, above: Bounds, reach: Bounds) -> Bounds | None:
    """Not negative between two ends where it is not; positive if it is so at an end and inside."""
    if not (below.is_nonnegative and above.is_nonnegative):
        return None
    positive = (below.is_positive or reach.open_below) and (
        above.is_positive or reach.open_above or reach.upper is None
    )
    return POSITIVE if positive and (below.is_positive or above.is_positive) else NONNEGATIVE


def _negative_between(below: Bounds, above: Bounds, reach: Bounds) -> Bounds | None:
    found = _between(-below, -above, reach)
    return None if found is None else -found


def _by_discriminant(terms: Polynomial, depth: int) -> Bounds | None:
    """a x^2 + b x + c has the sign of a everywhere if b^2 - 4ac is negative."""
    for atom in _letters(terms):
        degrees = {dict(key).get(atom, 0) for key in terms}
        if not degrees <= {0, 1, 2} or 2 not in degrees:
            continue
        space = atom.space
        a, b, c = (
            Form(
                space, {_without(k, atom): v for k, v in terms.items() if dict(k).get(atom, 0) == n}
            )
            for n in (2, 1, 0)
        )
        value = a.constant
        if value is None:
            continue
        under = _polynomial_bounds((b * b - a * c * 4).terms, depth - 1)
        if under.is_nonpositive:
            found = POSITIVE if under.is_negative else NONNEGATIVE
            return found if value > 0 else -found
    return None


def _without(key: Monomial, atom: Atom) -> Monomial:
    return tuple(power for power in key if power[0] is not atom)


def _line(rest: Polynomial, slope: Polynomial, at: Rational) -> Polynomial:
    result = dict(rest)
    for key, value in slope.items():
        total = result.get(key, 0) + value * at
        if total:
            result[key] = total
        else:
            result.pop(key, None)
    return result
