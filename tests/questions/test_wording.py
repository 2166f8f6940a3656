"""What an author is told about a key of the wrong type: plain words, and how to mend it."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from question_examples import MINIMAL, written

from quiz.questions import KINDS, Question


def complaints(kind: str, **keys: Any) -> list[str]:
    """Each complaint with its place, when such a question is built."""
    try:
        KINDS[kind].model_validate(written(kind, **keys))
    except ValidationError as error:
        return [
            f"{'.'.join(map(str, detail['loc']))}: {detail['msg']}" for detail in error.errors()
        ]
    return []


@pytest.mark.parametrize("kind", sorted(MINIMAL))
def test_the_shortest_question_of_a_kind_is_one(kind: str) -> None:
    assert complaints(kind) == []


@pytest.mark.parametrize("kind", sorted(MINIMAL))
@pytest.mark.parametrize("key", ["id", "prompt", "explanation"])
def test_what_every_question_needs_is_missed(kind: str, key: str) -> None:
    data = written(kind)
    del data[key]
    with pytest.raises(ValidationError, match=f"the key “{key}” is missing"):
        KINDS[kind].model_validate(data)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("prompt", True, 'YAML reads a boolean here: quote it: "true"'),
        ("prompt", 3, 'YAML reads a number here: quote it: "3"'),
        ("prompt", 1.5, 'YAML reads a number here: quote it: "1.5"'),
        ("prompt", None, "it is empty: write something here, or leave the key out"),
        ("prompt", {"a": "b"}, "YAML reads a mapping here: put quotes around the whole text"),
        ("prompt", ["a"], "YAML reads a list here: put quotes around the whole text"),
        ("prompt", "", "this text is empty"),
        ("prompt", " \n", "this text is empty"),
        ("explanation", "x" * 100_001, "this text is too long: at most 100000 characters"),
        ("id", "Loss for Binary", "write loss-for-binary"),
        ("id", "", "this text is empty"),
        ("id", "ends-", "may hold small letters, digits and single hyphens only: write ends"),
        ("points", "1", "this must be a number, without quotes"),
        ("points", True, "this must be a number, without quotes"),
        ("points", 0, "this must be more than 0"),
        ("points", float("inf"), "this must be"),
        ("difficulty", 6, "this must be at most 5"),
        ("difficulty", 0, "this must be at least 1"),
        ("difficulty", 1.5, "this must be a whole number"),
        ("difficulty", "2", "this must be a whole number, without quotes"),
        ("hints", "one hint", "this must be a list"),
        ("tags", [1], 'quote it: "1"'),
        ("status", "drafted", "this must be one of active, draft, retired; did you mean “draft”?"),
        ("hint_penalty", 2, "this must be at most 1"),
        ("was", "old-id", "this must be a list"),
        ("parameters", [1], "this must be a mapping"),
        ("answer", "true", "this must be true or false, without quotes"),
        ("answer", 1, "this must be true or false, without quotes"),
        ("shufle", True, "the key “shufle” is not known here"),
        ("explnation", "a", "is not known here; did you mean “explanation”?"),
    ],
)
def test_a_value_of_the_wrong_kind_is_explained(key: str, value: Any, said: str) -> None:
    found = complaints("true_false", **{key: value})
    assert len(found) == 1
    assert found[0].startswith(f"{key}")
    assert said in found[0]


@pytest.mark.parametrize(
    ("kind", "keys", "place", "said"),
    [
        ("multiple_choice", {"options": [{"text": "a"}]}, "options", "at least 2 entries"),
        (
            "multiple_choice",
            {"options": [{"text": "a", "corect": True}, {"text": "b"}]},
            "options.0.corect",
            "did you mean “correct”?",
        ),
        (
            "multiple_choice",
            {"options": [{"text": "a", "correct": "yes"}, {"text": "b"}]},
            "options.0.correct",
            "true or false, without quotes",
        ),
        ("multiple_choice", {"options": [{"text": "a"}, "b"]}, "options.1", "must be a mapping"),
        ("multiple_select", {"scoring": "partially"}, "scoring", "did you mean “partial”?"),
        ("true_false", {"feedback": {True: "a", "maybe": "b"}}, "feedback.maybe", "not known"),
        ("matching", {"pairs": [["a", "b"], ["c"]]}, "pairs.1.1", "missing"),
        ("matching", {"pairs": [["a", "b"], [1, "c"]]}, "pairs.1.0", 'quote it: "1"'),
        ("ordering", {"items": ["a"]}, "items", "at least 2 entries"),
        ("ordering", {"groups": [[1, "2"]]}, "groups.0.1", "whole number, without quotes"),
        ("numeric", {"answer": True}, "answer", "must be a number, or a formula in quotes"),
        ("numeric", {"answer": " "}, "answer", "this is empty"),
        ("numeric", {"answer": float("nan")}, "answer", "finite number"),
        ("numeric", {"tolerance": 0.1}, "tolerance", "must be a mapping"),
        ("numeric", {"tolerance": {}}, "tolerance", "needs absolute, relative, decimals or"),
        ("numeric", {"tolerance": {"absolute": 0}}, "tolerance.absolute", "more than 0"),
        ("numeric", {"tolerance": {"decimal": 2}}, "tolerance.decimal", "mean “decimals”?"),
        (
            "numeric",
            {"mistakes": [{"answer": 1, "feedback": "no", "score": 1}]},
            "mistakes.0.score",
            "less than 1",
        ),
        ("numeric", {"parameters": {"p": {"unifrm": [0, 1]}}}, "parameters.p", "say how"),
        ("numeric", {"parameters": {"p": [0, 1]}}, "parameters.p", "say how"),
        (
            "numeric",
            {"parameters": {"p": {"uniform": [0, 1], "decimal": 2}}},
            "parameters.p.decimal",
            "did you mean “decimals”?",
        ),
        (
            "numeric",
            {"parameters": {"p": {"list": {"choice": []}, "length": 2}}},
            "parameters.p.list.choice",
            "at least 1 entry",
        ),
        ("short_answer", {"accept": []}, "accept", "at least 1 entry"),
        ("short_answer", {"accept": [False]}, "accept.0", 'quote it: "false"'),
        ("short_answer", {"reject": ["MSE"]}, "reject.0", "must be a mapping"),
        ("cloze", {"blanks": {}}, "blanks", "at least 1 entry"),
        ("cloze", {"blanks": {"a": "b"}}, "blanks.a", "say what belongs here"),
        ("cloze", {"blanks": {"a": {"anwser": 1}}}, "blanks.a", "say what belongs here"),
        ("cloze", {"blanks": {"a": {"accept": [1]}}}, "blanks.a.accept.0", 'quote it: "1"'),
        ("expression", {"answer": 2}, "answer", 'quote it: "2"'),
        ("expression", {"answer": {0: None, 1: None}}, "answer", "YAML reads a mapping here"),
        ("expression", {"form": "expand"}, "form", "did you mean “expanded”?"),
        ("expression", {"up_to": "scale"}, "up_to", "must be one of nothing, constant"),
        ("expression", {"symbols": {"y": {0: None, 1: None}}}, "symbols.y", '"{0, 1}"'),
        ("expression", {"symbols": {"p": [0, 1]}}, "symbols.p", '"[0, 1]"'),
        ("expression", {"symbols": {"p": "(0", "1)": None}}, "symbols.1)", "needs quotes"),
        ("expression", {"symbols": {"p": {"domian": "real"}}}, "symbols.p.domian", "“domain”?"),
        ("expression", {"symbols": {"p": {"index": 0}}}, "symbols.p.index", "at least 1"),
        ("derivation", {"goal": 3}, "goal", "must be a mapping"),
        ("derivation", {"goal": {"points": 2}}, "goal.line", "the key “line” is missing"),
        ("derivation", {"given": {"L": 3}}, "given.L", 'quote it: "3"'),
        ("derivation", {"solution": ["a"]}, "solution", "YAML reads a list here"),
        ("true_false", {"tests": [{"response": True}]}, "tests.0", "promises nothing"),
        ("true_false", {"tests": [{"score": 1}]}, "tests.0.response", "is missing"),
        ("true_false", {"tests": [{"response": 1, "score": 2}]}, "tests.0.score", "at most 1"),
        (
            "true_false",
            {"tests": [{"response": 1, "verdict": "right"}]},
            "tests.0.verdict",
            "must be one of",
        ),
    ],
)
def test_a_complaint_names_the_place_and_the_mend(
    kind: str, keys: dict[str, Any], place: str, said: str
) -> None:
    found = complaints(kind, **keys)
    assert len(found) == 1
    assert found[0].startswith(f"{place}: ")
    assert said in found[0]


def test_every_complaint_is_made_at_once() -> None:
    found = complaints("true_false", prompt=3, points="1", answer="no", colour="red")
    assert len(found) == 4


def test_a_question_is_told_apart_by_its_type() -> None:
    question = TypeAdapter(Question).validate_python(written("ordering"))
    assert type(question) is KINDS["ordering"]


def test_a_complaint_through_the_union_is_in_plain_words_too() -> None:
    with pytest.raises(ValidationError, match='quote it: "3"'):
        TypeAdapter(Question).validate_python(written("ordering", prompt=3))


def test_the_same_question_is_read_from_json() -> None:
    import json

    for kind in MINIMAL:
        data = written(kind)
        from_json = KINDS[kind].model_validate_json(json.dumps(data))
        assert from_json.content_hash() == KINDS[kind].model_validate(data).content_hash()
