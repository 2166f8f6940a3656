"""A tree as one line of text: plain text that reads back, or Unicode for people."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Literal

from quiz.symbolic.naming import GREEK
from quiz.symbolic.tree import (
    Add,
    Call,
    Constant,
    Derivative,
    Divide,
    Entry,
    Interval,
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
    SetOf,
    Vector,
)

Style = Literal["plain", "unicode"]

LOOSE, SUM, PRODUCT, POWER, ATOM = range(5)

_LETTERS = {name: letter for letter, name in reversed(GREEK.items())}
_ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303"}
_RAISED = str.maketrans("0123456789+-()nkmij", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿᵏᵐⁱʲ")
_LOWERED = str.maketrans("0123456789+-()ijknmtrs=", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ᵢⱼₖₙₘₜᵣₛ₌")
_RAISABLE = frozenset("0123456789+-nkmij")
_LOWERABLE = frozenset("0123456789+-ijknmtrs=")
_RELATIONS = {"!=": "≠", "<=": "≤", ">=": "≥"}


def plain(node: Node) -> str:
    """The expression in the plain notation; reading it again gives the same tree."""
    return Printer("plain").show(node)


def unicode(node: Node) -> str:
    """The expression on one line with Greek letters, hats and raised digits."""
    return Printer("unicode").show(node)


def number(value: Fraction | float) -> str:
    """A value for people: exact when short, else to six significant figures."""
    if isinstance(value, float) and not math.isfinite(value):
        return "undefined" if math.isnan(value) else "infinity" if value > 0 else "-infinity"
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, Fraction | int):
        exact = Fraction(value)
        if exact.denominator <= 1000 and abs(exact.numerator) < 10**9:
            return str(exact)
    try:
        return f"{float(value):.6g}"
    except OverflowError:
        return "a number too large to show"


class Printer:
    """Walks a tree; each node's text comes with how tightly it binds."""

    def __init__(self, style: Style = "plain") -> None:
        self.pretty = style == "unicode"
        self.product_sign = "·" if self.pretty else "*"

    def enclosed(self, left: str, text: str, right: str) -> str:
        """The text between two brackets."""
        return f"{left}{text}{right}"

    def word(self, text: str) -> str:
        """`if`, `else`, `and` or `or`."""
        return text

    def relation_sign(self, operator: str) -> str:
        """The sign of a relation."""
        return _RELATIONS.get(operator, operator) if self.pretty else operator

    def show(self, node: Node, level: int = LOOSE) -> str:
        """The node, in brackets where it binds less tightly than `level` asks."""
        text, binds = self._node(node)
        return self.enclosed("(", text, ")") if binds < level else text

    def _node(self, node: Node) -> tuple[str, int]:  # noqa: C901 - one case a node
        match node:
            case Number():
                return self._number(node)
            case Constant(name):
                return ({"inf": "∞", "pi": "π"}.get(name, name) if self.pretty else name), ATOM
            case Name(name):
                return self._name(name), ATOM
            case Entry(base, indices):
                return self._entry(base, indices), ATOM
            case Call():
                return self._call(node)
            case Negate(operand):
                minus = "−" if self.pretty else "-"
                return minus + self._term(operand), SUM
            case Add(terms):
                return self._sum(terms), SUM
            case Multiply(factors):
                return self._product(factors), PRODUCT
            case Divide(numerator, denominator):
                upper = self.show(numerator, PRODUCT)
                return f"{upper}/{self.show(denominator, POWER)}", PRODUCT
            case Power(base, exponent):
                return self._power(base, exponent), POWER
            case _:
                return self._other(node)

    def _other(self, node: Node) -> tuple[str, int]:
        match node:
            case Series():
                return self._series(node)
            case Derivative(body, variable, order):
                more = f", {order}" if order > 1 else ""
                return f"diff({self.show(body)}, {self.show(variable)}{more})", ATOM
            case Piecewise(value, condition, otherwise):
                chosen = f"{self.show(value, SUM)} {self.word('if')} {self.show(condition)}"
                return f"{chosen} {self.word('else')} {self.show(otherwise)}", LOOSE
            case Relation(operator, left, right):
                sign = self.relation_sign(operator)
                return f"{self.show(left, SUM)} {sign} {self.show(right, SUM)}", LOOSE
            case Logical(joiner, parts):
                return f" {self.word(joiner)} ".join(self.show(part) for part in parts), LOOSE
            case Vector(items):
                return self.enclosed("[", self._list(items), "]"), ATOM
            case SetOf(items):
                return self.enclosed("{", self._list(items), "}"), ATOM
            case Interval(lower, upper, closed_left, closed_right):
                ends = "[" if closed_left else "(", "]" if closed_right else ")"
                return self.enclosed(ends[0], self._list((lower, upper)), ends[1]), ATOM
        raise TypeError(f"no way to print {type(node).__name__}")

    def _list(self, items: tuple[Node, ...]) -> str:
        return ", ".join(self.show(item) for item in items)

    def _number(self, node: Number) -> tuple[str, int]:
        if node.text is not None:
            return node.text, ATOM
        if node.value < 0:
            return str(node.value), SUM
        return str(node.value), ATOM if node.value.denominator == 1 else PRODUCT

    def _name(self, name: str) -> str:
        if not self.pretty:
            return name
        head, _, tail = name.partition("_")
        for ending, mark in _ACCENTS.items():
            if head.endswith(ending) and len(head) > len(ending):
                return self._subscripted(_letter(head.removesuffix(ending)) + mark, tail)
        digits = head[len(head.rstrip("0123456789")) :]
        if digits and head != digits and not tail:
            return _letter(head.removesuffix(digits)) + digits.translate(_LOWERED)
        return self._subscripted(_letter(head), tail)

    def _subscripted(self, base: str, below: str) -> str:
        if not below:
            return base
        if self.pretty and set(below) <= _LOWERABLE:
            return base + below.translate(_LOWERED)
        return f"{base}_{below}" if below.isalnum() and len(below) == 1 else f"{base}_{{{below}}}"

    def _entry(self, base: Node, indices: tuple[Node, ...]) -> str:
        shown = ",".join(Printer("plain").show(index).replace(" ", "") for index in indices)
        if self.pretty and len(shown) == 3 and shown[1] == ",":
            shown = shown.replace(",", "")
        return self._subscripted(self.show(base, ATOM), shown)

    def _call(self, node: Call) -> tuple[str, int]:
        match node:
            case Call("plusminus", (value,)):
                return f"±{self.show(value, PRODUCT)}", SUM
            case Call("factorial", (value,)):
                return f"{self.show(value, ATOM)}!", POWER
            case Call("dot", (left, right)) if self.pretty:
                return f"{self.show(left, PRODUCT)}·{self.show(right, POWER)}", PRODUCT
            case Call("transpose", (value,)):
                return self.show(value, ATOM) + ("ᵀ" if self.pretty else "^T"), POWER
            case Call("abs", (value,)) if self.pretty:
                inside = self.show(value)
                # Two bars side by side would be a norm's.
                meets = inside.startswith("|") or inside.endswith("|")
                return f"|({inside})|" if meets else f"|{inside}|", ATOM
            case Call("norm", (value,)) if self.pretty:
                return f"‖{self.show(value)}‖", ATOM
            case Call("norm1", (value,)) if self.pretty:
                return f"‖{self.show(value)}‖₁", ATOM
            case Call("sqrt", (value,)) if self.pretty:
                return f"√{self.show(value, ATOM)}", POWER
        return f"{node.function}({self._list(node.arguments)})", ATOM

    def _sum(self, terms: tuple[Node, ...]) -> str:
        text = (
            self.show(terms[0], SUM)
            if not isinstance(terms[0], Add)
            else self.show(terms[0], PRODUCT)
        )
        for term in terms[1:]:
            sign: str = "+"
            shown: Node = term
            if isinstance(term, Negate):
                sign, shown = ("−" if self.pretty else "-"), term.operand
            elif isinstance(term, Call) and term.function == "plusminus":
                sign, shown = "±", term.arguments[0]
            text += f" {sign} {self._term(shown)}"
        return text

    def _product(self, factors: tuple[Node, ...]) -> str:
        first, *rest = factors
        nested = isinstance(first, Multiply)
        pieces = [self.show(first, POWER if nested else PRODUCT)]
        pieces += [self.show(factor, POWER) for factor in rest]
        if isinstance(factors[-1], Series):
            # A sum at the end of a product needs no brackets to be read right.
            pieces[-1] = self.show(factors[-1])
        return self.product_sign.join(pieces)

    def _power(self, base: Node, exponent: Node) -> str:
        below = self.show(base, ATOM)
        if self.pretty:
            above = Printer("plain").show(exponent).replace(" ", "")
            if set(above) <= _RAISABLE and len(above) <= 4:
                return below + above.translate(_RAISED)
        return f"{below}^{self.show(exponent, ATOM)}"

    def _series(self, node: Series) -> tuple[str, int]:
        lower, upper = self.show(node.lower), self.show(node.upper, SUM)
        if not self.pretty:
            return f"{node.kind}({self.show(node.body)}, {node.index}={lower}..{upper})", ATOM
        sign = "∑" if node.kind == "sum" else "∏"
        limits = f"{node.index}={lower}"
        if set(limits) <= _LOWERABLE and set(upper) <= _RAISABLE:
            sign += limits.translate(_LOWERED) + upper.translate(_RAISED)
        else:
            sign += f"_{{{limits}}}^{{{upper}}}"
        return f"{sign} {self._term(node.body)}", SUM

    def _term(self, node: Node) -> str:
        """What is added, negated or summed; a sum in its place needs no brackets."""
        return self.show(node, LOOSE if isinstance(node, Series) else PRODUCT)


def _letter(name: str) -> str:
    return _LETTERS.get(name, name)
