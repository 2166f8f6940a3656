"""A formula that was read, shown as it was read: in two dimensions or on one line.

It goes through LaTeX, whose brackets are right and which `latex` reads as boxes.
"""

from __future__ import annotations

from itertools import pairwise

from quiz.markup.errors import MathsError
from quiz.markup.latex import read
from quiz.markup.layout import lines_that_fit
from quiz.markup.maths import one_line
from quiz.markup.wrapping import broken
from quiz.symbolic.latex import LatexPrinter
from quiz.symbolic.printing import LOOSE, SUM, unicode
from quiz.symbolic.tree import Logical, Node, Piecewise, Relation


def inline(node: Node) -> str:
    """The formula on one line, which reads back as the same expression."""
    try:
        return one_line(read(_Printer().show(node)))
    except MathsError:  # nested deeper than LaTeX is read
        return unicode(node)


def display(node: Node, columns: int) -> tuple[str, ...]:
    """The formula in two dimensions where it fits `columns`, else on one line, broken to fit.

    A script without characters of its own is no reason for a second line.
    """
    return display_behind("", node, columns)


def display_behind(lead: str, node: Node, columns: int) -> tuple[str, ...]:
    """The same with LaTeX before it: the `=` of a line that goes on, the name it defines."""
    try:
        found = lines_that_fit(read(lead + _DisplayPrinter().show(node)), columns)
    except MathsError:
        found = None
    if found is None or len(found) < 3:
        before = f"{one_line(read(lead))} " if lead else ""
        return tuple(broken(before + inline(node), columns))
    return found


class _Printer(LatexPrinter):
    """LaTeX with `a = b and b = c` as a chain."""

    def _other(self, node: Node) -> tuple[str, int]:
        if isinstance(node, Logical) and _is_chain(node.parts):
            return self._chain(node.parts), LOOSE
        return super()._other(node)

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


def _is_chain(parts: tuple[Node, ...]) -> bool:
    """Whether each part is a relation that goes on where the one before it ends."""
    return all(isinstance(part, Relation) for part in parts) and all(
        before.right == after.left
        for before, after in pairwise(parts)
        if isinstance(before, Relation) and isinstance(after, Relation)
    )
