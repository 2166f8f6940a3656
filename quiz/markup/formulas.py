"""A formula that was read, shown as it was read: in two dimensions or on one line.

It goes through LaTeX, whose brackets are right and which `latex` reads as boxes.
"""

from __future__ import annotations

from itertools import pairwise

from quiz.markup.errors import MathsError
from quiz.markup.fitting import lines_parted, lines_that_fit
from quiz.markup.latex import read
from quiz.markup.maths import one_line
from quiz.markup.text import Draw
from quiz.markup.wrapping import broken
from quiz.symbolic.latex import LatexPrinter
from quiz.symbolic.printing import ATOM, LOOSE, POWER, PRODUCT, SUM, unicode
from quiz.symbolic.tree import (
    Call,
    Constant,
    Derivative,
    Divide,
    Entry,
    Logical,
    Multiply,
    Name,
    Node,
    Number,
    Piecewise,
    Power,
    Relation,
    Series,
)


def inline(node: Node) -> str:
    """The formula on one line, which reads back as the same expression."""
    try:
        return one_line(read(_Printer().show(node)))
    except MathsError:  # nested deeper than LaTeX is read
        return unicode(node)


def as_latex(node: Node) -> str:
    """The formula in LaTeX as people write it, for pages that show LaTeX."""
    return _DisplayPrinter().show(node)


def display(node: Node, columns: int) -> tuple[str, ...]:
    """The formula in two dimensions where it fits `columns`, else on one line, broken to fit.

    A script without characters of its own is no reason for a second line.
    """
    return display_behind("", node, columns)


def display_behind(
    lead: str, node: Node, columns: int, draw: Draw | None = None
) -> tuple[str, ...]:
    """The same with LaTeX before it: the `=` of a line that goes on, the name it defines.

    With `draw`, it is a picture if that takes more than a line.
    """
    latex = lead + _DisplayPrinter().show(node)
    picture = draw(latex, columns) if draw else None
    if picture and len(picture) > 1:
        return tuple(picture)
    try:
        box = read(latex)
        found = lines_that_fit(box, columns) or lines_parted(box, columns)
    except MathsError:
        found = None
    if found is None or len(found) < 3:
        before = f"{one_line(read(lead))} " if lead else ""
        return tuple(broken(before + inline(node), columns))
    return found


class _Printer(LatexPrinter):
    """LaTeX as people write it: `a = b = c`, `2x`, `dJ/dz`, Kronecker's delta with indices."""

    def _other(self, node: Node) -> tuple[str, int]:
        match node:
            case Logical("and", parts) if _is_chain(parts):
                return self._chain(parts), LOOSE
            case Derivative(Name() | Entry() as body, variable, 1):
                return rf"\frac{{d {self.show(body)}}}{{d {self.show(variable)}}}", PRODUCT
        return super()._other(node)

    def _call(self, node: Call) -> tuple[str, int]:
        if node.function == "delta" and all(isinstance(each, Name) for each in node.arguments):
            return self._entry(Name("delta"), node.arguments), ATOM
        return super()._call(node)

    def _product(self, factors: tuple[Node, ...]) -> str:
        """A number stands directly before a name, most things before a sum."""
        text = self.show(factors[0], POWER if isinstance(factors[0], Multiply) else PRODUCT)
        for place, (before, factor) in enumerate(pairwise(factors), start=2):
            sign = " " if _needs_no_sign(before, factor) else self.product_sign
            is_last = place == len(factors)
            level = LOOSE if is_last and isinstance(factor, Series) else POWER
            level = PRODUCT if isinstance(factor, Divide | Derivative) else level  # has a bar
            text += sign + self.show(factor, level)
        return text

    def _chain(self, parts: tuple[Node, ...]) -> str:
        relations = [part for part in parts if isinstance(part, Relation)]
        shown = [self.show(relations[0].left, SUM)]
        for part in relations:
            shown += [self.relation_sign(part.operator), self.show(part.right, SUM)]
        return " ".join(shown)


class _DisplayPrinter(_Printer):
    """LaTeX for display: `a if c else b` as cases."""

    def _other(self, node: Node) -> tuple[str, int]:
        if not isinstance(node, Piecewise):
            return super()._other(node)
        lines = []
        while True:
            shown = self.show(node.value, SUM)
            lines.append(rf"{shown} & \text{{if }} {self.show(node.condition)}")
            if not isinstance(node.otherwise, Piecewise):
                break
            node = node.otherwise
        lines.append(rf"{self.show(node.otherwise)} & \text{{otherwise}}")
        return r"\begin{cases}" + r" \\ ".join(lines) + r"\end{cases}", LOOSE


def _needs_no_sign(before: Node, factor: Node) -> bool:
    if isinstance(factor, Series):
        return isinstance(before, Number | Name | Entry | Divide)
    base = factor.base if isinstance(factor, Power) else factor
    base = base.base if isinstance(base, Entry) else base
    match before:
        case Number(value):
            is_named = isinstance(base, Name) and base.name[0] not in "eE"  # 2e1 is a number
            return (is_named or base == _PI) and value.denominator == 1 and value >= 0
        case Constant("pi"):
            return isinstance(base, Name)
        case Divide():
            return isinstance(base, Call) and base.function in _FUNCTIONS
    return False


_PI = Constant("pi")
_FUNCTIONS = frozenset({"log", "exp", "sigmoid", "softplus"})


def _is_chain(parts: tuple[Node, ...]) -> bool:
    """Whether each part is a relation that goes on where the one before it ends."""
    return all(isinstance(part, Relation) for part in parts) and all(
        before.right == after.left
        for before, after in pairwise(parts)
        if isinstance(before, Relation) and isinstance(after, Relation)
    )
