from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from question_examples import MINIMAL, problems, question

from quiz.questions import KINDS, Grade, Verdict

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
WITHOUT_ENGINE = sorted(set(MINIMAL) - {"cloze", "expression", "derivation"})


@given(kind=st.sampled_from(WITHOUT_ENGINE), response=JSON)
def test_any_response_is_graded_or_invalid_with_a_reason(kind: str, response: object) -> None:
    grade = question(kind).grade(response)
    assert grade.verdict in set(Verdict)
    assert (grade.score is None) == (grade.verdict is Verdict.INVALID)
    assert grade.score is None or 0 <= grade.score <= 1
    assert grade.feedback or grade.verdict is not Verdict.INVALID


@given(kind=st.sampled_from(["cloze", "expression", "derivation"]), response=JSON)
def test_a_response_of_the_wrong_type_never_reaches_the_engine(kind: str, response: object) -> None:
    if isinstance(response, str | list | dict):
        response = [response, 1]
    assert question(kind).grade(response).verdict is Verdict.INVALID


@pytest.mark.parametrize("kind", WITHOUT_ENGINE)
def test_the_key_scores_1(kind: str) -> None:
    variant = question(kind).variant()
    grade = variant.grade(variant.key())
    assert (grade.verdict, grade.score) == (Verdict.CORRECT, 1)
    assert variant.key_text().strip()


@pytest.mark.parametrize("kind", sorted(MINIMAL))
def test_the_shortest_question_of_a_kind_has_no_problems(kind: str) -> None:
    assert problems(kind) == []


@pytest.mark.parametrize("kind", sorted(MINIMAL))
def test_a_kind_says_the_shape_of_its_answer_and_its_layout_agrees(kind: str) -> None:
    asked = question(kind)
    assert asked.variant().layout(1).shape == asked.shape
    assert asked.variant().layout(1) == asked.variant().layout(1)


def test_all_ten_kinds_are_known_by_their_type() -> None:
    assert sorted(KINDS) == sorted(MINIMAL)
    assert len(KINDS) == 10
    assert all(kind in KINDS for kind in MINIMAL)
    assert "essay" not in KINDS
    with pytest.raises(KeyError):
        KINDS["essay"]


@pytest.mark.parametrize(
    ("score", "verdict"),
    [(1, "correct"), (0.5, "partly_correct"), (1e-9, "partly_correct"), (0, "incorrect")],
)
def test_the_verdict_follows_from_the_score(score: float, verdict: str) -> None:
    grade = Grade.scored(score, "remark", None, "")
    assert (grade.verdict, grade.score, grade.feedback) == (verdict, score, ("remark",))


def test_a_question_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        question("true_false").points = 2  # type: ignore[misc]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("prompt", "Another?"),
        ("explanation", "Another reason."),
        ("hints", ["A hint."]),
        ("hint_penalty", 0.2),
        ("points", 2),
        ("answer", True),
        ("feedback", {True: "Other."}),
        ("parameters", {"p": {"choice": [1]}}),
    ],
)
def test_the_content_hash_changes_with_what_is_seen_or_graded(key: str, value: Any) -> None:
    assert question("true_false", **{key: value}).content_hash() != _plain_hash()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "renamed"),
        ("tags", ["loss"]),
        ("source", "A book"),
        ("status", "draft"),
        ("was", ["old-id"]),
        ("difficulty", 5),
        ("tests", [{"response": True, "score": 0}]),
        ("points", 1),
        ("hints", []),
    ],
)
def test_the_content_hash_stays_with_everything_else(key: str, value: Any) -> None:
    assert question("true_false", **{key: value}).content_hash() == _plain_hash()


def test_kinds_that_say_the_same_have_different_hashes() -> None:
    options = [{"text": "a", "correct": True}, {"text": "b"}]
    one = question("multiple_choice", options=options)
    several = question("multiple_select", options=options)
    assert one.content_hash() != several.content_hash()
    assert len(one.content_hash()) == 16


def _plain_hash() -> str:
    return question("true_false").content_hash()


PARAMETERS = {"p": {"uniform": [0, 1], "decimals": 2}, "n": {"choice": [1, 2]}}


@pytest.mark.parametrize(
    ("kind", "keys", "expected"),
    [
        ("true_false", {"was": ["example"]}, "was.0: this is the question's own id"),
        (
            "true_false",
            {"tests": [{"response": True, "score": 0, "seed": 3}]},
            "tests.0.seed: this question has no parameters",
        ),
        (
            "true_false",
            {"tests": [{"response": True, "score": 0, "with": {"p": 1}}]},
            "tests.0.with: this question has no parameters",
        ),
        (
            "true_false",
            {
                "parameters": PARAMETERS,
                "tests": [{"response": True, "score": 0, "with": {"q": 1}}],
            },
            "tests.0.with.q: “q” is not a parameter; they are p, n",
        ),
        (
            "true_false",
            {
                "parameters": PARAMETERS,
                "tests": [{"response": True, "score": 0, "with": {"p": True}}],
            },
            "tests.0.with: the value of “p” must be a number or a list of numbers",
        ),
        (
            "true_false",
            {"tests": [{"response": True, "goal_reached": False}]},
            "tests.0.goal_reached: only a derivation has lines and a goal",
        ),
    ],
)
def test_tests_and_names_that_make_no_sense_are_problems(
    kind: str, keys: dict[str, Any], expected: str
) -> None:
    assert problems(kind, **keys) == [expected]


@pytest.mark.parametrize(
    ("test", "key"),
    [
        ({"with": {"p": 0.25, "n": 2}}, "1/2"),
        ({"with": {"p": "1/4", "n": 2}}, "1/2"),
        ({"seed": 4, "with": {"p": 0, "n": 1}}, 0),
    ],
)
def test_a_test_fixes_its_variant(test: dict[str, Any], key: object) -> None:
    asked = question(
        "numeric",
        answer="p * n",
        parameters=PARAMETERS,
        tests=[{"response": 1, "score": 1, **test}],
    )
    assert asked.variant_for(asked.tests[0]).key() == key


def test_a_test_may_name_the_seed_of_its_variant() -> None:
    asked = question(
        "numeric",
        answer="p",
        parameters=PARAMETERS,
        tests=[{"response": 1, "score": 1, "seed": 4}, {"response": 1, "verdict": "invalid"}],
    )
    assert asked.variant_for(asked.tests[0]) == asked.variant(4)
    assert asked.variant_for(asked.tests[1]) == asked.variant(0)


def test_loading_and_checking_questions_imports_nothing_heavy() -> None:
    script = """
import sys
from question_examples import MINIMAL, question
for kind in MINIMAL:
    asked = question(kind)
    assert not list(asked.problems())
    asked.variant().layout(1)
    asked.variant().key_text()
question("numeric").grade("-log(0.9)")
print([name for name in ("numpy", "sympy", "mpmath", "regex") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
    )
    assert done.stdout.strip() == "[]"
