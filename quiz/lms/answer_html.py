"""The right answer to a question, and a formula as it was read, as HTML."""

from __future__ import annotations

from collections.abc import Mapping

from quiz.lms.question_html import working_html
from quiz.markup.errors import MathsError
from quiz.markup.html import Image, beside, html, shown_blank
from quiz.markup.mathml import mathml
from quiz.markup.workings import accented, accents
from quiz.questions.formula_answer import FormulaAnswer
from quiz.questions.variants import Variant
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.latex import latex
from quiz.symbolic.tree import Node


def key_html(variant: Variant, image: Image = beside) -> str:
    """The right answer: a formula and a model working as mathematics, anything else as text."""
    layout = variant.layout()
    if layout.shape == "lines":
        return working_html(str(variant.key()).splitlines(), layout)
    formula = formula_html(variant)
    return f"<p>{formula}</p>" if formula else html(variant.key_text(), image=image)


def formula_html(variant: Variant, text: str | None = None) -> str:
    """A response (None: the key) to a question about a formula; empty where there is none."""
    question = variant.question
    if not isinstance(question, FormulaAnswer):
        return ""
    try:
        values = variant.values
        node = question.key_tree(values) if text is None else question.tree(text, values)
        return tree_html(node, accents(variant.layout().symbols))
    except (MathematicsError, MathsError):
        return ""


def tree_html(node: Node, shown: Mapping[str, str], lead: str = "") -> str:
    """A formula in MathML, with the names that have an accent in `shown`, and LaTeX before it.

    Raises `MathsError` where that cannot be read back.
    """
    return mathml(lead + latex(accented(node, shown)), shown_blank, True)
