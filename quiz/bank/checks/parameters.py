"""Rules on random variants: each seed gives one, with values for everything in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from quiz.bank.checks.finding import Found
from quiz.bank.checks.rule import of_question
from quiz.bank.checks.subject import Subject, in_words, unfilled
from quiz.questions import ParameterError, Question, Variant
from quiz.questions.parameters import draw_values
from quiz.questions.variants import PLACE

TRIED = 200
"""How many draws a constraint is tried on."""

RARE = 0.05
"""A constraint that holds less often leaves a learner in many thousands without a variant."""

_DOUBLE_BRACES = re.compile(r"\{\{([^{}]*)\}\}")
_BRACES = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[^\W\d_]\w*")
_WORD = re.compile(r"[^\W_]+")
_MATHS = re.compile(r"\$[^$]*\$")
_NO_FORMULAS = frozenset(
    {"id", "type", "tags", "was", "source", "status", "tests", "ignore", "unit", "scoring"}
    | {"value", "form", "up_to"}
)
"""Keys in which no name of a parameter can stand."""


@of_question("Q030", "error", "A constraint that can fail")
def constraint_can_fail(subject: Subject) -> Iterator[Found]:
    """The constraint holds for so few draws that a learner's seed may give no variant."""
    question = subject.question
    if question.constraint is None or not question.parameters:
        return
    share = _share_that_holds(question)
    if share is not None and share < RARE:
        yield Found(
            ("constraint",),
            f"this holds for {round(share * TRIED)} of {TRIED} draws, so that some learners would"
            " get no question: widen it, or draw the parameters nearer to it",
        )


@of_question("Q031", "error", "A variant that divides by zero or has no value")
def no_value(subject: Subject) -> Iterator[Found]:
    """For some seed the constraint, a parameter, a text or the key has no value."""
    for one in subject.drawn:
        said: str | None
        if isinstance(one, Variant):
            said, where = unfilled(one), in_words(one)
            path = _path_without_value(one)
            mend = "add a constraint that rules this out"
        else:
            seed, error = one
            if "draws meets the constraint" in str(error):
                continue
            said, where, path = str(error), f" (seed {seed})", _path_of(error)
            mend = "change what is drawn"
        if said is not None:
            yield Found(path, f"{said}: {mend}{where}")
            return


@of_question("Q032", "warning", "A parameter that nothing uses")
def unused_parameter(subject: Subject) -> Iterator[Found]:
    """A parameter stands in no text and no formula."""
    question = subject.question
    if not question.parameters:
        return
    words = {word for formula in _formulas(question) for word in _WORD.findall(formula)}
    for name in question.parameters:
        if not any(_may_name(word, name) for word in words):
            yield Found(
                ("parameters", name),
                f"nothing uses “{name}”: write {{{{ {name} }}}} where it is meant, or leave it out",
            )


@of_question("Q033", "warning", "A place in a text that is not filled in")
def place_not_filled(subject: Subject) -> Iterator[Found]:
    """Braces that a learner would see: without their inner spaces, or without parameters."""
    question = subject.question
    for path, text in question.texts():
        for place in PLACE.finditer(_MATHS.sub("", text)) if not question.parameters else ():
            yield Found(
                path,
                f"learners would see “{place[0]}”, as this question has no “parameters:”: add them,"
                " or write what is meant",
            )
        for braces in _left_in_braces(PLACE.sub("", text)):
            if {*_NAME.findall(braces[1])} & question.parameters.keys():
                yield Found(
                    path,
                    f"“{braces[0]}” is not filled in: write {{{{ {braces[1].strip()} }}}}, with"
                    " the inner spaces",
                )


def _left_in_braces(text: str) -> Iterator[re.Match[str]]:
    """What stands between two braces, or outside maths between one: there these are LaTeX's."""
    yield from _DOUBLE_BRACES.finditer(text)
    yield from _BRACES.finditer(_DOUBLE_BRACES.sub("", _MATHS.sub("", text)))


def _may_name(word: str, name: str) -> bool:
    """Whether a word of a formula is a name, or may be cut into several with it among them."""
    from quiz.symbolic.functions import canonical

    return word == name or (name in word and canonical(word) is None)


def _share_that_holds(question: Question) -> float | None:
    """How often a constraint holds; None where it cannot be told."""
    from quiz.questions.formulas import names_of_values
    from quiz.symbolic.errors import MathematicsError
    from quiz.symbolic.exact import holds
    from quiz.symbolic.reading import read

    assert question.constraint is not None
    held = 0
    for seed in range(TRIED):
        try:
            values = draw_values(question.parameters, None, (question.id, "constraint", seed))
            held += holds(read(question.constraint, names_of_values(values)), values)
        except (ParameterError, MathematicsError):
            return None
    return held / TRIED


def _path_of(error: ParameterError) -> tuple[str, ...]:
    return ("parameters", error.name) if error.name else ("constraint",)


def _path_without_value(variant: Variant) -> tuple[str | int, ...]:
    """Where the text stands that has no value; the answer where all texts have one."""
    from quiz.questions.variants import expand

    for path, text in variant.question.texts():
        try:
            expand(text, variant.values, variant.question.parameters)
        except ParameterError:
            return path
    return ("answer",)


def _formulas(question: Question) -> Iterator[str]:
    """Every text that may name a parameter: formulas, and what stands in `{{ … }}`."""
    texts = {path for path, _ in question.texts()}
    data = question.model_dump(mode="json", exclude=set(_NO_FORMULAS))
    parameters = data.pop("parameters")
    for declaration in parameters.values():
        yield from _strings(declaration, (), frozenset())
    yield from _strings(data, (), texts)


def _strings(value: Any, path: tuple[str | int, ...], texts: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield " ".join(PLACE.findall(value)) if path in texts else value
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _strings(item, (*path, place), texts)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item, (*path, key), texts)
