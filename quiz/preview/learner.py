"""A variant of a question as a learner meets it: the prompt, and a form that is graded."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from quiz.lms.question_html import question_html
from quiz.preview.frame import images_of
from quiz.questions import Question
from quiz.questions.errors import ParameterError
from quiz.questions.how_to_type import kind_name
from quiz.questions.layout import Layout
from quiz.questions.numbers import shown
from quiz.questions.parameters import decimals_of
from quiz.questions.variants import Variant
from quiz.symbolic.tasks import Value
from quiz.terminal.question_text import points


def learner_html(question: Question, seed: int, title: str) -> str:
    """The variant of a seed with its answer box, in an element that script brings to life."""
    ident = f"{question.id}--{seed}"
    try:
        variant = question.variant(seed)
        body = _form(variant, seed, ident)
        values = _values(variant.values, question)
    except ParameterError as error:
        body, values = f'<p class="trouble">{escape(str(error))}</p>', ""
    name = escape(question.id)
    return (
        f'<article class="asked" id="{escape(ident)}--asked" data-region'
        f' data-question="{name}" data-seed="{seed}" aria-labelledby="{escape(ident)}--title">\n'
        f'<header><h2 id="{escape(ident)}--title">{escape(title)}</h2>{values}</header>\n'
        f"{body}\n</article>"
    )


def about(question: Question) -> str:
    """The line above a question in the quiz: its kind and what it is worth."""
    return f"{kind_name(question.type)} · {points(question.points)}"


def _form(variant: Variant, seed: int, ident: str) -> str:
    question = variant.question
    layout = variant.layout(seed)
    asked = question_html(variant.prompt, layout, ident, images_of(question.id))
    typed = _typed_mathematics(layout)
    reads = f' data-reads="{escape(" ".join(typed))}"' if typed else ""
    check = keys = ""
    if layout.shape == "lines":
        check = _button("check", "Check the lines")
        keys = '<span class="how">Ctrl+Enter answers.</span>'
    total = len(variant.hints)
    hint = _button("hint", f"Hint ({total})" if total > 1 else "Hint") if total else ""
    return (
        f'<form class="answering"{reads}>\n{asked}\n'
        '<div class="echo" aria-live="polite"></div>\n'
        '<div class="actions"><button type="submit" class="primary">Answer</button>'
        f"{check}{hint}{_button('show', 'Show the answer')}{keys}</div>\n</form>\n"
        '<ol class="hints" aria-label="Hints"></ol>\n'
        '<p class="said" role="status"></p>\n<div class="result"></div>'
    )


def _button(does: str, text: str) -> str:
    return f'<button type="button" data-does="{does}">{text}</button>'


def _typed_mathematics(layout: Layout) -> list[str]:
    """The blanks whose mathematics is echoed while it is typed; `-` for the whole answer."""
    if layout.shape == "blanks":
        return [blank.name for blank in layout.blanks if blank.is_mathematics]
    return ["-"] if layout.shape in ("formula", "lines") or layout.is_number else []


def _values(values: Mapping[str, Value], question: Question) -> str:
    """The values of the parameters, by their names."""
    if not values:
        return ""
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(_shown(value, name, question))}</dd></div>"
        for name, value in values.items()
    )
    return f'<dl class="values">{rows}</dl>'


def _shown(value: Value, name: str, question: Question) -> str:
    return shown(value, decimals_of(question.parameters[name]))
