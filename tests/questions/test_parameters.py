from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from question_examples import problems, question

from quiz.questions import ParameterError, Variant
from quiz.symbolic.tasks import Value

SEEDS = st.integers(min_value=0, max_value=10**9)


def drawn(seed: int, constraint: str | None = None, **parameters: Any) -> dict[str, Value]:
    keys = {"parameters": parameters, "constraint": constraint, "answer": 1}
    return dict(question("numeric", **keys).variant(seed).values)


@given(seed=SEEDS)
def test_a_choice_is_one_of_the_numbers_listed(seed: int) -> None:
    assert drawn(seed, y={"choice": [0, 0.5, "1/3"]})["y"] in (0, Fraction(1, 2), Fraction(1, 3))


@given(seed=SEEDS)
def test_a_uniform_number_is_exact_to_its_decimals_and_between_its_ends(seed: int) -> None:
    p = drawn(seed, p={"uniform": [0.05, 0.95], "decimals": 2})["p"]
    assert isinstance(p, int | Fraction)
    assert Fraction("0.05") <= p <= Fraction("0.95")
    assert (p * 100).denominator == 1


@given(seed=SEEDS)
def test_a_uniform_number_without_decimals_has_six_figures(seed: int) -> None:
    x = drawn(seed, x={"uniform": [-1, "2/3"]})["x"]
    assert isinstance(x, int | Fraction)
    assert -1 <= x <= Fraction(2, 3)
    assert Fraction(f"{float(x):.5e}") == x


@given(seed=SEEDS)
def test_an_integer_may_be_either_end(seed: int) -> None:
    n = drawn(seed, n={"integer": [3, 4]})["n"]
    assert n in (3, 4)
    assert isinstance(n, int)


def test_every_value_occurs() -> None:
    seen = {drawn(seed, n={"integer": [3, 6]})["n"] for seed in range(60)}
    assert seen == {3, 4, 5, 6}


@given(seed=SEEDS)
def test_a_list_has_the_length_of_an_earlier_parameter(seed: int) -> None:
    values = drawn(seed, n={"integer": [3, 6]}, ys={"list": {"choice": [0, 1]}, "length": "n"})
    assert isinstance(values["ys"], tuple)
    assert len(values["ys"]) == values["n"]
    assert set(values["ys"]) <= {0, 1}


@given(seed=SEEDS)
def test_ends_may_be_formulas_over_earlier_parameters(seed: int) -> None:
    values = drawn(seed, n={"integer": [3, 6]}, k={"integer": [1, "n - 1"]})
    assert isinstance(values["n"], int)
    assert isinstance(values["k"], int)
    assert 1 <= values["k"] < values["n"]


def test_lists_nest() -> None:
    rows = drawn(1, x={"list": {"list": {"choice": [1]}, "length": 2}, "length": 3})["x"]
    assert rows == ((1, 1), (1, 1), (1, 1))


@given(seed=SEEDS)
def test_the_constraint_holds(seed: int) -> None:
    values = drawn(seed, "a != b and a + b < 5", a={"integer": [1, 3]}, b={"integer": [1, 3]})
    assert values["a"] != values["b"]


def test_a_variant_is_fixed_by_the_id_and_the_seed() -> None:
    parameters = {"p": {"uniform": [0, 1], "decimals": 9}}
    one = question("numeric", answer=1, parameters=parameters)
    other = question("numeric", id="other", answer=1, parameters=parameters)
    assert one.variant(5).values == one.variant(5).values
    assert one.variant(5).values != one.variant(6).values
    assert one.variant(5).values != other.variant(5).values


def test_the_values_of_a_seed_are_the_same_on_every_machine() -> None:
    values = drawn(
        1,
        p={"uniform": [0.05, 0.95], "decimals": 2},
        x={"uniform": [0, 10]},
        n={"integer": [3, 600]},
        ys={"list": {"choice": [0, 1]}, "length": 6},
    )
    assert values == {
        "p": Fraction(9, 50),
        "x": Fraction(731077, 100000),
        "n": 596,
        "ys": (1, 1, 1, 0, 1, 1),
    }


def test_a_further_parameter_leaves_the_others_as_they_were() -> None:
    p = {"uniform": [0, 1], "decimals": 9}
    assert drawn(3, p=p)["p"] == drawn(3, a={"choice": [1, 2]}, p=p)["p"]


def test_values_can_be_fixed_and_the_rest_is_drawn() -> None:
    parameters = {"y": {"choice": [0, 1]}, "p": {"uniform": [0, 1], "decimals": 2}}
    asked = question("numeric", answer="p", parameters=parameters)
    assert asked.variant(fixed={"y": 1, "p": Fraction(9, 10)}).key() == "9/10"
    assert asked.variant(2, {"y": 7}).values["y"] == 7
    assert asked.variant(2, {"y": 7}).values["p"] == asked.variant(2).values["p"]


def test_a_seed_is_needed_where_there_are_parameters() -> None:
    asked = question("numeric", answer="p", parameters={"p": {"choice": [1]}})
    with pytest.raises(ValueError, match="“example” has random parameters: give a seed"):
        asked.variant()
    with pytest.raises(ValueError, match="give a seed"):
        asked.grade(1)


def test_a_fixed_name_that_is_no_parameter_is_refused() -> None:
    with pytest.raises(ParameterError, match="“q” is not a parameter"):
        question("numeric", answer=1).variant(fixed={"q": 1})


def test_fixed_values_have_to_meet_the_constraint() -> None:
    keys = {"answer": "p", "parameters": {"p": {"choice": [1, 2]}}, "constraint": "p < 2"}
    with pytest.raises(ParameterError, match="do not meet the constraint"):
        question("numeric", **keys).variant(fixed={"p": 2})


def test_a_question_without_parameters_has_one_variant() -> None:
    plain = question("true_false", prompt="In ${{ x }}$ the braces stay.")
    assert plain.variant() == Variant(plain)
    assert plain.variant(3).prompt == "In ${{ x }}$ the braces stay."


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (
            {"parameters": {"p": {"integer": [1, 3]}}, "constraint": "p > 3"},
            "constraint: none of 200 draws meets the constraint “p > 3”",
        ),
        (
            {"parameters": {"p": {"integer": [1, 3]}}, "constraint": "p + q > 3"},
            "constraint: “p + q > 3” cannot be read",
        ),
        (
            {"parameters": {"p": {"integer": [1, 3]}}, "constraint": "p + 1"},
            "constraint: the constraint “p + 1” cannot be checked",
        ),
        ({"constraint": "p > 3"}, "constraint: there are no parameters"),
        (
            {"parameters": {"p": {"integer": [3, 1]}}},
            "parameters.p: the ends of “p” are the wrong way round",
        ),
        (
            {"parameters": {"p": {"integer": [0.5, 1]}}},
            "parameters.p: the ends of “p” must be whole numbers",
        ),
        (
            {"parameters": {"p": {"uniform": [0.11, 0.19], "decimals": 1}}},
            "parameters.p: no number with 1 decimals lies between the ends of “p”",
        ),
        (
            {"parameters": {"ys": {"list": {"choice": [0]}, "length": "n"}, "n": {"choice": [2]}}},
            "parameters.ys.length: “n” cannot be read",
        ),
        (
            {"parameters": {"ys": {"list": {"choice": [0]}, "length": 0}}},
            "parameters.ys: the length of “ys” is 0",
        ),
        ({"parameters": {"p": {"choice": ["1/0"]}}}, "parameters.p: “1/0” in “p” has no value"),
        ({"parameters": {"2p": {"choice": [1]}}}, "parameters.2p: “2p” is no name"),
    ],
)
def test_parameters_that_cannot_be_drawn_are_problems(keys: dict[str, Any], expected: str) -> None:
    found = problems("numeric", answer=1, **keys)
    assert len(found) == 1
    assert found[0].startswith(expected)
