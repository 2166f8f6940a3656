r"""Maths in the texts of other systems: where it starts and ends, and how a bank writes it."""

from __future__ import annotations

import re

_CLOSES = {r"\(": r"\)", r"\[": r"\]", "$$": "$$", "[tex]": "[/tex]", "$": "$"}
_OPENS = re.compile(r"\\\(|\\\[|\\\$|\$\$|\[tex\]|\$")
_SPECIAL = re.compile(
    r"\\(?=[!-/:-@\[-`{-~\n])(?!\n)|[`*$]|(?<![^\W_])_|_(?![^\W_])|\[(?=\[)|\](?=\()"
    r"|<(?=https?://|mailto:)|&(?=(?:lt|gt|amp|quot|nbsp);)"
)


def escaped(text: str) -> str:
    """Plain text so that Markdown shows it as it stands; line breaks stay."""
    return _SPECIAL.sub(lambda match: "\\" + match[0], text)


def formula(latex: str) -> str:
    """LaTeX as a formula in a line."""
    return f"${_inside(latex)}$"


def display_formula(latex: str) -> str:
    """LaTeX as a formula on a line of its own."""
    return f"$${_inside(latex)}$$"


def _inside(latex: str) -> str:
    text = " ".join(latex.split())
    text = re.sub(r"(?<!\\)\$", r"\\$", text)
    return text[:-1] if text.endswith("\\") and not text.endswith("\\\\") else text


def with_maths(text: str) -> str:
    r"""Plain text as Markdown, its maths between dollars.

    A single dollar opens maths only where what follows is LaTeX: a command, `^` or `_`.
    """
    pieces: list[str] = []
    missing: set[str] = set()
    at = 0
    while opened := _OPENS.search(text, at):
        mark = opened[0]
        pieces.append(escaped(text[at : opened.start()]))
        close = _CLOSES.get(mark)
        end = -1 if close is None or close in missing else text.find(close, opened.end())
        inside = text[opened.end() : end] if end >= 0 else ""
        if end < 0 and close is not None:
            missing.add(close)
        if close is None or end < 0 or not inside.strip() or not _is_maths(mark, inside):
            pieces.append(r"\$" if mark == r"\$" else escaped(mark))
            at = opened.end()
            continue
        is_display = mark in ("$$", r"\[")
        pieces.append(display_formula(inside) if is_display else formula(inside))
        at = end + len(close)
    pieces.append(escaped(text[at:]))
    return "".join(pieces)


def _is_maths(mark: str, inside: str) -> bool:
    if mark != "$":
        return True
    return inside == inside.strip() and "\n" not in inside and bool(re.search(r"[\\^_]", inside))
