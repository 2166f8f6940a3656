"""Sums up to n by induction on n."""

from __future__ import annotations

from collections.abc import Callable

from quiz.symbolic.proof.atoms import Atom, bound_indices
from quiz.symbolic.proof.forms import Form
from quiz.symbolic.proof.signs import atom_bounds, bounds, is_almost_never_zero
from quiz.symbolic.proof.substitution import substitute


def vanishes_by_induction(form: Form, vanishes: Callable[[Form], bool]) -> bool:
    """Whether a form with sums up to n is zero at the least n, and stays the same from n to n + 1.

    `vanishes` proves those two. What is declared to have n entries with a fixed total cannot be
    followed from n to n + 1, so there is no proof then.
    """
    letter = _limit(form)
    if letter is None or any(_belongs_to_a_length(atom) for atom in form.inside):
        return False
    space = form.space
    least = atom_bounds(letter).lower
    following = substitute(form, {letter: space.power(letter) + 1})
    if least is None or not (_is_defined(form) and _is_defined(following)):
        return False
    return vanishes(following - form) and vanishes(substitute(form, {letter: space.number(least)}))


def _limit(form: Form) -> Atom | None:
    """The letter up to which sums run, if there is but one and it stands alone there."""
    letters: set[Atom] = set()
    for atom in form.inside:
        if atom.kind in ("sum", "prod"):
            for index in bound_indices(atom):
                upper = index.form(1).letter
                if upper is None or upper.kind != "symbol" or not upper.is_whole:
                    return None
                letters.add(upper)
    return letters.pop() if len(letters) == 1 else None


def _belongs_to_a_length(atom: Atom) -> bool:
    space = atom.space
    if atom.kind == "entry":
        return space.probabilities(atom) is not None
    return atom.kind in ("symbol", "choice") and space.range_of(atom) is not None


def _is_defined(form: Form) -> bool:
    """Whether no denominator is zero at some n, so that no step of the induction is missing."""
    below = [atom.form() for atom, _ in form.denominator]
    below += [form.space.power(atom) for key in form.terms for atom, power in key if power < 0]
    return all(
        bounds(factor).is_positive or bounds(factor).is_negative or is_almost_never_zero(factor)
        for factor in below
    )
