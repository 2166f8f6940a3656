"""A question as HTML: its prompt, what is given, and a form to answer it by the answer's shape.

Everything from the bank is text here, never markup. The value of a choice is the JSON that goes
into the response, so `page/answering.js` reads a response from any of these forms in the same
way; it also moves the items of an ordering. `page/question.css` is how they look.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from quiz.lms.writing.question_texts import mathml_html
from quiz.markup.html import Image, beside, html
from quiz.markup.text import terminal
from quiz.questions.declared_names import declared_names
from quiz.questions.how_to_type import FORMULA, WORDS, WORKING, number_with
from quiz.questions.layout import Blank, Choice, Layout

_LONE_PARAGRAPH = re.compile(r"<p>((?:(?!<p>).)*)</p>\Z", re.DOTALL)
_MORE_THAN_TEXT = re.compile(r"<(?!p>|/p>)")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def question_html(prompt: str, layout: Layout, ident: str, image: Image = beside) -> str:
    """The prompt and the form of its answer, in one element with this id, which no other has.

    `prompt` is Markdown. The ids of everything inside are `ident`, two hyphens and more, which no
    question's id can be. `image` gives the address of each image. Well-formed XML.
    """
    blanks = _Blanks(layout.blanks, ident)
    body = mathml_html(prompt, blanks, image=image)
    parts = [
        f'<div class="prompt" id="{escape(ident)}--prompt">\n{body}\n</div>',
        given_html(layout),
        _Form(ident, image).of(layout),
        *blanks.left(),
    ]
    inside = "\n".join(part for part in parts if part)
    return (
        f'<div class="question" id="{escape(ident)}" data-shape="{layout.shape}">\n{inside}\n</div>'
    )


def inline_html(markdown: str, image: Image = beside) -> str:
    """Markdown as HTML without a paragraph around it, where it is only one."""
    text = html(markdown, image=image)
    lone = _LONE_PARAGRAPH.match(text)
    return lone[1] if lone else text


def plain_text(markdown: str) -> str:
    """Markdown as one line of plain text, for places that hold nothing else."""
    return " ".join(terminal(markdown, notation="linear").split())


def given_html(layout: Layout) -> str:
    """What a working starts from, where it goes, and the names of a formula; empty without any."""
    parts = []
    if layout.givens:
        lines = working_html(layout.givens, layout)
        parts.append(f'<div class="given"><p>Given</p>\n{lines}</div>')
    if names := declared_names(layout.symbols):
        parts.append(f'<p class="names">Names: {escape(names)}.</p>')
    return "\n".join(parts)


def working_html(lines: Sequence[str], layout: Layout) -> str:
    """Lines of an author's mathematics, one below the other."""
    from quiz.markup.workings import lines_as_html
    from quiz.questions.derivation_names import derivation_names

    names = derivation_names(layout.given, layout.symbols or None, {})
    written = [line for line in lines if line.strip()]
    shown = "\n".join(f"<li>{line}</li>" for line in lines_as_html(written, names))
    return f'<ul class="working">\n{shown}\n</ul>'


# Forms


@dataclass(frozen=True)
class _Form:
    """Writes where an answer goes."""

    ident: str
    image: Image

    def of(self, layout: Layout) -> str:
        """The form for a shape; nothing for blanks, which are in the prompt."""
        match layout.shape:
            case "one":
                return self._options(layout.choices, "radio", "Choose one.")
            case "several":
                legend = "Choose every one that is right, if any is."
                return self._options(layout.choices, "checkbox", legend)
            case "pairs":
                return self._pairs(layout)
            case "order":
                return self._order(layout.choices)
            case "text":
                return self._text(layout)
            case "formula":
                return self._line(FORMULA)
            case "lines":
                return self._lines()
        return ""

    def _id(self, part: object) -> str:
        return escape(f"{self.ident}--{part}")

    def _shown(self, markdown: str) -> str:
        return inline_html(markdown, self.image)

    def _options(self, choices: Sequence[Choice], kind: str, legend: str) -> str:
        rows = "\n".join(
            f'<div class="choice"><input type="{kind}" name="{escape(self.ident)}"'
            f' id="{self._id(place)}" value="{_value(choice)}"{_aloud(choice.text, shown)}/>'
            f'<label for="{self._id(place)}">{shown}</label></div>'
            for place, choice in enumerate(choices, 1)
            for shown in [self._shown(choice.text)]
        )
        return self._fieldset(legend, rows)

    def _pairs(self, layout: Layout) -> str:
        rights = [self._shown(choice.text) for choice in layout.choices]
        lettered = any(map(_MORE_THAN_TEXT.search, rights))
        options = _select_options(layout.choices, lettered)
        rows = "\n".join(
            f'<div class="pair"><label for="{self._id(place)}">{shown}</label>'
            f'<select id="{self._id(place)}"{_aloud(left, shown)}>{options}</select></div>'
            for place, left in enumerate(layout.lefts, 1)
            for shown in [self._shown(left)]
        )
        shown = ""
        if lettered:
            items = "\n".join(f"<li>{right}</li>" for right in rights)
            shown = f'<ol class="rights" type="a">\n{items}\n</ol>\n'
        return self._fieldset("Choose what goes with each.", shown + rows)

    def _order(self, choices: Sequence[Choice]) -> str:
        rows = "\n".join(
            f'<li data-value="{_value(choice)}">'
            f'<span class="text">{self._shown(choice.text)}</span>'
            f"{_moves(plain_text(choice.text))}</li>"
            for choice in choices
        )
        return self._fieldset(
            "Put these into order; leave out what belongs nowhere.",
            f'<ol class="items">\n{rows}\n</ol>\n'
            '<div class="outside" hidden="hidden"><p>Left out</p><ul class="items"></ul></div>\n'
            '<p class="moved" role="status"></p>',
        )

    def _text(self, layout: Layout) -> str:
        if not layout.is_number:
            return self._line(WORDS)
        unit = f' <span class="unit">{escape(layout.unit)}</span>' if layout.unit else ""
        return self._line(number_with(layout.unit), unit)

    def _line(self, how: str, behind: str = "") -> str:
        field = (
            f'<input type="text" class="wide" id="{self._id(1)}"'
            f' aria-describedby="{self._id("how")}"{_AS_TYPED}/>'
        )
        return self._typed("Your answer", field + behind, how)

    def _lines(self) -> str:
        field = (
            f'<textarea id="{self._id(1)}" rows="8" aria-describedby="{self._id("how")}"'
            f"{_AS_TYPED}></textarea>"
        )
        return self._typed("Your working", field, WORKING)

    def _typed(self, label: str, field: str, how: str) -> str:
        return (
            f'<div class="answer"><label for="{self._id(1)}">{label}</label>\n{field}\n'
            f'<p class="how" id="{self._id("how")}">{escape(how)}</p></div>'
        )

    def _fieldset(self, legend: str, inside: str) -> str:
        return (
            f'<fieldset class="answer" aria-describedby="{self._id("prompt")}">'
            f"<legend>{escape(legend)}</legend>\n{inside}\n</fieldset>"
        )


def _aloud(markdown: str, shown: str) -> str:
    """The name of a field that a formula labels, as it can be read aloud."""
    return f' aria-label="{escape(plain_text(markdown))}"' if "<math" in shown else ""


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
