"""An expression of the corpus as SymPy's own parser reads it, for the comparison with SymPy.

Only for the corpus, which is trusted: SymPy's parser runs what it reads.
"""

from __future__ import annotations

from typing import Any

import sympy
from sympy.parsing.sympy_parser import parse_expr

from quiz.symbolic.domains import Finite, Real, Whole
from quiz.symbolic.scope import Scope
from quiz.symbolic.tree import (
    Add,
    Call,
    Constant,
    Derivative,
    Divide,
    Entry,
    Logical,
    Multiply,
    Name,
    Negate,
    Node,
    Number,
    Piecewise,
    Power,
    Relation,
    Series,
    Vector,
    walk,
)

_OPENED = {
    "sigmoid": "1/(1 + exp(-({0})))",
    "softplus": "log(1 + exp({0}))",
    "relu": "Max(0, {0})",
    "logit": "log(({0})/(1 - ({0})))",
    "log2": "log({0})/log(2)",
    "log10": "log({0})/log(10)",
    "abs": "Abs({0})",
    "delta": "KroneckerDelta({0}, {1})",
    "ceil": "ceiling({0})",
    "asech": "acosh(1/({0}))",
}
_CAPITALS = {"min": "Min", "max": "Max"}


class NotForSympyError(ValueError):
    """SymPy has no plain text for this."""


def text(node: Node, scope: Scope) -> str:  # noqa: C901 - one case a node
    """The text of a scalar expression."""

    def inner(child: Node) -> str:
        return f"({text(child, scope)})"

    match node:
        case Number(value):
            return f"Rational({value.numerator}, {value.denominator})"
        case Constant(name):
            return {"e": "E", "pi": "pi", "inf": "oo"}[name]
        case Name(name):
            return _plain(name)
        case Entry(Name(name), indices):
            return f"{_plain(name)}[{', '.join(text(index, scope) for index in indices)}]"
        case Entry(Call("softmax", (Name(name),)), (index,)):
            length = scope.declaration(name).index[0]
            total = f"Sum(exp({_plain(name)}[_j]), (_j, 1, {length}))"
            return f"exp({_plain(name)}[{text(index, scope)}])/{total}"
        case Negate(operand):
            return f"-{inner(operand)}"
        case Add(terms):
            return " + ".join(inner(term) for term in terms)
        case Multiply(factors):
            return "*".join(inner(factor) for factor in factors)
        case Divide(numerator, denominator):
            return f"{inner(numerator)}/{inner(denominator)}"
        case Power(base, exponent):
            return f"{inner(base)}**{inner(exponent)}"
        case Call(function, arguments) if function not in ("transpose", "norm", "softmax"):
            parts = [text(argument, scope) for argument in arguments]
            if function in _OPENED:
                return f"({_OPENED[function].format(*parts)})"
            return f"{_CAPITALS.get(function, function)}({', '.join(parts)})"
        case Series(kind, body, index, lower, upper):
            name = "Sum" if kind == "sum" else "Product"
            limits = f"({_plain(index)}, {text(lower, scope)}, {text(upper, scope)})"
            return f"{name}({text(body, scope)}, {limits})"
        case Derivative(body, variable, order):
            return f"diff({text(body, scope)}, {text(variable, scope)}, {order})"
        case Piecewise(value, condition, otherwise):
            pair = f"({text(value, scope)}, {_condition(condition, scope)})"
            return f"Piecewise({pair}, ({text(otherwise, scope)}, True))"
    raise NotForSympyError(type(node).__name__)


def _condition(node: Node, scope: Scope) -> str:
    if isinstance(node, Logical):
        joined = "And" if node.operator == "and" else "Or"
        return f"{joined}({', '.join(_condition(part, scope) for part in node.parts)})"
    if not isinstance(node, Relation):
        raise NotForSympyError("no condition")
    names = {"=": "Eq", "!=": "Ne", "<": "Lt", "<=": "Le", ">": "Gt", ">=": "Ge"}
    return f"{names[node.operator]}({text(node.left, scope)}, {text(node.right, scope)})"


def _plain(name: str) -> str:
    # SymPy's parser has its own meaning for some letters, and lambda is Python's.
    return f"v_{name}".replace("′", "_")


def known(scope: Scope, *nodes: Node) -> dict[str, Any]:
    """The symbols of expressions, with what SymPy can be told of their domains."""
    found: dict[str, Any] = {"_j": sympy.Symbol("_j", integer=True)}
    for node in nodes:
        for piece in walk(node):
            if isinstance(piece, Vector):
                raise NotForSympyError("a vector")
            if isinstance(piece, Series):
                found[_plain(piece.index)] = sympy.Symbol(_plain(piece.index), integer=True)
    for name in (*scope.used(*nodes), *scope.lengths(*nodes)):
        declared = scope.declaration(name)
        if declared.index:
            found[_plain(name)] = sympy.IndexedBase(_plain(name), real=True)
        else:
            found[_plain(name)] = sympy.Symbol(_plain(name), **_assumptions(scope, name))
    return found


def _assumptions(scope: Scope, name: str) -> dict[str, bool]:
    match scope.domain(name):
        case Whole(lower):
            return {"integer": True, **({"positive": True} if lower == 1 else {})}
        case Real(lower) if lower is not None and lower >= 0:
            return {"positive": True}
        case Finite(values) if all(value.denominator == 1 for value in values):
            return {"integer": True}
    return {"real": True}


def simplified_difference_is_zero(left: str, right: str, names: dict[str, Any]) -> bool:
    """The plain SymPy way to compare two expressions."""
    one, other = parse_expr(left, names), parse_expr(right, names)
    return bool(sympy.simplify(one - other) == 0)
