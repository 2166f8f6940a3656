"""Which questions are on the paper, and the form that chooses them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from quiz.preview.live_bank import Snapshot
from quiz.questions import Question


@dataclass(frozen=True)
class Wanted:
    """The questions of a paper, and what they were chosen by."""

    questions: tuple[Question, ...]
    tag: str
    kind: str
    question: str
    with_key: bool


def chosen(snapshot: Snapshot, asked: Mapping[str, str]) -> Wanted:
    """The questions that an address asks for: one, or those that learners are asked."""
    tag, kind, name = (asked.get(key, "") for key in ("tag", "kind", "question"))
    questions = tuple(
        one
        for one in (kept.question for kept in snapshot.questions.values())
        if (one.id == name if name else one.status == "active")
        and (not tag or tag in one.tags)
        and (not kind or kind == one.type)
    )
    return Wanted(questions, tag, kind, name, "key" in asked)


def paper_form_html(snapshot: Snapshot, wanted: Wanted, seed: int) -> str:
    """The form above the paper, which is not printed."""
    questions = [kept.question for kept in snapshot.questions.values()]
    tags = sorted({tag for one in questions for tag in one.tags})
    kinds = list(dict.fromkeys(one.type for one in questions))
    ids = [one.id for one in questions]
    checked = " checked" if wanted.with_key else ""
    return (
        '<form class="choosing-paper" action="/paper/" method="get">\n'
        f"{_select('question', 'Question', ids, wanted.question, 'all of them')}"
        f"{_select('tag', 'Tag', tags, wanted.tag, 'any')}"
        f"{_select('kind', 'Kind', kinds, wanted.kind, 'any')}"
        '<p><label for="seed">Seed</label>'
        f'<input type="number" id="seed" name="seed" min="0" value="{seed}"></p>'
        f'<p class="tick"><input type="checkbox" id="key" name="key"{checked}>'
        '<label for="key">With the key</label></p>'
        '<p><button type="submit">Show</button>'
        '<button type="button" data-does="print">Print</button></p>\n</form>'
    )


def _select(name: str, text: str, values: Iterable[str], picked: str, none: str) -> str:
    options = "".join(
        f"<option{' selected' if value == picked else ''}>{escape(value)}</option>"
        for value in values
    )
    return (
        f'<p><label for="{name}">{text}</label><select id="{name}" name="{name}">'
        f'<option value="">{none}</option>{options}</select></p>'
    )
