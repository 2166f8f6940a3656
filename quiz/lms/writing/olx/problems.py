"""A question as a problem of Open edX, in the XML of its problem editor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.lms.writing.exporting import Item, LeftOutError
from quiz.lms.writing.formulas import CHOSEN, as_choice, with_choices
from quiz.lms.writing.losses import lost
from quiz.lms.writing.none_right import SAID, with_none_of_them
from quiz.lms.writing.number_ranges import is_typed_as_a_fraction, right_range
from quiz.lms.writing.olx.formulas import formula_and_samples
from quiz.lms.writing.question_texts import QuestionTexts
from quiz.lms.writing.right_sides import right_sides
from quiz.lms.writing.spellings import lost_of_words, spellings
from quiz.lms.writing.xml_text import tag
from quiz.questions.base import BaseQuestion, Values
from quiz.questions.blanks import AnyBlank, ChoiceBlank, FormulaBlank
from quiz.questions.checking import same_text
from quiz.questions.cloze import Cloze
from quiz.questions.expression import Expression
from quiz.questions.formula_answer import FormulaAnswer
from quiz.questions.matching import Matching
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.multiple_select import MultipleSelect
from quiz.questions.number_answer import NumberAnswer
from quiz.questions.numeric import Numeric
from quiz.questions.options import Option
from quiz.questions.short_answer import ShortAnswer
from quiz.questions.true_false import TrueFalse
from quiz.questions.word_answer import WordAnswer
from quiz.symbolic.errors import MathematicsError


def problem(item: Item, texts: QuestionTexts) -> str:
    """The problem. Raises `LeftOutError` where Open edX has no such question."""
    written = _Problem(item, texts)
    body = written.body(item.question)
    explanation = texts.blocks(item.question.explanation)
    shown = tag("div", "<p>Explanation</p>", explanation, **{"class": "detailed-solution"})
    hints = "".join(tag("hint", texts.inside(hint)) for hint in item.question.all_hints())
    for sentence in lost(item.question, "penalty", "groups"):
        texts.lose(sentence)
    return tag(
        "problem",
        body,
        tag("solution", shown),
        tag("demandhint", hints) if hints else "",
        display_name=item.ident,
        weight=f"{item.question.points:g}",
        showanswer="attempted",
    )


@dataclass(frozen=True)
class _Problem:
    """Writes the prompt and the fields of one question."""

    item: Item
    texts: QuestionTexts

    def body(self, question: BaseQuestion) -> str:
        """The prompt with the fields."""
        prompt = self.texts.blocks(question.prompt)
        match question:
            case MultipleChoice() | MultipleSelect():
                return self._options(question, prompt)
            case TrueFalse():
                return self._truth(question, prompt)
            case Matching():
                return prompt + self._pairs(question)
            case Numeric():
                return prompt + self._number(question, self.item.values)
            case ShortAnswer():
                return prompt + self._words(question)
            case Cloze():
                return self._cloze(question)
            case Expression():
                return self._expression(question, prompt)
        raise LeftOutError("Open edX has no such question")

    # Options

    def _options(self, question: MultipleChoice | MultipleSelect, prompt: str) -> str:
        if not any(option.correct for option in question.options):
            assert isinstance(question, MultipleSelect)
            question = with_none_of_them(question)
            self.texts.lose(SAID)
        choices = "".join(map(self._option, question.options))
        if isinstance(question, MultipleChoice):
            shuffle = "true" if question.shuffle else None
            group = tag("choicegroup", choices, type="MultipleChoice", shuffle=shuffle)
            return tag("multiplechoiceresponse", prompt, group)
        partial = "EDC" if question.scoring == "partial" else None
        if partial:
            self.texts.lose(
                "partial credit counts every option that is ticked or left as it should be"
            )
        if question.shuffle:
            self.texts.lose("the options are not shuffled")
        return tag("choiceresponse", prompt, tag("checkboxgroup", choices), partial_credit=partial)

    def _option(self, option: Option) -> str:
        hint = tag("choicehint", self.texts.inside(option.feedback)) if option.feedback else ""
        fixed = "true" if option.fixed else None
        correct = str(option.correct).lower()
        return tag("choice", self.texts.inside(option.text), hint, correct=correct, fixed=fixed)

    def _truth(self, question: TrueFalse, prompt: str) -> str:
        for sentence in lost(question, "feedback"):
            self.texts.lose(sentence)
        choices = (
            tag("choice", text, correct=str(question.answer is value).lower())
            for text, value in (("True", True), ("False", False))
        )
        group = tag("choicegroup", *choices, type="MultipleChoice")
        return tag("multiplechoiceresponse", prompt, group)

    def _pairs(self, question: Matching) -> str:
        rights = right_sides(question)
        layout = self.item.variant.layout(1)
        shown = [choice.text for choice in layout.choices]
        order = sorted(set(map(same_text, rights)), key=[same_text(one) for one in shown].index)
        by_key = {same_text(right): right for right in rights}
        return "".join(
            self._menu(self.texts.blocks(left), [by_key[key] for key in order], right)
            for left, right in question.pairs
        )

    def _menu(self, label: str, texts: Sequence[str], right: str) -> str:
        options = (
            tag("option", self.texts.line(text), correct=str(same_text(text) == same_text(right)))
            for text in texts
        )
        return tag("optionresponse", label, tag("optioninput", *options))

    # What is typed

    def _number(self, asked: NumberAnswer, values: Values) -> str:
        try:
            found = right_range(asked, values)
        except MathematicsError as error:
            raise LeftOutError(f"its answer has no value: {error}") from None
        if is_typed_as_a_fraction(asked, values):
            self.texts.lose(
                "a fraction cannot be typed: a decimal counts that is right to 6 figures"
            )
        if asked.mistakes:
            self.texts.lose("the feedback for recognised mistakes is left out")
        answer = found.key if not found.distance else f"[{found.low},{found.high}]"
        field = tag("formulaequationinput", trailing_text=asked.unit)
        return tag("numericalresponse", field, answer=answer)

    def _words(self, asked: WordAnswer) -> str:
        first, *others = spellings(asked)
        for sentence in lost_of_words(asked):
            self.texts.lose(sentence)
        if any(refused.feedback for refused in asked.reject):
            self.texts.lose("the feedback for refused answers is left out")
        more = (tag("additional_answer", answer=text) for text in others)
        kind = "cs" if asked.exact else "ci"
        return tag("stringresponse", *more, tag("textline", size=30), answer=first, type=kind)

    def _expression(self, question: Expression, prompt: str) -> str:
        try:
            return self._formula(question, prompt)
        except (LeftOutError, MathematicsError) as reason:
            choice = as_choice(self.item.variant)
            self.texts.lose(f"{CHOSEN}, as {reason}")
            return self._options(choice, self.texts.blocks(choice.prompt))

    def _formula(self, asked: FormulaAnswer, prompt: str = "") -> str:
        """A field for a formula. Raises `LeftOutError` for one that is not compared there."""
        key, samples, losses = formula_and_samples(asked, self.item.values)
        for loss in losses:
            self.texts.lose(loss)
        tolerance = tag("responseparam", type="tolerance", default="0.001%")
        return tag(
            "formularesponse",
            prompt,
            "<p><em>Type ln for the natural logarithm, * for a product.</em></p>",
            tolerance,
            tag("formulaequationinput"),
            type="cs",
            samples=samples,
            answer=key,
        )

    def _cloze(self, question: Cloze) -> str:
        """The text with numbered gaps, and a field for each below it."""
        try:
            return self._gaps(question)
        except (LeftOutError, MathematicsError) as reason:
            self.texts.lose(f"{CHOSEN}, as {reason}")
            return self._gaps(with_choices(self.item.variant))

    def _gaps(self, question: Cloze) -> str:
        names = list(question.names())
        gaps = {name: f"<strong>({place})</strong> ____" for place, name in enumerate(names, 1)}
        text = self.texts.blocks(question.prompt, lambda name: gaps.get(name, "____"))
        fields = "".join(
            self._blank(place, question.blanks[name]) for place, name in enumerate(names, 1)
        )
        self.texts.lose("the blanks stand below the text, by their numbers")
        return text + fields

    def _blank(self, place: int, blank: AnyBlank) -> str:
        label = f"<p>({place})</p>"
        match blank:
            case ChoiceBlank():
                return self._menu(label, blank.options, blank.answer)
            case FormulaBlank():
                return label + self._formula(blank)
            case NumberAnswer():
                return label + self._number(blank, self.item.values)
            case WordAnswer():
                return label + self._words(blank)
        raise LeftOutError("Open edX has no such blank")
