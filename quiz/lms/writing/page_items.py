"""What a page of its own knows of a question: its form, its keys, and what is said about it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote

from pydantic import JsonValue

from quiz.lms.answer_html import formula_html, key_html
from quiz.lms.question_html import question_html
from quiz.lms.writing.exporting import Item
from quiz.lms.writing.page_keys import NoKeyError, key_of
from quiz.markup.html import beside, html
from quiz.markup.workings import lines_as_html, shown_lines
from quiz.questions.derivation import Derivation
from quiz.questions.derivation_names import derivation_names
from quiz.questions.expression import Expression
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.multiple_select import MultipleSelect
from quiz.questions.true_false import TrueFalse

LARGEST_PICTURE = 5_000_000
"""A larger picture is not put into the page; in bytes."""

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
            self.lost.append(f"the learner marks it, and it does not count: {reason}")
        data: dict[str, JsonValue] = {
            "kind": KINDS.get(question.type, question.type.replace("_", " ")),
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
        return PageItem(data, tuple(dict.fromkeys(self.lost)))

    def html(self, markdown: str) -> str:
        return html(markdown, image=self.picture)

    def picture(self, path: str) -> str | None:
        """The picture itself as an address, so that the page needs no other file."""
        kind = guess_type(path)[0] or ""
        content = _picture_at(self.item.folder, path) if kind.startswith("image/") else None
        if content is None:
            self.lost.append(f"the picture {path} is shown by its description")
            return None
        return f"data:{kind};base64,{b64encode(content).decode()}"

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
            for line in (
                *(step.line for step in self.question.milestones),
                self.question.goal.line,
            ):
                names = derivation_names(self.layout.given, self.layout.symbols, {})
                yield [self.formula(line), shown_lines([line], names, MOST_ALOUD)[0]]

    def mistakes(self) -> Iterator[JsonValue]:
        """Wrong answers that are often given, with what is said to them."""
        if isinstance(self.question, Derivation | Expression):
            for mistake in self.question.mistakes:
                formula = self.formula(mistake.expression)
                yield f"<p>{formula}</p>\n{self.html(mistake.feedback)}"

    def formula(self, text: str) -> str:
        """A formula of the author's as MathML."""
        shown = formula_html(self.item.variant, text)
        names = derivation_names(self.layout.given, self.layout.symbols, {})
        return shown or lines_as_html([text], names)[0]


def _picture_at(folder: Path | None, path: str) -> bytes | None:
    """What is in a file of this folder; None where there is none, or one that is too large."""
    if folder is None or beside(path) is None:
        return None
    file = (folder / unquote(path)).resolve()
    if not file.is_relative_to(folder.resolve()) or not file.is_file():
        return None
    return file.read_bytes() if file.stat().st_size <= LARGEST_PICTURE else None


KINDS = {"true_false": "true or false", "cloze": "fill in the blanks"}
