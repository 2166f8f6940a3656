"""A formula to choose among the key and the listed mistakes, where formulas are not compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quiz.lms.writing.exporting import LeftOutError
from quiz.lms.writing.kept_keys import kept
from quiz.lms.writing.mathematics import formula_latex
from quiz.questions.blanks import AnyBlank, ChoiceBlank, FormulaBlank
from quiz.questions.cloze import Cloze
from quiz.questions.expression import Expression
from quiz.questions.formula_answer import FormulaAnswer
from quiz.questions.formulas import numerals
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.options import Option
from quiz.questions.variants import Variant
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.tasks import Value
from quiz.symbolic.tree import Node, substitute

CHOSEN = "the formula is chosen, not typed"
MOST_WRONG = 5


def as_choice(variant: Variant) -> MultipleChoice:
    """The key among the listed mistakes; the engine has to agree that these are wrong.

    `variant` is of an expression. Raises `LeftOutError` where no mistake is listed.
    """
    question = variant.filled
    assert isinstance(question, Expression)
    wrong = [*wrong_formulas(question, variant.values, question.id)]
    if not wrong:
        raise LeftOutError("a formula has to be compared, and there are no mistakes to choose from")
    right = Option(text=shown(question, question.key_tree(variant.values)), correct=True)
    options = [Option(text=text, feedback=feedback) for text, feedback in wrong]
    return MultipleChoice(
        **kept(question),
        type="multiple_choice",
        prompt=f"{question.prompt.rstrip()}\n\nWhich formula is it?",
        options=(right, *options[:MOST_WRONG]),
    )


def with_choices(variant: Variant) -> Cloze:
    """A cloze text whose formulas are chosen. Raises `LeftOutError` without mistakes to choose."""
    question = variant.filled
    assert isinstance(question, Cloze)
    blanks: dict[str, AnyBlank] = {}
    for name, blank in question.blanks.items():
        blanks[name] = blank
        if isinstance(blank, FormulaBlank):
            wrong = [text for text, _ in wrong_formulas(blank, variant.values, question.id)]
            if not wrong:
                raise LeftOutError("a blank asks for a formula, with no mistakes to choose from")
            key = shown(blank, blank.key_tree(variant.values))
            blanks[name] = ChoiceBlank(options=(key, *wrong[:MOST_WRONG]), answer=key)
    return Cloze(**kept(question), type="cloze", prompt=question.prompt, blanks=blanks)


def wrong_formulas(
    asked: FormulaAnswer, values: Mapping[str, Value], seed: str
) -> Iterator[tuple[str, str]]:
    """The listed mistakes that are wrong, as Markdown, each with what is said to it."""
    from quiz.symbolic.engine import judge_expression

    task = asked.task(values, seed)
    seen = {shown(asked, asked.key_tree(values))}
    for mistake in asked.mistakes:
        try:
            node = substitute(asked.tree(mistake.expression, values), numerals(values))
        except MathematicsError:
            continue
        text = shown(asked, node)
        if text not in seen and judge_expression(task, mistake.expression).outcome == "different":
            seen.add(text)
            yield text, mistake.feedback


def shown(asked: FormulaAnswer, node: Node) -> str:
    """A formula as Markdown, the names with their accents."""
    return f"${formula_latex(asked, node)}$"
