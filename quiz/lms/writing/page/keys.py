"""What a page needs to grade by itself: the keys of a question as `page/grading.js` reads them.

Whatever can be worked out before is worked out here, and exactly, so that the page only compares;
it grades as `quiz grade` does. What would take algebra has no key.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pydantic import JsonValue

from quiz.lms.question_html import inline_html
from quiz.lms.writing.pattern_tree import UnsupportedPatternError, pattern_tree
from quiz.markup.html import Image, html
from quiz.questions.base import BaseQuestion, Values
from quiz.questions.blanks import BaseBlank, ChoiceBlank, NumberBlank, WordBlank
from quiz.questions.checking import same_text
from quiz.questions.cloze import Cloze
from quiz.questions.formulas import number_of
from quiz.questions.matching import Matching
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.multiple_select import MultipleSelect
from quiz.questions.number_answer import NumberAnswer
from quiz.questions.numbers import leading_place, rounded_to_figures
from quiz.questions.numeric import Numeric
from quiz.questions.ordering import Ordering
from quiz.questions.patterns import pattern_in
from quiz.questions.short_answer import ShortAnswer
from quiz.questions.spelling import composed, forgiving, long_words
from quiz.questions.tolerance import ROUNDING
from quiz.questions.true_false import TrueFalse
from quiz.questions.word_answer import WordAnswer
from quiz.symbolic.errors import MathematicsError

Key = dict[str, JsonValue]


class NoKeyError(Exception):
    """The page cannot grade this question; the message says why."""


def key_of(question: BaseQuestion, values: Values, image: Image) -> Key:
    """The key of a question whose texts are filled in; raises `NoKeyError`."""
    return _Keys(values, image).of(question)


class _Keys:
    def __init__(self, values: Values, image: Image) -> None:
        self.values = values
        self.image = image

    def of(self, question: BaseQuestion) -> Key:
        match question:
            case TrueFalse():
                return self.truth(question)
            case MultipleChoice() | MultipleSelect():
                return self.options(question)
            case Matching():
                return self.pairs(question)
            case Ordering():
                return _order(question)
            case Numeric():
                return self.number(question)
            case ShortAnswer():
                return self.words(question)
            case Cloze():
                return self.blanks(question)
        raise NoKeyError("its answer takes algebra to grade")

    def said(self, markdown: str | None) -> str | None:
        """A remark as HTML."""
        return html(markdown, image=self.image) if markdown else None

    def truth(self, question: TrueFalse) -> Key:
        feedback = question.feedback
        return {
            "kind": "truth",
            "right": question.answer,
            "remarks": {
                "true": self.said(feedback.true) if feedback else None,
                "false": self.said(feedback.false) if feedback else None,
            },
        }

    def options(self, question: MultipleChoice | MultipleSelect) -> Key:
        right: list[JsonValue] = [
            number for number, option in enumerate(question.options, 1) if option.correct
        ]
        key: Key = {
            "kind": "one" if isinstance(question, MultipleChoice) else "several",
            "right": right,
            "remarks": [self.said(option.feedback) for option in question.options],
        }
        if isinstance(question, MultipleSelect):
            key["partial"] = question.scoring == "partial" and bool(right)
        return key

    def pairs(self, question: Matching) -> Key:
        return {
            "kind": "pairs",
            "lefts": [inline_html(left, self.image) for left, _ in question.pairs],
            "rights": [same_text(right) for _, right in question.pairs],
            "distractors": [same_text(text) for text in question.distractors],
        }

    def number(self, asked: NumberAnswer) -> Key:
        try:
            key = asked.value(self.values)
        except MathematicsError as error:
            raise NoKeyError(f"its answer has no value here: {error}") from None
        return {
            "kind": "number",
            "right": _near(asked, key),
            "unit": _unit(asked.unit),
            "decimalComma": asked.decimal_comma,
            "mistakes": [*self.mistakes(asked)],
            "coarse": [*_coarse(asked, key)],
        }

    def mistakes(self, asked: NumberAnswer) -> Iterator[JsonValue]:
        for mistake in asked.mistakes:
            try:
                wrong = number_of(mistake.answer, self.values)
            except MathematicsError:
                continue  # this variant has no such mistake, as with a division by zero
            yield {
                "near": _near(asked, wrong),
                "score": mistake.score,
                "remark": self.said(mistake.feedback),
            }

    def words(self, asked: WordAnswer) -> Key:
        refused = [
            (item.text, self.said(item.feedback))
            for item in asked.reject
            if pattern_in(item.text) is None
        ]
        refused_patterns = [
            {"tree": _tree(pattern), "score": 0, "remark": self.said(item.feedback)}
            for item in asked.reject
            if (pattern := pattern_in(item.text))
        ]
        accepted_patterns = [
            {"tree": _tree(pattern), "score": 1}
            for text in asked.accept
            if (pattern := pattern_in(text))
        ]
        return {
            "kind": "words",
            "exact": asked.exact,
            "accepted": [_word(text, asked.exact) for text in asked.literals()],
            "refused": [{**_word(text, asked.exact), "remark": said} for text, said in refused],
            "patterns": [*refused_patterns, *accepted_patterns],
        }

    def blanks(self, question: Cloze) -> Key:
        return {
            "kind": "blanks",
            "blanks": {name: self.blank(question.blanks[name]) for name in question.names()},
        }

    def blank(self, blank: BaseBlank) -> Key:
        match blank:
            case WordBlank():
                return self.words(blank)
            case NumberBlank():
                return self.number(blank)
            case ChoiceBlank():
                return {
                    "kind": "choice",
                    "right": same_text(blank.answer),
                    "options": [same_text(option) for option in blank.options],
                }
        raise NoKeyError("one of its blanks takes algebra to grade")


def _order(question: Ordering) -> Key:
    ranks = {same_text(text): place for place, text in enumerate(question.items)}
    for group in question.groups:
        for number in group:
            ranks[same_text(question.items[number - 1])] = min(group) - 1
    return {
        "kind": "order",
        "ranks": [[text, rank] for text, rank in ranks.items()],
        "distractors": [same_text(text) for text in question.distractors],
    }


def _unit(unit: str | None) -> JsonValue:
    """A unit and how it may be typed: its parts, letters alone or not, in either case or not."""
    if not unit:
        return None
    is_word = unit.isalpha()
    return {
        "shown": unit,
        "parts": [*unit.split()],
        "isWord": is_word,
        "anyCase": is_word and len(unit) > 2,
    }


def _near(asked: NumberAnswer, number: Fraction | float) -> JsonValue:
    """A number, what is near enough to it, and whether it was computed in floating point."""
    wanted = Fraction(number)
    allowed = asked.tolerance.allowed(wanted) if asked.tolerance else Fraction(0)
    return {
        "value": str(wanted),
        "allowed": str(allowed),
        "rounding": str(ROUNDING),
        "isFloat": isinstance(number, float),
    }


def _coarse(asked: NumberAnswer, key: Fraction | float) -> Iterator[str]:
    """The key rounded to fewer figures than the tolerance asks."""
    wanted = Fraction(key)
    if asked.tolerance is None or not wanted:
        return
    for figures in range(1, 7):
        rounded = rounded_to_figures(wanted, figures)
        if leading_place(rounded) - leading_place(wanted) in (0, 1):
            yield str(rounded)


def _word(text: str, exact: bool) -> dict[str, JsonValue]:
    """A text as it is compared, and what stands around each of its words that forgives a slip."""
    if exact:
        return {"shown": text, "text": composed(text), "slips": []}
    slips: list[JsonValue] = [list(word) for word in long_words(text)]
    return {"shown": text, "text": forgiving(text), "slips": slips}


def _tree(pattern: str) -> JsonValue:
    try:
        return pattern_tree(pattern)  # type: ignore[return-value]
    except UnsupportedPatternError as error:
        raise NoKeyError(f"the page cannot match {error}") from None
