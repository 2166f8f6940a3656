"""Pieces of a formula side by side on one line: where a space, a dot or brackets go between."""

from __future__ import annotations

from typing import NamedTuple

FACTORS = {"letter", "number", "word", "close", "group", "fraction", "root", "postfix"}
"""Kinds after which an operator stands between two operands."""

_TAKES_FACTORS = FACTORS - {"close", "postfix"} | {"open", "function", "big"}
TIGHT_OPERATORS = {"·", "/", "∘"}
"""Operators without spaces around them."""


class Piece(NamedTuple):
    """The text of one box and its kind: a box's kind, `group`, `fraction` or `root`.

    `loose`: it ends in a script that is not made of raised or lowered characters, or, of a
    fraction, factors follow it. `operator`: a fraction that acts on what follows, `d/dx`.
    """

    text: str
    kind: str
    loose: bool = False
    operator: bool = False


def joined(pieces: list[Piece], tight: bool) -> str:
    """The pieces as one text; `tight` leaves out the spaces around operators."""
    pieces = resolved([piece for piece in pieces if piece.text])
    out: list[str] = []
    last: Piece | None = None
    before: Piece | None = None
    for number, piece in enumerate(pieces):
        piece = _bracketed(before, piece, _following(pieces, number))
        if last is not None:
            out.append(between(last, piece, tight))
        out.append(piece.text)
        last = piece
        before = before if _is_thin(piece) else piece
    return "".join(out)


def _is_thin(piece: Piece) -> bool:
    r"""Whether the piece is a space that parts nothing: `\,`, not `\quad`."""
    return piece.text == " "


def _following(pieces: list[Piece], number: int) -> Piece | None:
    """The piece after the one with this number, thin spaces passed over."""
    number += 1
    while number < len(pieces) and _is_thin(pieces[number]):
        number += 1
    return pieces[number] if number < len(pieces) else None


def resolved(pieces: list[Piece]) -> list[Piece]:
    """Each bar made an opening or a closing one, each sign without a left operand unary."""
    found: list[Piece] = []
    open_bars = [0]
    for piece in pieces:
        kind = piece.kind
        if kind == "open":
            open_bars.append(0)
        elif kind == "close" and len(open_bars) > 1:
            open_bars.pop()
        elif kind == "bar":
            open_bars[-1] ^= 1
            kind = "openbar" if open_bars[-1] else "closebar"
        elif kind == "binary":
            left = next((p.kind for p in reversed(found) if not _is_thin(p)), "")
            kind = "binary" if left in FACTORS or left == "closebar" else "unary"
        found.append(Piece(piece.text, kind, piece.loose, piece.operator))
    return found


def _bracketed(last: Piece | None, piece: Piece, following: Piece | None) -> Piece:
    """A fraction or a root in brackets where a neighbour would be read into it."""
    if piece.kind == "root" and following is not None:
        return root_in_brackets(piece, following)
    if piece.kind != "fraction":
        return piece
    beside = following is not None and _is_pulled(following)
    if beside or (last is not None and _pulls(last)):
        return Piece(f"({piece.text})", "bracketed", beside, piece.operator)
    return piece


def root_in_brackets(piece: Piece, following: Piece) -> Piece:
    """The root of a letter, in brackets where a factor follows."""
    if _is_factor(following):
        return Piece(f"{piece.text[0]}({piece.text[1:]})", "letter")
    return piece


def _is_factor(piece: Piece) -> bool:
    return piece.kind in _TAKES_FACTORS or piece.kind in ("postfix", "openbar")


def _is_pulled(piece: Piece) -> bool:
    return _is_factor(piece) or (piece.kind == "binary" and piece.text not in ("+", "−", "±", "∓"))


def _pulls(piece: Piece) -> bool:
    if piece.kind == "binary":
        return piece.text not in ("+", "−", "±", "∓")
    return piece.kind in FACTORS | {"function", "bracketed", "closebar"}


def between(last: Piece, piece: Piece, tight: bool) -> str:
    """The space between two pieces that were `resolved`."""
    if "space" in (last.kind, piece.kind):
        return ""
    for rule in (_around_operators, _around_functions, _around_fractions):
        found = rule(last, piece, tight)
        if found is not None:
            return found
    return " " if _would_run_together(last, piece) else ""


def _around_operators(last: Piece, piece: Piece, tight: bool) -> str | None:
    kinds = (last.kind, piece.kind)
    if "relation" in kinds or "binary" in kinds:
        operator = last if last.kind in ("relation", "binary") else piece
        close = operator.text in TIGHT_OPERATORS or (tight and len(operator.text) == 1)
        return "" if close else " "
    if last.kind == "punctuation":
        return "" if tight else " "
    if "unary" in kinds:
        return " " if last.kind == "function" else ""
    return "" if piece.kind in ("punctuation", "close", "closebar", "postfix") else None


def _around_functions(last: Piece, piece: Piece, _tight: bool) -> str | None:
    if last.kind == "function":
        if piece.kind == "bracketed":  # log(a/b), but log (1/n)·∑ x
            return " " if piece.loose or last.loose else ""
        brackets = piece.kind == "open" or piece.text[0] in "([{⟨"
        return "" if brackets and not last.loose else " "
    if last.kind == "big":
        return " "
    if piece.kind in ("function", "big"):
        if last.kind == "bracketed":
            return " " if last.operator else "·"
        return " " if last.kind in FACTORS or last.kind == "closebar" else ""
    return None


def _around_fractions(last: Piece, piece: Piece, _tight: bool) -> str | None:
    if last.kind == "bracketed" and last.operator:
        return "" if piece.text.startswith("(") else " "
    if piece.kind == "bracketed" and last.kind in ("letter", "word", "root"):
        return "·"
    return None


def _would_run_together(last: Piece, piece: Piece) -> bool:
    if last.kind in ("open", "openbar"):
        return False
    starts = piece.text[0].isalnum()
    if last.loose and last.kind != "bracketed":
        return starts or (last.text.endswith(")") and piece.text[0] in "([{")
    worded = "word" in (last.kind, piece.kind) or (last.kind, piece.kind) == ("number", "number")
    return worded and starts and last.text[-1].isalnum()
