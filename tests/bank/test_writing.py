from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quiz.bank.writing import Entry, bank_text, problems_of
from quiz.bank.yaml_reading import read_yaml

QUESTION = {
    "id": "first",
    "type": "true_false",
    "prompt": "Is it?",
    "answer": True,
    "explanation": "It is.",
}
ODD = ["no", "1e-3", "010", "0o17", "12:30", "~", "", "- a", "a: b", "a #b", "'", '"', "{a}", "[b"]
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.just("\n"))


@pytest.mark.parametrize("text", [*ODD, "1" * 2000, " x\ny ", "a\n\n  b\n", r"\frac12 $x$"])
def test_an_odd_text_reads_back(text: str) -> None:
    reading = read_yaml(bank_text([Entry({"prompt": text})]))
    assert reading.data == {"questions": [{"prompt": text}]}
    assert reading.mistakes == []


@given(TEXTS)
@example("\xa0")
@example("\u2028 \u2029")
def test_any_text_reads_back(text: str) -> None:
    reading = read_yaml(bank_text([Entry({"prompt": text, "hints": [text]})]))
    assert reading.data == {"questions": [{"prompt": text, "hints": [text]}]}
    assert reading.mistakes == []


@given(TEXTS)
def test_no_comment_gets_into_the_data(text: str) -> None:
    written = bank_text([Entry(None, (text,)), Entry(QUESTION, (text,))], "A title", (text,))
    assert read_yaml(written).data == {"title": "A title", "questions": [QUESTION]}


def test_a_comment_stands_before_its_question() -> None:
    assert bank_text([Entry(QUESTION, ("Lost: a picture",))], about=("Imported.",)) == (
        "# Imported.\n"
        "questions:\n"
        "  # Lost: a picture\n"
        "  - id: first\n"
        "    type: true_false\n"
        "    prompt: Is it?\n"
        "    answer: true\n"
        "    explanation: It is.\n"
    )


def test_what_the_loader_refuses_is_told() -> None:
    path = Path("bank.yaml")
    assert problems_of(bank_text([Entry(QUESTION)]), path) == ()
    (problem,) = problems_of(bank_text([Entry({**QUESTION, "answer": "yes"})]), path)
    assert "must be true or false" in problem.message
