r"""A formula in the mathematics of Typst, for paper: `\frac{1}{n}` is `frac(1, n)`.

It is written from this room's own boxes, as for the terminal and for pages. Every sign goes by
its name and every text as a string, so nothing in a formula is taken for markup.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from quiz.markup.boxes import (
    DEEPEST,
    Accent,
    Binomial,
    Box,
    Fence,
    Fraction,
    Root,
    Scripts,
    Symbol,
    Table,
    is_too_deep,
    items_of,
    paired,
)
from quiz.markup.errors import MathsError
from quiz.markup.latex import read
from quiz.markup.layout import takes_limits
from quiz.markup.mathml import between_bars
from quiz.markup.maths import needs_brackets, piece_of

_ACCENTS = {
    "hat": "hat",
    "check": "caron",
    "tilde": "tilde",
    "bar": "macron",
    "breve": "breve",
    "dot": "dot",
    "ddot": "dot.double",
    "mathring": "circle",
    "acute": "acute",
    "grave": "grave",
    "vec": "arrow",
}
_SIGNS = {
    "(": "paren.l",
    ")": "paren.r",
    "[": "bracket.l",
    "]": "bracket.r",
    "{": "brace.l",
    "}": "brace.r",
    "|": "bar.v",
    ",": "comma",
    ";": "semi",
    ":": "colon",
    "/": "slash",
    "*": "ast.op",
    "+": "plus",
    "-": "minus",
    "=": "eq",
    "<": "lt",
    ">": "gt",
    "!": "excl",
    "?": "quest",
    "%": "percent",
    "&": "amp",
    "#": "hash",
    "$": "dollar",
    "~": "tilde.op",
    "@": "at",
    "\\": "backslash",
}
_SPACES = {1: "thin", 2: "quad", 4: "wide"}


def typst_maths(latex: str, display: bool = False) -> str:
    """The formula as a piece of a Typst document, between its dollar signs.

    Raises `MathsError` for LaTeX that cannot be read or is nested more than `DEEPEST` deep.
    """
    box = read(latex)
    if is_too_deep(box):
        raise MathsError(f"a formula is nested more than {DEEPEST} deep", 0)
    body = _row(items_of(box))
    return f"$ {body} $" if display else f"${body}$"


def quoted(text: str) -> str:
    """The text as a string of Typst's; what is no character in a file is replaced."""
    clean = text.encode("utf-8", "replace").decode()
    return '"' + clean.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _row(items: Iterable[Box]) -> str:
    boxes = between_bars([box for box in paired(items) if piece_of(box).text])
    return " ".join(map(_box, boxes)) or quoted("")


def _one(box: Box) -> str:
    return _row(items_of(box))


def _box(box: Box) -> str:
    match box:
        case Symbol(text, kind):
            return _symbol(unicodedata.normalize("NFC", text), kind)
        case Fraction(over, under):
            return f"frac({_one(over)}, {_one(under)})"
        case Binomial(over, under):
            return f"binom({_one(over)}, {_one(under)})"
        case Root(radicand, None):
            return f"sqrt({_one(radicand)})"
        case Root(radicand, degree) if degree is not None:
            return f"root({_one(degree)}, {_one(radicand)})"
        case Scripts():
            return _scripts(box)
        case Accent(mark, body):
            return _accent(mark, _one(body))
        case Fence(left, body, right):
            return f"lr({_sign(left)} {_one(body)} {_sign(right)})"
        case Table():
            return _table(box)
    return _one(box)


def _symbol(text: str, kind: str) -> str:
    match kind:
        case "number":
            return text if text.isascii() and text.replace(".", "", 1).isdigit() else quoted(text)
        case "function":
            return f"op({quoted(text)})"
        case "word":
            return quoted(text)
        case "space":
            return _SPACES.get(len(text), "thin")
    return _sign(text)


def _sign(text: str) -> str:
    """A letter or a sign; empty for the side of a pair of brackets that has none."""
    if len(text) != 1:
        return f"upright({quoted(text)})" if text else ""
    if text.isascii():
        return _SIGNS.get(text) or (text if text.isalpha() else quoted(text))
    return text if unicodedata.category(text)[0] in "LSP" else quoted(text)


def _scripts(box: Scripts) -> str:
    base = box.base
    under = isinstance(base, Symbol) and takes_limits(base)
    if needs_brackets(box):
        inside = f"lr(paren.l {_one(base)} paren.r)"
    elif under and isinstance(base, Symbol) and base.kind == "function":
        inside = f"op({quoted(base.text)}, limits: #true)"
    else:
        inside = _one(base)
    lower = f", b: {_one(box.lower)}" if box.lower is not None else ""
    upper = f", t: {_one(box.upper)}" if box.upper is not None else ""
    return f"attach({inside}{upper}{lower})"


def _accent(mark: str, body: str) -> str:
    if mark in ("overline", "underline"):
        return f"{mark}({body})"
    return f"accent({body}, {_ACCENTS.get(mark, 'hat')})"


def _table(box: Table) -> str:
    rows = [[_one(cell) for cell in cells] for cells in box.rows]
    if box.style == "lines":
        return " \\ ".join(" & ".join(cells) for cells in rows)
    if box.style == "cases":
        return f"cases({', '.join(' & '.join(cells) for cells in rows)})"
    left = box.style[0].strip()
    delimiter = f"{quoted(left)}" if left else "#none"
    return f"mat(delim: {delimiter}, {'; '.join(', '.join(cells) for cells in rows)})"
