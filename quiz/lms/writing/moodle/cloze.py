"""Moodle's embedded answers: a text with `{1:SHORTANSWER:=word}` where a blank is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.lms.writing.moodle.kinds import Body, numbers, words
from quiz.lms.writing.moodle.parts import Parts
from quiz.markup.tex import tex_html
from quiz.questions.blanks import AnyBlank, ChoiceBlank, NumberBlank, WordBlank
from quiz.questions.cloze import Cloze

_BRACE = re.compile(r"\{(?=\d*:)")
"""One that would be read as the beginning of a code."""

_SPECIAL = re.compile(r"\\(?=[}#~])|[}#~]|&(?:#\d+|#x[0-9a-f]+|\w+);")
_WRITTEN = {"\\": "&#92;", "}": r"\}", "#": r"\#", "~": "&#126;"}
_PARAGRAPH = re.compile(r"</?p>")


def write_cloze(parts: Parts, question: Cloze) -> Body:
    """The text with a code for each blank, which all weigh the same."""
    weight = _weight(parts, question)
    parts.shielded = lambda html: _BRACE.sub("&#123;", html)

    def code(name: str) -> str:
        return f"{{{weight}:{_code(parts, question.blanks[name])}}}"

    return Body("cloze", "", parts.element("questiontext", *parts.html(question.prompt, code)))


def _weight(parts: Parts, question: Cloze) -> int:
    """The points of each blank; Moodle adds them up."""
    count = len(question.blanks)
    each = question.points / count
    if each.is_integer():
        return int(each)
    parts.lose(f"it counts {count} points, one for each blank")
    return 1


def _code(parts: Parts, blank: AnyBlank) -> str:
    """The kind and the answers of a blank."""
    if isinstance(blank, WordBlank):
        kind = "SHORTANSWER_C" if blank.exact else "SHORTANSWER"
        return f"{kind}:{'~'.join(_words(parts, blank))}"
    if isinstance(blank, NumberBlank):
        if blank.unit:
            parts.lose(f"the unit {blank.unit} in a blank cannot be typed")
        return f"NUMERICAL:{'~'.join(_numbers(parts, blank))}"
    assert isinstance(blank, ChoiceBlank)
    has_formulas = any("$" in option for option in blank.options)
    kind = "MULTICHOICE_VS" if has_formulas else "MULTICHOICE_S"
    options = (
        f"{'=' if option == blank.answer else ''}{_escaped(_inside(option))}"
        for option in blank.options
    )
    return f"{kind}:{'~'.join(options)}"


def _words(parts: Parts, blank: WordBlank) -> Iterator[str]:
    for text, score, feedback in words(parts, blank):
        written = _escaped(text.replace("*", r"\*").replace("&", "&amp;").replace("<", "&lt;"))
        yield f"{'=' if score else '%0%'}{written}{_feedback(feedback)}"


def _numbers(parts: Parts, blank: NumberBlank) -> Iterator[str]:
    for value, margin, score, feedback in numbers(parts, blank):
        share = "=" if score == 1 else f"%{parts.share(score)}%"
        yield f"{share}{value}:{margin}{_feedback(feedback)}"


def _feedback(markdown: str | None) -> str:
    return f"#{_escaped(_inside(markdown))}" if markdown else ""


def _inside(markdown: str) -> str:
    """A text as HTML without a paragraph around it."""
    return " ".join(_PARAGRAPH.sub(" ", tex_html(markdown)).split())


def _escaped(html: str) -> str:
    """HTML as it stands in a code: what ends an answer is written otherwise."""
    return _SPECIAL.sub(lambda match: _WRITTEN.get(match[0], match[0]), html)
