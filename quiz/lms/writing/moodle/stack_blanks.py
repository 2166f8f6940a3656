"""Blanks of a cloze text that are no formulas, as fields of a STACK question."""

from __future__ import annotations

from quiz.lms.writing.moodle.kinds import numbers, words
from quiz.lms.writing.moodle.parts import Parts, line
from quiz.lms.writing.moodle.stack_fields import (
    Branch,
    Field,
    Test,
    Trial,
    closed,
    formula_field,
    input_field,
)
from quiz.questions.blanks import AnyBlank, ChoiceBlank, FormulaBlank, NumberBlank, WordBlank

_NO_CHECK = {"mustverify": "0", "showvalidation": "0"}
"""What is chosen needs no second look at how it was read."""


def blank_field(parts: Parts, number: int, blank: AnyBlank) -> Field:
    """The field for a blank. Raises `LeftOutError` where STACK cannot compare its formula."""
    if isinstance(blank, FormulaBlank):
        return formula_field(parts, number, blank, parts.item.values)
    if isinstance(blank, ChoiceBlank):
        return _choice(number, blank)
    if isinstance(blank, NumberBlank):
        return _number(parts, number, blank)
    return _word(parts, number, blank)


def _field(number: int, kind: str, key: str, tests: list[Test], typed: str) -> Field:
    """A field whose key is `key`; the first of the tests is passed by what is `typed`."""
    tests[-1] = closed(tests[-1])
    return Field(
        number,
        f"ta{number}",
        input_field(number, kind, f"ta{number}", **(_NO_CHECK if kind == "dropdown" else {})),
        (f"ta{number}: {key}",),
        (),
        tuple(tests),
        (Trial(typed, 1, 0),),
    )


def _choice(number: int, blank: ChoiceBlank) -> Field:
    """A menu; its entries are numbered, and the number is the answer."""
    entries = [
        f"[{place}, {'true' if option == blank.answer else 'false'}, {quoted(line(option))}]"
        for place, option in enumerate(blank.options, 1)
    ]
    right = str(blank.options.index(blank.answer) + 1)
    test = Test("AlgEquiv", f"ans{number}", right, Branch(1), Branch())
    return _field(number, "dropdown", f"[{', '.join(entries)}]", [test], right)


def _number(parts: Parts, number: int, blank: NumberBlank) -> Field:
    found = [*numbers(parts, blank)]
    tests = [
        Test(
            "NumAbsolute",
            f"ans{number}",
            value,
            Branch(score, feedback=feedback),
            Branch(then=place + 1),
            margin,
        )
        for place, (value, margin, score, feedback) in enumerate(found)
    ]
    return _field(number, "numerical", found[0][0], tests, found[0][0])


def _word(parts: Parts, number: int, blank: WordBlank) -> Field:
    found = [*words(parts, blank)]
    name = "String" if blank.exact else "StringSloppy"
    tests = [
        Test(
            name,
            f"ans{number}",
            quoted(text),
            Branch(score, feedback=feedback),
            Branch(then=place + 1),
        )
        for place, (text, score, feedback) in enumerate(found)
    ]
    return _field(number, "string", quoted(found[0][0]), tests, quoted(found[0][0]))


def quoted(text: str) -> str:
    """A text as Maxima writes it."""
    written = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{written}"'
