"""Lines of mathematics that an author wrote as input, shown as mathematics on one line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from quiz.markup.formulas import inline
from quiz.symbolic.derivations.completing import complete_line
from quiz.symbolic.naming import Names
from quiz.symbolic.tasks import Declaration
from quiz.symbolic.tree import HOLE, Name, Node, map_children, walk

_PLAIN_ACCENT = re.compile(r"\\(hat|bar|tilde)\s*\{?\s*\\?([A-Za-z]+)\s*\}?")
_MORE_THAN_A_FORMULA = re.compile(r"""[#;"?]|=>|:=|\bwhere\b|\bor\b|\band\b|\\""")


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


def shown_lines(lines: Sequence[str], names: Names, columns: int) -> list[str]:
    """Each line as mathematics, behind its own indentation.

    One that would be wider than `columns`, or holds more than a formula, stays as written.
    """
    shown = accents(names.symbols)
    return [
        _shown(line, "\n".join(lines[:place]), names, shown, columns)
        for place, line in enumerate(lines)
    ]


def _shown(line: str, above: str, names: Names, shown: Mapping[str, str], columns: int) -> str:
    if not line.strip() or _MORE_THAN_A_FORMULA.search(line):
        return line
    found = complete_line(line, names, above)
    if found.node is None or found.error is not None or found.lead not in ("", "="):
        return line
    if HOLE in walk(found.node):
        return line
    indent = line[: len(line) - len(line.lstrip())]
    lead = "= " if found.lead else ""
    text = f"{indent}{lead}{inline(accented(found.node, shown))}"
    return text if len(text) <= columns else line
