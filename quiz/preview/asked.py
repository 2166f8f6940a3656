"""What a page asks about a variant while it is answered, and the HTML that it gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from quiz.markup.html import html
from quiz.preview.echo import echo_html
from quiz.preview.frame import images_of, trouble_html
from quiz.preview.result import answer_html, checked_html, earned_text, result_html
from quiz.questions import Question
from quiz.questions.errors import ParameterError
from quiz.questions.variants import Variant


class Posted(BaseModel):
    """A response, or what is being typed in a blank, with the hints that were taken."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seed: int = Field(ge=0, lt=2**32)
    response: JsonValue = None
    text: str = ""
    blank: str | None = None
    hints: tuple[int, ...] = Field(default=(), max_length=100)


def answered(what: str, question: Question, posted: Posted) -> str:
    """What is answered to one of `ANSWERING`; of a variant that cannot be drawn, why."""
    try:
        return ANSWERING[what](question.variant(posted.seed), posted)
    except ParameterError as error:
        return trouble_html("No such variant", str(error))


def _grade(variant: Variant, posted: Posted) -> str:
    grade = variant.grade(posted.response)
    earned = earned_text(variant.question, grade, len(posted.hints))
    return result_html(variant, posted.response, grade, earned, images_of(variant.question.id))


def _check(variant: Variant, posted: Posted) -> str:
    return checked_html(variant, variant.grade(posted.response), images_of(variant.question.id))


def _echo(variant: Variant, posted: Posted) -> str:
    return echo_html(variant, posted.text, posted.blank)


def _hint(variant: Variant, posted: Posted) -> str:
    """The next hint as an item of a list, with its place; nothing when there is none."""
    working = posted.response.splitlines() if isinstance(posted.response, str) else []
    place = variant.next_hint(posted.hints, [line for line in working if line.strip()])
    if place is None:
        return ""
    shown = html(variant.hints[place - 1], image=images_of(variant.question.id))
    return f'<li data-place="{place}">{shown}</li>'


def _show(variant: Variant, _posted: Posted) -> str:
    return f'<div class="told">{answer_html(variant, images_of(variant.question.id))}</div>'


ANSWERING: Mapping[str, Callable[[Variant, Posted], str]] = {
    "grade": _grade,
    "check": _check,
    "echo": _echo,
    "hint": _hint,
    "show": _show,
}
"""What may be asked, by the last word of the address."""
