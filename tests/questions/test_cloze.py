from __future__ import annotations

from typing import Any, Literal

import pytest
from question_examples import MINIMAL, problems, question

from quiz.markup.text import terminal
from quiz.questions import Verdict
from quiz.questions.grading import ClozeGrade
from quiz.symbolic import engine
from quiz.symbolic.tasks import ExpressionJudgement, ExpressionTask


@pytest.fixture(autouse=True)
def _formulas_are_compared_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine has tests of its own; here a formula is right as the key is written."""

    def judge(task: ExpressionTask, response: str) -> ExpressionJudgement:
        if "?" in response:
            return ExpressionJudgement("invalid", message="This is no formula.")
        if response == "hard":
            return ExpressionJudgement("undecided", message="This took too long.")
        outcome: Literal["equal", "different"] = "equal" if response == task.answer else "different"
        return ExpressionJudgement(outcome, read_as="as it was read")

    monkeypatch.setattr(engine, "judge_expression", judge)


KEY = {"loss": "log loss", "range": "(0, 1)", "gradient": "p - y", "value": "0.5"}


@pytest.mark.parametrize(
    ("response", "score"),
    [
        (KEY, 1),
        ({**KEY, "value": 0.505}, 1),
        ({**KEY, "loss": "Log-Loss"}, 1),
        ({**KEY, "range": "[0, 1]"}, 0.75),
        ({**KEY, "gradient": "y - p", "value": "0.6"}, 0.5),
        ({**KEY, "gradient": ""}, 0.75),
        ({**KEY, "gradient": None}, 0.75),
        ({"loss": "log loss"}, 0.25),
        ({}, 0),
    ],
)
def test_each_blank_has_an_equal_share(response: dict[str, object], score: float) -> None:
    grade = question("cloze").grade(response)
    assert grade.score == score
    assert grade.verdict == Verdict.of(score)


@pytest.mark.parametrize(
    ("response", "verdict", "said"),
    [
        (None, Verdict.INVALID, "The answer is an object"),
        ("log loss", Verdict.INVALID, "The answer is an object"),
        (["log loss"], Verdict.INVALID, "The answer is an object"),
        (
            {"los": "log loss"},
            Verdict.INVALID,
            "“los” is no blank of this text; did you mean “loss”?",
        ),
        ({**KEY, "loss": 3}, Verdict.INVALID, "loss: The answer is a text."),
        ({**KEY, "range": "(0, 2)"}, Verdict.INVALID, "range: “(0, 2)” is none of:"),
        ({**KEY, "value": "0,5"}, Verdict.INVALID, "value: “0,5” has a comma in it."),
        ({**KEY, "gradient": "p?"}, Verdict.INVALID, "gradient: This is no formula."),
        ({**KEY, "gradient": "hard"}, Verdict.UNDECIDED, "gradient: This took too long."),
        ({**KEY, "gradient": "hard", "value": "x"}, Verdict.INVALID, "value: "),
    ],
)
def test_a_blank_that_cannot_be_read_makes_the_whole_so(
    response: object, verdict: Verdict, said: str
) -> None:
    grade = question("cloze").grade(response)
    assert (grade.verdict, grade.score) == (verdict, None)
    assert grade.feedback[0].startswith(said)


def test_the_blanks_that_are_wrong_are_named() -> None:
    grade = question("cloze").grade({**KEY, "range": "[0, 1]", "value": None})
    assert grade.feedback == (
        "2 of 4 blanks are right.",
        "range: wrong",
        "value: left open",
    )


def test_a_remark_names_its_blank() -> None:
    blanks = {"a": {"accept": ["b"], "reject": [{"text": "c", "feedback": "No."}]}}
    asked = question("cloze", prompt="[[a]]", blanks=blanks)
    assert asked.grade({"a": "c"}).feedback == ("a: No.",)


def test_a_number_may_be_graded_by_parameters() -> None:
    asked = question(
        "cloze",
        prompt="Twice {{ n }} is [[twice]].",
        blanks={"twice": {"answer": "2*n"}},
        parameters={"n": {"integer": [1, 9]}},
    )
    variant = asked.variant(4)
    assert variant.grade({"twice": str(2 * int(str(variant.values["n"])))}).score == 1
    assert variant.grade(variant.key()).score == 1


def test_the_layout_has_the_blanks_in_order_of_appearance_and_choices_shuffled() -> None:
    layouts = [question("cloze").variant().layout(seed) for seed in range(10)]
    assert all(
        [blank.name for blank in layout.blanks] == ["loss", "range", "gradient", "value"]
        for layout in layouts
    )
    shown = {tuple(choice.text for choice in layout.blanks[1].choices) for layout in layouts}
    assert shown == {("(0, 1)", "[0, 1]"), ("[0, 1]", "(0, 1)")}
    assert all(layout.blanks[0].choices == () for layout in layouts)


def test_the_key_names_each_blank() -> None:
    variant = question("cloze").variant()
    assert variant.key() == {**KEY, "value": "1/2"}
    assert variant.grade(variant.key()).score == 1
    assert (
        variant.key_text() == "- loss: log loss\n- range: (0, 1)\n- gradient: $p - y$\n- value: 0.5"
    )


def test_a_formula_is_shown_as_the_prompt_shows_its_names() -> None:
    symbols = {"y": "real", "p": {"domain": "real", "latex": r"\hat p"}}
    blanks = {"gradient": {"answer": "p - y", "symbols": symbols}}
    asked = question("cloze", prompt="It is [[gradient]].", blanks=blanks)
    assert terminal(asked.variant().key_text()) == "• gradient: p̂ − y"
    assert asked.grade({"gradient": "y - p"}).read_as == "gradient: y − p̂"


def _blanks(**changed: Any) -> dict[str, Any]:
    return {"blanks": {**MINIMAL["cloze"]["blanks"], **changed}}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (
            {"prompt": "[[loss]] [[range]] [[gradient]]"},
            "blanks.value: the prompt has no [[value]]: write it where it belongs",
        ),
        (
            {"prompt": "[[loss]] [[range]] [[gradient]] [[value]] [[lss]]"},
            "prompt: [[lss]] is not among the blanks; did you mean “loss”?",
        ),
        (
            {"prompt": "[[loss]] [[range]] [[gradient]] [[value]] [[loss]]"},
            "prompt: [[loss]] stands in the prompt twice",
        ),
        (
            _blanks(range={"options": ["a", "b"], "answer": "c"}),
            "blanks.range.answer: “c” is none of the options",
        ),
        (
            _blanks(range={"options": ["a", "a"], "answer": "a"}),
            "blanks.range.options.1: “a” stands here twice: change one or leave it out",
        ),
        (_blanks(value={"answer": "pi"}), "blanks.value.answer: “pi” is irrational"),
        (_blanks(value={"answer": "p - y"}), "blanks.value.answer: “p - y” cannot be read"),
        (
            _blanks(gradient={"answer": "q", "symbols": {"p": "real"}}),
            "blanks.gradient.answer: “q” cannot be read",
        ),
        (_blanks(loss={"accept": ["/(/", "a"]}), "blanks.loss.accept.0: “/(/” is not a regular"),
    ],
)
def test_blanks_that_cannot_be_filled_are_problems(keys: dict[str, Any], expected: str) -> None:
    found = problems("cloze", **keys)
    assert len(found) == 1
    assert found[0].startswith(expected)


def test_blanks_that_cannot_be_read_are_named() -> None:
    grade = question("cloze").grade({**KEY, "gradient": "p ?", "value": "half"})
    assert isinstance(grade, ClozeGrade)
    assert (grade.verdict, grade.unread) == (Verdict.INVALID, ("gradient", "value"))
