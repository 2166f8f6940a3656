"""A formula that was read, shown as it was read: in two dimensions or on one line.

It goes through LaTeX, whose brackets are right and which `latex` reads as boxes.
"""

from __future__ import annotations

from quiz.markup.errors import MathsError
from quiz.markup.latex import read
from quiz.markup.layout import lines_that_fit
from quiz.markup.maths import one_line
from quiz.markup.wrapping import broken
from quiz.symbolic.latex import LatexPrinter, latex
from quiz.symbolic.printing import LOOSE, SUM, unicode
from quiz.symbolic.tree import Node, Piecewise


def inline(node: Node) -> str:
    """The formula on one line, which reads back as the same expression."""
    try:
        return one_line(read(latex(node)))
    except MathsError:  # nested deeper than LaTeX is read
        return unicode(node)


def display(node: Node, columns: int) -> tuple[str, ...]:
    """The formula in two dimensions where it fits `columns`, else on one line, broken to fit.

    A script without characters of its own is no reason for a second line.
    """
    try:
        found = lines_that_fit(read(_DisplayPrinter().show(node)), columns)
    except MathsError:
        found = None
    if found is None or len(found) < 3:
        return tuple(broken(inline(node), columns))
    return found


class _DisplayPrinter(LatexPrinter):
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
