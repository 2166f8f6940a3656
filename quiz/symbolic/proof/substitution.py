"""Putting forms in the place of atoms: everything around them is built anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from quiz.symbolic.errors import UnsupportedError
from quiz.symbolic.proof.atoms import Atom, Exponent, Monomial, monomial
from quiz.symbolic.proof.forms import BUILDERS, Form, total

Replacement = Mapping[Atom, Form]

REBUILDERS: dict[str, Callable[[Atom, Replacement], Form]] = {}
"""Kinds of atoms that bind an index: how they are built anew."""


def substitute(form: Form, replacement: Replacement) -> Form:
    """The form with each atom in `replacement` replaced wherever it is free."""
    if replacement.keys().isdisjoint(form.inside):
        return form
    space = form.space
    # An atom often occurs in several terms.
    done: dict[tuple[Atom, Exponent], Form] = {}
    terms = [
        _substituted_monomial(form, key, replacement, done) * value
        for key, value in form.terms.items()
    ]
    result = total(space, terms)
    if form.denominator:
        below = _substituted_monomial(form, form.denominator, replacement, done)
        result = result * BUILDERS["inverse"](below)
    return result


def _substituted_monomial(
    form: Form, key: Monomial, replacement: Replacement, done: dict[tuple[Atom, Exponent], Form]
) -> Form:
    """One monomial of a form with atoms replaced."""
    kept: dict[Atom, Exponent] = {}
    changed: list[tuple[Atom, Exponent]] = []
    for atom, exponent in key:
        if replacement.keys().isdisjoint(atom.inside):
            kept[atom] = exponent
        else:
            changed.append((atom, exponent))
    result = form.space.term(monomial(kept))
    for atom, exponent in changed:
        if (atom, exponent) not in done:
            done[atom, exponent] = _power(atom, exponent, replacement)
        result = result * done[atom, exponent]
    return result


def _power(atom: Atom, exponent: Exponent, replacement: Replacement) -> Form:
    if atom in replacement:
        return raised(replacement[atom], exponent)
    if atom.kind in ("exp", "cis"):
        return BUILDERS[atom.kind](substitute(atom.form(), replacement) * exponent)
    if atom.kind in REBUILDERS:
        return raised(REBUILDERS[atom.kind](atom, replacement), exponent)
    arguments = [
        argument if isinstance(argument, str | int) else substitute(argument, replacement)
        for argument in atom.arguments
    ]
    if atom.kind == "poly":
        return raised(substitute(atom.form(), replacement), exponent)
    if atom.kind == "call":
        name, *arguments = arguments
        return raised(BUILDERS[str(name)](*arguments), exponent)
    build = atom.space.builders.get(atom.kind) or BUILDERS.get(atom.kind)
    if build is None:
        raise UnsupportedError(f"nothing can be put into this {atom.kind}")
    return raised(build(*arguments), exponent)


def raised(form: Form, exponent: Exponent) -> Form:
    """A rational power of a form."""
    if exponent == 1:
        return form
    return BUILDERS["constant power"](form, exponent)
