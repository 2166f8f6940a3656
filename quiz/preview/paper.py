"""Questions as an exam paper: numbered, with points and room to write, and no key unless asked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

from quiz.lms.answer_html import key_html
from quiz.lms.question_html import given_html, inline_html
from quiz.markup.html import Image, html
from quiz.preview.frame import images_of
from quiz.questions import Question
from quiz.questions.errors import ParameterError
from quiz.questions.layout import Layout
from quiz.terminal.answers import label
from quiz.terminal.question_text import points

LINES = {"text": 1, "formula": 2, "lines": 10}
"""How many lines there are to write on."""


def paper_html(title: str, questions: Sequence[Question], seed: int, with_key: bool) -> str:
    """The paper; `seed` fixes the variants and the order of options."""
    total = points(sum(question.points for question in questions))
    items = "\n".join(_item(question, seed, with_key) for question in questions)
    return (
        f'<section class="paper" id="paper" data-region>\n<header><h1>{escape(title)}</h1>\n'
        f'<p class="name"><span>Name</span> <span class="rule"></span></p>'
        f"<p>{len(questions):,} question{'s' * (len(questions) != 1)} · {total}</p></header>\n"
        f'<ol class="items-of-paper">\n{items}\n</ol>\n</section>'
    )


def _item(question: Question, seed: int, with_key: bool) -> str:
    image = images_of(question.id)
    try:
        variant = question.variant(seed)
        layout = variant.layout(seed)
        body = html(variant.prompt, partial(_gap, layout), image=image) + _room(layout, image)
        if with_key:
            body += f'<div class="key"><p>Answer</p>{key_html(variant, image)}</div>'
    except ParameterError as error:
        body = f'<p class="trouble">{escape(str(error))}</p>'
    return (
        f'<li class="on-paper"><p class="worth">{points(question.points)}</p>'
        f'<div class="text">{body}</div></li>'
    )


def _gap(layout: Layout, name: str) -> str:
    """Room for a word in the text, or the words of which one is to be marked there."""
    choices = next((blank.choices for blank in layout.blanks if blank.name == name), ())
    if not choices:
        return '<span class="gap"></span>'
    inside = " / ".join(inline_html(choice.text) for choice in choices)
    return f'<span class="marked">[ {inside} ]</span>'


def _room(layout: Layout, image: Image) -> str:
    """What there is to mark or to write on below the text."""
    match layout.shape:
        case "one" | "several":
            return _options(layout, image)
        case "pairs":
            return _pairs(layout, image)
        case "order":
            rows = "".join(
                _row('<span class="number"></span>', choice.text, image)
                for choice in layout.choices
            )
            return (
                f'<p class="instruction">Number these in order.</p><ul class="to-order">{rows}</ul>'
            )
        case "blanks":
            return ""
    unit = f'<span class="unit">{escape(layout.unit)}</span>' if layout.unit else ""
    ruled = '<div class="ruled"></div>' * LINES[layout.shape]
    return f'{given_html(layout)}<div class="writing">{ruled}{unit}</div>'


def _options(layout: Layout, image: Image) -> str:
    """The options with a circle, or boxes where several may be marked."""
    kind = "circle" if layout.shape == "one" else "box"
    rows = "".join(
        _row(f'<span class="{kind}"></span>', choice.text, image) for choice in layout.choices
    )
    how = (
        "" if layout.shape == "one" else '<p class="instruction">Mark every one that is right.</p>'
    )
    return f'{how}<ul class="to-mark">{rows}</ul>'


def _pairs(layout: Layout, image: Image) -> str:
    """The left sides with room for a letter, beside the right sides with theirs."""
    lefts = "".join(_row('<span class="number"></span>', left, image) for left in layout.lefts)
    rights = "".join(
        _row(f'<span class="letter">{label(place)}</span>', choice.text, image)
        for place, choice in enumerate(layout.choices)
    )
    return (
        '<p class="instruction">Write the letter of what goes with each.</p>'
        f'<div class="to-pair"><ul>{lefts}</ul><ul>{rights}</ul></div>'
    )


def _row(mark: str, text: str, image: Image) -> str:
    """A text behind what is marked or written on beside it."""
    return f"<li>{mark}<div>{inline_html(text, image)}</div></li>"
