from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from question_examples import MINIMAL, problems, question

from quiz.questions import ParameterError, Verdict

PARAMETERS = {
    "y": {"choice": [0, 1]},
    "p": {"uniform": [0.05, 0.95], "decimals": 2},
    "n": {"choice": [3]},
    "ys": {"list": {"choice": [0.5]}, "length": "n"},
    "t": {"choice": ["1/3"]},
}


def shown(text: str, **fixed: Any) -> str:
    asked = question("true_false", prompt=text, parameters=PARAMETERS)
    return asked.variant(0, fixed).prompt


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$y={{ y }}$", "$y=1$"),
        ("{{ p }}", "0.90"),
        ("{{ 1 - p }}", "0.1"),
        ("{{ p + y }} and {{ n^2 }}", "1.9 and 9"),
        ("{{ ys }}", "0.5, 0.5, 0.5"),
        ("{{ ys_2 }}", "0.5"),
        ("{{ sum(ys_i, i=1..n) }}", "1.5"),
        ("{{ t }}", "1/3"),
        ("{{ -log(p) }}", "0.105361"),
        ("{{ 10^6 * log(2) }}", "693147"),
        ("{{ p/7 }}", "9/70"),
        ("{{ p/77 }}", "0.0116883"),
        ("{{p}}", "{{p}}"),
        (r"\frac{{1}}{{ n }}", r"\frac{{1}}3"),
        (r"$\hat{p}_{{{ n }}}$", r"$\hat{p}_{3}$"),
    ],
)
def test_a_place_holds_the_value_of_a_parameter_or_an_expression(text: str, expected: str) -> None:
    assert shown(text, y=1, p=Fraction(9, 10)) == expected


@pytest.mark.parametrize("kind", sorted(MINIMAL))
def test_places_are_filled_in_every_text_of_a_kind_and_in_no_formula(kind: str) -> None:
    def with_place(value: Any) -> Any:
        if isinstance(value, str):
            return f"{value} {{{{ q }}}}"
        if isinstance(value, list):
            return [with_place(item) for item in value]
        if isinstance(value, dict):
            return {key: with_place(item) for key, item in value.items()}
        return value

    texts = {
        "multiple_choice": ("options",),
        "multiple_select": ("options",),
        "true_false": ("feedback",),
        "matching": ("pairs", "distractors"),
        "ordering": ("items", "distractors"),
        "short_answer": ("accept",),
    }.get(kind, ())
    keys = {key: with_place(MINIMAL[kind][key]) for key in texts}
    asked = question(kind, hints=["{{ q }}"], parameters={"q": {"choice": [7]}}, **keys)
    filled = asked.variant(1).filled
    assert filled.all_hints()[0] == "7"
    for key in texts:
        dumped = repr(filled.model_dump()[key])
        assert "{{" not in dumped
        assert "7" in dumped
    for formula in ("answer", "goal", "given", "solution"):
        if isinstance(getattr(asked, formula, None), str | dict):
            assert getattr(filled, formula) == getattr(asked, formula)


def test_feedback_of_mistakes_is_expanded_and_their_formulas_are_not() -> None:
    mistakes = [{"answer": "-log10(p)", "feedback": "Natural, so not {{ log10(p) }}."}]
    asked = question(
        "numeric",
        answer="-log(p)",
        tolerance={"decimals": 3},
        parameters={"p": {"choice": [0.1]}},
        mistakes=mistakes,
    )
    assert asked.grade("1", seed=0).feedback == ("Natural, so not -1.",)
    assert asked.grade("2.303", seed=0).score == 1


def test_a_response_is_never_expanded() -> None:
    asked = question("short_answer", accept=["7"], parameters={"q": {"choice": [7]}})
    assert asked.grade("{{ q }}", seed=0).score == 0
    assert asked.grade("7", seed=0).score == 1


@given(seed=st.integers(min_value=0))
def test_what_is_shown_is_what_is_graded(seed: int) -> None:
    asked = question(
        "numeric",
        prompt="{{ x }}",
        answer="x",
        parameters={"x": {"uniform": [-3, 3]}},
        tolerance=None,
    )
    variant = asked.variant(seed)
    assert variant.grade(variant.prompt).score == 1
    assert variant.grade(variant.key()).score == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ q }}", "prompt: “q” cannot be read: "),
        ("{{ 1/(n - 3) }}", "prompt: “{{ 1/(n - 3) }}” has no value"),
        ("{{ p + }}", "prompt: “p +” cannot be read"),
        ("{{ __import__('os') }}", "prompt: “__import__('os')” cannot be read"),
    ],
)
def test_a_place_that_holds_no_value_is_a_problem(text: str, expected: str) -> None:
    found = problems("true_false", prompt=text, parameters=PARAMETERS)
    assert len(found) == 1
    assert found[0].startswith(expected)


def test_a_variant_whose_text_has_no_value_leaves_every_answer_undecided() -> None:
    parameters = {"n": {"choice": [1, 2, 3, 4]}}
    asked = question("true_false", prompt="{{ 1/(n - 2) }}", parameters=parameters)
    undefined = asked.variant(fixed={"n": 2})
    assert undefined.grade(True).verdict is Verdict.UNDECIDED
    with pytest.raises(ParameterError, match="divides by zero"):
        _ = undefined.prompt


def test_a_place_in_feedback_is_checked_where_it_stands() -> None:
    feedback = {True: "No, {{ q }}."}
    found = problems("true_false", feedback=feedback, parameters=PARAMETERS)
    assert found[0].startswith("feedback.true: “q” cannot be read")
