"""Dividing one polynomial by another when it goes without remainder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.symbolic.proof.atoms import (
    Atom,
    Exponent,
    Polynomial,
    Rational,
    monomial,
    ratio,
    reducible,
)

if TYPE_CHECKING:
    from quiz.symbolic.proof.forms import Space

Powers = tuple[Exponent, ...]


def exact_quotient(space: Space, terms: Polynomial, divisor: Atom) -> Polynomial | None:
    """The polynomial divided by an atom of the kind `poly`; None if there is a remainder.

    Exponents may be fractions and negative. Terms are taken off from the highest down, in the
    lexical order of their exponents; the quotient can hold nothing below lowest over lowest.
    """
    below = divisor.form().terms
    # A power of the divisor that is not written out is divided by lowering its exponent.
    if all(any(atom is divisor and power >= 1 for atom, power in key) for key in terms):
        return {
            monomial({**dict(key), divisor: dict(key)[divisor] - 1}): v for key, v in terms.items()
        }
    atoms = sorted({a for p in (terms, below) for k in p for a, _ in k}, key=lambda a: a.number)
    inner = {atom for key in below for atom, _ in key}
    if not inner <= {atom for key in terms for atom, _ in key}:
        return None
    dense = _dense(below, atoms)
    rest = _dense(terms, atoms)
    high, low = max(dense), min(dense)
    lowest = _ratio(min(rest), low)
    lead = dense[high]
    quotient: dict[Powers, Rational] = {}
    for _ in range(len(rest) * 4 + 8):
        if not rest:
            break
        top = max(rest)
        step = _ratio(top, high)
        if step < lowest:
            return None
        value = ratio(rest[top], lead)
        quotient[step] = value
        space.spend(len(dense))
        for powers, coefficient in dense.items():
            place = tuple(a + b for a, b in zip(powers, step, strict=True))
            left = rest.get(place, 0) - value * coefficient
            if left:
                rest[place] = left
            else:
                rest.pop(place, None)
    if rest:
        return None
    if any(power < 0 and reducible(a) for p in quotient for a, power in zip(atoms, p, strict=True)):
        return None
    return {monomial(dict(zip(atoms, p, strict=True))): value for p, value in quotient.items()}


def _dense(polynomial: Polynomial, atoms: list[Atom]) -> dict[Powers, Rational]:
    """The polynomial by vectors of exponents."""
    places = {atom: place for place, atom in enumerate(atoms)}
    result: dict[Powers, Rational] = {}
    for key, value in polynomial.items():
        powers: list[Exponent] = [0] * len(atoms)
        for atom, power in key:
            powers[places[atom]] = power
        result[tuple(powers)] = value
    return result


def _ratio(above: Powers, below: Powers) -> Powers:
    return tuple(a - b for a, b in zip(above, below, strict=True))
