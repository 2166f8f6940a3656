"""Sums and products over an index from 1 to an upper limit.

A sum is split into sums of products, what does not depend on the index stands before them, and
sums of one shape become one atom, whichever letters they were written with.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from quiz.symbolic.errors import UnsupportedError
from quiz.symbolic.proof.absolute_values import absolute
from quiz.symbolic.proof.atoms import UNIT, Atom, Exponent, Monomial, bound_indices, order
from quiz.symbolic.proof.closed_forms import closed_form
from quiz.symbolic.proof.deltas import solved_for, unified
from quiz.symbolic.proof.factors import factors
from quiz.symbolic.proof.forms import BUILDERS, Form, Space, total
from quiz.symbolic.proof.logs_and_powers import exp, log, power
from quiz.symbolic.proof.signs import bounds, is_positive, is_whole
from quiz.symbolic.proof.substitution import REBUILDERS, Replacement, raised, substitute

MOST_WRITTEN_OUT = 12
"""A sum of so many terms at most is written out."""

MOST_NESTED = 4

Factor = tuple[Atom, Exponent]


def summed(body: Form, index: Atom) -> Form:
    """The sum of the body while the index runs over its range, from 1."""
    space, upper = body.space, index.form(1)
    _check(upper)
    space.spend(5)
    if index not in body.free:
        return body * _count(upper)
    count = upper.whole
    if count is not None and count <= MOST_WRITTEN_OUT:
        return total(space, (_at(body, index, space.number(n)) for n in range(1, count + 1)))
    near = _nearby(upper)
    if near is not None:
        base, shift = near
        again = space.temporary_index(base)
        result = summed(_at(body, index, space.power(again)), again)
        ends = range(1, shift + 1) if shift > 0 else range(shift + 1, 1)
        edge = total(space, (_at(body, index, base + step) for step in ends))
        return result + edge if shift > 0 else result - edge
    body = unified(body)
    return total(
        space,
        (
            _sum_of_term(space, key, body.denominator, [index]) * value
            for key, value in body.terms.items()
        ),
    )


def _check(upper: Form) -> None:
    if not is_whole(upper):
        raise UnsupportedError("a sum runs between whole numbers")


def _at(body: Form, index: Atom, place: Form) -> Form:
    return substitute(body, {index: place})


def _count(upper: Form) -> Form:
    """The number of terms up to a limit; an atom of its own where it could be below zero."""
    if bounds(upper).is_nonnegative:
        return upper
    return upper.space.power(upper.space.atom("call", "number of terms", upper))


def _nearby(upper: Form) -> tuple[Form, int] | None:
    """The limit n + 1 or n - 1 as n and the number beside it, where no sum is empty by accident."""
    shift = upper.terms.get(UNIT)
    if shift is None or upper.constant is not None or upper.denominator:
        return None
    step = int(shift)
    base = upper - step
    if abs(step) > 3 or not bounds(base).is_nonnegative or not bounds(upper).is_nonnegative:
        return None
    return base, step


def _sum_of_term(space: Space, key: Monomial, below: Monomial, indices: list[Atom]) -> Form:
    """The sum over several indices of one product of powers."""
    factor_list: list[Factor] = [*key, *((atom, -power) for atom, power in below)]
    opened, indices = _opened(factor_list, indices)
    outside, inside = _parted(opened, indices)
    result = _product_of(space, outside)
    for group, letters in _connected(inside, indices):
        result = result * _connected_sum(space, group, letters)
    return result


def _opened(factor_list: list[Factor], indices: list[Atom]) -> tuple[list[Factor], list[Atom]]:
    """Sums within the sum written beside it as sums over further indices."""
    result: list[Factor] = []
    for atom, exponent in factor_list:
        nested = (
            atom.kind == "sum"
            and isinstance(exponent, int)
            and exponent > 0
            and any(index in atom.free for index in indices)
            and not any(index in bound.inside for bound in bound_indices(atom) for index in indices)
        )
        bound = bound_indices(atom) if nested else []
        if not nested or len(indices) + len(bound) * int(exponent) > MOST_NESTED:
            result.append((atom, exponent))
            continue
        for _ in range(int(exponent)):
            body, letters = opened_sum(atom)
            indices = [*indices, *letters]
            ((key, value),) = body.terms.items()
            assert value == 1
            result.extend(key)
            result.extend((factor, -power) for factor, power in body.denominator)
    return result, indices


def opened_sum(atom: Atom) -> tuple[Form, list[Atom]]:
    """The body of a sum or product atom with new indices in the place of the bound ones."""
    space = atom.space
    replacement: dict[Atom, Form] = {}
    letters: list[Atom] = []
    for index in bound_indices(atom):
        letter = space.temporary_index(substitute(index.form(1), replacement))
        replacement[index] = space.power(letter)
        letters.append(letter)
    return substitute(atom.form(-1), replacement), letters


def _parted(factor_list: list[Factor], indices: list[Atom]) -> tuple[list[Factor], list[Factor]]:
    outside: list[Factor] = []
    inside: list[Factor] = []
    for atom, exponent in factor_list:
        depends = any(index in atom.free for index in indices)
        (inside if depends else outside).append((atom, exponent))
    return outside, inside


def _product_of(space: Space, factor_list: Iterable[Factor]) -> Form:
    result = space.number(1)
    for atom, exponent in factor_list:
        if atom.kind == "poly" and isinstance(exponent, int) and exponent < 0:
            result = result * Form(space, {UNIT: 1}, ((atom, -exponent),))
        else:
            result = result * space.power(atom, exponent)
    return result


def _connected(inside: list[Factor], indices: list[Atom]) -> list[tuple[list[Factor], list[Atom]]]:
    """The factors in groups that share no index: the sum of their product is a product of sums."""
    groups: list[tuple[list[Factor], set[Atom]]] = [([], {index}) for index in indices]
    for index in indices:
        # A range that depends on another index ties the two.
        tied = {other for other in indices if other is not index and other in index.inside}
        groups = _joined(groups, tied | {index}, None)
    for factor in inside:
        groups = _joined(groups, {index for index in indices if index in factor[0].free}, factor)
    return [
        (factor_list, [index for index in indices if index in letters])
        for factor_list, letters in groups
    ]


def _joined(
    groups: list[tuple[list[Factor], set[Atom]]], letters: set[Atom], factor: Factor | None
) -> list[tuple[list[Factor], set[Atom]]]:
    touched = [group for group in groups if group[1] & letters]
    others = [group for group in groups if not group[1] & letters]
    factor_list = [item for group in touched for item in group[0]]
    if factor is not None:
        factor_list.append(factor)
    return [*others, (factor_list, set().union(*(group[1] for group in touched)))]


def _connected_sum(space: Space, group: list[Factor], indices: list[Atom]) -> Form:
    for index in indices:
        collapsed = _collapsed(space, group, index)
        if collapsed is None:
            continue
        rest = [other for other in indices if other is not index]
        for other in reversed(rest):
            collapsed = summed(collapsed, other)
        return collapsed
    return _canonical(space, group, indices)


def _collapsed(space: Space, group: list[Factor], index: Atom) -> Form | None:
    """The sum over one index where that is known in closed form; None elsewhere."""
    with_it = [factor for factor in group if index in factor[0].free]
    rest = _product_of(space, (factor for factor in group if factor not in with_it))
    upper = index.form(1)
    if not with_it:
        return rest * _count(upper)
    for atom, exponent in with_it:
        if atom.kind == "delta" and exponent == 1 and ((index, 1),) in atom.form().terms:
            place = solved_for(atom.form(), index)
            if index not in place.free and _runs_within(place, upper):
                others = (factor for factor in group if factor[0] is not atom)
                return substitute(_product_of(space, others), {index: place})
    if len(with_it) == 1:
        closed = closed_form(space, with_it[0], index)
        return None if closed is None else rest * closed
    return None


def _runs_within(place: Form, upper: Form) -> bool:
    """Whether a place is one of 1 to `upper`."""
    if place == upper:
        return bounds(upper - 1).is_nonnegative
    atom = place.letter
    if atom is not None:
        reach = atom.form(1) if atom.is_index else place.space.range_of(atom)
        return reach == upper
    value = place.whole
    return value is not None and value >= 1 and bounds(upper - value).is_nonnegative


def _canonical(space: Space, group: list[Factor], indices: list[Atom]) -> Form:
    """The sum as an atom, with the names of its indices chosen by the shape alone."""
    body = _product_of(space, group)
    depth = _depth(body)
    best: tuple[object, tuple[Form, ...]] | None = None
    for arrangement in itertools.permutations(indices):
        if any(later in index.inside for index, later in _pairs(arrangement)):
            continue
        arguments = _named(space, body, arrangement, depth)
        if len(arguments[-1].terms) != 1:
            raise UnsupportedError("the body falls apart under another name of its index")
        key = (
            [_shape(next(iter(name.atoms())).form(1)) for name in arguments[:-1]],
            _shape(arguments[-1]),
        )
        if best is None or key < best[0]:  # type: ignore[operator]
            best = key, arguments
    assert best is not None
    return space.power(space.atom("sum", *best[1]))


def _shape(form: Form) -> tuple[object, ...]:
    """A key that orders forms."""
    return sorted((order(k), v) for k, v in form.terms.items()), order(form.denominator)


def _pairs(arrangement: tuple[Atom, ...]) -> Iterable[tuple[Atom, Atom]]:
    return itertools.combinations(arrangement, 2)


def _named(space: Space, body: Form, arrangement: tuple[Atom, ...], depth: int) -> tuple[Form, ...]:
    """The arguments of a sum or product atom: its indices, numbered by depth, and its body."""
    replacement: dict[Atom, Form] = {}
    names: list[Form] = []
    for place, index in enumerate(arrangement):
        upper = substitute(index.form(1), replacement)
        name = space.power(space.atom("index", depth + place + 1, upper))
        replacement[index] = name
        names.append(name)
    return (*names, substitute(body, replacement))


def _depth(body: Form) -> int:
    """The highest number of an index that is bound inside."""
    found = [0]
    for atom in body.inside:
        if atom.kind in ("sum", "prod"):
            found += [int(index.arguments[0]) for index in bound_indices(atom)]  # type: ignore[arg-type]
    return max(found)


# Products


def multiplied(body: Form, index: Atom) -> Form:
    """The product of the body while the index runs over its range, from 1."""
    space, upper = body.space, index.form(1)
    _check(upper)
    if index not in body.free:
        return power(body, _count(upper))
    count = upper.whole
    if count is not None and count <= MOST_WRITTEN_OUT:
        result = space.number(1)
        for place in range(1, count + 1):
            result = result * _at(body, index, space.number(place))
        return result
    if is_positive(body):
        return exp(summed(log(body), index))
    near = _nearby(upper)
    if near is not None and near[1] > 0:
        again = space.temporary_index(near[0])
        result = multiplied(_at(body, index, space.power(again)), again)
        for step in range(1, near[1] + 1):
            result = result * _at(body, index, near[0] + step)
        return result
    found = factors(unified(body))
    result = power(space.number(found.coefficient), _count(upper))
    for atom, exponent in found.powers.items():
        base = atom.form() if atom.kind == "poly" else space.power(atom)
        if index not in base.free or is_positive(base):
            part = multiplied(base, index)
        else:
            depth = _depth(base)
            part = space.power(space.atom("prod", *_named(space, base, (index,), depth)))
        if not isinstance(exponent, int):
            raise UnsupportedError("a product of roots of unknown sign")
        result = result * raised(part, exponent)
    return result


def _rebuilt_sum(atom: Atom, replacement: Replacement) -> Form:
    return _rebuilt(atom, replacement, is_sum=True)


def _rebuilt_product(atom: Atom, replacement: Replacement) -> Form:
    return _rebuilt(atom, replacement, is_sum=False)


def _rebuilt(atom: Atom, replacement: Replacement, *, is_sum: bool) -> Form:
    space = atom.space
    within = {key: value for key, value in replacement.items() if key in atom.free}
    letters: list[Atom] = []
    for index in bound_indices(atom):
        letter = space.temporary_index(substitute(index.form(1), within))
        within[index] = space.power(letter)
        letters.append(letter)
    result = substitute(atom.form(-1), within)
    for letter in reversed(letters):
        result = summed(result, letter) if is_sum else multiplied(result, letter)
    return result


def _absolute_product(atom: Atom) -> Form:
    body, (letter,) = opened_sum(atom)
    return multiplied(absolute(body), letter)


REBUILDERS["sum"] = _rebuilt_sum
REBUILDERS["prod"] = _rebuilt_product
BUILDERS["absolute product"] = _absolute_product
BUILDERS["number of terms"] = _count
