"""Lines of mathematics that an author wrote as input, shown as mathematics."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from html import escape
from math import inf

from quiz.markup.characters import neutralised
from quiz.markup.formulas import as_latex, inline
from quiz.symbolic.derivations.completing import complete_line
from quiz.symbolic.naming import Names
from quiz.symbolic.tasks import Declaration
from quiz.symbolic.tree import HOLE, Name, Node, map_children, walk

_PLAIN_ACCENT = re.compile(r"\\(hat|bar|tilde)\s*\{?\s*\\?([A-Za-z]+)\s*\}?")
_MORE_THAN_A_FORMULA = re.compile(r"""[#;"?]|=>|:=|\bwhere\b|\\""")


def accents(symbols: Mapping[str, Declaration]) -> Mapping[str, str]:
    r"""The names that are shown with an accent, by their `latex`: `p` with `\hat p` as `phat`."""
    found = {}
    for name, declared in symbols.items():
        accented = _PLAIN_ACCENT.fullmatch((declared.latex or "").strip())
        if accented is not None and len(accented[2]) == 1:
            found[name] = accented[2] + accented[1]
    return found


def accented(node: Node, shown: Mapping[str, str]) -> Node:
    """The formula with the names as they are shown; for reading by people alone."""
    if isinstance(node, Name):
        return Name(shown[node.name]) if node.name in shown else node
    return map_children(node, lambda child: accented(child, shown)) if shown else node


def shown_lines(lines: Sequence[str], names: Names, columns: float = inf) -> list[str]:
    """Each line as mathematics, behind its own indentation.

    One that would be wider than `columns`, or holds more than a formula, stays as written.
    """
    shown = accents(names.symbols)
    return [
        _shown(line, "\n".join(lines[:place]), names, shown, columns)
        for place, line in enumerate(lines)
    ]


def lines_as_html(lines: Sequence[str], names: Names) -> list[str]:
    """Each line as a formula in MathML; one that holds more than a formula as its code."""
    found = zip(lines, lines_as_latex(lines, names), strict=True)
    return [_as_html(line, latex) for line, latex in found]


def lines_as_latex(lines: Sequence[str], names: Names) -> list[str | None]:
    """Each line as LaTeX; None for one that holds more than a formula."""
    shown = accents(names.symbols)
    found = (_formula(line, "\n".join(lines[:place]), names) for place, line in enumerate(lines))
    return [each and each[0] + as_latex(accented(each[1], shown)) for each in found]


def _as_html(line: str, latex: str | None) -> str:
    from quiz.markup.errors import MathsError
    from quiz.markup.html import shown_blank
    from quiz.markup.mathml import mathml

    if latex is not None:
        with suppress(MathsError):
            return mathml(latex, shown_blank)
    return f"<code>{escape(neutralised(line.strip()))}</code>"


def _shown(line: str, above: str, names: Names, shown: Mapping[str, str], columns: float) -> str:
    found = _formula(line, above, names)
    if found is None:
        return line
    lead, node = found
    indent = line[: len(line) - len(line.lstrip())]
    text = f"{indent}{lead}{inline(accented(node, shown))}"
    return text if len(text) <= columns else line


def _formula(line: str, above: str, names: Names) -> tuple[str, Node] | None:
    """The formula that a line is, behind the `= ` that it goes on with; None for another line."""
    if not line.strip() or _MORE_THAN_A_FORMULA.search(line):
        return None
    found = complete_line(line, names, above)
    if found.node is None or found.error is not None or found.lead not in ("", "="):
        return None
    return None if HOLE in walk(found.node) else ("= " if found.lead else "", found.node)
