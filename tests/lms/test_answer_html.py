"""The right answer as a page shows it."""

from __future__ import annotations

import pytest

from quiz.lms.answer_html import formula_html, key_html
from quiz.questions import Derivation, Expression, Matching, Question

FORMULA = Expression.model_validate(
    {
        "id": "slope",
        "type": "expression",
        "prompt": "p",
        "explanation": "e",
        "answer": "1/p - a",
        "symbols": {"p": {"domain": "(0, 1)", "latex": r"\hat p"}, "a": "positive"},
    }
)
WORKING = Derivation.model_validate(
    {
        "id": "loss",
        "type": "derivation",
        "prompt": "p",
        "explanation": "e",
        "given": {"L": "p^y"},
        "goal": "log(L) = y*log(p)",
        "solution": "log(L) = log(p^y)\n       = y*log(p)\n",
    }
)


def test_a_formula_is_mathematics_with_names_as_the_author_shows_them() -> None:
    shown = key_html(FORMULA.variant())
    assert r'alttext="\frac{1}{\hat{p}} - a"' in shown
    assert shown.startswith("<p><math ")


def test_a_response_is_shown_as_it_was_read() -> None:
    assert r"\frac{1}{a}" in formula_html(FORMULA.variant(), "slope = 1/a")
    assert formula_html(FORMULA.variant(), "1/") == ""


def test_a_model_working_is_lines_of_mathematics() -> None:
    shown = key_html(WORKING.variant())
    assert shown.count("<li><math ") == 2


def test_another_answer_is_its_text() -> None:
    pairs = Matching(
        id="m", type="matching", prompt="p", explanation="e", pairs=(("<a>", "b"), ("c", "d"))
    )
    shown = key_html(pairs.variant())
    assert "&lt;a&gt; → b" in shown
    assert formula_html(pairs.variant()) == ""


def test_every_key_of_the_bank_can_be_shown(asked: tuple[Question, ...]) -> None:
    for question in asked:
        shown = key_html(question.variant(1))
        assert shown, question.id
        if question.shape in ("formula", "lines"):
            assert "<math " in shown, question.id


@pytest.mark.parametrize("kind", ["expression", "derivation"])
def test_every_formula_of_the_bank_is_mathematics(asked: tuple[Question, ...], kind: str) -> None:
    codes = [
        question.id
        for question in asked
        if question.type == kind and "<code>" in key_html(question.variant(1))
    ]
    assert codes == []
