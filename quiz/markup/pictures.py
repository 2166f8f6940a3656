"""Formulas drawn as pictures, by ziamath and resvg: an extra that is installed on request."""

from __future__ import annotations

import math
import re
import warnings
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from quiz.errors import LearnerError
from quiz.markup.errors import MathsError
from quiz.markup.latex import read

PACKAGES = ("ziamath", "resvg_py", "PIL")
_SIZE = 0.85
"""Of letters, in cells."""
MOST_CHARACTERS = 1000
MOST_CELLS = 20_000
"""Longer formulas and larger pictures are not drawn: nobody needs them."""

_SIGN = re.compile(r"(^|[=<>(\[{,&]|\\(?:[lg]eq?|neq?|approx|sim|propto|to|in)(?![a-z]))\s*([-+])")
"""A minus or plus with nothing before it that could be subtracted from or added to."""


class PicturesMissingError(LearnerError):
    """Pictures are asked for, and the packages that draw them are not installed."""

    exit_status = 2

    def __init__(self) -> None:
        super().__init__(
            "formulas as pictures need more packages:"
            " pip install 'likelihood-quiz[pictures]', or leave out --pictures"
        )


@dataclass(frozen=True)
class Canvas:
    """What is drawn on: a terminal's cells in pixels, and its two colours as `#rrggbb`."""

    cell_width: int = 10
    cell_height: int = 20
    ink: str = "#808080"
    paper: str = "#000000"


@dataclass(frozen=True)
class Picture:
    """A PNG with a transparent ground, as large as so many columns and rows of cells."""

    png: bytes
    columns: int
    rows: int


def require() -> None:
    """Raise `PicturesMissingError` if a package that draws is not installed."""
    if any(find_spec(name) is None for name in PACKAGES):
        raise PicturesMissingError


@lru_cache(maxsize=256)
def draw(latex: str, canvas: Canvas, columns: int) -> Picture | None:
    """The formula as a picture; None where it does not fit `columns` or cannot be drawn."""
    if len(latex) > MOST_CHARACTERS:
        return None
    try:
        read(latex)
    except MathsError:
        return None
    import resvg_py

    try:
        drawing = _svg(latex, canvas)
        left, top, width, height = (float(part) for part in drawing.attrib["viewBox"].split())
    except Exception:  # noqa: BLE001 - whatever another package makes of odd LaTeX
        return None
    across = math.ceil(width / canvas.cell_width)
    down = math.ceil(height / canvas.cell_height)
    if across > columns or across * down > MOST_CELLS:
        return None
    whole = (across * canvas.cell_width, down * canvas.cell_height)
    top -= (whole[1] - height) / 2
    drawing.attrib["viewBox"] = f"{left} {top} {whole[0]} {whole[1]}"
    drawing.attrib["width"], drawing.attrib["height"] = map(str, whole)
    svg = ElementTree.tostring(drawing, encoding="unicode")
    png = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True)
    return Picture(bytes(png), across, down)


def _svg(latex: str, canvas: Canvas) -> Element:
    if "\\text" not in latex:  # there a brace is shown
        latex = _SIGN.sub(r"\1{\2}", latex)  # the package would set it as one between two terms
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what the package will have to change in itself
        from ziamath.zmath import Latex

        drawing: Element = Latex(latex, size=_SIZE * canvas.cell_height, color=canvas.ink).svgxml()
    return drawing
