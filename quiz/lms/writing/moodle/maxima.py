"""A formula in Maxima's notation, as STACK reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from quiz.lms.writing.exporting import LeftOutError
from quiz.symbolic.domains import Domain, Finite, Real, Whole, parse_domain
from quiz.symbolic.printing import ATOM, LOOSE, PRODUCT, Printer
from quiz.symbolic.tasks import Declaration
from quiz.symbolic.tree import (
    ONE,
    ZERO,
    Add,
    Call,
    Constant,
    Derivative,
    Divide,
    Interval,
    Logical,
    Multiply,
    Name,
    Negate,
    Node,
    Number,
    Piecewise,
    Power,
    Series,
    map_children,
    substitute,
)

LONGEST_SERIES = 20
"""How many terms a sum may have to be written out."""

TAKEN = frozenset({"e", "i", "j", "inf", "minf", "und", "ind", "true", "false", "and", "or", "not"})
"""Names that mean something else in STACK than a symbol."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*")
_KEPT = frozenset(
    {
        *("log", "exp", "sqrt", "abs", "binomial", "min", "max", "floor", "gamma"),
        *("sin", "cos", "tan", "sec", "csc", "cot", "sinh", "cosh", "tanh", "sech", "csch", "coth"),
        *("asin", "acos", "atan", "asec", "acsc", "acot", "asinh", "acosh", "atanh"),
        *("asech", "acsch", "acoth"),
    }
)
_RENAMED = {"sign": "signum", "ceil": "ceiling"}


def maxima(node: Node) -> str:
    """The formula for Maxima. Raises `LeftOutError` with what STACK has no notation for."""
    return _MaximaPrinter().show(opened(node))


def assumptions(symbols: Mapping[str, Declaration]) -> Iterator[str]:
    """What is known of the symbols, as statements of Maxima; of finite sets it can know nothing."""
    for name, declared in symbols.items():
        domain = parse_domain(declared.domain)
        if not declared.index:
            yield from _assumed(name, domain)


def _assumed(name: str, domain: Domain) -> Iterator[str]:
    if isinstance(domain, Whole):
        yield f"declare({name}, integer)"
        if domain.lower is not None:
            yield f"assume({name} >= {domain.lower})"
    elif isinstance(domain, Finite) and all(value.denominator == 1 for value in domain.values):
        yield f"declare({name}, integer)"
    elif isinstance(domain, Real):
        if domain.without_zero:
            yield f"assume(notequal({name}, 0))"
        if domain.lower is not None:
            yield f"assume({name} {'>=' if domain.closed_left else '>'} {domain.lower})"
        if domain.upper is not None:
            yield f"assume({name} {'<=' if domain.closed_right else '<'} {domain.upper})"


def opened(node: Node) -> Node:
    """The formula in the functions that Maxima has, short sums written out."""
    if isinstance(node, Series):
        return opened(_written_out(node))
    node = map_children(node, opened)
    if isinstance(node, Call) and node.function in _MEANINGS:
        return _MEANINGS[node.function](*node.arguments)
    return node


def _number(value: int) -> Number:
    return Number(Fraction(value))


def _to_base(base: int) -> Callable[[Node], Node]:
    return lambda x: Divide(Call("log", (x,)), Call("log", (_number(base),)))


def _root(x: Node, degree: Node | None = None) -> Node:
    return Call("sqrt", (x,)) if degree is None else Power(x, Divide(ONE, degree))


_MEANINGS: Mapping[str, Callable[..., Node]] = {
    "sigmoid": lambda x: Divide(ONE, Add((ONE, Call("exp", (Negate(x),))))),
    "softplus": lambda x: Call("log", (Add((ONE, Call("exp", (x,)))),)),
    "logit": lambda x: Call("log", (Divide(x, Add((ONE, Negate(x)))),)),
    "relu": lambda x: Call("max", (ZERO, x)),
    "log10": _to_base(10),
    "log2": _to_base(2),
    "cbrt": lambda x: _root(x, _number(3)),
    "root": _root,
}
"""What functions mean that Maxima does not have."""


def _written_out(node: Series) -> Node:
    lower, upper = node.lower, node.upper
    if not isinstance(lower, Number) or not isinstance(upper, Number):
        raise LeftOutError("sums over an index that runs to a letter are not compared there")
    values = range(int(lower.value), int(upper.value) + 1)
    if not 0 < len(values) <= LONGEST_SERIES:
        raise LeftOutError(f"a sum of {len(values)} terms is not written out")
    terms = tuple(substitute(node.body, {node.index: _number(value)}) for value in values)
    if len(terms) == 1:
        return terms[0]
    return Add(terms) if node.kind == "sum" else Multiply(terms)


class _MaximaPrinter(Printer):
    """Walks a tree as `Printer` does, and writes Maxima."""

    def relation_sign(self, operator: str) -> str:
        """Maxima's sign of a relation."""
        return {"!=": "#"}.get(operator, operator)

    def _node(self, node: Node) -> tuple[str, int]:
        match node:
            case Number(value):
                text = str(value)
                return (text, ATOM) if text.isdigit() else (f"({text})", ATOM)
            case Constant(name):
                return {"e": "%e", "pi": "%pi"}.get(name, name), ATOM
        return super()._node(node)

    def _other(self, node: Node) -> tuple[str, int]:
        match node:
            case Derivative(body, variable, order):
                return f"diff({self.show(body)}, {self.show(variable)}, {order})", ATOM
            case Logical(joiner, parts):
                inside = f" noun{joiner} ".join(f"({self.show(part)})" for part in parts)
                return f"({inside})", ATOM
            case Interval(lower, upper, closed_left, closed_right):
                name = ("c" if closed_left else "o") + ("c" if closed_right else "o")
                return f"{name}({self.show(lower)}, {self.show(upper)})", ATOM
            case Piecewise():
                raise LeftOutError("STACK cannot compare formulas with cases")
        return super()._other(node)

    def _name(self, name: str) -> str:
        if name in TAKEN or not _NAME.fullmatch(name):
            raise LeftOutError(f"the name {name} means something else in STACK")
        return name

    def _entry(self, base: Node, indices: tuple[Node, ...]) -> str:
        if not isinstance(base, Name) or not all(
            isinstance(index, Number) and str(index.value).isdigit() for index in indices
        ):
            raise LeftOutError("STACK has no entries with an index that is a letter")
        numbers = "_".join(str(index.value) for index in indices if isinstance(index, Number))
        return f"{self._name(base.name)}_{numbers}"

    def _call(self, node: Call) -> tuple[str, int]:
        if node.function == "factorial":
            return f"{self.show(node.arguments[0], ATOM)}!", PRODUCT
        name = _RENAMED.get(node.function, node.function)
        if name not in _KEPT and node.function not in _RENAMED:
            raise LeftOutError(f"STACK has no function {node.function}")
        return f"{name}({self._list(node.arguments)})", ATOM

    def _list(self, items: tuple[Node, ...]) -> str:
        return ", ".join(self.show(item, LOOSE) for item in items)
