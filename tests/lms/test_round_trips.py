"""What is exported comes back as it was, up to a written list of what each format loses.

A format has a row in `LOSSES`: for each kind the keys that do not come back as they were, for some
question of the bundled bank; `*` where a question of that kind is not in the file, or is read back
as none. A key that is lost and not listed fails, and so does one that is listed and kept. Whatever
is lost has to be reported for the question that loses it.
"""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from quiz.bank import load_bank
from quiz.bank.files import BankFile
from quiz.bank.reading_files import read_bank
from quiz.lms.reading.files import FORMATS as READ
from quiz.lms.reading.files import read_content
from quiz.lms.reading.to_bank import as_bank
from quiz.lms.writing.exporting import Item
from quiz.lms.writing.files import Tally, export_items
from quiz.lms.writing.formats import FORMATS
from quiz.lms.writing.items import Wanted, items_of
from quiz.lms.writing.number_ranges import mistake_ranges, right_range
from quiz.markup.tex import tex_html
from quiz.questions import BaseQuestion, Cloze, Variant
from quiz.questions.blanks import ChoiceBlank, FormulaBlank
from quiz.questions.kinds import KINDS
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.number_answer import NumberAnswer
from quiz.questions.options import Option
from quiz.questions.spelling import forgiving
from quiz.questions.word_answer import WordAnswer

EVERYWHERE = frozenset({"difficulty", "source", "status", "was", "tests", "ignore", "id"})
"""What no other system has a place for, or every one keeps; nothing that is asked or graded."""

EXPORTED = tuple(kind for kind in KINDS if kind not in ("expression", "derivation"))
"""Formulas and derivations go out as other kinds, or as STACK questions, which are not read."""


MOST = 12
"""Of each kind, so many questions are sent there and back."""

QTI: Mapping[str, str] = {
    "multiple_choice": "hint_penalty hints tags",
    "multiple_select": "hint_penalty hints tags",
    "true_false": "hint_penalty hints tags",
    "matching": "* hint_penalty hints tags",
    "ordering": "hint_penalty hints tags",
    "numeric": "hint_penalty hints tags",
    "short_answer": "accept hint_penalty hints reject tags",
    "cloze": "blanks hint_penalty hints tags",
}

LOSSES: Mapping[str, Mapping[str, str]] = {
    "moodle": {
        "multiple_select": "options scoring",
        "matching": "* distractors pairs",
        "short_answer": "accept reject",
        "cloze": "blanks points",
    },
    "gift": {
        "multiple_choice": "hint_penalty hints",
        "multiple_select": "hint_penalty hints options scoring",
        "true_false": "hint_penalty hints",
        "matching": "* distractors hint_penalty hints pairs",
        "numeric": "hint_penalty hints",
        "short_answer": "accept hint_penalty hints reject",
        "cloze": "*",
    },
    "aiken": {
        "multiple_choice": "explanation hint_penalty hints options tags",
        "multiple_select": "*",
        "true_false": "*",
        "matching": "*",
        "ordering": "*",
        "numeric": "*",
        "short_answer": "*",
        "cloze": "*",
    },
    "csv": {
        "multiple_choice": "hints options",
        "multiple_select": "hints options scoring",
        "true_false": "feedback",
        "matching": "*",
        "ordering": "*",
        "numeric": "hints mistakes",
        "short_answer": "accept reject",
        "cloze": "*",
    },
    "qti12": {
        "multiple_choice": "hint_penalty hints tags",
        "multiple_select": "hint_penalty hints options scoring tags",
        "true_false": "hint_penalty hints tags",
        "matching": "* distractors hint_penalty hints pairs tags",
        "numeric": "hint_penalty hints mistakes tags",
        "short_answer": "accept hint_penalty hints reject tags",
        "cloze": "* blanks hint_penalty hints prompt tags",
    },
    "imscc": {
        "multiple_choice": "tags",
        "multiple_select": "scoring tags",
        "true_false": "tags",
        "matching": "*",
        "ordering": "*",
        "numeric": "*",
        "short_answer": "accept reject tags",
        "cloze": "*",
    },
    "qti21": QTI,
    "qti3": QTI,
}
"""By format and kind."""


def shown(value: Any) -> Any:
    """What a text looks like, whatever Markdown it is written in; also inside lists."""
    if isinstance(value, str):
        return " ".join(tex_html(value).split())
    if isinstance(value, Option):
        return shown(value.text), value.correct, shown(value.feedback)
    if isinstance(value, tuple | list):
        return [shown(item) for item in value]
    if isinstance(value, dict):
        return {key: shown(item) for key, item in value.items()}
    if isinstance(value, BaseModel):
        return {key: shown(item) for key, item in value.model_dump().items()}
    return value


def content(variant: Variant) -> dict[str, Any]:
    """What is asked, graded and said, by key, in a form that can be compared."""
    question = variant.filled
    keys = type(question).model_fields.keys() - {"type", "parameters", "constraint", *EVERYWHERE}
    found = {key: getattr(question, key) for key in keys} | answers(question, variant)
    if isinstance(question, Cloze):
        blanks = [question.blanks[name] for name in question.names()]
        found["blanks"] = [answers(blank, variant) or chosen(blank) for blank in blanks]
        found["prompt"] = without_names(question)
    if getattr(question, "shuffle", False):
        found["options"] = sorted(shown(found["options"]))
    found["distractors"] = sorted(getattr(question, "distractors", ()))
    found["hints"] = question.all_hints()
    found["hint_penalty"] = question.hint_penalty if question.hints else None
    return found | {"tags": {*question.tags}}


def answers(asked: object, variant: Variant) -> dict[str, Any]:
    """The keys of a word or a number."""
    if isinstance(asked, WordAnswer):
        return words(asked)
    return numbers(asked, variant) if isinstance(asked, NumberAnswer) else {}


def chosen(asked: object) -> object:
    """The options of a menu, which stand in any order, and the right one."""
    return (sorted(asked.options), asked.answer) if isinstance(asked, ChoiceBlank) else asked


def without_names(question: Cloze) -> str:
    prompt = question.prompt
    for name in question.names():
        prompt = prompt.replace(f"[[{name}]]", "[[blank]]")
    return prompt


def words(asked: WordAnswer) -> dict[str, Any]:
    """Texts that are accepted and refused, each as it is compared."""
    return {
        "accept": sorted({text if asked.exact else forgiving(text) for text in asked.accept}),
        "reject": [(forgiving(each.text), each.feedback) for each in asked.reject],
    }


def numbers(asked: NumberAnswer, variant: Variant) -> dict[str, Any]:
    """The number with its distance, and those that are recognised, to nine figures."""
    right = right_range(asked, variant.values)
    wrong = [
        (figures(each.value), each.feedback, each.score)
        for each in mistake_ranges(asked, variant.values)
    ]
    return {
        "answer": figures(right.value),
        "tolerance": figures(right.distance),
        "mistakes": wrong,
        "unit": asked.unit,
    }


def figures(value: Fraction) -> str:
    return f"{float(value):.9g}" if abs(value) > 1e-9 else "0"


@cache
def few_of_each() -> tuple[str, ...]:
    """The ids of the first questions of each kind."""
    count: Counter[str] = Counter()
    found = []
    for question in load_bank(None).questions:
        if question.type in EXPORTED and not asks_for_formula(question):
            count[question.type] += 1
            found += [question.id] if count[question.type] <= MOST else []
    return tuple(found)


def asks_for_formula(question: BaseQuestion) -> bool:
    return isinstance(question, Cloze) and any(
        isinstance(blank, FormulaBlank) for blank in question.blanks.values()
    )


def exported(form: str) -> tuple[bytes, Tally, dict[str, Variant]]:
    """The file, what was said of it, and what went into it, by id."""
    wanted = Wanted(
        ids=few_of_each(),
        derivations=FORMATS[form].derivations,
        orderings=FORMATS[form].orderings,
        formulas=FORMATS[form].formulas,
        holds_distractors=FORMATS[form].holds_distractors,
        holds_essays=FORMATS[form].holds_essays,
    )
    made = [*items_of(load_bank(None), wanted)]
    out = io.BytesIO()
    tally = export_items(made, FORMATS[form], wanted, "Losses", out)
    variants = {each.ident: each.variant for each in made if isinstance(each, Item)}
    return out.getvalue(), tally, variants


def read_back(file: bytes) -> list[BaseQuestion | None]:
    """What is read, in order; None for a question that is not carried."""
    imported = read_content(file)
    text, _ = as_bank([imported])
    path = Path("questions.yaml")
    kept = iter(read_bank([BankFile(path, path.name, text.encode())]).kept)
    return [next(kept).question if item.data else None for item in imported.items]


def differing(before: Variant, after: BaseQuestion | None) -> set[str]:
    """The keys that did not come back as they were; tags may have been added."""
    if after is None or after.type != before.question.type:
        return {"*"}
    old, new = content(before), content(after.variant())
    kept = {"tags"} if old["tags"] <= new["tags"] else set()
    changed = {key for key in old if old[key] != new.get(key)} - kept
    return {key for key in changed if shown(old[key]) != shown(new.get(key))}


@pytest.mark.parametrize("form", LOSSES)
def test_what_is_exported_comes_back(form: str) -> None:
    file, tally, variants = exported(form)
    left_out = {loss.ident for loss in tally.losses if loss.left_out}
    came_back = read_back(file)
    written = {ident: variant for ident, variant in variants.items() if ident not in left_out}
    assert len(came_back) == len(written)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for ident in left_out:
        found[variants[ident].question.type].add("*")
    reported = {loss.ident for loss in tally.losses}
    silent: dict[str, set[str]] = {}
    for (ident, variant), question in zip(written.items(), came_back, strict=True):
        keys = differing(variant, question)
        found[variant.question.type] |= keys
        if keys - QUIET.get(form, frozenset()) and ident not in reported:
            silent[ident] = keys
    assert {kind: " ".join(sorted(keys)) for kind, keys in found.items() if keys} == LOSSES[form]
    assert not silent


QUIET: Mapping[str, frozenset[str]] = dict.fromkeys(
    ("qti12", "imscc", "qti21", "qti3"), frozenset({"tags"})
)
"""By format, what it loses of every question without a word."""


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_bank_gives_the_same_bytes(form: str) -> None:
    wanted = Wanted(kinds=("true_false", "matching", "numeric"), count=6)
    files = []
    for _ in range(2):
        out = io.BytesIO()
        export_items(items_of(load_bank(None), wanted), FORMATS[form], wanted, "Losses", out)
        files.append(out.getvalue())
    assert files[0] == files[1]


SIGNS = "ab <>&\"'{}[]()#~=:*/\\$`|;,%@!^_-\n\t\x00\x1b\u200b\ue000é漢"
SPELLS = (
    *("]]>", "<!--", "{1:SA:=x}", "->", "::", "####", "ANSWER: B", "A. ", "[[x]]", "{@x@}"),
    *("</text>", "\\(", "$x$", "$$", "\n\n", "```", "&#60;"),
)
TRICKS = st.lists(st.sampled_from([*SIGNS, *SPELLS]), min_size=1, max_size=12).map("".join)


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=15, deadline=None)
@given(text=TRICKS)
def test_no_text_breaks_the_file(form: str, text: str) -> None:
    told = text if text.strip() else "told"
    question = MultipleChoice(
        id="q",
        type="multiple_choice",
        prompt=told,
        explanation=told,
        hints=(told,),
        tags=(told,),
        options=(Option(text=f"{told} 1", correct=True, feedback=told), Option(text="2")),
    )
    last = question.model_copy(update={"id": "last", "prompt": "The last one"})
    items = [Item(each.id, each.variant(), each) for each in (question, last)]
    out = io.BytesIO()
    tally = export_items(items, FORMATS[form], Wanted(), told, out)
    assert tally.left_out == 0
    if form in LOSSES:
        first, second = read_content(out.getvalue(), form if form in READ else None).items
        assert first.name
        assert second.data is not None
        assert second.data["prompt"] == "The last one"
