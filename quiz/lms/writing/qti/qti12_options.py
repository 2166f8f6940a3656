"""Options to pick from in QTI 1.2, as Canvas and Common Cartridge both read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from quiz.lms.writing.qti.qti12_parts import RESPONSE, Parts12, exactly, is_equal
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.multiple_select import MultipleSelect
from quiz.questions.true_false import TrueFalse, TruthFeedback

Optional = MultipleChoice | MultipleSelect | TrueFalse


def ask_options(
    parts: Parts12,
    question: Optional,
    seed: int,
    name: Callable[[int | bool | str], str],
    **exact: str,
) -> None:
    """One option or several; `name` names an option by its value, `exact` is added to tests.

    They are shuffled here by the seed: the quiz may be one whose options are not shuffled.
    """
    said = _said(question)
    several = isinstance(question, MultipleSelect)
    layout = question.layout_for({}).shuffled(question.id, seed)
    labels = "".join(
        parts.label(name(choice.value), parts.short_material(choice.text), fixed=choice.fixed)
        for choice in layout.choices
    )
    parts.show(question.prompt)
    parts.menu(
        RESPONSE,
        labels,
        shuffle="Yes" if is_shuffled(question) else "No",
        cardinality="Multiple" if several else "Single",
    )
    for value, markdown in said.items():
        parts.say(f"{name(value)}_fb", markdown, is_equal(name(value), **exact))
    right = [name(value) for value in said if is_right(question, value)]
    wrong = [name(value) for value in said if not is_right(question, value)]
    parts.score(exactly(right, wrong, **exact) if several else is_equal(right[0], **exact))


def is_shuffled(question: Optional) -> bool:
    """Whether the options may stand in any order."""
    return not isinstance(question, TrueFalse) and question.shuffle


def is_right(question: Optional, value: int | bool | str) -> bool:
    """Whether the option with this value is right."""
    if isinstance(question, TrueFalse):
        return value is question.answer
    return question.options[int(value) - 1].correct


def _said(question: Optional) -> Mapping[int | bool | str, str | None]:
    """What is said to those who pick an option, by its value."""
    if isinstance(question, TrueFalse):
        told = question.feedback or TruthFeedback()
        return {True: told.true, False: told.false}
    return {place: option.feedback for place, option in enumerate(question.options, 1)}
