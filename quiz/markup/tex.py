r"""Markdown as HTML for pages on which MathJax runs: formulas are LaTeX between `\(` and `\)`."""

from __future__ import annotations

import re
from html import escape

from quiz.markup.html import Blank, Image, beside, html, shown_blank
from quiz.markup.latex import read

_BLANK = re.compile(r"\[\[([A-Za-z][\w-]*)\]\]")
_PIECE = re.compile(r"<tex-(?P<formula>\d+)/>|<[^<>]*>|(?P<mark>\\(?=[()\[\]])|\$(?=\$))")


def tex_html(markdown: str, blank: Blank = shown_blank, *, image: Image = beside) -> str:
    r"""The text as HTML whose formulas are LaTeX between `\(` and `\)`, or `\[` and `\]`.

    Else as `quiz.markup.html.html`. What looks like these marks in the text itself is kept from
    being taken for them. A blank in a formula is a box with its name, and stands behind it.
    """
    formulas: list[str] = []

    def kept(latex: str, blank: Blank, display: bool) -> str:
        read(latex)
        formulas.append(_between_marks(latex, blank, display))
        return f"<tex-{len(formulas) - 1}/>"

    def replacement(piece: re.Match[str]) -> str:
        if piece["formula"]:
            return formulas[int(piece["formula"])]
        return f"<span>{piece[0]}</span>" if piece["mark"] else piece[0]

    return _PIECE.sub(replacement, html(markdown, blank, formula=kept, image=image))


def _between_marks(latex: str, blank: Blank, display: bool) -> str:
    opening, closing = (r"\[", r"\]") if display else (r"\(", r"\)")
    names = _BLANK.findall(latex)
    body = _BLANK.sub(r"\\boxed{\\text{\1}}", latex.strip())
    behind = "".join(f" ({escape(name)}: {blank(name)})" for name in names)
    return f"{opening}{escape(body, quote=False)}{closing}{behind}"
