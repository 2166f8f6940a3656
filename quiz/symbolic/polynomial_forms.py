"""Forms that need factorisation: SymPy looks at polynomials built from the tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sympy
from sympy.polys.polyerrors import BasePolynomialError

from quiz.symbolic.errors import UnsupportedError
from quiz.symbolic.tree import Add, Divide, Multiply, Name, Negate, Node, Number, Power, names, walk

MAX_DEGREE = 60


def in_form(node: Node, form: str) -> bool:
    """Whether a rational expression, as typed, is in the form asked for.

    Raises `UnsupportedError` for what is not a rational function of its symbols.
    """
    try:
        return _is_in_form(node, form)
    except BasePolynomialError:
        # A quotient stands where a polynomial belongs.
        return False


def _is_in_form(node: Node, form: str) -> bool:
    while isinstance(node, Negate):
        node = node.operand
    if form == "factored":
        return _is_factored(node)
    if form == "lowest_terms":
        return _is_in_lowest_terms(node)
    if form == "partial_fractions":
        return all(_is_partial_fraction(term) for term in _terms(node))
    return _is_completed_square(node)


def _is_factored(node: Node) -> bool:
    """Every factor that was typed is irreducible over the rationals, but for constants."""
    for factor, _ in _factors(node):
        _, parts = sympy.factor_list(_polynomial(factor))
        if sum(multiplicity for _, multiplicity in parts) > 1:
            return False
    return True


def _is_in_lowest_terms(node: Node) -> bool:
    if not isinstance(node, Divide):
        return True
    numerator, denominator = _polynomial(node.numerator), _polynomial(node.denominator)
    common = sympy.gcd(numerator, denominator)
    return bool(common.is_number and abs(common) == 1)


def _is_partial_fraction(term: Node) -> bool:
    """A proper fraction over a power of an irreducible, or a polynomial."""
    while isinstance(term, Negate):
        term = term.operand
    if isinstance(term, Multiply):
        fractions = [factor for factor in term.factors if names(factor)]
        return len(fractions) <= 1 and all(_is_partial_fraction(factor) for factor in fractions)
    if not isinstance(term, Divide) or not names(term.denominator):
        return not isinstance(term, Divide) or not names(term)
    if any(isinstance(piece, Divide) and names(piece) for piece in (*walk(term),)[1:]):
        return False
    numerator, denominator = _polynomial(term.numerator), _polynomial(term.denominator)
    _, parts = sympy.factor_list(denominator)
    if len(parts) != 1 or len(denominator.free_symbols) != 1:
        return False
    (symbol,) = denominator.free_symbols
    upper = sympy.Poly(numerator, symbol).degree() if numerator.has(symbol) else 0
    return bool(upper < sympy.Poly(parts[0][0], symbol).degree())


def _is_completed_square(node: Node) -> bool:
    """`a(x - h)^2 + k` with h, k and a free of x; a constant is one with a = 0."""
    if not names(node):
        return True
    places = [
        (base, [*others, *rest])
        for term, rest in _each_and_rest(_terms(node))
        for (base, exponent), others in _each_and_rest(_factors(term))
        if exponent == 2
    ]
    for base, elsewhere in places:
        outside = frozenset().union(*(names(each) for each in elsewhere))
        for name in names(base) - outside:
            polynomial = _polynomial(base)
            if polynomial.is_polynomial() and sympy.degree(polynomial, sympy.Symbol(name)) == 1:
                return True
    return False


def _each_and_rest(parts: Sequence[Any]) -> Iterator[tuple[Any, list[Node]]]:
    """Each term, or factor with its power, beside the others."""
    for place, part in enumerate(parts):
        rest = [*parts[:place], *parts[place + 1 :]]
        yield part, [each[0] if isinstance(each, tuple) else each for each in rest]


def _terms(node: Node) -> tuple[Node, ...]:
    return node.terms if isinstance(node, Add) else (node,)


def _factors(node: Node) -> list[tuple[Node, int]]:
    """The factors as typed, with their whole powers."""
    if isinstance(node, Negate):
        return _factors(node.operand)
    if isinstance(node, Multiply):
        return [pair for factor in node.factors for pair in _factors(factor)]
    if isinstance(node, Divide):
        return [*_factors(node.numerator), *_factors(node.denominator)]
    if isinstance(node, Power) and isinstance(node.exponent, Number):
        return [(node.base, int(node.exponent.value))]
    return [(node, 1)]


def _polynomial(node: Node) -> Any:
    """A SymPy expression; what is no rational operation becomes a symbol of its own."""
    match node:
        case Number(value):
            return sympy.Rational(value.numerator, value.denominator)
        case Name():
            return sympy.Symbol(node.name)
        case Negate(operand):
            return -_polynomial(operand)
        case Add(terms):
            return sympy.Add(*(_polynomial(term) for term in terms))
        case Multiply(factors):
            return sympy.Mul(*(_polynomial(factor) for factor in factors))
        case Divide(numerator, denominator):
            return _polynomial(numerator) / _polynomial(denominator)
        case Power(base, Number(value)) if value.denominator == 1 and abs(value) <= MAX_DEGREE:
            return _polynomial(base) ** int(value)
    if not names(node):
        raise UnsupportedError("this form is checked for rational expressions")
    return sympy.Symbol(f"⟨{hash(node)}⟩")
