"""How an engine's judgement becomes a grade; one section asks the engine itself."""

from __future__ import annotations

from typing import Any

import pytest
from question_examples import problems, question

from quiz.markup.text import terminal
from quiz.questions import Expression, Verdict
from quiz.symbolic import engine
from quiz.symbolic.tasks import Evidence, ExpressionJudgement, ExpressionTask

COUNTEREXAMPLE = Evidence("counterexample", 1, {"p": 0.5, "y": 1}, left=0.25, right=-0.25)
MISTAKES = [
    {"expression": "y*log(p)", "feedback": "Half of it is missing.", "score": 0.5},
    {"expression": "log(p)", "feedback": "The target is missing."},
]


def judged(monkeypatch: pytest.MonkeyPatch, judgement: ExpressionJudgement) -> Expression:
    """An expression question whose every answer the engine judges so."""
    monkeypatch.setattr(engine, "judge_expression", lambda task, response: judgement)
    asked = question("expression", mistakes=MISTAKES)
    assert isinstance(asked, Expression)
    return asked


@pytest.mark.parametrize(
    ("judgement", "verdict", "score", "feedback"),
    [
        (ExpressionJudgement("equal", Evidence("proved")), Verdict.CORRECT, 1, ()),
        (
            ExpressionJudgement("different", COUNTEREXAMPLE),
            Verdict.INCORRECT,
            0,
            ("At p = 1/2, y = 1 your answer is 1/4 and the right one is −1/4.",),
        ),
        (
            ExpressionJudgement("different", COUNTEREXAMPLE, message="The sign."),
            Verdict.INCORRECT,
            0,
            (
                "The sign.",
                "At p = 1/2, y = 1 your answer is 1/4 and the right one is −1/4.",
            ),
        ),
        (
            ExpressionJudgement("different", COUNTEREXAMPLE, mistake=0),
            Verdict.PARTLY_CORRECT,
            0.5,
            ("Half of it is missing.",),
        ),
        (
            ExpressionJudgement("different", mistake=1),
            Verdict.INCORRECT,
            0,
            ("The target is missing.",),
        ),
        (
            ExpressionJudgement("not_in_form", Evidence("proved"), message="Multiply it out."),
            Verdict.INCORRECT,
            0,
            ("Multiply it out.",),
        ),
        (
            ExpressionJudgement("not_in_form"),
            Verdict.INCORRECT,
            0,
            ("This equals the key, but it is not in the form that is asked for.",),
        ),
        (
            ExpressionJudgement("invalid", message="Column 3: what?"),
            Verdict.INVALID,
            None,
            ("Column 3: what?",),
        ),
        (
            ExpressionJudgement("invalid"),
            Verdict.INVALID,
            None,
            ("This cannot be read as a formula.",),
        ),
        (
            ExpressionJudgement("undecided", message="Too long."),
            Verdict.UNDECIDED,
            None,
            ("Too long.",),
        ),
        (
            ExpressionJudgement("undecided"),
            Verdict.UNDECIDED,
            None,
            ("Whether this equals the key could not be settled.",),
        ),
    ],
)
def test_a_judgement_becomes_a_grade(
    monkeypatch: pytest.MonkeyPatch,
    judgement: ExpressionJudgement,
    verdict: Verdict,
    score: float | None,
    feedback: tuple[str, ...],
) -> None:
    grade = judged(monkeypatch, judgement).grade("p")
    assert (grade.verdict, grade.score, grade.feedback) == (verdict, score, feedback)


def test_the_formula_is_echoed_and_the_evidence_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    judgement = ExpressionJudgement("different", COUNTEREXAMPLE, read_as="p − y")
    grade = judged(monkeypatch, judgement).grade("p - y")
    assert grade.read_as == "p − y"
    assert grade.evidence == COUNTEREXAMPLE


@pytest.mark.parametrize("response", [None, 1, True, ["p"], {"answer": "p"}, "", "  "])
def test_what_is_no_text_is_invalid_without_asking_the_engine(response: object) -> None:
    assert question("expression").grade(response).verdict == Verdict.INVALID


def test_the_engine_is_asked_with_everything_the_author_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[ExpressionTask] = []

    def judge(task: ExpressionTask, response: str) -> ExpressionJudgement:
        asked.append(task)
        return ExpressionJudgement("equal")

    monkeypatch.setattr(engine, "judge_expression", judge)
    question(
        "expression",
        up_to="affine",
        with_respect_to="p",
        form="expanded",
        forbid=["diff"],
        mistakes=MISTAKES,
        parameters={"a": {"choice": [3]}},
    ).grade("p", seed=0)
    task = asked[0]
    assert task.answer == "-(y*log(p) + (1-y)*log(1-p))"
    assert task.symbols is not None
    assert {name: symbol.domain for name, symbol in task.symbols.items()} == {
        "y": "{0, 1}",
        "p": "(0, 1)",
    }
    assert task.values == {"a": 3}
    assert (task.up_to, task.with_respect_to) == ("affine", ("p",))
    assert (task.form, task.forbid) == ("expanded", ("diff",))
    assert task.mistakes == ("y*log(p)", "log(p)")
    assert task.seed == "example"


def test_the_key_is_shown_as_mathematics() -> None:
    variant = question("expression", answer="p - y").variant()
    assert variant.key() == "p - y"
    assert variant.key_text() == "$p - y$"
    assert set(variant.layout().symbols) == {"y", "p"}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"answer": "y*lgo(p)"}, "answer: “y*lgo(p)” cannot be read"),
        ({"answer": "y*log(q)"}, "answer: “y*log(q)” cannot be read"),
        ({"answer": "(y"}, "answer: “(y” cannot be read"),
        (
            {"mistakes": [{"expression": "z", "feedback": "no"}]},
            "mistakes.0.expression: “z” cannot be read",
        ),
        ({"symbols": {"y": "{0, 1}", "p": "(1, 0)"}}, "symbols.p: the interval"),
        ({"symbols": {"y": "{0, 1}", "p": "postive"}}, "symbols.p: 'postive' is not a domain"),
        (
            {"up_to": "affine"},
            "up_to: up_to: affine needs with_respect_to: the name of what is varied",
        ),
        (
            {"up_to": "affine", "with_respect_to": ["p", "yy"]},
            "with_respect_to.1: “yy” is not in symbols",
        ),
        (
            {"forbid": ["diff", "summ"]},
            "forbid.1: “summ” is no operator, function or symbol; did you mean “sum”?",
        ),
    ],
)
def test_formulas_that_cannot_be_compared_are_problems(keys: dict[str, Any], expected: str) -> None:
    found = problems("expression", **keys)
    assert len(found) == 1
    assert found[0].startswith(expected)


@pytest.mark.parametrize(
    "keys",
    [
        {"symbols": None, "answer": "a*x + b"},
        {"up_to": "affine", "with_respect_to": "p"},
        {"forbid": ["+", "log", "p", "sum"]},
        {"answer": "a*p", "parameters": {"a": {"choice": [1]}}},
        {"value": "interval", "answer": "(0, 1]"},
        {"value": "equation", "answer": "y = p"},
        {"answer": "sum(x_i, i=1..n)/n", "symbols": {"x": {"domain": "real", "index": "n"}}},
    ],
)
def test_formulas_that_make_sense_are_none(keys: dict[str, Any]) -> None:
    assert problems("expression", **keys) == []


# Asking the engine itself.


@pytest.mark.parametrize(
    ("response", "verdict", "score"),
    [
        ("-(y*log(p) + (1-y)*log(1-p))", Verdict.CORRECT, 1),
        ("-y*log(p/(1-p)) - log(1-p)", Verdict.CORRECT, 1),
        ("y*log(p)", Verdict.PARTLY_CORRECT, 0.5),
        ("p - y", Verdict.INCORRECT, 0),
        ("y*lgo(p)", Verdict.INVALID, None),
        ("y*log(", Verdict.INVALID, None),
    ],
)
def test_formulas_are_graded_by_what_they_equal(
    response: str, verdict: Verdict, score: float | None
) -> None:
    grade = question("expression", mistakes=MISTAKES).grade(response)
    assert (grade.verdict, grade.score) == (verdict, score)


def test_a_parameter_stands_for_its_value() -> None:
    keys = {"answer": "a*x", "symbols": {"x": "real"}, "parameters": {"a": {"choice": [3]}}}
    asked = question("expression", **keys)
    assert asked.grade("3*x", seed=0).score == 1
    assert asked.grade("2*x", seed=0).score == 0
    assert asked.variant(0).grade(asked.variant(0).key()).score == 1


@pytest.mark.parametrize(
    ("value", "shown"), [(3, "3·x"), (-2, "(−2)·x"), (0.5, "0.5·x"), ("1/3", "(1/3)·x")]
)
def test_the_key_is_shown_with_the_values_of_the_variant(value: object, shown: str) -> None:
    keys = {"answer": "a*x", "symbols": {"x": "real"}, "parameters": {"a": {"choice": [value]}}}
    assert terminal(question("expression", **keys).variant(0).key_text()) == shown
