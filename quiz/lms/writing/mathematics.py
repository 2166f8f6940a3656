"""The mathematics of a question as LaTeX: a formula, the key, the lines of a working."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quiz.markup.formulas import as_latex
from quiz.markup.workings import accented, accents, lines_as_latex
from quiz.questions.derivation_names import derivation_names
from quiz.questions.formula_answer import FormulaAnswer
from quiz.questions.layout import Layout
from quiz.questions.symbols import declarations
from quiz.questions.variants import Variant
from quiz.symbolic.tree import Node


def formula_latex(asked: FormulaAnswer, node: Node) -> str:
    """A formula that answers what is asked, the names with their accents."""
    return as_latex(accented(node, accents(declarations(asked.symbols) or {})))


def key_latex(variant: Variant) -> str:
    """The key of a question for a formula. Raises `MathematicsError` where it has no value."""
    question = variant.question
    assert isinstance(question, FormulaAnswer)
    return formula_latex(question, question.key_tree(variant.values))


def working_latex(lines: Sequence[str], layout: Layout) -> Iterator[tuple[str, str | None]]:
    """Each line of a working that is not blank, with its LaTeX if it is no more than a formula."""
    written = [line for line in lines if line.strip()]
    names = derivation_names(layout.given, layout.symbols or None, {})
    return zip(written, lines_as_latex(written, names), strict=True)
