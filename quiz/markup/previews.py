"""What is being typed, laid out after each key."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.markup.formulas import display_behind
from quiz.markup.text import Draw
from quiz.markup.workings import accented, accents
from quiz.symbolic.derivations.completing import complete_line_around
from quiz.symbolic.errors import ReadError
from quiz.symbolic.latex import latex
from quiz.symbolic.naming import OPEN, Names
from quiz.symbolic.reading import Meaning
from quiz.symbolic.reading.completing import complete_around
from quiz.symbolic.right_side import is_left_side, right_side
from quiz.symbolic.tree import Node


@dataclass(frozen=True)
class Preview:
    """Mathematics as far as it has been typed: its lines, a box for what is still to come.

    `error` is set only if nothing that could follow would make a formula of the text; its
    position is a column there. With neither lines nor error there is nothing to show yet.
    """

    lines: tuple[str, ...] = ()
    error: ReadError | None = None


@dataclass(frozen=True)
class Reading:
    """Mathematics as far as it has been typed: a tree with the names that a person is shown, such
    as `p` with a hat, and the LaTeX that stands before it.

    `error` is as in `Preview`.
    """

    node: Node | None = None
    error: ReadError | None = None
    lead: str = ""


def reading(
    text: str, names: Names = OPEN, meaning: Meaning = "number", cursor: int | None = None
) -> Reading:
    """A formula that is being typed; never raises.

    Of `J = …` it is the right side, unless an equation is meant. Behind the `cursor`, which is at
    the end if left out, nothing is an error yet.
    """
    if meaning != "equation":
        text = right_side(text) or text
    found = complete_around(text, len(text) if cursor is None else cursor, names, meaning)
    if found.error is not None and meaning != "equation" and is_left_side(text):
        return Reading()
    return Reading(_as_shown(found.node, names), found.error)


def reading_of_line(
    text: str, names: Names = OPEN, above: str = "", cursor: int | None = None
) -> Reading:
    """A line of working that is being typed, below the lines `above`; never raises."""
    found = complete_line_around(text, len(text) if cursor is None else cursor, names, above)
    lead = latex(found.head) + " " if found.head is not None else ""
    return Reading(_as_shown(found.node, names), found.error, lead + _SIGNS[found.lead])


def preview(
    text: str,
    names: Names = OPEN,
    columns: int = 80,
    meaning: Meaning = "number",
    draw: Draw | None = None,
    cursor: int | None = None,
) -> Preview:
    """A formula that is being typed, at most `columns` wide, with `draw` a picture."""
    return _laid_out(reading(text, names, meaning, cursor), columns, draw)


def preview_line(
    text: str,
    names: Names = OPEN,
    columns: int = 80,
    above: str = "",
    draw: Draw | None = None,
    cursor: int | None = None,
) -> Preview:
    """The same for a line of working that is being typed below the lines `above`."""
    return _laid_out(reading_of_line(text, names, above, cursor), columns, draw)


def _as_shown(node: Node | None, names: Names) -> Node | None:
    return None if node is None else accented(node, accents(names.symbols))


def _laid_out(read: Reading, columns: int, draw: Draw | None) -> Preview:
    if read.node is None:
        return Preview(error=read.error)
    return Preview(display_behind(read.lead, read.node, columns, draw), read.error)


_SIGNS = {"": "", "=": "= ", "=>": r"\Rightarrow ", ":=": ":= "}
_SIGNS |= {"<": "< ", ">": "> ", "<=": r"\leq ", ">=": r"\geq "}
"""What stands before a line, in LaTeX."""
