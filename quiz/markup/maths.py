r"""A formula on one line of Unicode: `\frac{1}{n}\sum_i y_i` is `(1/n)·∑ᵢ yᵢ`.

What two dimensions show, one line shows by brackets: around what stands over and under a
fraction line unless it is one thing, around a fraction beside other factors, around scripts that
have no characters of their own.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from quiz.markup.boxes import (
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
    items_of,
    merged,
)
from quiz.markup.errors import MathsError
from quiz.markup.latex import read
from quiz.markup.line import Piece, joined
from quiz.markup.symbols import ACCENTS, SUBSCRIPTS, SUPERSCRIPTS

__all__ = ["MathsError", "display", "inline"]


@lru_cache(maxsize=512)
def inline(latex: str) -> str:
    """The formula on one line. Raises `MathsError` for LaTeX that cannot be read."""
    return one_line(read(latex))


def display(latex: str, columns: int | None = None) -> tuple[str, ...]:
    """The formula in two dimensions, where it is no wider than `columns`; else on one line, broken.

    Raises `MathsError` for LaTeX that cannot be read.
    """
    from quiz.markup.fitting import lines_of

    return lines_of(read(latex), columns)


def one_line(box: Box) -> str:
    """A whole formula on one line, lines set under each other parted by semicolons."""
    if isinstance(box, Table) and box.style == "lines":
        return "; ".join(one_line(merged(cells)) for cells in box.rows)
    return unicodedata.normalize("NFC", " ".join(printed(box).split()))


def printed(box: Box, tight: bool = False) -> str:
    """The box as text; `tight` leaves out the spaces around operators, as in scripts."""
    return joined([piece_of(item, tight) for item in items_of(box)], tight)


def piece_of(box: Box, tight: bool = False) -> Piece:
    """One box as text, with what its neighbours need to know of it."""
    match box:
        case Symbol(text, kind):
            # A remark with spaces around it, as `\text{ if }`, parts what stands beside it.
            parts = kind == "word" and text[:1] == text[-1:] == " "
            return Piece(text, "relation" if parts else kind)
        case Scripts():
            return _scripts(box, tight)
        case Fraction():
            operator = _is_derivative(box)
            return Piece(_fraction(box), "fraction", operator=operator)
        case Binomial(upper, lower):
            return Piece(f"({printed(upper)} choose {printed(lower)})", "group")
        case Root():
            return _root(box)
        case Accent(mark, body):
            return _accent(mark, body)
        case Fence(left, body, right):
            return _fence(left, body, right)
        case Table(style, rows):
            return Piece(_table(style, rows), "group")
    return Piece(printed(box, tight), "letter")


# Fractions


def _fraction(box: Fraction) -> str:
    over, under = printed(box.numerator), printed(box.denominator)
    if not _is_product(box.numerator):
        over = f"({over})"
    if not _is_single(box.denominator):
        under = f"({under})"
    return f"{over}/{under}"


def _is_product(box: Box) -> bool:
    """Whether `box/2` divides all of the box: a product of plain factors, or a function's value."""
    if _is_single(box):
        return True
    depth = 0
    if sum(_kind(item) == "bar" for item in items_of(box)) % 2:
        return False
    for item in items_of(box):
        kind = _kind(item)
        depth += {"open": 1, "close": -1}.get(kind, 0)
        if not depth and (
            kind in ("function", "big", "relation", "punctuation", "word")
            or isinstance(item, Fraction | Table)
            or (isinstance(item, Symbol) and kind == "binary" and item.text != "·")
        ):
            return False
    return depth == 0 and bool(items_of(box)) and _kind(items_of(box)[0]) != "binary"


def _is_single(box: Box) -> bool:
    """Whether `2/box` divides by all of the box."""
    items = tuple(item for item in items_of(box) if _kind(item) != "space")
    if len(items) == 1:
        only = items[0]
        if isinstance(only, Symbol):
            return only.kind in ("letter", "number") or only.text.isalnum()
        return not isinstance(only, Fraction | Table) and _kind(only) not in ("big", "function")
    if len(items) == 2 and _is_differential(items[0]):  # ∂z, dx²
        return _kind(items[1]) == "letter"
    if len(items) > 1 and _kind(items[0]) in ("function", "word"):  # log(p), softmax(z)
        items = items[1:]
    return _is_bracketed(items)


def _is_bracketed(items: tuple[Box, ...]) -> bool:
    """Whether one pair of brackets spans all the items."""
    if len(items) == 1:
        return isinstance(items[0], Fence) and _fence_closes(items[0])
    kinds = [_kind(item) for item in items]
    if kinds.count("bar") == 2 and kinds[0] == kinds[-1] == "bar":
        return True
    depth = 0
    for number, item in enumerate(items):
        depth += {"open": 1, "close": -1}.get(_kind(item), 0)
        if depth == 0:
            return number > 0 and number == len(items) - 1
    return False


def _is_differential(box: Box) -> bool:
    return isinstance(box, Symbol) and box.text in ("∂", "d")


def _is_derivative(box: Fraction) -> bool:
    """Whether the fraction is `d/dx` or `∂²/∂x²`: it acts on what follows."""
    over = box.numerator.base if isinstance(box.numerator, Scripts) else box.numerator
    return _is_differential(over) and _is_differential(items_of(box.denominator)[0])


def _kind(box: Box) -> str:
    if isinstance(box, Symbol):
        return box.kind
    if isinstance(box, Scripts):
        return _kind(box.base)
    if isinstance(box, Accent):
        return _kind(box.body) if isinstance(box.body, Symbol) else "letter"
    return "letter"


# Scripts


def _scripts(box: Scripts, tight: bool) -> Piece:
    base = piece_of(box.base, tight)
    text = base.text
    if needs_brackets(box):
        text = f"({text})"
    loose = False
    if box.lower is not None:
        lower, loose = _script(box.lower, "_", bare=box.upper is None)
        text += lower
    if box.upper is not None:
        upper, loose = _script(box.upper, "^", bare=True)
        text += upper
    kind = base.kind if base.kind in KEEP_THEIR_KIND else "letter"
    return Piece(text, kind, loose=loose)


KEEP_THEIR_KIND = {"word", "function", "big", "relation", "binary", "close", "bar", "open"}


def needs_brackets(box: Scripts) -> bool:
    base = box.base
    if isinstance(base, Scripts):
        return base.upper is not None or box.lower is not None
    if isinstance(base, Fence):
        return not _fence_closes(base)
    if isinstance(base, Row):
        return len(base.items) > 1 and not _is_bracketed(base.items)
    return isinstance(base, Fraction | Root)


def _script(box: Box, sign: str, bare: bool) -> tuple[str, bool]:
    """A script as text, and whether it is loose: not of characters of its own.

    A loose one stands after `_` or `^`, in brackets unless it is one letter or word (and `bare`
    allows it).
    """
    text = script_text(box)
    found = script_characters(box, text, sign)
    if found is not None:
        return found, False
    if bare and isinstance(box, Symbol | Accent) and (_is_word(box) or len(text) == 1):
        return sign + text, True
    return f"{sign}({text})", True


def script_text(box: Box) -> str:
    """A script as it is written on a line of its own."""
    return unicodedata.normalize("NFC", printed(box, tight=True)).strip()


def script_characters(box: Box, text: str, sign: str) -> str | None:
    """The text of a script after `_` or `^` in lowered or raised characters, if all exist."""
    table = SUPERSCRIPTS if sign == "^" else SUBSCRIPTS
    if all(ord(character) in table for character in text) and not _has_words(box):
        return text.translate(table)
    return text if set(text) == {"′"} else None


def _is_word(box: Box) -> bool:
    return isinstance(box, Symbol) and len(box.text) > 1 and box.text.isalpha()


def _has_words(box: Box) -> bool:
    """Whether there is a word in the box, as `log`, hard to read in small characters."""
    bases = (item.base if isinstance(item, Scripts) else item for item in items_of(box))
    return any(
        _has_words(base.body) if isinstance(base, Fence) else _is_word(base) for base in bases
    )


# Roots, accents, brackets, tables


def _root(box: Root) -> Piece:
    body = printed(box.radicand)
    alone = isinstance(box.radicand, Symbol) and len(body) == 1
    degree = "" if box.degree is None else printed(box.degree, tight=True)
    if degree not in ("", "2", "3", "4"):
        base = body if alone else f"({body})"
        return Piece(f"{base}^(1/{degree if degree.isalnum() else f'({degree})'})", "group")
    sign = {"3": "∛", "4": "∜"}.get(degree, "√")
    return Piece(sign + body if alone else f"{sign}({body})", "root" if alone else "letter")


def _accent(mark: str, body: Box) -> Piece:
    text = printed(body)
    combining = ACCENTS[mark]
    text = text.replace("ı", "i").replace("ȷ", "j")
    if len(unicodedata.normalize("NFC", text)) == 1:
        return Piece(text + combining, "letter")
    if mark in ("overline", "bar", "underline") and text.isalnum():
        return Piece("".join(character + combining for character in text), "letter")
    return Piece(f"{mark}({text})", "word")


def _fence(left: str, body: Box, right: str) -> Piece:
    text = printed(body)
    if left and right:
        return Piece(f"{left}{text}{right}", "group")
    if right == "|" or left == "|":  # an evaluation bar
        text = text if _is_single(body) else f"({text})"
        return Piece(f"{left}{text}{right}", "letter")
    return Piece(f"{left} {text}{right}" if left else text + right, "letter")


def _fence_closes(box: Fence) -> bool:
    return bool(box.left) == bool(box.right) or "|" in (box.left, box.right)


def _table(style: str, rows: tuple[tuple[Box, ...], ...]) -> str:
    if style == "lines":
        return ", ".join(printed(merged(cells), tight=True) for cells in rows)
    if style == "cases":
        return "{ " + "; ".join(_case(cells) for cells in rows) + " }"
    lines = (", ".join(printed(cell).strip() for cell in cells) for cells in rows)
    return f"{style[0]}{'; '.join(lines)}{style[1]}".strip()


def _case(cells: tuple[Box, ...]) -> str:
    value, *condition = (printed(cell).strip() for cell in cells)
    value = value.rstrip(",; ")
    when = " ".join(condition).strip(",. ")
    if not when:
        return value
    first = when.split()[0].strip(",:").lower()
    says_so = first in ("if", "when", "for", "otherwise", "else", "where", "on", "at", "unless")
    return f"{value} {when}" if says_so else f"{value} if {when}"
