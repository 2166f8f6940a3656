"""What is being typed into an answer, as it is read so far."""

from __future__ import annotations

from html import escape

from quiz.lms.answer_html import tree_html
from quiz.markup.errors import MathsError
from quiz.markup.previews import Reading, reading, reading_of_line
from quiz.markup.workings import accents
from quiz.questions.typed_formulas import Formulas
from quiz.questions.variants import Variant
from quiz.symbolic.derivations.lines import MAX_LINES

LONGEST = 20_000
"""Characters that are looked at."""


def echo_html(variant: Variant, text: str, blank: str | None = None) -> str:
    """The formula, or each line of the working, in MathML; where it breaks, why. Never raises.

    Of a working the lines that are judged are looked at, and no more.
    """
    if len(text) > LONGEST:
        return f'<p class="trouble">This is too long: at most {LONGEST} characters are read.</p>'
    formulas = Formulas.of(variant, blank)
    if not formulas.in_lines:
        return _shown(reading(text, formulas.names, formulas.meaning), text, formulas)
    lines = text.splitlines()[:MAX_LINES]
    rows = (
        (line, _shown(_line(lines, place, formulas), line, formulas))
        for place, line in enumerate(lines)
        if line.strip()
    )
    shown = "".join(f"<li>{row or _as_typed(line)}</li>" for line, row in rows)
    return f'<ol class="steps">{shown}</ol>' if shown else ""


def _line(lines: list[str], place: int, formulas: Formulas) -> Reading:
    return reading_of_line(lines[place], formulas.names, "\n".join(lines[:place]))


def _shown(read: Reading, text: str, formulas: Formulas) -> str:
    """What was read, or else the place where it cannot be read on; nothing where neither is."""
    if read.node is not None:
        try:
            return tree_html(read.node, accents(formulas.names.symbols), read.lead)
        except MathsError:
            return _as_typed(text)
    if read.error is None:
        return ""
    at = min(read.error.position, len(text))
    before, after = escape(text[:at]), escape(text[at:]) or "…"
    return (
        f'<p class="trouble"><code>{before}<mark>{after}</mark></code> '
        f"{escape(str(read.error))}</p>"
    )


def _as_typed(text: str) -> str:
    return f"<code>{escape(text.strip())}</code>"
