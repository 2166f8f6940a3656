"""Moodle XML: the format of Moodle's question bank, with STACK for formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from quiz.lms.writing.exporting import Export, Item, LeftOutError, Loss
from quiz.lms.writing.moodle.cloze import write_cloze
from quiz.lms.writing.moodle.kinds import (
    Body,
    write_choice,
    write_essay,
    write_matching,
    write_numeric,
    write_ordering,
    write_select,
    write_truth,
    write_words,
)
from quiz.lms.writing.moodle.parts import Parts, category, plain
from quiz.lms.writing.xml_text import DECLARATION, tag
from quiz.questions.base import BaseQuestion
from quiz.questions.blanks import FormulaBlank
from quiz.questions.cloze import Cloze
from quiz.questions.derivation import Derivation
from quiz.questions.expression import Expression
from quiz.symbolic.errors import MathematicsError


def write(export: Export, out: BinaryIO) -> Iterator[Loss]:
    """Write the questions as they come, each behind its category where that changes."""
    out.write(f"{DECLARATION}<quiz>\n".encode())
    last = None
    for item in export.items:
        parts = Parts(item)
        try:
            written = _question(parts, export)
        except (LeftOutError, MathematicsError) as reason:
            yield Loss(item.ident, str(reason), left_out=True)
            continue
        if last != (last := category(export, item)):
            inside = tag("category", plain("text", last))
            out.write(f"{tag('question', inside, type='category')}\n".encode())
        out.write(written.encode())
        yield from (Loss(item.ident, loss) for loss in parts.losses)
    out.write(b"</quiz>\n")


def _question(parts: Parts, export: Export) -> str:
    """A question element, of one line for each part."""
    item, question = parts.item, parts.item.question
    body = _body(parts, export)
    lines = [
        tag("name", plain("text", item.ident)),
        body.asked or parts.text("questiontext", question.prompt),
        parts.text("generalfeedback", question.explanation),
        "" if body.type == "cloze" else plain("defaultgrade", f"{question.points:.7f}"),
        plain("penalty", f"{question.hint_penalty:.7f}"),
        plain("hidden", "0"),
        plain("idnumber", item.ident),
        body.inside,
        *(parts.text("hint", hint) for hint in question.all_hints()),
        _tags(item),
    ]
    inside = "".join(f"{text}\n" for text in lines if text)
    return tag("question", f"\n{inside}", type=body.type) + "\n"


def _tags(item: Item) -> str:
    if not item.original.tags:
        return ""
    return tag("tags", *(tag("tag", plain("text", name)) for name in item.original.tags))


def _body(parts: Parts, export: Export) -> Body:
    """What is particular to the kind. Raises `LeftOutError` where Moodle has no such question."""
    question = parts.item.question
    if isinstance(question, Cloze | Expression | Derivation) and _asks_for_formulas(question):
        if isinstance(question, Derivation) and export.derivations != "stack":
            return write_essay(parts)
        from quiz.lms.writing.moodle.stack import write_stack

        return write_stack(parts)
    write_kind: Callable[[Parts, Any], Body] = _KINDS[question.type]
    return write_kind(parts, question)


def _asks_for_formulas(question: BaseQuestion) -> bool:
    if not isinstance(question, Cloze):
        return isinstance(question, Expression | Derivation)
    return any(isinstance(blank, FormulaBlank) for blank in question.blanks.values())


_KINDS: Mapping[str, Callable[[Parts, Any], Body]] = {
    "multiple_choice": write_choice,
    "multiple_select": write_select,
    "true_false": write_truth,
    "matching": write_matching,
    "ordering": write_ordering,
    "numeric": write_numeric,
    "short_answer": write_words,
    "cloze": write_cloze,
}
