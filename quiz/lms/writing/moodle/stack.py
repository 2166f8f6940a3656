"""STACK questions in Moodle XML: formulas that Maxima compares with the key.

STACK settles less by algebra than this program does, so where its `AlgEquiv` says no the values at
points of the domain decide. What it cannot hold at all goes out as a choice among the key and the
listed mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quiz.lms.writing.derivations.questions import as_ordering
from quiz.lms.writing.derivations.working import Working
from quiz.lms.writing.exporting import LeftOutError
from quiz.lms.writing.formulas import CHOSEN, as_choice, with_choices
from quiz.lms.writing.moodle.cloze import write_cloze
from quiz.lms.writing.moodle.kinds import Body, write_choice, write_matching, write_ordering
from quiz.lms.writing.moodle.parts import Parts, plain
from quiz.lms.writing.moodle.stack_blanks import blank_field
from quiz.lms.writing.moodle.stack_fields import (
    Field,
    formula_field,
    note,
    right_side_field,
    statements,
    tree,
)
from quiz.lms.writing.xml_text import tag
from quiz.questions.cloze import PLACEHOLDER, Cloze
from quiz.questions.derivation import Derivation
from quiz.questions.expression import Expression
from quiz.questions.matching import Matching
from quiz.questions.numbers import shown as shown_value
from quiz.questions.ordering import Ordering
from quiz.symbolic.tree import Relation

_CODE = re.compile(r"\[(?=\[)|\](?=\])|\{(?=[@#])|[@#](?=\})")
"""What begins or ends a command of STACK in a text."""


def write_stack(parts: Parts) -> Body:
    """A question with formulas: typed where STACK can compare them, else made to choose."""
    question = parts.item.question
    try:
        if isinstance(question, Expression):
            field = formula_field(parts, 1, question, parts.item.values)
            return _stack(parts, [field], f"{question.prompt.rstrip()}\n\n[[ans1]]")
        if isinstance(question, Cloze):
            return _cloze(parts, question)
        assert isinstance(question, Derivation)
        return _working(parts, question)
    except LeftOutError as reason:
        return _to_choose(parts, reason)


def _to_choose(parts: Parts, reason: LeftOutError) -> Body:
    """The question with formulas to choose. Raises `LeftOutError` where there are none."""
    question = parts.item.question
    if isinstance(question, Derivation):
        return _in_order(parts, reason)
    parts.lose(f"{CHOSEN}: {reason}")
    if isinstance(question, Cloze):
        return write_cloze(parts, with_choices(parts.item.variant))
    chosen = as_choice(parts.item.variant)
    return write_choice(parts, chosen)._replace(asked=parts.text("questiontext", chosen.prompt))


def _in_order(parts: Parts, reason: LeftOutError) -> Body:
    """A derivation whose lines STACK cannot compare, as lines to put in order."""
    from quiz.lms.writing.items import ORDERED, without_order

    ordered = as_ordering(parts.item.variant)
    parts.lose(f"{ORDERED}: {reason}")
    question, _ = without_order(ordered, "ordering", holds_distractors=False)
    asked = parts.text("questiontext", question.prompt)
    if isinstance(question, Ordering):
        return write_ordering(parts, question)._replace(asked=asked)
    assert isinstance(question, Matching)
    return write_matching(parts, question)._replace(asked=asked)


def _cloze(parts: Parts, question: Cloze) -> Body:
    """A text with a field for each blank."""
    fields = [
        blank_field(parts, number, question.blanks[name])
        for number, name in enumerate(question.names(), 1)
    ]
    numbers = {name: f"ans{number}" for number, name in enumerate(question.names(), 1)}
    prompt = PLACEHOLDER.sub(
        lambda place: f"[[{numbers[place[1]]}]]" if place[1] in numbers else place[0],
        question.prompt,
    )
    return _stack(parts, fields, prompt)


def _working(parts: Parts, question: Derivation) -> Body:
    """The milestones and the goal, each with its right side to type.

    Raises `LeftOutError` where one is no equation, or more than STACK can compare.
    """
    parts.lose("of the working, the right sides of the milestones and of the goal are typed")
    working = Working(parts.item.variant)
    lines = [(milestone.line, milestone.points) for milestone in question.milestones]
    lines.append((question.goal.line, question.goal_points()))
    fields, shown = [], []
    for number, (line, points) in enumerate(lines, 1):
        says = working.read(line)
        if not isinstance(says, Relation) or says.operator != "=":
            raise LeftOutError(f"STACK cannot compare the line {line}")
        fields.append(right_side_field(number, working, says.right, points))
        shown.append(f"${working.shown(says.left)} =$ [[ans{number}]]")
    return _stack(parts, fields, "\n\n".join([question.prompt.rstrip(), *shown]))


def _stack(parts: Parts, fields: Sequence[Field], prompt: str) -> Body:
    """A question with these fields, which stand in the prompt as blanks."""
    parts.shielded = lambda html: _CODE.sub(lambda match: f"&#{ord(match[0])};", html)

    def place(name: str) -> str:
        return f"[[input:{name}]] [[validation:{name}]]"

    asked = parts.element("questiontext", *parts.html(prompt, place))
    trees = "".join(f"[[feedback:prt{field.number}]]" for field in fields)
    variables = [each for field in fields for each in field.statements]
    values = ", ".join(
        f"{name} = {shown_value(value)}" for name, value in parts.item.values.items()
    )
    inside = [
        tag("stackversion", plain("text", "")),
        tag("questionvariables", plain("text", statements(list(dict.fromkeys(variables))))),
        tag("specificfeedback", plain("text", trees), format="html"),
        tag("questionnote", plain("text", values)),
        plain("questionsimplify", "1"),
        plain("assumepositive", "0"),
        plain("assumereal", "1"),
        *_said(parts),
        plain("multiplicationsign", "dot"),
        plain("sqrtsign", "1"),
        plain("complexno", "i"),
        plain("inversetrig", "cos-1"),
        plain("logicsymbol", "lang"),
        plain("matrixparens", "["),
        *(field.input for field in fields),
        *(tree(parts, field) for field in fields),
        *_tests(parts, fields),
    ]
    return Body("stack", "\n".join(inside), asked)


def _said(parts: Parts) -> list[str]:
    return [
        parts.text("prtcorrect", "Right."),
        parts.text("prtpartiallycorrect", "Partly right."),
        parts.text("prtincorrect", "Wrong."),
    ]


def _tests(parts: Parts, fields: Sequence[Field]) -> list[str]:
    """The key and each mistake, with what they are to earn."""
    found = []
    keys = {field.number: field.trials[0] for field in fields}
    tried = [keys] + [
        keys | {field.number: trial} for field in fields for trial in field.trials[1:]
    ]
    penalty = parts.item.question.hint_penalty
    for number, trials in enumerate(tried, 1):
        typed = [
            tag("testinput", plain("name", f"ans{place}"), plain("value", trial.typed))
            for place, trial in trials.items()
        ]
        expected = [
            tag(
                "expected",
                plain("name", f"prt{field.number}"),
                plain("expectedscore", f"{trials[field.number].score:.7f}"),
                plain(
                    "expectedpenalty", f"{0 if trials[field.number].score == 1 else penalty:.7f}"
                ),
                plain("expectedanswernote", note(field, trials[field.number].test, True)),
            )
            for field in fields
        ]
        found.append(
            tag(
                "qtest", plain("testcase", str(number)), plain("description", ""), *typed, *expected
            )
        )
    return found
