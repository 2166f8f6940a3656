"""Answers are graded by the engine, and nothing that is sent brings the page down."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from serving_banks import KINDS, Answer, Visitor, served

from quiz.bank import Bank, load_bank
from quiz.preview.asked import ANSWERING
from quiz.symbolic.derivations.lines import MAX_LINES


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    path = tmp_path_factory.mktemp("bank") / "bank.yaml"
    path.write_text(KINDS, encoding="utf-8")
    with served(path) as service:
        yield Visitor(service).enter()


@pytest.fixture(scope="module")
def bank(visitor: Visitor) -> Bank:
    return load_bank(visitor.service.live.place)


def verdict(answer: Answer) -> str:
    assert answer.status == 200, answer.text
    found = re.search(r"<strong>(.*?)</strong> · (.*?)</p>", answer.text)
    assert found is not None, answer.text
    return f"{found[1]} · {found[2]}"


def test_the_key_of_every_kind_is_right(visitor: Visitor, bank: Bank) -> None:
    assert len({question.type for question in bank}) == 10
    for question in bank:
        key = question.variant(3).key()
        answer = visitor.post(f"/question/{question.id}/grade", seed=3, response=key)
        worth = f"{question.points:g} of {question.points:g}"
        assert verdict(answer).startswith(f"Right · {worth}"), question.id
        assert "Why" in answer.text


@pytest.mark.parametrize(
    ("name", "response", "said"),
    [
        ("choose-one", 2, "Not right · 0 of 1 point"),
        ("choose-one", "2", "Not readable · not counted"),
        ("choose-several", [1], "Not right"),
        ("true-or-false", True, "Not right"),
        ("pairs", ["binary", None], "Partly right · 0.5 of 1 point"),
        ("steps", ["logarithm", "likelihood", "derivative"], "Partly right"),
        ("number", "log(", "Not readable"),
        ("number", "17", "Not right"),
        ("word", "hinge", "Not right"),
        ("blanks", {"loss": "cross-entropy", "slope": "y - p"}, "Partly right"),
        ("formula", "y log p + (1-y) log(1-p)", "Partly right · 0.5 of 1 point"),
        ("formula", "q", "Not readable"),
        ("working", "J = 1", "Not right · 0 of 4 points"),
        ("working", "", "Not readable"),
        ("word", None, "Not readable"),
        ("word", {"a": [1, {}]}, "Not readable"),
        ("word", "<b>", "Not right"),
    ],
)
def test_another_answer_is_judged_and_told_why(
    visitor: Visitor, name: str, response: object, said: str
) -> None:
    assert verdict(visitor.post(f"/question/{name}/grade", response=response)).startswith(said)


def test_each_line_of_a_working_has_its_mark(visitor: Visitor) -> None:
    lines = "log L = y log p\nJ = -(y log p + (1-y) log(1-p))"
    answer = visitor.post("/question/working/grade", response=lines)
    marks = re.findall(r'aria-label="([a-z ]+)">', answer.text)
    assert marks == ["does not follow", "follows"]
    assert "the left side is" in answer.text
    assert "Shows the goal." in answer.text
    assert answer.text.count("<math") >= 4


def test_lines_can_be_checked_without_telling_the_answer(visitor: Visitor) -> None:
    answer = visitor.post("/question/working/check", response="log L = y log p")
    assert "does not follow" in answer.text
    assert "Answer" not in answer.text
    assert "Partly" not in answer.text


def test_the_evidence_for_a_right_formula_is_told(visitor: Visitor) -> None:
    answer = visitor.post("/question/formula/grade", response="-log(p^y (1-p)^(1-y))")
    assert "Proved to be equal." in answer.text
    assert "Read as" in answer.text


def test_a_hint_is_shown_and_costs(visitor: Visitor) -> None:
    first = visitor.post("/question/choose-one/hint").text
    assert "Think of the distribution." in first
    assert 'data-place="1"' in first
    assert 'data-place="2"' in visitor.post("/question/choose-one/hint", hints=[1]).text
    assert visitor.post("/question/choose-one/hint", hints=[1, 2]).text == ""
    answer = visitor.post("/question/choose-one/grade", response=1, hints=[1, 2])
    assert verdict(answer) == "Right · 0.8 of 1 point (2 hints taken)"


def test_the_answer_can_be_shown(visitor: Visitor) -> None:
    answer = visitor.post("/question/number/show", seed=1)
    assert re.search(r"Answer</h3>\s*<p>\d\.\d{3}</p>", answer.text)


def test_what_is_typed_is_echoed_as_it_is_read(visitor: Visitor) -> None:
    def echo(name: str, text: str, **more: str) -> str:
        return visitor.post(f"/question/{name}/echo", text=text, **more).text

    assert "<mfrac>" in echo("formula", "y/(1-p")
    assert "\\hat{p}" in echo("formula", "p"), "names are shown as the author shows them"
    assert "<mark>q</mark>" in echo("formula", "y + q")
    assert "&lt;" in (said := echo("formula", "y + <b>"))
    assert "<b>" not in said
    assert echo("working", "log L = y\n\n= 2").count("<li>") == 2
    assert "<mi>p</mi>" in echo("blanks", "p", blank="slope")
    assert echo("formula", "") == ""
    assert echo("working", "a\n" * 1000).count("<li>") == MAX_LINES
    assert "too long" in echo("formula", "x" * 30_000)


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"[]", b"null", b"\xff", b'{"seed": -1}', b'{"seed": 0, "other": 1}', b"{"),
        *(
            b'{"seed": 0, "hints": "a"}',
            b'{"seed": 1e99}',
            b'{"seed": 0, "response": "\\ud800"}',
            b"[" * 100_000,
        ),
    ],
)
def test_what_no_page_would_send_is_refused(visitor: Visitor, body: bytes) -> None:
    answer = visitor.ask("/question/word/grade", body)
    assert answer.status == 400
    assert "Traceback" not in answer.text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(), inside, max_size=4),
    max_leaves=8,
)
QUICKLY_GRADED = ("choose-one", "choose-several", "true-or-false", "pairs", "steps", "word")


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(QUICKLY_GRADED), what=st.sampled_from([*ANSWERING]), response=JSON)
def test_nothing_that_is_answered_brings_the_page_down(
    visitor: Visitor, name: str, what: str, response: object
) -> None:
    answer = visitor.post(f"/question/{name}/{what}", response=response, text=str(response))
    assert answer.status in (200, 400)
    assert "<script" not in answer.text.partition("<main")[2]


def test_a_bug_is_told_without_its_traceback(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> str:
        raise RuntimeError("secret of the program")

    monkeypatch.setattr("quiz.preview.pages.index_html", broken)
    answer = visitor.ask("/")
    assert answer.status == 500
    assert "A bug in quiz" in answer.text
    assert "secret" not in answer.text
    assert "content-security-policy" in answer.headers
