"""What is being typed, laid out after each key."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.markup.formulas import display_behind
from quiz.markup.text import Draw
from quiz.symbolic.derivations.completing import complete_line_around
from quiz.symbolic.errors import ReadError
from quiz.symbolic.latex import latex
from quiz.symbolic.naming import OPEN, Names
from quiz.symbolic.reading import Meaning
from quiz.symbolic.reading.completing import complete_around
from quiz.symbolic.right_side import is_left_side, right_side


@dataclass(frozen=True)
class Preview:
    """Mathematics as far as it has been typed: its lines, a box for what is still to come.

    `error` is set only if nothing that could follow would make a formula of the text; its
    position is a column there. With neither lines nor error there is nothing to show yet.
    """

    lines: tuple[str, ...] = ()
    error: ReadError | None = None


def preview(
    text: str,
    names: Names = OPEN,
    columns: int = 80,
    meaning: Meaning = "number",
    draw: Draw | None = None,
    cursor: int | None = None,
) -> Preview:
    """A formula that is being typed, at most `columns` wide; never raises.

    Of `J = …` it is the right side, unless an equation is meant. With `draw` it is a picture.
    Behind the `cursor`, which is at the end if left out, nothing is an error yet.
    """
    if meaning != "equation":
        text = right_side(text) or text
    found = complete_around(text, len(text) if cursor is None else cursor, names, meaning)
    if found.error is not None and meaning != "equation" and is_left_side(text):
        return Preview()
    lines = display_behind("", found.node, columns, draw) if found.node is not None else ()
    return Preview(lines, found.error)


def preview_line(
    text: str,
    names: Names = OPEN,
    columns: int = 80,
    above: str = "",
    draw: Draw | None = None,
    cursor: int | None = None,
) -> Preview:
    """A line of working that is being typed, below the lines `above`; never raises.

    With `draw` it is a picture. Behind the `cursor` nothing is an error yet.
    """
    found = complete_line_around(text, len(text) if cursor is None else cursor, names, above)
    if found.node is None:
        return Preview(error=found.error)
    signs = {"": "", "=": "= ", "=>": r"\Rightarrow ", ":=": ":= "}
    lead = (latex(found.head) + " " if found.head is not None else "") + signs[found.lead]
    return Preview(display_behind(lead, found.node, columns, draw), found.error)
