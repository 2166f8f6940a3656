"""Fields and menus in the text of a QTI item: single answers that are typed, and cloze blanks."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.lms.writing.exporting import LeftOutError
from quiz.lms.writing.number_ranges import (
    NumberRange,
    is_typed_as_a_fraction,
    mistake_ranges,
    right_range,
)
from quiz.lms.writing.qti.qti2_dialect import Dialect, number
from quiz.lms.writing.qti.qti2_parts import Parts
from quiz.lms.writing.spellings import lost_of_words, refusals, spellings
from quiz.lms.writing.written_answers import FORMULA_IN_BLANK
from quiz.lms.writing.xml_text import escaped
from quiz.questions.base import Values
from quiz.questions.blanks import AnyBlank, ChoiceBlank, FormulaBlank
from quiz.questions.checking import same_text
from quiz.questions.layout import Choice
from quiz.questions.number_answer import NumberAnswer
from quiz.questions.word_answer import WordAnswer

LENGTH = 20


def number_field(parts: Parts, name: str, asked: NumberAnswer, values: Values, worth: float) -> str:
    """A field for a number that adds what it is worth to the score."""
    right = right_range(asked, values)
    if is_typed_as_a_fraction(asked, values):
        parts.texts.lose("a fraction cannot be typed: a decimal counts that is right to 6 figures")
    cases = [(_is_within(parts.dialect, name, right), _adds(parts, worth))]
    said = f"{name}_FEEDBACK"
    for place, mistake in enumerate(mistake_ranges(asked, values), 1):
        rules = _says(parts, said, f"{name}-mistake-{place}", mistake.feedback)
        if mistake.score:
            rules += _adds(parts, worth * mistake.score)
        cases.append((_is_within(parts.dialect, name, mistake), rules))
    if len(cases) > 1:
        parts.outcome(said, "identifier")
    parts.declare(name, "float", (right.key,))
    parts.rules.append(parts.dialect.first(*cases))
    return _field(parts.dialect, name)


def word_field(parts: Parts, name: str, asked: WordAnswer, worth: float) -> str:
    """A field for a word that adds what it is worth to the score."""
    accepted = spellings(asked)
    for sentence in lost_of_words(asked):
        parts.texts.lose(sentence)
    dialect = parts.dialect
    parts.declare(
        name,
        "string",
        accepted[:1],
        points=dict.fromkeys(accepted, worth),
        minds_case=asked.exact,
    )
    said = f"{name}_FEEDBACK"
    refused = [*_refusals(parts, name, asked, said)]
    if refused:
        parts.outcome(said, "identifier")
    gained = dialect.tag("mapResponse", identifier=name)
    empty = (_is_empty(dialect, name), _adds(parts, 0))
    parts.rules.append(dialect.first(empty, *refused, otherwise=_gains(parts, gained)))
    return _field(dialect, name)


def menu(parts: Parts, name: str, asked: ChoiceBlank, choices: tuple[Choice, ...]) -> str:
    """A menu that adds 1 to the score where the right choice is taken."""
    dialect = parts.dialect
    places = [same_text(text) for text in asked.options]
    names = {text: f"choice-{place}" for place, text in enumerate(asked.options, 1)}
    written = [
        dialect.tag(
            "inlineChoice",
            escaped(parts.texts.line(choice.text)),
            identifier=names[choice.text],
        )
        for choice in choices
    ]
    right = places.index(same_text(asked.answer)) + 1
    parts.declare(name, "identifier", (f"choice-{right}",))
    is_right = dialect.tag("match", dialect.variable(name), dialect.tag("correct", identifier=name))
    parts.rules.append(dialect.first((is_right, _adds(parts, 1))))
    return dialect.tag("inlineChoiceInteraction", *written, responseIdentifier=name, shuffle="true")


def field(
    parts: Parts,
    name: str,
    asked: AnyBlank,
    choices: tuple[Choice, ...],
    values: Values,
) -> str:
    """What stands in a text for a blank, worth 1. Raises `LeftOutError` for a formula."""
    if isinstance(asked, FormulaBlank):
        raise LeftOutError(FORMULA_IN_BLANK)
    if isinstance(asked, ChoiceBlank):
        return menu(parts, name, asked, choices)
    if isinstance(asked, NumberAnswer):
        return number_field(parts, name, asked, values, 1)
    return word_field(parts, name, asked, 1)


def _refusals(parts: Parts, name: str, asked: WordAnswer, said: str) -> Iterator[tuple[str, str]]:
    """For each refusal its test, and the rule that says why."""
    dialect = parts.dialect
    for place, (feedback, texts) in enumerate(refusals(asked), 1):
        if not texts:
            parts.texts.lose("what is said to answers that match a pattern is left out")
            continue
        tests = [
            dialect.tag(
                "stringMatch",
                dialect.variable(name),
                dialect.value("string", text),
                caseSensitive=str(asked.exact).lower(),
            )
            for text in texts
        ]
        test = dialect.tag("or", *tests) if len(tests) > 1 else tests[0]
        yield test, _says(parts, said, f"{name}-refused-{place}", feedback)


def _says(parts: Parts, outcome: str, name: str, markdown: str) -> str:
    parts.say(outcome, name, markdown)
    return parts.dialect.set(outcome, parts.dialect.value("identifier", name))


def _adds(parts: Parts, worth: float) -> str:
    return _gains(parts, parts.dialect.value("float", number(worth)))


def _gains(parts: Parts, expression: str) -> str:
    dialect = parts.dialect
    total = dialect.tag("sum", dialect.variable(parts.total), expression)
    return dialect.set(parts.total, total)


def _is_empty(dialect: Dialect, name: str) -> str:
    return dialect.tag("isNull", dialect.variable(name))


def _is_within(dialect: Dialect, name: str, wanted: NumberRange) -> str:
    """Compared with the ends of a range: not every player knows a tolerance, and some take an
    empty field for 0."""
    given = dialect.variable(name)
    return dialect.tag(
        "and",
        dialect.tag("not", _is_empty(dialect, name)),
        dialect.tag("gte", given, dialect.value("float", wanted.low)),
        dialect.tag("lte", given, dialect.value("float", wanted.high)),
    )


def _field(dialect: Dialect, name: str) -> str:
    return dialect.tag("textEntryInteraction", responseIdentifier=name, expectedLength=LENGTH)
