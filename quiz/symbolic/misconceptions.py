"""Laws that do not hold but are often used: `log(a + b) = log(a) + log(b)` and their like.

Each is tried on what stands above a wrong line. Where it leads to the line, it explains it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quiz.symbolic.tree import (
    TWO,
    Add,
    Call,
    Derivative,
    Divide,
    Entry,
    Multiply,
    Name,
    Negate,
    Node,
    Power,
    Series,
    children,
    map_children,
    names,
    replaced,
)

LOG_OF_SUM = "The log of a sum is not the sum of the logs."
LOG_OF_PRODUCT = "The log of a product is the sum of the logs, not their product."
LOG_OF_QUOTIENT = "The log of a quotient is the difference of the logs, not their quotient."
LOG_OF_POWER = "An exponent inside a log comes out as a factor, not as an exponent."
EXP_OF_SUM = "The exponential of a sum is the product of the exponentials, not their sum."
ROOT_OF_SUM = "The root of a sum is not the sum of the roots."
SQUARE_OF_SUM = "The square of a sum has mixed terms too."
FRACTION = "A fraction cannot be split at the terms of its denominator."
SUM_OF_PRODUCTS = "A sum of products is not the product of the sums."
CONSTANT_TERM = "What does not depend on the index is summed once for each value of the index."
LOG_INTO_SUM = "A log cannot be taken into a sum, nor out of it."
DERIVATIVE_OF_PRODUCT = "The derivative of a product is not the product of the derivatives."
DERIVATIVE_OF_QUOTIENT = "The derivative of a quotient is not the quotient of the derivatives."
SUM_KEPT = "Differentiating a sum by one entry leaves only the terms that hold this entry."


@dataclass(frozen=True)
class Misconception:
    """What a law that does not hold makes of an expression, and the sentence that says which."""

    result: Node
    sentence: str


def misconceptions(node: Node) -> Iterator[Misconception]:
    """Every false law applied at one place of an expression, or at all places at once."""
    pieces = list(_outside_derivatives(node))
    for piece in pieces:
        for wrong, sentence in _wrongly(piece):
            yield Misconception(replaced(node, piece, wrong), sentence)
    for sentence in dict.fromkeys(said for piece in pieces for _, said in _wrongly(piece)):
        everywhere = _everywhere(node, sentence)
        yield Misconception(everywhere, sentence)


def _outside_derivatives(node: Node) -> Iterator[Node]:
    yield node
    if not isinstance(node, Derivative):
        for child in children(node):
            yield from _outside_derivatives(child)


def _wrongly(piece: Node) -> Iterator[tuple[Node, str]]:
    match piece:
        case Call("log", (inner,)):
            yield from _log(inner)
        case Call("exp", (Add(terms),)):
            yield Add(tuple(Call("exp", (term,)) for term in terms)), EXP_OF_SUM
        case Call("sqrt", (Add(terms),)):
            yield Add(tuple(Call("sqrt", (term,)) for term in terms)), ROOT_OF_SUM
        case Power(base, exponent) if exponent == TWO:
            yield from _square(base)
        case Divide(upper, Add(terms)):
            yield Add(tuple(Divide(upper, term) for term in terms)), FRACTION
        case Divide(Call("log", (upper,)), Call("log", (lower,))):
            yield Call("log", (Divide(upper, lower),)), LOG_OF_QUOTIENT
        case Series("sum"):
            yield from _sum(piece)
        case Derivative(body, variable, 1):
            yield from _derivative(body, variable)


def _log(inner: Node) -> Iterator[tuple[Node, str]]:
    def log(node: Node) -> Node:
        return Negate(Call("log", (node.operand,))) if isinstance(node, Negate) else _log_of(node)

    match inner:
        case Add(terms):
            yield Add(tuple(map(log, terms))), LOG_OF_SUM
        case Multiply(factors):
            yield Multiply(tuple(map(_log_of, factors))), LOG_OF_PRODUCT
        case Divide(upper, lower):
            yield Divide(_log_of(upper), _log_of(lower)), LOG_OF_QUOTIENT
        case Power(base, exponent):
            yield Power(_log_of(base), exponent), LOG_OF_POWER
        case Series("sum", body, index, lower, upper):
            yield Series("sum", _log_of(body), index, lower, upper), LOG_OF_SUM
        case Series("prod", body, index, lower, upper):
            yield Series("prod", _log_of(body), index, lower, upper), LOG_OF_PRODUCT
            yield _log_of(Series("sum", body, index, lower, upper)), LOG_INTO_SUM


def _log_of(node: Node) -> Node:
    return Call("log", (node,))


def _square(base: Node) -> Iterator[tuple[Node, str]]:
    match base:
        case Add(terms):
            squares = (_unsigned(term) for term in terms)
            yield Add(tuple(Power(each, TWO) for each in squares)), SQUARE_OF_SUM
            yield Add(tuple(_squared(term) for term in terms)), SQUARE_OF_SUM
        case Series("sum", body, index, lower, upper):
            yield Series("sum", Power(body, TWO), index, lower, upper), SQUARE_OF_SUM


def _unsigned(node: Node) -> Node:
    return node.operand if isinstance(node, Negate) else node


def _squared(term: Node) -> Node:
    """The square of a term with its sign kept, as in `(a - b)^2 = a^2 - b^2`."""
    square = Power(_unsigned(term), TWO)
    return Negate(square) if isinstance(term, Negate) else square


def _sum(series: Series) -> Iterator[tuple[Node, str]]:
    def summed(body: Node) -> Node:
        return Series("sum", body, series.index, series.lower, series.upper)

    match series.body:
        case Multiply(factors):
            depending = [factor for factor in factors if series.index in names(factor)]
            others = [factor for factor in factors if series.index not in names(factor)]
            if len(depending) > 1:
                sums = tuple(map(summed, depending))
                yield Multiply((*others, *sums)), SUM_OF_PRODUCTS
        case Add(terms):
            depending = [term for term in terms if series.index in names(term)]
            constant = [term for term in terms if series.index not in names(term)]
            if depending and constant:
                kept = depending[0] if len(depending) == 1 else Add(tuple(depending))
                yield Add((summed(kept), *constant)), CONSTANT_TERM
        case Power(base, exponent) if exponent == TWO:
            yield Power(summed(base), TWO), SQUARE_OF_SUM
        case Call("log", (inner,)):
            yield Call("log", (summed(inner),)), LOG_INTO_SUM


def _derivative(  # noqa: C901 - one case a node
    body: Node, variable: Name | Entry
) -> Iterator[tuple[Node, str]]:
    def slope(node: Node) -> Node:
        return Derivative(node, variable)

    depends = names(variable)
    match body:
        case Multiply(factors):
            varied = [factor for factor in factors if depends & names(factor)]
            others = [factor for factor in factors if not depends & names(factor)]
            if len(varied) > 1:
                yield Multiply((*others, *map(slope, varied))), DERIVATIVE_OF_PRODUCT
            elif varied:
                for wrong, sentence in _derivative(varied[0], variable):
                    yield Multiply((*others, wrong)), sentence
        case Divide(upper, lower) if not depends & names(lower):
            for wrong, sentence in _derivative(upper, variable):
                yield Divide(wrong, lower), sentence
        case Add(terms):
            for place, term in enumerate(terms):
                others = [*map(slope, terms[:place]), *map(slope, terms[place + 1 :])]
                for wrong, sentence in _derivative(term, variable):
                    yield Add((wrong, *others)), sentence
        case Divide(upper, lower) if depends & names(upper) and depends & names(lower):
            yield Divide(slope(upper), slope(lower)), DERIVATIVE_OF_QUOTIENT
        case Series("sum", inner, index, lower, upper) if isinstance(variable, Entry):
            for letter in variable.indices:
                entry = Entry(
                    variable.base,
                    tuple(Name(index) if each == letter else each for each in variable.indices),
                )
                kept = Series("sum", Derivative(inner, entry), index, lower, upper)
                yield kept, SUM_KEPT
        case Negate(operand):
            for wrong, sentence in _derivative(operand, variable):
                yield Negate(wrong), sentence


def _everywhere(node: Node, sentence: str) -> Node:
    node = map_children(node, lambda child: _everywhere(child, sentence))
    return next((wrong for wrong, said in _wrongly(node) if said == sentence), node)
