from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from banks import written

from quiz.bank import load_bank
from quiz.bank.checks import check
from quiz.bank.scaffolds import is_draft, scaffold
from quiz.bank.yaml_reading import read_yaml
from quiz.questions import KINDS


def bank_with(folder: Path, question: str) -> Path:
    indented = "".join(f"  {line}\n" for line in question.splitlines())
    return written(folder, f"questions:\n{indented}")


def keys_with_comments(question: str) -> list[tuple[str, bool]]:
    """The keys of a question, and whether a comment stands above each."""
    lines = question.splitlines()
    found = [(at, re.match(r"  (\w+):", line)) for at, line in enumerate(lines)]
    return [(key[1], lines[at - 1].startswith("  #")) for at, key in found if key]


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_each_kind_passes_the_check(tmp_path: Path, kind: str) -> None:
    asked = scaffold(kind, "example").replace("  status: draft", "  status: active")
    bank = load_bank(bank_with(tmp_path, asked))
    assert [str(finding) for finding in check(bank)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_is_a_draft(tmp_path: Path, kind: str) -> None:
    question = load_bank(bank_with(tmp_path, scaffold(kind, "example")))["example"]
    assert (question.type, question.status) == (kind, "draft")


@pytest.mark.parametrize("kind", KINDS)
def test_the_keys_of_an_example_have_comments_and_fit_a_screen(kind: str) -> None:
    question = scaffold(kind, "example")
    silent = {key for key, has_comment in keys_with_comments(question) if not has_comment}
    assert silent <= {"type", "status", "answer"}
    assert max(map(len, question.splitlines())) < 100


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", ["prompt", "explanation"])
def test_what_is_left_out_keeps_the_example(tmp_path: Path, kind: str, part: str) -> None:
    text = "Blanks: [[operation]] [[loss]] [[direction]] [[slope]]."
    question = scaffold(kind, "mine", {part: text})
    loaded = load_bank(bank_with(tmp_path, question))["mine"]
    assert (getattr(loaded, part), loaded.status) == (text, "draft")


def test_what_is_not_needed_is_there_as_a_comment() -> None:
    parts = {"prompt": "2 + 2?", "answer": 4, "explanation": "Two and two."}
    question = scaffold("numeric", "mine", parts)
    assert not is_draft("numeric", parts)
    assert [*read_yaml(question).data[0]] == ["id", "type", "prompt", "answer", "explanation"]
    assert "  # mistakes:\n  #   - answer: -log10(p)\n" in question


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("true_false", {"answer": False, "prompt": "It is so: no?", "explanation": "'tis # not."}),
        ("multiple_choice", {"options": [{"text": "no"}, {"text": "0.5", "correct": True}]}),
        ("matching", {"pairs": [["a: b", "{c}"], ["- d", "true"]]}),
        ("derivation", {"hints": ["Take the logarithm."]}),
        ("derivation", {"solution": "L = p\n  = p\n", "goal": "L = p", "given": {"L": "p"}}),
    ],
)
def test_each_part_is_read_back_as_it_was_given(kind: str, parts: dict[str, Any]) -> None:
    data = read_yaml(scaffold(kind, "mine", parts)).data[0]
    assert {key: data[key] for key in parts} == parts
