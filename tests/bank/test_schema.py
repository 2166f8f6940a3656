from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from banks import true_false, written
from jsonschema import Draft7Validator, Draft202012Validator

from quiz.bank import load_bank
from quiz.bank.files import bundled_bank
from quiz.bank.schema import schema
from quiz.bank.schema_words import KINDS as ABOUT_KINDS
from quiz.bank.schema_words import OF_FILE, OF_PIECES, OF_QUESTION
from quiz.bank.yaml_reading import read_yaml
from quiz.questions import KINDS

SCHEMA = schema()
VALIDATOR = Draft202012Validator(SCHEMA)


def underlined(text: str) -> list[str]:
    return sorted(error.json_path for error in VALIDATOR.iter_errors(read_yaml(text).data))


def question(kind: str, keys: str) -> str:
    """A file with one question; its own keys are a line each."""
    lines = "".join(f"    {line}\n" for line in keys.splitlines())
    return f"questions:\n  - id: a\n    type: {kind}\n    prompt: p\n    explanation: e\n{lines}"


def test_the_schema_is_one_of_its_draft_and_of_the_older_one_that_editors_know() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", sorted(bundled_bank().rglob("*.yaml")), ids=lambda path: path.stem)
def test_no_file_of_the_bundled_bank_is_underlined(path: Path) -> None:
    assert underlined(path.read_text(encoding="utf-8")) == []


def test_keys_that_are_booleans_may_come_with_a_capital_as_from_python() -> None:
    keys = 'answer: true\nfeedback: {"True": Right., "False": Wrong.}'
    assert underlined(question("true_false", keys)) == []
    assert underlined(question("true_false", keys.replace("True", "Yes"))) != []


SHORT_FORMS = [
    ("derivation", 'symbols: {p: "(0, 1)"}\ngoal: p = p\nsolution: p = p'),
    ("derivation", "symbols: {p: real}\ngoal: {line: p = p, points: 2}\nsolution: p = p"),
    ("expression", "answer: p\nsymbols: {p: positive, q: {domain: real, latex: 'x'}}"),
    ("expression", "answer: y_1\nsymbols: {y: {domain: real, index: 3}}"),
    ("expression", "answer: y_1\nsymbols: {y: {domain: real, index: n}}"),
    ("expression", "answer: sum(y_i, i=1..n)\nsymbols: {y: {domain: real, index: [n]}}"),
    ("expression", "answer: x\nsymbols: {x: real}\nup_to: constant\nwith_respect_to: x"),
    ("expression", "answer: x\nsymbols: {x: real}\nforbid: [sum]\nignore: [Q014]"),
    ("expression", "answer: x\nsymbols: {x: real}\nforbid: sum"),
    ("numeric", "answer: 1"),
    ("numeric", "answer: -log(p)\ntolerance: {decimals: 2}\nparameters: {p: {choice: [1, 1/2]}}"),
    ("numeric", "answer: 1/2\nparameters: {y: {list: {integer: [0, 1]}, length: 3}}"),
    ("true_false", "answer: true\nfeedback: {true: yes, false: no}\nsource:"),
]


@pytest.mark.parametrize(("kind", "keys"), SHORT_FORMS)
def test_what_loads_is_not_underlined(tmp_path: Path, kind: str, keys: str) -> None:
    text = question(kind, keys)
    load_bank(written(tmp_path, text))
    assert underlined(text) == []


def test_what_the_defaults_say_need_not_be_said_again() -> None:
    text = "defaults: {type: true_false, answer: true}\nquestions:\n" + true_false().replace(
        "    type: true_false\n", ""
    ).replace("    answer: true\n", "")
    assert underlined(text) == []


SLIPS = [
    ("true_false", "answer: true\nhint: h", "$.questions[0]"),
    ("true_false", "answer: yes", "$.questions[0].answer"),
    ("true_false", "", "$.questions[0]"),
    ("true_false", "answer: true\ntags: losses", "$.questions[0].tags"),
    ("true_false", "answer: true\nsource: 23", "$.questions[0].source"),
    ("true_false", "answer: true\nhints: [1]", "$.questions[0].hints[0]"),
    ("true_false", "answer: true\ndifficulty: 6", "$.questions[0].difficulty"),
    ("true_false", "answer: true\nstatus: drafted", "$.questions[0].status"),
    ("true_false", "answer: true\nwas: [Old Id]", "$.questions[0].was[0]"),
    ("true_false", "answer: true\nignore: [14]", "$.questions[0].ignore[0]"),
    ("true_false", "answer: true\noptions: [{text: a}, {text: b}]", "$.questions[0]"),
    ("numeric", "answer: [1]", "$.questions[0].answer"),
    ("numeric", "answer: 1\ntolerance: 0.1", "$.questions[0].tolerance"),
    ("numeric", "answer: 1\ntolerance: {decimal: 2}", "$.questions[0].tolerance"),
    ("multiple_choice", "options: [{text: a, correct: true}]", "$.questions[0].options"),
    ("multiple_choice", "options: [{text: 1}, {text: b}]", "$.questions[0].options[0].text"),
    ("multiple_choice", "options: [a, b]", "$.questions[0].options[0]"),
    ("matching", "pairs: [[a, b], [c]]", "$.questions[0].pairs[1]"),
    ("matching", "pairs: [[a, b, c], [d, e]]", "$.questions[0].pairs[0]"),
    ("expression", "answer: 0.5", "$.questions[0].answer"),
    ("expression", "answer: p\nsymbols: {p: 1}", "$.questions[0].symbols.p"),
    ("expression", "answer: p\nform: expand", "$.questions[0].form"),
    ("derivation", "goal: 1\nsolution: p", "$.questions[0].goal"),
    ("derivation", "goal: p = p", "$.questions[0]"),
    ("essay", "", "$.questions[0].type"),
]


@pytest.mark.parametrize(("kind", "keys", "place"), SLIPS)
def test_a_slip_is_underlined_where_it_is(kind: str, keys: str, place: str) -> None:
    assert place in underlined(question(kind, keys))


@pytest.mark.parametrize("key", ["id", "type", "prompt", "explanation", "answer"])
def test_a_missing_key_is_underlined(key: str) -> None:
    lines = true_false().replace("  - id: convex", "  - was: [c]\n    id: convex").splitlines(True)
    text = "questions:\n" + "".join(line for line in lines if not line.startswith(f"    {key}:"))
    assert underlined(text) == ["$.questions[0]"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("titel: T\n", "$"),
        ("title: 1\n", "$.title"),
        ("format: 2\n", "$.format"),
        ("defaults: {id: a}\n", "$.defaults"),
        ("defaults: {points: many}\n", "$.defaults.points"),
        ("symbols: {p: [0, 1]}\n", "$.symbols.p"),
    ],
)
def test_a_slip_in_the_keys_of_the_file_is_underlined(text: str, place: str) -> None:
    assert underlined(text + "questions:\n" + true_false()) == [place]


def keys_described() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, definition in {"Topic": SCHEMA, **SCHEMA["$defs"]}.items():
        for key, value in definition.get("properties", {}).items():
            yield f"{name}.{key}", value


def test_every_key_is_described() -> None:
    for name, value in keys_described():
        if not name.startswith("Question"):
            assert value["description"], name


def test_every_example_is_right_where_it_stands() -> None:
    for name, value in keys_described():
        for example in value.get("examples", []):
            alone = Draft202012Validator({**value, "$defs": SCHEMA["$defs"]})
            assert [*alone.iter_errors(example)] == [], name


def test_nothing_is_said_of_keys_that_are_gone() -> None:
    known = {name for name, _ in keys_described()}
    words = {**OF_QUESTION, **OF_PIECES}
    assert {name for name in words if "." in name} <= known
    assert {name for name in words if "." not in name} <= {name.split(".")[1] for name in known}
    assert {f"Topic.{name}" for name in OF_FILE} <= known


def test_each_kind_is_described() -> None:
    assert [*ABOUT_KINDS] == [*KINDS]
