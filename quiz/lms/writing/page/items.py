"""What a page of its own knows of a question: its form, its keys, and what is said about it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from mimetypes import guess_type

from pydantic import JsonValue

from quiz.lms.answer_html import formula_html, key_html
from quiz.lms.question_html import question_html
from quiz.lms.writing.exporting import Item
from quiz.lms.writing.page.keys import NoKeyError, key_of
from quiz.lms.writing.question_texts import picture_at
from quiz.markup.html import html
from quiz.markup.workings import lines_as_html, shown_lines
from quiz.questions.derivation import Derivation
from quiz.questions.derivation_names import derivation_names
from quiz.questions.expression import Expression
from quiz.questions.how_to_type import kind_name
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.multiple_select import MultipleSelect
from quiz.questions.true_false import TrueFalse
from quiz.symbolic.naming import Names

LARGEST_PICTURE = 5_000_000
"""In bytes; a larger one would make the page slow to open."""

MOST_ALOUD = 1000
"""A line that is longer is read aloud as it was typed; in characters."""


@dataclass(frozen=True)
class PageItem:
    """What `page/page.js` reads, and what was lost on the way."""

    data: dict[str, JsonValue]
    lost: tuple[str, ...]


def page_item(item: Item) -> PageItem:
    """The question as the page holds it."""
    return _Writer(item).written()


class _Writer:
    def __init__(self, item: Item) -> None:
        self.item = item
        self.question = item.question
        self.layout = item.variant.layout(0)
        self.lost: list[str] = []

    def written(self) -> PageItem:
        question = self.question
        try:
            key: JsonValue = key_of(question, self.item.values, self.picture)
        except NoKeyError as reason:
            key = None
            self.lose(f"the learner marks it, and it does not count: {reason}")
        data: dict[str, JsonValue] = {
            "kind": kind_name(question.type),
            "points": question.points,
            "penalty": question.hint_penalty,
            "html": question_html(question.prompt, self.layout, self.item.ident, self.picture),
            "key": key,
            "shuffle": self.shuffle(),
            "hints": [self.html(hint) for hint in self.item.variant.hints],
            "solution": key_html(self.item.variant, self.picture),
            "explanation": self.html(question.explanation),
            "milestones": [*self.milestones()],
            "mistakes": [*self.mistakes()] if key is None else [],
        }
        return PageItem(data, tuple(self.lost))

    def html(self, markdown: str) -> str:
        return html(markdown, image=self.picture)

    def picture(self, path: str) -> str | None:
        """The picture itself as an address, so that the page needs no other file."""
        file = picture_at(self.item.folder, path)
        kind = guess_type(file)[0] if file else None
        if file is None or kind is None or not kind.startswith("image/"):
            self.lose(f"the picture {path} is not beside the bank: its description stands instead")
            return None
        if file.stat().st_size > LARGEST_PICTURE:
            self.lose(f"the picture {path} is too large: its description stands instead")
            return None
        return f"data:{kind};base64,{b64encode(file.read_bytes()).decode()}"

    def lose(self, sentence: str) -> None:
        """Note something that is not carried, once."""
        if sentence not in self.lost:
            self.lost.append(sentence)

    def shuffle(self) -> JsonValue:
        """The values of the options that stay where they are; None where everything does."""
        question = self.question
        if isinstance(question, TrueFalse):
            return None
        if isinstance(question, MultipleChoice | MultipleSelect):
            places: list[JsonValue] = [
                number for number, option in enumerate(question.options, 1) if option.fixed
            ]
            return {"fixed": places} if question.shuffle else None
        return {"fixed": []}

    def milestones(self) -> Iterator[JsonValue]:
        """The lines on the way, and the goal: as they are shown, and as they are read aloud."""
        if isinstance(self.question, Derivation):
            lines = [*(step.line for step in self.question.milestones), self.question.goal.line]
            for line in lines:
                yield [self.formula(line), shown_lines([line], self.names(), MOST_ALOUD)[0]]

    def mistakes(self) -> Iterator[JsonValue]:
        """Wrong answers that are often given, with what is said to them."""
        if isinstance(self.question, Derivation | Expression):
            for mistake in self.question.mistakes:
                formula = self.formula(mistake.expression)
                yield f"<p>{formula}</p>\n{self.html(mistake.feedback)}"

    def formula(self, text: str) -> str:
        """A formula of the author's as MathML."""
        return formula_html(self.item.variant, text) or lines_as_html([text], self.names())[0]

    def names(self) -> Names:
        """The names that a line of working may have."""
        return derivation_names(self.layout.given, self.layout.symbols, {})
