"""Whether a form is zero, by what the form alone does not show."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction

from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.proof.algebraic_numbers import is_algebraic, is_zero_number
from quiz.symbolic.proof.atoms import (
    Atom,
    Monomial,
    Rational,
    bound_indices,
    magnitude,
    monomial,
    ratio,
)
from quiz.symbolic.proof.bounds import Bounds
from quiz.symbolic.proof.deltas import unified
from quiz.symbolic.proof.factors import whole_power
from quiz.symbolic.proof.forms import Form, Space, total
from quiz.symbolic.proof.induction import vanishes_by_induction
from quiz.symbolic.proof.series import opened_sum, summed
from quiz.symbolic.proof.signs import bounds
from quiz.symbolic.proof.substitution import substitute

MOST_SPLITS = 2
MOST_FOLD = 12
"""Logs with greater coefficients are not gathered."""


def vanishes(form: Form, splits: int = MOST_SPLITS) -> bool:
    """Whether the form is proved to be zero wherever it is defined."""
    if form.is_zero:
        return True
    above = _without_last_probability(unified(form.numerator()).numerator())
    if above.is_zero:
        return True
    for attempt in _ATTEMPTS:
        try:
            if attempt(above):
                return True
        except (MathematicsError, ArithmeticError):
            # This way does not work; another may.
            form.space.spend(1)
    if splits > 0 and _vanishes_on_both_sides(above, splits):
        return True
    return splits > 0 and vanishes_by_induction(form, lambda step: vanishes(step, splits=0))


def _as_number(form: Form) -> bool:
    return is_algebraic(form) and is_zero_number(form)


def _with_sums_gathered(form: Form) -> bool:
    """Sums over one range become one sum, whose body may cancel."""
    for choose in (min, max):
        gathered = _gathered(form, choose)
        if gathered is not None and unified(gathered.numerator()).is_zero:
            return True
    return False


def _gathered(form: Form, choose: Callable[..., Atom]) -> Form | None:
    space = form.space
    rest = space.number(0)
    groups: dict[tuple[Form, ...], list[tuple[Atom, Form]]] = {}
    for key, value in form.terms.items():
        sums = [atom for atom, power in key if atom.kind == "sum" and power in range(1, 9)]
        if not sums:
            rest = rest + space.term(key, value)
            continue
        atom = choose(sums, key=lambda candidate: candidate.number)
        ranges = tuple(index.form(1) for index in bound_indices(atom))
        groups.setdefault(ranges, []).append((atom, space.term(_less(key, atom), value)))
    if not any(len(group) > 1 for group in groups.values()):
        return None
    return rest + total(space, (_one_sum(group) for group in groups.values()))


def _less(key: Monomial, atom: Atom) -> Monomial:
    """The monomial with one power of an atom taken away."""
    powers = dict(key)
    powers[atom] -= 1
    return monomial(powers)


def _one_sum(group: list[tuple[Atom, Form]]) -> Form:
    body, letters = opened_sum(group[0][0])
    result = body * group[0][1]
    for atom, weight in group[1:]:
        names = {
            index: atom.space.power(letter)
            for index, letter in zip(bound_indices(atom), letters, strict=True)
        }
        result = result + substitute(atom.form(-1), names) * weight
    for letter in reversed(letters):
        result = summed(result, letter)
    return result


def _with_logs_gathered(form: Form) -> bool:
    """A sum of multiples of logs is the log of a product, which is 1 if the sum is zero."""
    shares: list[tuple[Form, Rational]] = []
    beside: Monomial | None = None
    for key, value in form.terms.items():
        logs = [atom for atom, power in key if atom.kind == "log" and power == 1]
        if not logs:
            return False
        rest = _less(key, logs[-1])
        if beside is not None and rest != beside:
            return False
        beside = rest
        shares.append((logs[-1].form(), value))
    below = math.lcm(*(value.denominator for _, value in shares))
    scale = Fraction(below, math.gcd(*(int(value * below) for _, value in shares)))
    if not shares or max(abs(value * scale) for _, value in shares) > MOST_FOLD:
        return False
    product = form.space.number(1)
    for argument, value in shares:
        product = product * whole_power(argument, int(value * scale))
    return vanishes(product - 1, splits=0)


_ATTEMPTS = (_as_number, _with_sums_gathered, _with_logs_gathered)


def _without_last_probability(form: Form) -> Form:
    """The last of a fixed number of probabilities written as one minus the others."""
    space = form.space
    for atom in sorted(form.atoms(), key=lambda candidate: candidate.number):
        if atom.kind != "entry":
            continue
        length = space.probabilities(atom)
        if length is None or length.whole is None or atom.form(-1) != length:
            continue
        if any(isinstance(p, Fraction) or p < 0 for k in form.terms for a, p in k if a is atom):
            continue
        others = total(space, _entries_before(atom, length.whole))
        powers = [_split_off(form, key, atom) for key in form.terms]
        return _without_last_probability(
            total(
                space,
                (rest * whole_power(1 - others, power) for rest, power in powers),
            )
        )
    return form


def _split_off(form: Form, key: Monomial, atom: Atom) -> tuple[Form, int]:
    powers = dict(key)
    power = powers.pop(atom, 0)
    assert isinstance(power, int)
    return form.space.term(monomial(powers), form.terms[key]), power


def _entries_before(atom: Atom, length: int) -> Iterator[Form]:
    space = atom.space
    for place in range(1, length):
        yield space.builders["entry"](*atom.arguments[:-1], space.number(place))


def _vanishes_on_both_sides(form: Form, splits: int) -> bool:
    """Whether it is zero where something in bars is positive and where it is negative.

    The something is linear in a letter that runs over an interval, so it can be made a letter.
    """
    for atom in sorted(form.free, key=lambda candidate: candidate.number):
        letter = _linear_letter(atom.form()) if atom.kind == "abs" else None
        if letter is None:
            continue
        inner = atom.form()
        slope = inner.terms[((letter, 1),)]
        rest = inner - form.space.power(letter) * slope
        reach = bounds(inner)
        above = _distance(form.space, f"above {splits}", reach.upper)
        below = _distance(form.space, f"below {splits}", reach.lower)
        return all(
            vanishes(substitute(form, {letter: (value - rest) * ratio(1, slope)}), splits - 1)
            for value in (above, -below)
        )
    return False


def _linear_letter(inner: Form) -> Atom | None:
    if inner.denominator:
        return None
    for key in inner.terms:
        if len(key) != 1 or key[0][1] != 1:
            continue
        letter = key[0][0]
        if not letter.is_continuous or letter.kind != "symbol":
            continue
        once = sum(letter in dict(other) for other in inner.terms) == 1
        others = (atom for atom in inner.inside if atom is not letter)
        if once and not any(letter in atom.inside for atom in others):
            return letter
    return None


def _distance(space: Space, name: str, most: Rational | None) -> Form:
    """A letter above zero, up to a bound if there is one."""
    end = None if most is None else magnitude(most)
    atom = space.atom("symbol", name, space.number(end or 0))
    atom.bounds = Bounds(0, end)
    atom.is_continuous = True
    space.leaves_points_out = True
    return space.power(atom)
