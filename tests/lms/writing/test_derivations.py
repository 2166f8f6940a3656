"""The questions that are made from a derivation say what the engine says of their lines."""

from __future__ import annotations

import re

import pytest
from made_questions import check_first_error, check_ordering

from quiz.bank import load_bank
from quiz.lms.writing.derivations.questions import as_first_error, as_ordering
from quiz.lms.writing.exporting import LeftOutError
from quiz.questions import Derivation

SAMPLE = (
    "derive-bce-one-sample",
    "derive-mse-from-gaussian",
    "derive-sigmoid-slope",
    "derive-bce-from-logits",
    "derive-gradient-of-a-weight",
    "mle-exponential-rate",
)


def derivation(name: str) -> Derivation:
    found = load_bank(None)[name]
    assert isinstance(found, Derivation)
    return found


@pytest.mark.parametrize("name", SAMPLE)
def test_lines_in_order_are_the_derivation(name: str) -> None:
    question = derivation(name)
    check_ordering(question, as_ordering(question.variant(), most_distractors=2))


@pytest.mark.parametrize("name", SAMPLE)
def test_the_first_wrong_line_is_wrong(name: str) -> None:
    question = derivation(name)
    check_first_error(question, as_first_error(question.variant()))


def made(solution: str, **more: object) -> Derivation:
    return Derivation.model_validate(
        {
            "id": "d",
            "type": "derivation",
            "prompt": "Derive it.",
            "explanation": "So it is.",
            "given": {"J": "(a-y)^2", "p": "1/(1+exp(-z))"},
            "goal": "dJ/da = 2*(a-y)",
            "solution": solution,
            **more,
        }
    )


@pytest.mark.parametrize(
    ("solution", "items"),
    [
        # The goal comes last, and what is shorter comes behind what it was worked out from.
        ("dJ/da = 2*(a-y)*1\n = 2*(a-y)", 2),
        # Two facts of which neither needs the other stand on one line.
        ("dp/dz = p*(1-p)\n1 - p = exp(-z)/(1+exp(-z))\ndJ/da = 2*(a-y)", 2),
        # A product of derivatives comes behind its factors, which could be swapped.
        ("dJ/da = 2*(a-y)\ndp/dz = p*(1-p)\ndJ/da*dp/dz = 2*(a-y)*p*(1-p)\ndJ/da = 2*(a-y)", 3),
        # Setting to zero and the equation that it gives are one step.
        ("dJ/da = 2*(a-y)\ndJ/da = 0\na - y = 0\na = y", 3),
    ],
)
def test_steps_that_could_be_swapped_are_one_line(solution: str, items: int) -> None:
    goal = "a = y" if solution.endswith("a = y") else "dJ/da = 2*(a-y)"
    assert len(as_ordering(made(solution, goal=goal).variant()).items) == items


def test_a_slip_is_carried_on_by_putting_it_in() -> None:
    question = made(
        "log(L) = log(exp(-a*x^2))\n = -a*x^2\nM = a*x^2/2",
        given={"L": "exp(-a*x^2)", "M": "-log(L)/2"},
        goal="M = a*x^2/2",
        mistakes=[{"expression": "a*x^2", "feedback": "The minus got lost."}],
    )
    choice = as_first_error(question.variant())
    lines = re.findall(r"^\d\. (.*)$", choice.prompt, re.MULTILINE)
    assert lines[1:] == [
        r"$\log\left(L\right) = a \cdot x^{2}$",
        r"$M = -\frac{a \cdot x^{2}}{2}$",
    ]
    assert [option.correct for option in choice.options] == [False, True, False, False]
    assert choice.options[1].feedback == "The minus got lost."


def test_a_solution_of_one_line_cannot_be_put_in_order() -> None:
    with pytest.raises(LeftOutError, match="1 lines cannot be put in order"):
        as_ordering(made("dJ/da = 2*(a-y)").variant())


def test_without_mistakes_there_is_no_first_error() -> None:
    with pytest.raises(LeftOutError, match="none of its mistakes fits"):
        as_first_error(made("dJ/da = 2*(a-y)*1\n = 2*(a-y)").variant())


def test_names_are_shown_with_their_accents() -> None:
    question = derivation("derive-bce-one-sample")
    assert r"\hat{p}" in as_ordering(question.variant()).items[0]
