"""Kronecker's delta of two indices, kept as the delta of their difference and zero."""

from __future__ import annotations

from quiz.symbolic.proof.atoms import UNIT, Atom, leading, monomial
from quiz.symbolic.proof.forms import BUILDERS, Form, total
from quiz.symbolic.proof.signs import bounds
from quiz.symbolic.proof.substitution import substitute


def delta(difference: Form) -> Form:
    """1 where an index difference is zero, else 0."""
    space = difference.space
    value = difference.constant
    if value is not None:
        return space.number(int(value == 0))
    reach = bounds(difference)
    if reach.is_positive or reach.is_negative:
        return space.number(0)
    if _is_last_place(difference):
        letter = difference - space.number(difference.terms[UNIT])
        count = abs(int(difference.terms[UNIT]))
        sign = difference.terms[leading(letter.terms)]
        return 1 - total(space, (delta(letter * sign - place) for place in range(1, count)))
    if difference.terms[leading(difference.terms)] < 0:
        difference = -difference
    atom = space.atom("delta", difference)
    atom.values = (0, 1)
    return space.power(atom)


def _is_last_place(difference: Form) -> bool:
    """Whether an index is compared with the last of a fixed number of places."""
    if len(difference.terms) != 2 or UNIT not in difference.terms:
        return False
    (key,) = (key for key in difference.terms if key != UNIT)
    if len(key) != 1 or key[0][1] != 1 or abs(difference.terms[key]) != 1:
        return False
    length = difference.space.range_of(key[0][0])
    return length is not None and length.whole == -difference.terms[UNIT] * difference.terms[key]


def solution(difference: Form) -> tuple[Atom, Form] | None:
    """An index and what it is where the difference is zero: bound indices are solved for first."""
    if difference.denominator:
        return None
    candidates = [
        key[0][0]
        for key, value in difference.terms.items()
        if len(key) == 1 and key[0][1] == 1 and abs(value) == 1
    ]
    candidates = [
        atom
        for atom in candidates
        if not any(atom in other.inside for other in difference.atoms() if other is not atom)
        and sum(atom in dict(key) for key in difference.terms) == 1
    ]
    if not candidates:
        return None
    atom = max(candidates, key=lambda candidate: (candidate.is_index, candidate.number))
    return atom, solved_for(difference, atom)


def solved_for(difference: Form, atom: Atom) -> Form:
    """What an atom with coefficient 1 or -1 is where the difference is zero."""
    value = difference.terms[((atom, 1),)]
    return atom.space.power(atom) - difference * value


def unified(form: Form) -> Form:
    """The form with the indices that a delta makes equal written alike beside it."""
    if not any(atom.kind == "delta" for atom in form.atoms()):
        return form
    space = form.space
    return total(space, (_unified_term(form, key) * value for key, value in form.terms.items()))


def _unified_term(form: Form, key: object) -> Form:
    space = form.space
    powers = dict(key)  # type: ignore[call-overload]
    for atom in powers:
        if atom.kind != "delta":
            continue
        solved = solution(atom.form())
        if solved is None:
            continue
        rest = {other: power for other, power in powers.items() if other is not atom}
        beside = Form(space, {monomial(rest): 1}, form.denominator)
        replaced = substitute(beside, {solved[0]: solved[1]})
        if replaced != beside:
            return unified(replaced * space.power(atom))
    return Form(space, {monomial(powers): 1}, form.denominator)


BUILDERS["delta"] = delta
