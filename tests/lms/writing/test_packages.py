"""What packages of QTI 1.2, 2.1, 3 and Common Cartridge promise alike, whatever is in a text."""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import fromstring

import pytest
from exported_package import package_of
from exported_page import question
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.lms.reading.files import read_content
from quiz.lms.writing.exporting import Export, Item
from quiz.lms.writing.formats import FORMATS
from quiz.questions import Question
from quiz.questions.base import BaseQuestion
from quiz.questions.variants import Variant

FORMS = ("qti12", "imscc", "qti21", "qti3")
HOSTILE = [
    "<script>alert(1)</script>",
    "]]> <![CDATA[ &amp; &lt; \"quotes\" 'and'",
    "a\x00b\x1b[31m\uffff\u202e",
    r"\(x\) \[y\] $$ $%IMS-CC-FILEBASE%$",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]> &e;",
    "[[blank]] {{ 1+1 }} [a](javascript:alert(1)) ![x](../../etc/passwd)",
]
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=60)).filter(str.strip)


def of_every_kind(text: str) -> list[BaseQuestion]:
    """Questions with the text wherever an author can put one."""
    said = {"prompt": text, "explanation": text, "hints": [text]}
    other = text + " too"
    return [
        question(
            "choice",
            type="multiple_choice",
            options=[{"text": text, "correct": True, "feedback": text}, {"text": other}],
            **said,
        ),
        question(
            "several",
            type="multiple_select",
            options=[{"text": text, "correct": True}, {"text": other}],
            **said,
        ),
        question("truth", type="true_false", answer=True, feedback={"true": text}, **said),
        question("pairs", type="matching", pairs=[[text, text], [other, other]], **said),
        question("order", type="ordering", items=[text, other], **said),
        question("number", type="numeric", answer=2, unit=text, **said),
        question("word", type="short_answer", accept=["a", text.replace("/", "-")], **said),
        question(
            "cloze",
            type="cloze",
            blanks={"b": {"accept": [text.replace("/", "-")]}},
            explanation=text,
            prompt=f"{text} [[b]]",
        ),
    ]


@settings(max_examples=25, deadline=None)
@given(text=TEXTS, form=st.sampled_from(FORMS))
def test_any_text_gives_well_formed_files_that_are_read_again(text: str, form: str) -> None:
    package = package_of(form, of_every_kind(text), title=text)
    for name, content in package.files.items():
        fromstring(content)
        assert b"<script" not in content.lower(), name
    left_out = {loss.ident for loss in package.losses if loss.left_out}
    assert len(read_content(package.content).items) == 8 - len(left_out)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", HOSTILE)
def test_markup_from_the_bank_is_text(form: str, text: str) -> None:
    package = package_of(form, of_every_kind(text), title=text)
    for content in package.files.values():
        assert b"<script" not in content
        assert b"<!DOCTYPE" not in content
        for found in fromstring(content).iter():
            if found.get("texttype") == "text/html":
                assert not re.search(r"<(?:script|!|img[^>]*passwd)", found.text or "")


@pytest.mark.parametrize("form", FORMS)
def test_the_same_questions_give_the_same_bytes(form: str, asked: tuple[Question, ...]) -> None:
    some = [each for each in asked if each.type != "derivation"][::12]
    first, second = (package_of(form, some, 2) for _ in range(2))
    assert first.content == second.content


@pytest.mark.parametrize("form", FORMS)
def test_names_do_not_change_when_questions_come_and_go(
    form: str, asked: tuple[Question, ...]
) -> None:
    choices = [each for each in asked if each.type == "multiple_choice"][:6]
    whole, part = (package_of(form, some) for some in (choices, choices[3:]))
    for each in choices[3:]:
        assert f'"q-{each.id}"'.encode() in whole_text(whole.files)
        assert f'"q-{each.id}"'.encode() in whole_text(part.files)


def whole_text(files: dict[str, bytes]) -> bytes:
    """Everything that is in a package."""
    return b"\n".join(files.values())


@pytest.mark.parametrize("form", ["qti12", "qti21", "qti3"])
def test_names_of_blanks_are_plain(form: str) -> None:
    blanks = {name: {"accept": ["x"]} for name in ("plain-1", "né")}
    asked = question("q", type="cloze", prompt="[[plain-1]] [[né]]", blanks=blanks)
    package = package_of(form, [asked])
    assert package.losses == ()
    assert "né".encode() not in whole_text(package.files)
    (item,) = read_content(package.content).questions
    assert [*item["blanks"]] == ["plain-1", "blank-2"]


@pytest.mark.parametrize("form", FORMS)
def test_memory_does_not_grow_with_the_questions(form: str) -> None:
    asked = question(
        "q",
        type="multiple_choice",
        prompt="x" * 20_000,
        options=[{"text": "a", "correct": True}, {"text": "b"}],
    )

    def items(count: int) -> Iterator[Item]:
        for number in range(count):
            yield Item(f"q-{number}", Variant(asked), asked)

    def most(count: int) -> int:
        tracemalloc.start()
        export = Export("Long", "long", items(count), 1)
        assert [*FORMATS[form].write()(export, BytesIO())] == []
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    most(5)
    few, many = most(10), most(60)
    assert many - few < 20_000 * 10, "a fifth of the texts"
