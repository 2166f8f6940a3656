from __future__ import annotations

import pytest

from quiz.practice.progress import Item
from quiz.practice.session import Asking
from quiz.questions import KINDS
from quiz.terminal.look import Look
from quiz.terminal.question_text import HOW, how_to_type, number, points, question_text

COMMON = {"prompt": "What is it?", "explanation": "It is so for a reason."}


def shown(place: int = 3, total: int = 20, width: int = 80, **keys: object) -> str:
    question = KINDS[str(keys["type"])].model_validate({"id": "q", **COMMON, **keys})
    variant = question.variant(1)
    asking = Asking.of(Item(1, "q", 1), place, total, variant)
    return question_text(asking, Look(width))


def test_the_header_says_progress_kind_and_points() -> None:
    header = shown(type="numeric", answer=0.5, points=2.0).splitlines()[0]
    assert header == "3/20 · numeric · 2 points"


def test_a_truth_is_offered_as_t_and_f() -> None:
    text = shown(type="true_false", answer=True)
    assert "  t  True\n  f  False" in text


def test_the_names_of_a_formula_are_shown_with_their_domains() -> None:
    text = shown(
        type="expression",
        answer="sum(y_i*p_i, i=1..n) + K + a",
        symbols={
            "n": "natural",
            "K": "natural",
            "y": {"domain": "{0, 1}", "index": "n"},
            "p": {"domain": "probability_vector", "index": ["n", "K"]},
            "a": "real",
            "k": {"index_of": "K"},
        },
        width=200,
    )
    assert (
        "Names: n natural; K natural; y_i in {0, 1} (i = 1..n);"
        " p_{ik} probability vector (i = 1..n, k = 1..K); a real; k from 1 to K." in text
    )


def test_what_is_given_is_shown_as_mathematics() -> None:
    text = shown(
        type="derivation",
        symbols={"z": "real"},
        given={"s": "1/(1 + exp(-z))"},
        goal="diff(s, z) = s*(1 - s)",
        solution="diff(s, z) = s*(1 - s)",
    )
    assert "Given\n  s = 1/(1 + exp(−z))" in text


def test_a_name_that_is_shown_with_an_accent_says_what_to_type() -> None:
    text = shown(
        type="expression", symbols={"p": {"domain": "(0, 1)", "latex": r"\hat p"}}, answer="-log(p)"
    )
    assert "p (for p̂) in (0, 1)" in text


def test_a_blank_with_choices_shows_them() -> None:
    text = shown(
        type="cloze",
        prompt="The [[unit]] is here.",
        blanks={"unit": {"options": ["sigmoid", "softmax"], "answer": "sigmoid"}},
    )
    assert "[unit]\n  a  " in text


def test_each_shape_says_how_it_is_typed() -> None:
    assert {kind.shape for kind in KINDS.values()} == set(HOW)


def test_the_unit_may_be_left_out() -> None:
    question = KINDS["numeric"].model_validate(
        {"id": "q", "type": "numeric", **COMMON, "answer": 2, "unit": "nats"}
    )
    assert "unit (nats) may be left out" in how_to_type(question.variant().layout())


@pytest.mark.parametrize(
    ("value", "shows"), [(2.0, "2"), (0.5, "0.5"), (1 / 3, "0.33"), (1.6, "1.6"), (0.0, "0")]
)
def test_points_are_shown_briefly(value: float, shows: str) -> None:
    assert number(value) == shows


def test_one_point_is_singular() -> None:
    assert (points(1.0), points(2.0), points(0.5)) == ("1 point", "2 points", "0.5 points")
