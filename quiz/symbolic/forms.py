"""The form of a finished answer, checked on the tree as it was typed."""

from __future__ import annotations

from quiz.symbolic.alike import arranged
from quiz.symbolic.tree import (
    Add,
    Call,
    Derivative,
    Divide,
    Multiply,
    Name,
    Negate,
    Node,
    Number,
    Piecewise,
    Power,
    Series,
    children,
    walk,
)

_OPERATORS: dict[str, type[Node] | tuple[type[Node], ...]] = {
    "+": Add,
    "-": Negate,
    "*": Multiply,
    "/": Divide,
    "^": Power,
    "diff": Derivative,
    "if": Piecewise,
}


def forbidden(node: Node, names: tuple[str, ...]) -> str | None:
    """A sentence that names what a finished answer must not contain; None if it is free of it."""
    for name in names:
        if any(_is(piece, name) for piece in walk(node)):
            return f"This has the right value, but a finished answer does not contain {name}."
    return None


def _is(node: Node, name: str) -> bool:
    if name in _OPERATORS:
        return isinstance(node, _OPERATORS[name])
    if name in ("sum", "prod"):
        return isinstance(node, Series) and node.kind == name
    if name == "!":
        return isinstance(node, Call) and node.function == "factorial"
    if isinstance(node, Call):
        return node.function == name
    return isinstance(node, Name) and node.name == name


def form_problem(node: Node, key: Node, form: str) -> str | None:
    """A sentence that says why an expression is not in the form asked for; None if it is."""
    if form == "as_given":
        return None if arranged(node) == arranged(key) else _SAYS["as_given"]
    if form == "expanded":
        return None if _is_expanded(node) else _SAYS["expanded"]
    if form in ("single_fraction", "lowest_terms") and not _is_single_fraction(node):
        return _SAYS["single_fraction"]
    if form in ("lowest_terms", "factored", "partial_fractions", "completed_square"):
        from quiz.symbolic.polynomial_forms import in_form

        return None if in_form(node, form) else _SAYS[form]
    return None


_SAYS = {
    "as_given": "This has the right value, but it is not written as asked.",
    "expanded": "This has the right value, but a product or power of a sum is not expanded.",
    "single_fraction": "This has the right value, but it is not written as one fraction.",
    "lowest_terms": "This has the right value, but the fraction can be reduced.",
    "factored": "This has the right value, but it can be factored further.",
    "partial_fractions": "This has the right value, but it is not split into partial fractions.",
    "completed_square": "This has the right value, but it is not of the form a(x - h)^2 + k.",
}


def _is_expanded(node: Node) -> bool:
    for piece in walk(node):
        if isinstance(piece, Multiply) and any(_is_sum(factor) for factor in piece.factors):
            return False
        if isinstance(piece, Divide) and _is_sum(piece.numerator):
            return False
        if isinstance(piece, Power) and _is_sum(piece.base) and _is_whole(piece.exponent):
            return False
    return True


def _is_sum(node: Node) -> bool:
    while isinstance(node, Negate):
        node = node.operand
    return isinstance(node, Add)


def _is_whole(node: Node) -> bool:
    return isinstance(node, Number) and node.value.denominator == 1 and node.value >= 2


def _is_single_fraction(node: Node) -> bool:
    """At most one division, and nothing around it but a sign."""
    while isinstance(node, Negate):
        node = node.operand
    inner = children(node) if isinstance(node, Divide) else [node]
    return not any(_divides(piece) for part in inner for piece in walk(part))


def _divides(node: Node) -> bool:
    if isinstance(node, Power):
        return isinstance(node.exponent, Negate)
    # A number typed as a decimal is not a division.
    return isinstance(node, Divide)
