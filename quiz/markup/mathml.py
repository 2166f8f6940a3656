r"""A formula as MathML Core, which browsers show by themselves and screen readers read aloud.

It is written from this room's own boxes, so a page shows what the terminal shows and refuses what
`quiz check` refuses. latex2mathml 3.81 takes every formula of the bank too, but writes others
wrongly and without a word: `aligned` as a row with a bare `&` in it, which is no XML,
`\operatorname*{arg\,max}` as a star and single letters, `\mathrm{MSE}` as three variables,
`\log x` without a space, and `\mathbb` by an attribute that Chromium does not know.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from html import escape

from quiz.markup.boxes import (
    DEEPEST,
    Accent,
    Binomial,
    Box,
    Fence,
    Fraction,
    Root,
    Row,
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
from quiz.markup.line import FACTORS, Piece, resolved
from quiz.markup.maths import needs_brackets, piece_of

NAMESPACE = "http://www.w3.org/1998/Math/MathML"

_BLANK = re.compile(r"\[([A-Za-z][\w-]*): ____\]")
_OVER = {
    "hat": "^",
    "check": "ˇ",
    "tilde": "~",
    "bar": "¯",
    "overline": "‾",
    "underline": "_",
    "breve": "˘",
    "dot": "˙",
    "ddot": "¨",
    "mathring": "˚",
    "acute": "´",
    "grave": "`",
    "vec": "→",
}
_LINES = {"overline": "top", "bar": "top", "underline": "bottom"}
"""Where a line over or under several letters is; few fonts have a bar that grows with them."""
_SPACES = {1: "0.22em", 2: "1em", 4: "2em"}
_OPERANDS = FACTORS | {"function", "big", "openbar"}
_INTEGRALS = frozenset("∫∬∭∮")
_TIGHT = ' lspace="0" rspace="0"'
_LEFT = ' style="text-align: left; padding-left: 0"'
_RIGHT = ' style="text-align: right; padding-right: 0"'


def mathml(latex: str, blank: Callable[[str], str], display: bool = False) -> str:
    """The formula as one `<math>` element, well-formed XML, with its LaTeX as `alttext`.

    `blank` makes the HTML of a blank in it from the blank's name. Raises `MathsError` for LaTeX
    that cannot be read or is nested more than `DEEPEST` deep.
    """
    box = read(latex)
    if is_too_deep(box):
        raise MathsError(f"a formula is nested more than {DEEPEST} deep", 0)
    body = _Writer(blank).row(items_of(box), False)
    attributes = ' display="block"' if display else ""
    return f'<math xmlns="{NAMESPACE}"{attributes} alttext="{escape(latex.strip())}">{body}</math>'


class _Writer:
    """Writes boxes; `tight` is how it is in scripts, without spaces around operators."""

    def __init__(self, blank: Callable[[str], str]) -> None:
        self.blank = blank

    # Rows

    def row(self, items: Iterable[Box], tight: bool, goes_on: bool = False) -> str:
        """The boxes side by side as one element. `goes_on`: something stands on their left."""
        parts = self._parts(items, tight, goes_on)
        return parts[0] if len(parts) == 1 else f"<mrow>{''.join(parts)}</mrow>"

    def _parts(self, items: Iterable[Box], tight: bool, goes_on: bool) -> list[str]:
        boxes = between_bars([box for box in paired(items) if piece_of(box).text])
        pieces = _pieces(boxes, goes_on)
        parts: list[str] = []
        for number, (box, piece) in enumerate(zip(boxes, pieces, strict=True)):
            if number:
                parts.extend(_apart(boxes[number - 1], pieces[number - 1], box, piece))
            if isinstance(box, Symbol):
                parts.append(self._symbol(box, piece.kind, tight))
            else:
                parts.append(self._box(box, tight))
        return parts

    def _box(self, box: Box, tight: bool) -> str:
        match box:
            case Fraction(over, under):
                return f"<mfrac>{self._one(over, tight)}{self._one(under, tight)}</mfrac>"
            case Binomial(over, under):
                pair = self._one(over, tight) + self._one(under, tight)
                return _bracketed("(", f'<mfrac linethickness="0">{pair}</mfrac>', ")")
            case Scripts():
                return self._scripts(box, tight)
            case Root(radicand, None):
                return f"<msqrt>{self._one(radicand, tight)}</msqrt>"
            case Root(radicand, degree) if degree is not None:
                return f"<mroot>{self._one(radicand, tight)}{self._one(degree, True)}</mroot>"
            case Accent(mark, body):
                return self._accent(mark, body, tight)
            case Fence(left, body, right):
                inside = "".join(self._parts(items_of(body), tight, False))
                return _bracketed(left, inside, right)
            case Table():
                return self._table(box, tight)
        return self._one(box, tight)

    def _one(self, box: Box, tight: bool) -> str:
        return self.row(items_of(box), tight)

    # Symbols

    def _symbol(self, symbol: Symbol, kind: str, tight: bool) -> str:
        text = unicodedata.normalize("NFC", symbol.text)
        match kind:
            case "number":
                return f"<mn>{escape(text)}</mn>"
            case "letter":
                return _letter(text)
            case "function":
                return f"<mi>{escape(_unbroken(text))}</mi>"
            case "word":
                return self._word(text)
            case "space":
                return f'<mspace width="{_SPACES.get(len(text), "0.22em")}"/>'
        return _operator(text, kind, tight)

    def _word(self, text: str) -> str:
        if blank := _BLANK.fullmatch(text):
            return f"<mtext>{self.blank(blank[1])}</mtext>"
        if text.isalpha() and len(text) > 1:
            return f"<mi>{escape(text)}</mi>"
        return f"<mtext>{escape(_unbroken(text))}</mtext>"

    # Scripts and accents

    def _scripts(self, box: Scripts, tight: bool) -> str:
        base = box.base
        under = isinstance(base, Symbol) and takes_limits(base) and base.text not in _INTEGRALS
        if needs_brackets(box):
            inside = _bracketed("(", "".join(self._parts(items_of(base), tight, False)), ")")
        elif under and isinstance(base, Symbol):
            inside = _limited(base, tight)
        else:
            inside = self._one(base, tight)
        scripts = [script for script in (box.lower, box.upper) if script is not None]
        name = "m" + ("under" if under else "sub") * (box.lower is not None)
        name += ("over" if under else "sup") * (box.upper is not None)
        return f"<{name}>{inside}{''.join(self._one(script, True) for script in scripts)}</{name}>"

    def _accent(self, mark: str, body: Box, tight: bool) -> str:
        wide = not isinstance(body, Symbol) or len(body.text) > 1
        base = self._one(body, tight)
        if wide and mark in _LINES:
            return f'<mrow style="border-{_LINES[mark]}: 0.06em solid">{base}</mrow>'
        stretchy = "true" if wide else "false"
        sign = f'<mo stretchy="{stretchy}">{_OVER[mark]}</mo>'
        if mark == "underline":
            return f'<munder accentunder="true">{base}{sign}</munder>'
        return f'<mover accent="true">{base}{sign}</mover>'

    # Tables

    def _table(self, box: Table, tight: bool) -> str:
        length = max(map(len, box.rows))
        rows = [
            self._cells((*cells, *[Row(())] * (length - len(cells))), box.style, tight)
            for cells in box.rows
        ]
        display = ' displaystyle="true"' if box.style == "lines" and not tight else ""
        table = f"<mtable{display}>{''.join(f'<mtr>{cells}</mtr>' for cells in rows)}</mtable>"
        if box.style == "lines":
            return table
        left, right = ("{", "") if box.style == "cases" else (box.style[0], box.style[1])
        return _bracketed(left.strip(), table, right.strip())

    def _cells(self, cells: tuple[Box, ...], style: str, tight: bool) -> str:
        found = []
        for number, cell in enumerate(cells):
            goes_on = style == "lines" and number % 2 == 1
            inside = self.row(items_of(cell), tight, goes_on)
            found.append(f"<mtd{_side(style, number, len(cells))}>{inside}</mtd>")
        return "".join(found)


def _side(style: str, number: int, length: int) -> str:
    """How a cell is aligned, by a style since MathML Core has no attribute for it."""
    if style == "cases":
        return _LEFT
    if style != "lines":
        return ""
    return _LEFT if number % 2 or length == 1 else _RIGHT


def _pieces(boxes: list[Box], goes_on: bool = False) -> list[Piece]:
    """What the boxes are for their neighbours: signs without a left operand are unary."""
    before = [Piece("x", "letter")] if goes_on else []
    return resolved([*before, *map(piece_of, boxes)])[len(before) :]


def between_bars(boxes: list[Box]) -> list[Box]:
    """The boxes, those between two bars made one `Fence`."""
    found: list[Box] = []
    start: int | None = None
    for box, piece in zip(boxes, _pieces(boxes), strict=True):
        base = box.base if isinstance(box, Scripts) else box
        if piece.kind == "closebar" and start is not None and isinstance(base, Symbol):
            opening, *inside = found[start:]
            assert isinstance(opening, Symbol)
            fence = Fence(opening.text, Row(tuple(inside)), base.text)
            found[start:] = [box._replace(base=fence) if isinstance(box, Scripts) else fence]
            start = None
            continue
        if piece.kind == "openbar" and isinstance(box, Symbol):
            start = len(found)
        found.append(box)
    return found


def _apart(last: Box, before: Piece, box: Box, piece: Piece) -> list[str]:
    """What stands between two neighbours: a function is applied, and a little apart."""
    thin = '<mspace width="0.17em"/>'
    if before.kind == "function":
        if isinstance(box, Fence):
            return ["<mo>\u2061</mo>"]
        return ["<mo>\u2061</mo>", thin] if piece.kind in _OPERANDS else []
    if piece.kind == "function" and (before.kind in FACTORS or isinstance(last, Fence)):
        return [thin]
    return []


def _letter(text: str) -> str:
    """A variable, slanted if it is one Latin or small Greek letter."""
    if set(text) == {"′"}:
        return f"<mo{_TIGHT}>{text}</mo>"
    if len(text) == 1 and (text == "∂" or (text.isalpha() and not "Α" <= text <= "Ω")):
        return f"<mi>{text}</mi>"
    return f'<mi mathvariant="normal">{escape(_unbroken(text))}</mi>'


def _operator(text: str, kind: str, tight: bool) -> str:
    sign = escape(text)
    space = _TIGHT if tight or text == "/" else ""
    match kind:
        case "unary":
            return f'<mo form="prefix"{space}>{sign}</mo>'
        case "binary":
            return f'<mo form="infix"{space}>{sign}</mo>'
        case "relation" | "openbar" | "closebar" if text in ("|", "‖"):
            space = space or ' lspace="0.28em" rspace="0.28em"'
            return f'<mo form="infix"{space}>{sign}</mo>'
        case "relation":
            return f'<mo form="infix" stretchy="false"{space}>{sign}</mo>'
        case "open" | "close":
            form = "prefix" if kind == "open" else "postfix"
            return f'<mo form="{form}" stretchy="false">{sign}</mo>'
        case "postfix":
            return f'<mo form="postfix"{_TIGHT}>{sign}</mo>'
        case "punctuation":
            return f'<mo form="infix"{space}>{sign}</mo>'
    return f"<mo>{sign}</mo>"


def _limited(base: Symbol, tight: bool) -> str:
    """A sum, a maximum or a sign whose scripts stand under and over it where there is room."""
    text = escape(_unbroken(base.text))
    if base.kind == "function":
        return f'<mo form="prefix" movablelimits="true"{_TIGHT}>{text}</mo>'
    return f"<mo{_TIGHT if tight else ''}>{text}</mo>"


def _bracketed(left: str, inside: str, right: str) -> str:
    before = f'<mo form="prefix" stretchy="true">{escape(left)}</mo>' if left else ""
    after = f'<mo form="postfix" stretchy="true">{escape(right)}</mo>' if right else ""
    return f"<mrow>{before}{inside}{after}</mrow>"


def _unbroken(text: str) -> str:
    """The text with spaces that stay where MathML would take them off its ends."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")
