"""Courses for Open edX: the outline, each kind's problem, formulas that say what the key says."""

from __future__ import annotations

import io
import tarfile
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank import load_bank
from quiz.lms.writing.exporting import Item, LeftOutError, Loss
from quiz.lms.writing.files import export_bank, export_items
from quiz.lms.writing.formats import FORMATS
from quiz.lms.writing.items import Wanted, items_of
from quiz.lms.writing.olx.formulas import formula_and_samples
from quiz.questions import BaseQuestion, Expression
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.multiple_select import MultipleSelect
from quiz.questions.options import Option
from quiz.symbolic import compare

OLX = FORMATS["olx"]
WANTED = Wanted(derivations="first_error", orderings="matching")


def files(data: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        return {entry.name: archive.extractfile(entry).read() for entry in archive}  # type: ignore[union-attr]


def exported(wanted: Wanted = WANTED) -> tuple[bytes, list[Loss]]:
    out = io.BytesIO()
    tally = export_bank(load_bank(), OLX, wanted, out)
    return out.getvalue(), [*tally.losses]


SENT = [
    question
    for question in load_bank().questions
    if question.status == "active"
    and (question.type != "derivation" or question.id in ("derive-sigmoid-slope",))
]
"""Every question, but of the derivations one: what they go out as is tried elsewhere."""


@pytest.fixture(scope="module")
def sent() -> tuple[bytes, list[Loss]]:
    return exported(replace(WANTED, ids=tuple(question.id for question in SENT)))


@pytest.fixture(scope="module")
def course(sent: tuple[bytes, list[Loss]]) -> dict[str, Element]:
    return {name: fromstring(content) for name, content in files(sent[0]).items()}


@pytest.fixture(scope="module")
def losses(sent: tuple[bytes, list[Loss]]) -> list[Loss]:
    return sent[1]


def problem_of(question: BaseQuestion) -> Element:
    out = io.BytesIO()
    items = [Item(question.id, question.variant(), question)]
    export_items(items, OLX, WANTED, "One", out)
    found: Element = fromstring(files(out.getvalue())[f"course/problem/{question.id}.xml"])
    return found


def test_every_question_is_in_the_outline_once(course: dict[str, Element]) -> None:
    problems = {name for name in course if name.startswith("course/problem/")}
    units = [
        f"course/problem/{unit.get('url_name')}.xml"
        for name, lesson in course.items()
        if name.startswith("course/sequential/")
        for unit in lesson
    ]
    assert sorted(units) == sorted(problems)
    assert len(problems) == len(SENT)
    name = course["course/course.xml"].get("url_name")
    assert course[f"course/course/{name}.xml"][0].get("url_name") == name


RESPONSES = {
    "multiple_choice": "multiplechoiceresponse",
    "multiple_select": "choiceresponse",
    "true_false": "multiplechoiceresponse",
    "matching": "optionresponse",
    "ordering": "optionresponse",
    "numeric": "numericalresponse",
    "short_answer": "stringresponse",
    "derivation": "multiplechoiceresponse",
}


@pytest.mark.parametrize("kind", RESPONSES)
def test_each_kind_is_a_response_with_a_right_answer(course: dict[str, Element], kind: str) -> None:
    for question in SENT:
        if question.type != kind:
            continue
        problem = course[f"course/problem/{question.id}.xml"]
        found = [element for element in problem.iter() if element.tag == RESPONSES[kind]]
        assert found
        for response in found:
            right = [e for e in response.iter() if e.get("correct", "").lower() == "true"]
            assert right or response.get("answer")
        assert problem.find("solution") is not None


def test_a_formula_says_what_the_key_says() -> None:
    compared = 0
    for question in load_bank().questions:
        if isinstance(question, Expression):
            variant = question.variant(1)
            try:
                key, samples, _ = formula_and_samples(question, variant.values)
            except LeftOutError:
                continue
            assert question.grade(key, 1).verdict == "correct", question.id
            assert samples.partition("@")[2].count(",") == 2 * samples.partition("@")[0].count(",")
            compared += 1
    assert compared >= 12


def test_a_formula_reads_as_it_was() -> None:
    text = "-(y*ln(p) + (1 - y)*ln(1 - p))"
    question = next(q for q in load_bank().questions if q.id == "formula-bce-one-sample")
    assert isinstance(question, Expression)
    key, _, _ = formula_and_samples(question, {})
    assert compare(key, text, {"y": "{0, 1}", "p": "(0, 1)"}).outcome == "equal"


def test_what_is_changed_is_told(losses: list[Loss]) -> None:
    told = {loss.ident: loss.message for loss in losses}
    for question in SENT:
        if question.type in ("expression", "derivation", "cloze", "ordering"):
            assert question.id in told
    assert not any(loss.left_out for loss in losses)


def test_a_question_without_a_right_option_gets_one_that_says_so() -> None:
    options = (Option(text="a", correct=False), Option(text="b", correct=False))
    problem = problem_of(
        MultipleSelect(
            id="none", type="multiple_select", prompt="Which?", explanation="None.", options=options
        )
    )
    assert [c.text for c in problem.iter("choice") if c.get("correct") == "true"] == [
        "None of these"
    ]


@given(st.text(min_size=1).filter(lambda text: text.strip()))
def test_whatever_is_written_the_problem_is_well_formed(text: str) -> None:
    options = (Option(text="x" + text, correct=True), Option(text="another"))
    question = MultipleChoice.model_construct(
        id="q", type="multiple_choice", prompt=text, explanation=text, options=options
    )
    assert len([*problem_of(question).iter("choice")]) == 2


def test_the_same_bank_gives_the_same_bytes() -> None:
    wanted = replace(WANTED, kinds=("numeric", "cloze", "matching"), count=20, variants=2)
    assert exported(wanted)[0] == exported(wanted)[0]


def test_variants_stand_one_after_another(tmp_path: Path) -> None:
    wanted = Wanted(derivations="first_error", orderings="matching", kinds=("numeric",), variants=2)
    data, losses = exported(wanted)
    assert any(name.endswith("--v2.xml") for name in files(data))
    assert any("draws only from a library" in loss.message for loss in losses)
    pooled = {item.ident for item in items_of(load_bank(), wanted) if isinstance(item, Item)}
    assert {loss.ident for loss in losses} <= pooled
