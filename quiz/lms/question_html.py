"""A question as HTML: its prompt, what is given, and a form to answer it by the answer's shape.

Everything from the bank is text here, never markup. The value of a choice is the JSON that goes
into the response, so `page/answering.js` reads a response from any of these forms in the same
way; it also moves the items of an ordering. `page/question.css` is how they look.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from html import escape

from quiz.markup.html import html
from quiz.markup.text import terminal
from quiz.questions.declared_names import declared_names
from quiz.questions.layout import Blank, Choice, Layout

_LONE_PARAGRAPH = re.compile(r"<p>((?:(?!<p>).)*)</p>\Z", re.DOTALL)
_MORE_THAN_TEXT = re.compile(r"<(?!p>|/p>)")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def question_html(prompt: str, layout: Layout, ident: str) -> str:
    """The prompt and the form of its answer, in one element with this id, which no other has.

    `prompt` is Markdown. The ids of everything inside are `ident`, two hyphens and more, which no
    question's id can be. Well-formed XML.
    """
    blanks = _Blanks(layout.blanks, ident)
    body = html(prompt, blanks)
    parts = [
        f'<div class="prompt" id="{escape(ident)}--prompt">\n{body}\n</div>',
        given_html(layout),
        _form(layout, ident),
        *blanks.left(),
    ]
    inside = "\n".join(part for part in parts if part)
    return (
        f'<div class="question" id="{escape(ident)}" data-shape="{layout.shape}">\n{inside}\n</div>'
    )


def inline_html(markdown: str) -> str:
    """Markdown as HTML without a paragraph around it, where it is only one."""
    text = html(markdown)
    lone = _LONE_PARAGRAPH.match(text)
    return lone[1] if lone else text


def plain_text(markdown: str) -> str:
    """Markdown as one line of plain text, for places that hold nothing else."""
    return " ".join(terminal(markdown, notation="linear").split())


def given_html(layout: Layout) -> str:
    """What a working starts from, where it goes, and the names of a formula; empty without any."""
    givens = [f"{name} = {text}" for name, text in layout.given.items()]
    if layout.start:
        givens.append(layout.start)
    parts = []
    if givens:
        parts.append(f'<div class="given"><p>Given</p>\n{working_html(givens, layout)}</div>')
    if names := declared_names(layout.symbols):
        parts.append(f'<p class="names">Names: {escape(names)}.</p>')
    return "\n".join(parts)


def working_html(lines: Sequence[str], layout: Layout) -> str:
    """Lines of an author's mathematics, one below the other."""
    from quiz.markup.workings import lines_as_html
    from quiz.questions.derivation_names import derivation_names

    names = derivation_names(layout.given, layout.symbols, {})
    written = [line for line in lines if line.strip()]
    shown = "\n".join(f"<li>{line}</li>" for line in lines_as_html(written, names))
    return f'<ul class="working">\n{shown}\n</ul>'


# Forms


def _form(layout: Layout, ident: str) -> str:
    """Where the answer goes; nothing for blanks, which are in the prompt."""
    match layout.shape:
        case "one":
            return _options(layout.choices, ident, "radio", "Choose one.")
        case "several":
            legend = "Choose every one that is right, if any is."
            return _options(layout.choices, ident, "checkbox", legend)
        case "pairs":
            return _pairs(layout, ident)
        case "order":
            return _order(layout.choices, ident)
        case "text":
            return _text(layout, ident)
        case "formula":
            return _line(ident, FORMULA)
        case "lines":
            return _lines(ident)
    return ""


def _options(choices: Sequence[Choice], ident: str, kind: str, legend: str) -> str:
    rows = "\n".join(
        f'<div class="choice"><input type="{kind}" name="{escape(ident)}"'
        f' id="{escape(ident)}--{place}" value="{_value(choice)}"/>'
        f'<label for="{escape(ident)}--{place}">{inline_html(choice.text)}</label></div>'
        for place, choice in enumerate(choices, 1)
    )
    return _fieldset(ident, legend, rows)


def _pairs(layout: Layout, ident: str) -> str:
    rights = [html(choice.text) for choice in layout.choices]
    lettered = any(map(_MORE_THAN_TEXT.search, rights))
    options = _select_options(layout.choices, lettered)
    rows = "\n".join(
        f'<div class="pair"><label for="{escape(ident)}--{place}">{inline_html(left)}</label>'
        f'<select id="{escape(ident)}--{place}">{options}</select></div>'
        for place, left in enumerate(layout.lefts, 1)
    )
    shown = ""
    if lettered:
        items = "\n".join(f"<li>{inline_html(choice.text)}</li>" for choice in layout.choices)
        shown = f'<ol class="rights" type="a">\n{items}\n</ol>\n'
    return _fieldset(ident, "Choose what goes with each.", shown + rows)


def _order(choices: Sequence[Choice], ident: str) -> str:
    rows = "\n".join(
        f'<li data-value="{_value(choice)}"><span class="text">{inline_html(choice.text)}</span>'
        f"{_moves(plain_text(choice.text))}</li>"
        for choice in choices
    )
    legend = "Put these into order; leave out what belongs nowhere."
    return _fieldset(
        ident,
        legend,
        f'<ol class="items">\n{rows}\n</ol>\n'
        '<div class="outside" hidden="hidden"><p>Left out</p><ul class="items"></ul></div>\n'
        '<p class="moved" role="status"></p>',
    )


def _moves(text: str) -> str:
    """The buttons of an item: up, down, and out of the order or back into it."""
    buttons = "".join(
        f'<button type="button" data-move="{move}" aria-label="{escape(f"{says}: {text}")}">'
        f"{sign}</button>"
        for move, says, sign in (
            ("up", "Move up", "↑"),
            ("down", "Move down", "↓"),
            ("out", "Leave out", "✕"),
        )
    )
    return f'<span class="moves">{buttons}</span>'


def _text(layout: Layout, ident: str) -> str:
    unit = f' <span class="unit">{escape(layout.unit)}</span>' if layout.unit else ""
    how = "A word or a few."
    if layout.is_number:
        how = "A number, such as 0.25, 2.5e-1, 1/4 or exp(-2)."
        how += f" The unit ({layout.unit}) may be left out." if layout.unit else ""
    return _line(ident, how, unit)


def _line(ident: str, how: str, behind: str = "") -> str:
    name = escape(ident)
    return (
        f'<div class="answer"><label for="{name}--1">Your answer</label>\n'
        f'<input type="text" class="wide" id="{name}--1" aria-describedby="{name}--how"'
        f"{_AS_TYPED}/>"
        f'{behind}\n<p class="how" id="{name}--how">{escape(how)}</p></div>'
    )


def _lines(ident: str) -> str:
    name = escape(ident)
    return (
        f'<div class="answer"><label for="{name}--1">Your working</label>\n'
        f'<textarea id="{name}--1" rows="8" aria-describedby="{name}--how"{_AS_TYPED}></textarea>\n'
        f'<p class="how" id="{name}--how">{escape(WORKING)}</p></div>'
    )


class _Blanks:
    """Makes the field of each blank where its name first stands."""

    def __init__(self, blanks: Sequence[Blank], ident: str) -> None:
        self._blanks = {blank.name: blank for blank in blanks}
        self._places = {blank.name: place for place, blank in enumerate(blanks, 1)}
        self._ident = ident
        self._made: set[str] = set()

    def __call__(self, name: str) -> str:
        """The field of this blank; a second mention of it is only its name."""
        blank = self._blanks.get(name)
        if blank is None or name in self._made:
            return f'<span class="blank">[{escape(name)}]</span>'
        self._made.add(name)
        common = (
            f'class="blank" id="{escape(self._ident)}--{self._places[name]}"'
            f' data-blank="{escape(name)}" aria-label="{escape(name)}"'
        )
        if blank.choices:
            return f"<select {common}>{_select_options(blank.choices, False)}</select>"
        return f'<input type="text" {common} size="12"{_AS_TYPED}/>'

    def left(self) -> Iterator[str]:
        """The fields of the blanks that the prompt does not mention."""
        for name in self._blanks:
            if name not in self._made:
                yield f'<p class="answer">{escape(name)}: {self(name)}</p>'


def _fieldset(ident: str, legend: str, inside: str) -> str:
    return (
        f'<fieldset class="answer" aria-describedby="{escape(ident)}--prompt">'
        f"<legend>{escape(legend)}</legend>\n{inside}\n</fieldset>"
    )


def _select_options(choices: Sequence[Choice], lettered: bool) -> str:
    """The options of a list to pick from, which holds plain text only, and none picked yet."""
    texts = [plain_text(choice.text) for choice in choices]
    if lettered:
        texts = [
            f"{letter}. {text}" for letter, text in zip(_names(len(texts)), texts, strict=True)
        ]
    return '<option value="">choose…</option>' + "".join(
        f'<option value="{_value(choice)}">{escape(text)}</option>'
        for choice, text in zip(choices, texts, strict=True)
    )


def _names(count: int) -> list[str]:
    """The letters that a browser puts before the items of a list: a … z, aa, ab …"""
    one = [*_LETTERS]
    return (one + [first + second for first in one for second in one])[:count]


def _value(choice: Choice) -> str:
    return escape(json.dumps(choice.value, ensure_ascii=False))


_AS_TYPED = ' autocomplete="off" autocapitalize="off" spellcheck="false"'

FORMULA = (
    "A formula on one line, plain or LaTeX, such as 2x^2 - exp(-x)/n, sqrt(x), |x| or"
    " sum(x_i, i=1..n); log is the natural logarithm."
)

WORKING = (
    "One step a line, such as S = sum(x_i^2, i=1..n), or = … to go on from the line above;"
    " name := … defines a name of yours."
)
