"""A number as the key: its value, how near a response has to be, and what can be wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from quiz.questions.authored import Authored, Listed, NumberOrFormula, Path, Problem, Text
from quiz.questions.formulas import formula_problems, names_for, number_of
from quiz.questions.grading import Grade
from quiz.questions.numbers import leading_place, rounded_to_figures, shown
from quiz.questions.tolerance import Tolerance, decimals_to_show, is_near
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.tasks import Symbols, Value

if TYPE_CHECKING:
    from quiz.questions.typed_numbers import TypedNumber
    from quiz.symbolic.naming import Names

Values = Mapping[str, Value]

_WITH_UNIT = re.compile(r"\s*([-+]?[\d.]+)\s+([^\W\d_]{2,}|[a-zA-Z]+/[a-zA-Z]+)\s*")


class NumberMistake(Authored):
    """A wrong number that is recognised, to the same tolerance as the key."""

    TEXTS: ClassVar[tuple[str, ...]] = ("feedback",)

    answer: NumberOrFormula
    feedback: Text
    score: float = Field(default=0, ge=0, lt=1)


class NumberAnswer(Authored):
    """The keys of a number that is asked for, and how a response is compared with them."""

    TEXTS: ClassVar[tuple[str, ...]] = ("mistakes",)

    answer: NumberOrFormula
    tolerance: Tolerance | None = None
    unit: Text | None = None
    decimal_comma: bool = False
    mistakes: Annotated[tuple[NumberMistake, ...], Listed] = ()

    def grade_number(self, response: object, values: Values) -> Grade:
        """1 within the tolerance of the key; a recognised mistake has its own score."""
        from quiz.questions.typed_numbers import UnreadableNumberError, read_number

        try:
            key = self.value(values)
        except MathematicsError as error:
            return Grade.undecided(f"The question's own answer has no value here: {error}.")
        try:
            typed = read_number(response, self.unit, decimal_comma=self.decimal_comma)
            right = self._accepts(typed, key)
        except UnreadableNumberError as error:
            return Grade.invalid(str(error))
        if right:
            return Grade.scored(1, read_as=typed.read_as)
        mistake = self._mistake(typed, values)
        if mistake:
            return Grade.scored(mistake.score, mistake.feedback, read_as=typed.read_as)
        remark = "Keep more digits." if self._rounded_too_far(typed, key) else None
        return Grade.scored(0, remark, read_as=typed.read_as)

    def value(self, values: Values) -> Fraction | float:
        """The key in the variant with these values; raises `MathematicsError` if it has none."""
        return number_of(self.answer, values)

    def _mistake(self, typed: TypedNumber, values: Values) -> NumberMistake | None:
        for mistake in self.mistakes:
            try:
                wrong = number_of(mistake.answer, values)
            except MathematicsError:
                continue  # this variant has no such mistake, as with a division by zero
            if is_near(typed.value, wrong, self.tolerance):
                return mistake
        return None

    def _accepts(self, typed: TypedNumber, key: Fraction | float) -> bool:
        """Whether a number that was typed is the key, within the tolerance.

        Raises `UnreadableNumberError` for `45%` where 45 would be right and 0.45 is not.
        """
        if is_near(typed.value, key, self.tolerance):
            return True
        plain = typed.without_percent
        if plain is not None and is_near(plain, key, self.tolerance):
            from quiz.questions.typed_numbers import UnreadableNumberError

            raise UnreadableNumberError("Leave out the percent sign: it makes this a hundredth.")
        return False

    def response_for(self, key: Fraction | float) -> int | float | str:
        """The key as a response: a number, or text where that is exact."""
        if isinstance(key, float):
            return key
        return key.numerator if key.denominator == 1 else str(key)

    def shown_key(self, key: Fraction | float) -> str:
        """The key as a person reads it, with its unit, as precise as the tolerance asks."""
        number = shown(key, decimals_to_show(self.tolerance, Fraction(key)))
        return f"{number} {self.unit}" if self.unit else number

    def _rounded_too_far(self, typed: TypedNumber, key: Fraction | float) -> bool:
        """Whether the response is the key rounded to fewer figures than the tolerance asks."""
        number, wanted = Fraction(typed.value), Fraction(key)
        if self.tolerance is None or not number or not wanted:
            return False
        if leading_place(number) - leading_place(wanted) not in (0, 1):
            return False
        return any(number == rounded_to_figures(wanted, figures) for figures in range(1, 7))

    def number_problems(
        self, variants: list[Values], parameters: Symbols, path: Path = ()
    ) -> Iterator[Problem]:
        """Numbers that do not read or have no value, and mistakes that are the key."""
        names = names_for({}, parameters)
        found = [*self._answer_problems(variants, names, path)]
        yield from found
        for position, mistake in enumerate(self.mistakes):
            place = (*path, "mistakes", position, "answer")
            unread = [*_reading_problems(mistake.answer, names, place)]
            yield from unread
            if not unread and not found and variants == [{}]:
                yield from self._confused_with_key(mistake, place)

    def _answer_problems(
        self, variants: list[Values], names: Names, path: Path
    ) -> Iterator[Problem]:
        place = (*path, "answer")
        found = [*_reading_problems(self.answer, names, place)]
        if found:
            yield from found
            return
        keys = []
        for values in variants:
            try:
                keys.append(self.value(values))
            except MathematicsError as error:
                mend = "; draw other values, or add a constraint" if values else ""
                message = f"“{self.answer}” has no value{_where(values)}: {error}{mend}"
                yield Problem(place, message, "no_value")
                return
        if self.tolerance is None and any(isinstance(key, float) for key in keys):
            yield Problem(
                place,
                f"“{self.answer}” is irrational, so no typed decimal equals it: add a tolerance,"
                " such as tolerance: {decimals: 3}",
            )
        only_figures = self.tolerance and self.tolerance.model_fields_set == {"significant_figures"}
        if only_figures and 0 in keys:
            yield Problem(
                (*path, "tolerance"),
                "the answer can be 0, which has no significant figures: add decimals or absolute",
            )

    def _confused_with_key(self, mistake: NumberMistake, place: Path) -> Iterator[Problem]:
        try:
            wrong = number_of(mistake.answer, {})
        except MathematicsError as error:
            yield Problem(place, f"“{mistake.answer}” has no value: {error}", "no_value")
            return
        key = self.value({})
        if is_near(wrong, key, None):
            message = "this mistake is the right answer: mend one of the two, or leave it out"
            yield Problem(place, message, "mistake_right")
        elif is_near(wrong, key, self.tolerance):
            message = "this mistake is right within the tolerance: narrow that, or leave it out"
            yield Problem(place, message, "let_through")


def _where(values: Values) -> str:
    """“ where p = 1”; nothing without parameters."""
    named = ", ".join(f"{name} = {shown(value)}" for name, value in values.items())
    return f" where {named}" if named else ""


def _reading_problems(written: float | str, names: Names, place: Path) -> Iterator[Problem]:
    with_unit = _WITH_UNIT.fullmatch(written) if isinstance(written, str) else None
    if with_unit and with_unit[2] not in names:
        mend = f"write {with_unit[1]} here, and “unit: {with_unit[2]}” under it"
        yield Problem(place, f"“{written}” has a unit in it: {mend}", "formula")
    elif isinstance(written, str):
        yield from formula_problems(written, names, place)
