"""What is said about working, and what makes a derivation question; one section asks the engine."""

from __future__ import annotations

from typing import Any

import pytest
from question_examples import MINIMAL, problems, question

from quiz.questions import Derivation, DerivationGrade, Verdict
from quiz.symbolic import engine
from quiz.symbolic.tasks import (
    DerivationJudgement,
    DerivationTask,
    Evidence,
    LineJudgement,
)

MILESTONES = [
    {"line": "log(L) = sum(log(p_i^y_i * (1-p_i)^(1-y_i)), i=1..n)", "hint": "Take logs."},
    {"line": "log(L) = sum(y_i*log(p_i) + (1-y_i)*log(1-p_i), i=1..n)", "hint": "Split them."},
]
MISTAKES = [{"expression": "sum(y_i*log(p_i), i=1..n)", "feedback": "Half is missing."}]
COUNTEREXAMPLE = Evidence("counterexample", 1, {"n": 1, "p": [0.5]}, left=1.0, right=2.0)


def derivation(**keys: Any) -> Derivation:
    asked = question("derivation", **{"milestones": MILESTONES, "mistakes": MISTAKES, **keys})
    assert isinstance(asked, Derivation)
    return asked


def graded(
    monkeypatch: pytest.MonkeyPatch, judgement: DerivationJudgement, **keys: Any
) -> DerivationGrade:
    """The grade of working that the engine judges so."""
    monkeypatch.setattr(engine, "judge_derivation", lambda task, response: judgement)
    grade = derivation(**keys).grade("working")
    assert isinstance(grade, DerivationGrade)
    return grade


def test_the_score_is_told_in_milestones_and_the_goal(monkeypatch: pytest.MonkeyPatch) -> None:
    line = LineJudgement(1, "J = …", "follows")
    full = graded(monkeypatch, DerivationJudgement((line,), None, (None, None), 1))
    assert full.feedback == ("All 2 milestones; the goal was reached.",)
    assert (full.score, full.milestones, full.goal_reached) == (1, (True, True), True)
    part = graded(monkeypatch, DerivationJudgement((line,), None, (1, None), None))
    assert part.feedback == (
        "Milestone 1 of 2 (25%); the goal was not reached, because no line shows it yet.",
        "A next step: Split them.",
    )
    assert (part.score, part.verdict) == (0.25, Verdict.PARTLY_CORRECT)
    none = graded(monkeypatch, DerivationJudgement((line,), None, (None, None), None))
    assert none.feedback == (
        "None of the 2 milestones; the goal was not reached, because no line shows it yet.",
        "A next step: Take logs.",
    )


def test_a_line_of_the_right_value_is_told_what_keeps_it_from_the_goal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    missed = "line 1 has the right value, but still uses L"
    judgement = DerivationJudgement(
        (LineJudgement(1, "J = …", "follows"),), None, (1, None), None, missed
    )
    assert graded(monkeypatch, judgement).feedback[0] == (
        f"Milestone 1 of 2 (25%); the goal was not reached, because {missed}."
    )


def test_the_first_error_is_named_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (
        LineJudgement(1, "log(L) = …", "follows"),
        LineJudgement(2, "     = …", "does_not_follow", COUNTEREXAMPLE),
        LineJudgement(3, "J = …", "follows_given_error"),
    )
    grade = graded(monkeypatch, DerivationJudgement(lines, 2, (1, None), 3))
    assert grade.first_error == 2
    assert grade.feedback == (
        "Line 2 does not follow.",
        "At n = 1, p₁ = 1/2 the left side is 1 and the right side is 2.",
        "All 2 milestones (50%); the goal was reached after an error, which counts half"
        " (25% of 50%).",
    )
    assert grade.evidence == COUNTEREXAMPLE
    assert [line.verdict for line in grade.lines] == [
        "follows",
        "does_not_follow",
        "follows_given_error",
    ]
    assert grade.lines[1].feedback == (
        "At n = 1, p₁ = 1/2 the left side is 1 and the right side is 2.",
    )


def test_a_full_score_with_an_error_is_told_to_be_partly_right_and_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = (
        LineJudgement(1, "J = …", "follows"),
        LineJudgement(2, "J = 2", "does_not_follow", COUNTEREXAMPLE),
    )
    grade = graded(monkeypatch, DerivationJudgement(lines, 2, (1, 1), 1))
    assert (grade.score, grade.verdict) == (1, Verdict.PARTLY_CORRECT)
    assert grade.feedback[-2:] == (
        "All 2 milestones; the goal was reached.",
        "No point is lost, but with a line that does not follow it is only partly right.",
    )


def test_what_the_engine_says_about_a_line_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = LineJudgement(1, "a", "does_not_follow", COUNTEREXAMPLE, message="The sign is lost.")
    grade = graded(monkeypatch, DerivationJudgement((wrong,), 1, (None, None), None))
    assert grade.feedback[:2] == ("Line 1 does not follow.", "The sign is lost.")


def test_a_recognised_mistake_has_the_authors_feedback(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = LineJudgement(1, "a", "does_not_follow", message="The sides are not equal.")
    judgement = DerivationJudgement((wrong,), 1, (None, None), None, mistake=0)
    grade = graded(monkeypatch, judgement)
    assert grade.feedback[:2] == ("Line 1 does not follow.", "Half is missing.")
    assert grade.lines[0].feedback == ("Half is missing.",)
    assert grade.score == 0


def test_a_mistakes_score_is_the_least_that_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = LineJudgement(1, "a", "does_not_follow")
    judgement = DerivationJudgement((wrong,), 1, (None, None), None, mistake=0)
    mistakes = [{**MISTAKES[0], "score": 0.4}]
    grade = graded(monkeypatch, judgement, mistakes=mistakes)
    assert (grade.score, grade.verdict) == (0.4, Verdict.PARTLY_CORRECT)


@pytest.mark.parametrize(
    ("verdict", "outcome", "said"),
    [
        ("unreadable", Verdict.INVALID, "Line 1 could not be read"),
        ("unsupported", Verdict.UNDECIDED, "Line 1 uses mathematics that is not judged here"),
        ("undecided", Verdict.UNDECIDED, "Line 1 could not be settled"),
    ],
)
def test_a_line_that_could_not_be_judged_leaves_the_score_open(
    monkeypatch: pytest.MonkeyPatch, verdict: Any, outcome: Verdict, said: str
) -> None:
    lines = (LineJudgement(1, "?", verdict, message="Column 3: what?"),)
    grade = graded(monkeypatch, DerivationJudgement(lines, None, (None, None), None))
    assert (grade.verdict, grade.score) == (outcome, None)
    assert grade.feedback == (f"{said}, so nothing after it could be scored.", "Column 3: what?")
    assert len(grade.lines) == 1


@pytest.mark.parametrize("response", [None, 1, True, [1], ["a", None], {"a": "b"}, "", " \n ", []])
def test_what_is_no_working_is_invalid_without_asking_the_engine(response: object) -> None:
    grade = derivation().grade(response)
    assert grade.verdict == Verdict.INVALID
    assert isinstance(grade, DerivationGrade)


def test_working_may_be_text_or_a_list_of_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[DerivationTask, str]] = []

    def judge(task: DerivationTask, response: str) -> DerivationJudgement:
        asked.append((task, response))
        return DerivationJudgement((), None, (None, None), None)

    monkeypatch.setattr(engine, "judge_derivation", judge)
    derivation().grade("a = b\nb = c")
    derivation().grade(["a = b", "b = c"])
    assert asked[0] == asked[1]
    task, response = asked[0]
    assert response == "a = b\nb = c"
    assert task.given == MINIMAL["derivation"]["given"]
    assert task.goal == MINIMAL["derivation"]["goal"]
    assert [milestone.points for milestone in task.milestones] == [1, 1]
    assert task.mistakes == ("sum(y_i*log(p_i), i=1..n)",)


@pytest.mark.parametrize(
    ("keys", "points"),
    [
        ({}, 2),
        ({"milestones": []}, 1),
        ({"milestones": [{"line": "a", "points": 0.5}]}, 1),
        ({"milestones": [{"line": "a", "points": 3}]}, 3),
        ({"goal": {"line": "J = 1", "points": 5}}, 5),
        ({"goal": {"line": "J = 1"}}, 2),
    ],
)
def test_the_goal_is_worth_the_milestones_and_at_least_1(
    keys: dict[str, Any], points: float
) -> None:
    assert derivation(**keys).goal_points() == points


def test_hints_of_milestones_follow_those_of_the_question() -> None:
    variant = derivation(hints=["Begin."]).variant()
    assert variant.hints == ("Begin.", "Take logs.", "Split them.")


def test_the_layout_says_what_is_given_and_the_key_is_the_solution() -> None:
    variant = derivation(start="L = 1").variant()
    layout = variant.layout()
    assert dict(layout.given) == MINIMAL["derivation"]["given"]
    assert set(layout.symbols) == {"n", "y", "p"}
    assert (layout.start, layout.goal) == ("L = 1", MINIMAL["derivation"]["goal"])
    assert variant.key() == MINIMAL["derivation"]["solution"]
    assert variant.key_text() == f"```\n{MINIMAL['derivation']['solution']}\n```"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"goal": "J = lgo(2)"}, "goal: “J = lgo(2)” cannot be read"),
        ({"goal": "J = -(1/n)*log(q_i)"}, "goal: “J = -(1/n)*log(q_i)” cannot be read"),
        ({"start": "L = "}, "start: “L = ” cannot be read"),
        ({"milestones": [{"line": "log(L = 1"}]}, "milestones.0.line: “log(L = 1” cannot be"),
        (
            {"mistakes": [{"expression": "(", "feedback": "no"}]},
            "mistakes.0.expression: “(” cannot be read",
        ),
        ({"given": {"L": "prod(p_i", "J": "L"}}, "given.L: “prod(p_i” cannot be read"),
        ({"given": {"2L": "n", "L": "n", "J": "L"}}, "given.2L: “2L” is no name"),
        (
            {
                "symbols": {
                    **MINIMAL["derivation"]["symbols"],
                    "n": "real",
                }
            },
            "symbols.y: the length “n” must be natural, and it is declared real",
        ),
    ],
)
def test_lines_that_do_not_read_are_problems(keys: dict[str, Any], expected: str) -> None:
    found = problems("derivation", **keys)
    assert found
    assert found[0].startswith(expected)


@pytest.mark.parametrize(
    "keys",
    [
        {
            "symbols": {"z": "real"},
            "given": {"s(z)": "1/(1 + exp(-z))"},
            "goal": "diff(s(z), z) = s(z)*(1 - s(z))",
        },
        {
            "symbols": {"z": {"index": "K"}, "k": {"index_of": "K"}},
            "given": {"p_k": "exp(z_k)/sum(exp(z_j), j=1..K)"},
            "goal": "p_k = exp(z_k)/sum(exp(z_j), j=1..K)",
        },
        {
            "symbols": {"p": "(0, 1)"},
            "given": {"L": "p*(1-p)", "J": "-log(L)"},
            "goal": "J(p) = -log(p) - log(1-p)",
        },
        {
            "symbols": {"x": "real"},
            "given": {"f": "a*x"},
            "goal": "f = 3*x",
            "parameters": {"a": {"choice": [3]}},
        },
        {"symbols": None, "given": {"f": "a*x"}, "goal": "f = a*x"},
    ],
)
def test_givens_may_have_arguments_indices_and_parameters(keys: dict[str, Any]) -> None:
    assert problems("derivation", milestones=[], **keys) == []


# Asking the engine itself.


def test_the_solution_follows_line_by_line() -> None:
    variant = derivation().variant()
    grade = variant.grade(variant.key())
    assert isinstance(grade, DerivationGrade)
    assert [line.verdict for line in grade.lines] == ["follows"] * 3
    assert (grade.verdict, grade.score) == (Verdict.CORRECT, 1)


def test_a_slip_is_the_first_error_and_what_follows_from_it_is_carried_on() -> None:
    working = ["log(L) = sum(y_i*log(p_i), i=1..n)", "J = -(1/n)*sum(y_i*log(p_i), i=1..n)"]
    grade = derivation().grade(working)
    assert isinstance(grade, DerivationGrade)
    assert grade.first_error == 1
    assert [line.verdict for line in grade.lines] == ["does_not_follow", "follows_given_error"]
    assert grade.feedback[:2] == ("Line 1 does not follow.", "Half is missing.")
    assert grade.verdict == Verdict.INCORRECT


def test_restating_what_is_given_reaches_nothing() -> None:
    grade = derivation().grade("J = -log(L)/n")
    assert isinstance(grade, DerivationGrade)
    assert grade.score == 0
    assert not grade.goal_reached
