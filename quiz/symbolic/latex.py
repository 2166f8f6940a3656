"""A tree as LaTeX, which reads back as the same expression."""

from __future__ import annotations

from quiz.symbolic.naming import GREEK_NAMES
from quiz.symbolic.printing import ATOM, POWER, PRODUCT, SUM, Printer
from quiz.symbolic.tree import (
    Call,
    Constant,
    Derivative,
    Divide,
    Node,
    Number,
    Power,
    Series,
)

_ACCENTS = ("hat", "bar", "tilde")
_NAMED = frozenset({"log", "exp", "max", "min", "sin", "cos", "tan", "sec", "csc", "cot"})
_NAMED |= {"sinh", "cosh", "tanh", "coth"}
_RELATIONS = {"!=": r"\neq", "<=": r"\leq", ">=": r"\geq"}


def latex(node: Node) -> str:
    """The expression in LaTeX's notation, for a formula's inside."""
    return LatexPrinter().show(node)


class LatexPrinter(Printer):
    """Walks a tree as `Printer` does, and writes LaTeX."""

    def __init__(self) -> None:
        super().__init__()
        self.product_sign = r" \cdot "

    def enclosed(self, left: str, text: str, right: str) -> str:
        """The text between two brackets that grow with it."""
        if left == "{":
            return rf"\{{{text}\}}"
        return rf"\left{left}{text}\right{right}"

    def word(self, text: str) -> str:
        """`if`, `else`, `and` or `or`, upright and with space around it."""
        return rf"\text{{ {text} }}"

    def relation_sign(self, operator: str) -> str:
        """The command of a relation."""
        return _RELATIONS.get(operator, operator)

    def _node(self, node: Node) -> tuple[str, int]:
        match node:
            case Number(value, text):
                if text is None and value.denominator != 1:
                    return rf"\frac{{{value.numerator}}}{{{value.denominator}}}", PRODUCT
            case Constant(name):
                return {"inf": r"\infty", "pi": r"\pi"}.get(name, name), ATOM
            case Divide(numerator, denominator):
                return rf"\frac{{{self.show(numerator)}}}{{{self.show(denominator)}}}", PRODUCT
            case Power(base, exponent):
                return f"{self.show(base, ATOM)}^{{{self.show(exponent)}}}", POWER
        return super()._node(node)

    def _other(self, node: Node) -> tuple[str, int]:
        match node:
            case Derivative(body, variable, order):
                power = f"^{order}" if order > 1 else ""
                below = f"d {self.show(variable)}{power}"
                return rf"\frac{{d{power}}}{{{below}}}\left({self.show(body)}\right)", PRODUCT
        return super()._other(node)

    def _name(self, name: str) -> str:
        head, _, tail = name.partition("_")
        for accent in _ACCENTS:
            if head.endswith(accent) and len(head) > len(accent):
                shown = rf"\{accent}{{{_letter(head.removesuffix(accent))}}}"
                return f"{shown}_{{{tail}}}" if tail else shown
        return f"{_letter(head)}_{{{tail}}}" if tail else _letter(head)

    def _entry(self, base: Node, indices: tuple[Node, ...]) -> str:
        shown = [self.show(index).replace(" ", "") for index in indices]
        parting = "" if all(len(index) == 1 and index.isalpha() for index in shown) else ","
        return f"{self.show(base, ATOM)}_{{{parting.join(shown)}}}"

    def _call(self, node: Call) -> tuple[str, int]:
        arguments = self._list(node.arguments)
        match node.function:
            case "sqrt":
                return rf"\sqrt{{{arguments}}}", ATOM
            case "abs":
                # Two bars side by side on one line would be a norm's.
                if arguments.startswith(r"\left|") or arguments.endswith(r"\right|"):
                    arguments = rf"\left({arguments}\right)"
                return rf"\left|{arguments}\right|", ATOM
            case "norm" | "norm1":
                order = "_{1}" if node.function == "norm1" else ""
                return rf"\lVert {arguments} \rVert{order}", ATOM
            case "dot":
                return rf"\left\langle {arguments}\right\rangle", ATOM
            case "transpose":
                return rf"{self.show(node.arguments[0], ATOM)}^{{\top}}", POWER
            case "factorial":
                return f"{self.show(node.arguments[0], ATOM)}!", POWER
            case "plusminus":
                return rf"\pm {self.show(node.arguments[0], PRODUCT)}", SUM
            case "log10" | "log2":
                return rf"\log_{{{node.function[3:]}}}\left({arguments}\right)", ATOM
        name = rf"\{node.function}" if node.function in _NAMED else None
        name = name or rf"\operatorname{{{node.function}}}"
        return rf"{name}\left({arguments}\right)", ATOM

    def _series(self, node: Series) -> tuple[str, int]:
        limits = f"_{{{node.index}={self.show(node.lower)}}}^{{{self.show(node.upper)}}}"
        return rf"\{node.kind}{limits} {self._term(node.body)}", SUM


def _letter(name: str) -> str:
    if name in GREEK_NAMES:
        return rf"\{name}"
    return name if len(name) == 1 else rf"\mathrm{{{name}}}"
