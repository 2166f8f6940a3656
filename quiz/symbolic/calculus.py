"""Differentiation on the tree, with Kronecker's delta for entries of indexed symbols."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from quiz.symbolic.errors import TooLargeError, UnsupportedError
from quiz.symbolic.functions import by_others
from quiz.symbolic.tree import (
    ONE,
    TWO,
    ZERO,
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
    fresh_index,
    map_children,
    minus,
    names,
    substitute,
    walk,
)

Variable = Name | Entry


MAX_PIECES = 20_000


def without_derivatives(node: Node) -> Node:
    """The same expression with every derivative in it carried out, innermost first.

    Raises `UnsupportedError` for a derivative that is not known (of a gamma function, say).
    """
    node = map_children(node, without_derivatives)
    if not isinstance(node, Derivative):
        return node
    body = node.body
    for _ in range(node.order):
        body = differentiate(body, node.variable)
        if any(count == MAX_PIECES for count, _ in enumerate(walk(body))):
            raise TooLargeError("this derivative is too large to be written out")
    return body


def differentiate(node: Node, variable: Variable) -> Node:
    """The derivative of an expression with respect to a symbol or to one entry of a symbol."""
    if not _depends(node, variable):
        return Vector(tuple(ZERO for _ in node.items)) if isinstance(node, Vector) else ZERO
    match node:
        case Name():
            return ONE
        case Entry(base, indices):
            return _entry(node, base, indices, variable)
        case Negate(operand):
            return Negate(differentiate(operand, variable))
        case Add(terms):
            return add(*(differentiate(term, variable) for term in terms))
        case Multiply(factors):
            return _product(factors, variable)
        case Divide(numerator, denominator):
            return _quotient(numerator, denominator, variable)
        case Power(base, exponent):
            return _power(base, exponent, variable)
        case Call():
            return _call(node, variable)
        case _:
            return _structure(node, variable)


def _structure(node: Node, variable: Variable) -> Node:
    match node:
        case Series():
            return _series(node, variable)
        case Piecewise(value, condition, otherwise):
            first, second = differentiate(value, variable), differentiate(otherwise, variable)
            return Piecewise(first, condition, second)
        case Vector(items):
            return Vector(tuple(differentiate(item, variable) for item in items))
        case Derivative():
            return differentiate(without_derivatives(node), variable)
        case Relation() | Logical():
            raise UnsupportedError("an equation has no derivative here")
    raise UnsupportedError(f"the derivative of {type(node).__name__.lower()} is not known")


def add(*terms: Node) -> Node:
    """A sum without the zeros."""
    kept = tuple(term for term in terms if term != ZERO)
    return ZERO if not kept else kept[0] if len(kept) == 1 else Add(kept)


def multiply(*factors: Node) -> Node:
    """A product without the ones; zero if a factor is."""
    if ZERO in factors:
        return ZERO
    kept = tuple(factor for factor in factors if factor != ONE)
    return ONE if not kept else kept[0] if len(kept) == 1 else Multiply(kept)


def _depends(node: Node, variable: Variable) -> bool:
    if isinstance(variable, Name):
        return variable.name in names(node)
    base = variable.base
    return any(piece == base for piece in walk(node))


def _entry(node: Entry, base: Node, indices: tuple[Node, ...], variable: Variable) -> Node:
    if isinstance(base, Call) and base.function == "softmax":
        return _softmax_entry(node, base.arguments[0], indices, variable)
    if isinstance(variable, Entry) and variable.base == base:
        if len(variable.indices) != len(indices):
            raise UnsupportedError("both entries need all their indices")
        pairs = zip(indices, variable.indices, strict=True)
        return multiply(*(_delta(one, other) for one, other in pairs))
    raise UnsupportedError("differentiate by an entry, such as z_k, not by a whole vector")


def _delta(one: Node, other: Node) -> Node:
    if one == other:
        return ONE
    if isinstance(one, Number) and isinstance(other, Number):
        return ONE if one.value == other.value else ZERO
    return Call("delta", (one, other))


def _softmax_entry(
    node: Entry, argument: Node, indices: tuple[Node, ...], variable: Variable
) -> Node:
    """d softmax(z)_k / d z_j = softmax(z)_k (delta(k, j) - softmax(z)_j)."""
    if not isinstance(variable, Entry) or argument != variable.base:
        raise UnsupportedError("softmax is differentiated by an entry of its argument")
    other = Entry(node.base, variable.indices)
    return multiply(node, add(_delta(indices[-1], variable.indices[-1]), Negate(other)))


def _product(factors: tuple[Node, ...], variable: Variable) -> Node:
    terms = []
    for place, factor in enumerate(factors):
        slope = differentiate(factor, variable)
        terms.append(multiply(*factors[:place], slope, *factors[place + 1 :]))
    return add(*terms)


def _quotient(numerator: Node, denominator: Node, variable: Variable) -> Node:
    upper = differentiate(numerator, variable)
    lower = differentiate(denominator, variable)
    if lower == ZERO:
        return Divide(upper, denominator)
    difference = add(multiply(upper, denominator), Negate(multiply(numerator, lower)))
    return Divide(difference, Power(denominator, TWO))


def _power(base: Node, exponent: Node, variable: Variable) -> Node:
    terms: list[Node] = []
    base_slope = differentiate(base, variable)
    if base_slope != ZERO:
        if isinstance(exponent, Number):
            lowered: Node = Number(exponent.value - 1)
        else:
            lowered = minus(exponent, ONE)
        raised = ONE if lowered == ZERO else base if lowered == ONE else Power(base, lowered)
        terms.append(multiply(exponent, raised, base_slope))
    exponent_slope = differentiate(exponent, variable)
    if exponent_slope != ZERO:
        logarithm = ONE if base == Constant("e") else Call("log", (base,))
        terms.append(multiply(Power(base, exponent), logarithm, exponent_slope))
    return add(*terms)


def _series(node: Series, variable: Variable) -> Node:
    index = node.index
    taken = names(variable)
    if _depends(node.lower, variable) or _depends(node.upper, variable):
        raise UnsupportedError("a sum cannot be differentiated by its limits")
    if index in taken:
        index = fresh_index(index, taken | names(node.body))
    body = substitute(node.body, {node.index: Name(index)})
    slope = differentiate(body, variable)
    if node.kind == "sum":
        return Series("sum", slope, index, node.lower, node.upper)
    # The product rule: each factor's slope times the other factors.
    inner = fresh_index(index, names(body) | taken | {index})
    factor = substitute(body, {index: Name(inner)})
    same = Relation("=", Name(inner), Name(index))
    others = Series("prod", Piecewise(ONE, same, factor), inner, node.lower, node.upper)
    if _is_never_zero(body):
        whole = Series("prod", body, index, node.lower, node.upper)
        return multiply(whole, Series("sum", Divide(slope, body), index, node.lower, node.upper))
    return Series("sum", multiply(slope, others), index, node.lower, node.upper)


def _is_never_zero(node: Node) -> bool:
    """Whether a factor vanishes at most at single points of continuous symbols."""
    if isinstance(node, Multiply):
        return all(_is_never_zero(factor) for factor in node.factors)
    if isinstance(node, Divide):
        return _is_never_zero(node.numerator)
    return isinstance(node, Power) or (isinstance(node, Call) and node.function == "exp")


def _call(node: Call, variable: Variable) -> Node:
    if node.function in ("min", "max"):
        return _extreme(node, variable)
    if node.function == "plusminus":
        return Call("plusminus", (differentiate(node.arguments[0], variable),))
    written = by_others(node)
    if written is not None:
        return differentiate(written, variable)
    rule = _SLOPES.get(node.function)
    if rule is None or len(node.arguments) != 1:
        raise UnsupportedError(f"the derivative of {node.function} is not known")
    argument = node.arguments[0]
    if node.function == "log":
        return _log_slope(argument, variable)
    return multiply(rule(argument), differentiate(argument, variable))


def _log_slope(node: Node, variable: Variable) -> Node:
    """The slope of log f, which is f'/f: for a product a sum over its factors."""
    if not _depends(node, variable):
        return ZERO
    match node:
        case Multiply(factors):
            return add(*(_log_slope(factor, variable) for factor in factors))
        case Divide(numerator, denominator):
            lower = _log_slope(denominator, variable)
            upper = _log_slope(numerator, variable)
            return upper if lower == ZERO else add(upper, Negate(lower))
        case Power(Constant("e"), exponent) | Call("exp", (exponent,)):
            return differentiate(exponent, variable)
        case Power(base, exponent) if not _depends(exponent, variable):
            return multiply(exponent, _log_slope(base, variable))
        case Call("sqrt", (radicand,)):
            return multiply(Number(Fraction(1, 2)), _log_slope(radicand, variable))
        case Series("prod", body, index, lower, upper):
            if not (_depends(lower, variable) or _depends(upper, variable)):
                logs = Series("sum", Call("log", (body,)), index, lower, upper)
                return _series(logs, variable)
    return multiply(_over(node), differentiate(node, variable))


def _extreme(node: Call, variable: Variable) -> Node:
    first, *rest = node.arguments
    slope = differentiate(first, variable)
    for other in rest:
        wins = Relation(">=" if node.function == "max" else "<=", first, other)
        slope = Piecewise(slope, wins, differentiate(other, variable))
        first = Call(node.function, (first, other))
    return slope


def _square(node: Node) -> Node:
    return Power(node, TWO)


def _over(node: Node) -> Node:
    return Divide(ONE, node)


def _sqrt(node: Node) -> Node:
    return Call("sqrt", (node,))


def _of(name: str, node: Node) -> Node:
    return Call(name, (node,))


def _minus(node: Node) -> Node:
    return minus(ONE, node)


_SLOPES: dict[str, Callable[[Node], Node]] = {
    "log": _over,
    "log10": lambda x: _over(Multiply((x, _of("log", Number(Fraction(10)))))),
    "log2": lambda x: _over(Multiply((x, _of("log", TWO)))),
    "exp": lambda x: _of("exp", x),
    "sqrt": lambda x: _over(Multiply((TWO, _sqrt(x)))),
    "abs": lambda x: _of("sign", x),
    "sign": lambda _: ZERO,
    "sigmoid": lambda x: Multiply((_of("sigmoid", x), _minus(_of("sigmoid", x)))),
    "softplus": lambda x: _of("sigmoid", x),
    "logit": lambda x: _over(Multiply((x, _minus(x)))),
    "relu": lambda x: Piecewise(ONE, Relation(">", x, ZERO), ZERO),
    "sin": lambda x: _of("cos", x),
    "cos": lambda x: Negate(_of("sin", x)),
    "tan": lambda x: _over(_square(_of("cos", x))),
    "sinh": lambda x: _of("cosh", x),
    "cosh": lambda x: _of("sinh", x),
    "tanh": lambda x: _minus(_square(_of("tanh", x))),
    "asin": lambda x: _over(_sqrt(_minus(_square(x)))),
    "acos": lambda x: Negate(_over(_sqrt(_minus(_square(x))))),
    "atan": lambda x: _over(Add((ONE, _square(x)))),
    "asinh": lambda x: _over(_sqrt(Add((ONE, _square(x))))),
    "acosh": lambda x: _over(_sqrt(minus(_square(x), ONE))),
    "atanh": lambda x: _over(_minus(_square(x))),
}
"""The slope of each function of one argument, as a function of that argument."""
