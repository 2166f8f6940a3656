"""The four kinds of blank in a cloze text."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field, JsonValue, ValidatorFunctionWrapHandler, WrapValidator
from typing_extensions import override

from quiz.questions.authored import Authored, Path, Problem, Text, mistake
from quiz.questions.base import BaseQuestion, Values
from quiz.questions.checking import numbered, repeated_texts, same_text, sample_values
from quiz.questions.formula_answer import FormulaAnswer
from quiz.questions.grading import Grade, quoted
from quiz.questions.layout import Blank, text_choices
from quiz.questions.number_answer import NumberAnswer
from quiz.questions.parameters import declarations_of
from quiz.questions.symbols import Symbols
from quiz.questions.word_answer import WordAnswer


class BaseBlank(Authored):
    """What a cloze text asks of a blank."""

    @abstractmethod
    def grade_blank(self, response: object, values: Values, seed: str) -> Grade:
        """The grade of what was typed or chosen there."""

    @abstractmethod
    def blank(self, name: str) -> Blank:
        """How it is laid before the learner."""

    @abstractmethod
    def key(self, values: Values) -> JsonValue:
        """What belongs there."""

    @abstractmethod
    def key_text(self, values: Values) -> str:
        """What belongs there, as a person reads it."""

    @abstractmethod
    def blank_problems(self, question: BaseQuestion, path: Path) -> Iterator[Problem]:
        """What is wrong with it, beyond types."""


class WordBlank(BaseBlank, WordAnswer):
    """A word or a few."""

    TEXTS: ClassVar[tuple[str, ...]] = WordAnswer.TEXTS

    @override
    def grade_blank(self, response: object, values: Values, seed: str) -> Grade:
        """1 for an accepted text, 0 for another."""
        return self.grade_words(response)

    @override
    def blank(self, name: str) -> Blank:
        """Typed freely."""
        return Blank(name)

    @override
    def key(self, values: Values) -> JsonValue:
        """The first accepted text."""
        return self.shown_words()

    @override
    def key_text(self, values: Values) -> str:
        """The first accepted text."""
        return self.shown_words()

    @override
    def blank_problems(self, question: BaseQuestion, path: Path) -> Iterator[Problem]:
        """What is wrong with the accepted and refused texts."""
        yield from self.word_problems(path)


class ChoiceBlank(BaseBlank):
    """One of a few options, answered by its text."""

    TEXTS: ClassVar[tuple[str, ...]] = ("options", "answer")

    options: Annotated[tuple[Text, ...], Field(strict=False, min_length=2, max_length=26)]
    answer: Text

    @override
    def grade_blank(self, response: object, values: Values, seed: str) -> Grade:
        """1 for the right option, 0 for another."""
        given = same_text(response) if isinstance(response, str) else None
        if given not in [same_text(option) for option in self.options]:
            return Grade.invalid(f"{quoted(response)} is none of: {', '.join(self.options)}.")
        return Grade.scored(int(given == same_text(self.answer)))

    @override
    def blank(self, name: str) -> Blank:
        """The options."""
        return Blank(name, text_choices(self.options))

    @override
    def key(self, values: Values) -> JsonValue:
        """The right option."""
        return self.answer

    @override
    def key_text(self, values: Values) -> str:
        """The right option."""
        return self.answer

    @override
    def blank_problems(self, question: BaseQuestion, path: Path) -> Iterator[Problem]:
        """Options alike, and an answer that is none of them."""
        yield from repeated_texts(numbered(self.options, *path, "options"))
        if same_text(self.answer) not in [same_text(option) for option in self.options]:
            yield Problem((*path, "answer"), f"“{self.answer}” is none of the options")


class NumberBlank(BaseBlank, NumberAnswer):
    """A number, within a tolerance."""

    TEXTS: ClassVar[tuple[str, ...]] = NumberAnswer.TEXTS

    @override
    def grade_blank(self, response: object, values: Values, seed: str) -> Grade:
        """1 within the tolerance of the key."""
        return self.grade_number(response, values)

    @override
    def blank(self, name: str) -> Blank:
        """Typed freely."""
        return Blank(name, is_mathematics=True)

    @override
    def key(self, values: Values) -> JsonValue:
        """The number as text."""
        return str(self.response_for(self.value(values)))

    @override
    def key_text(self, values: Values) -> str:
        """The number as precise as was asked, with its unit."""
        return self.shown_key(self.value(values))

    @override
    def blank_problems(self, question: BaseQuestion, path: Path) -> Iterator[Problem]:
        """What is wrong with the numbers."""
        yield from self.number_problems(
            sample_values(question), declarations_of(question.parameters), path
        )


class FormulaBlank(BaseBlank, FormulaAnswer):
    """A formula over `symbols`, which tell it from a number."""

    TEXTS: ClassVar[tuple[str, ...]] = FormulaAnswer.TEXTS

    symbols: Symbols

    @override
    def grade_blank(self, response: object, values: Values, seed: str) -> Grade:
        """1 for a formula equal to the key; it is shown as the prompt shows its names."""
        from quiz.symbolic.errors import MathematicsError
        from quiz.symbolic.printing import unicode

        grade = self.grade_formula(response, values, seed)
        if grade.read_as is None or not isinstance(response, str):
            return grade
        try:
            tree = self.as_shown(self.tree(response, values))
        except MathematicsError:
            return grade
        return grade.model_copy(update={"read_as": unicode(tree)})

    @override
    def blank(self, name: str) -> Blank:
        """Typed freely."""
        return Blank(name, is_mathematics=True)

    @override
    def key(self, values: Values) -> JsonValue:
        """The key as its author wrote it."""
        return self.answer

    @override
    def key_text(self, values: Values) -> str:
        """The key on one line."""
        return self.shown_formula(values)

    @override
    def blank_problems(self, question: BaseQuestion, path: Path) -> Iterator[Problem]:
        """What is wrong with the formulas."""
        yield from self.comparison_problems(declarations_of(question.parameters), path)


AnyBlank = WordBlank | ChoiceBlank | NumberBlank | FormulaBlank


def _pick_blank(value: Any, _build: ValidatorFunctionWrapHandler) -> AnyBlank:
    if isinstance(value, AnyBlank):
        return value
    if isinstance(value, Mapping):
        if "accept" in value:
            return WordBlank.model_validate(value)
        if "options" in value:
            return ChoiceBlank.model_validate(value)
        if "symbols" in value:
            return FormulaBlank.model_validate(value)
        if "answer" in value:
            return NumberBlank.model_validate(value)
    raise mistake(
        "blank",
        "say what belongs here: {accept: […]} a word, {options: […], answer: …} a choice,"
        ' {answer: 0.5} a number, or {answer: "p - y", symbols: …} a formula',
    )


Blanks = Annotated[dict[str, Annotated[AnyBlank, WrapValidator(_pick_blank)]], Field(min_length=1)]
