from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from question_examples import problems, question

from quiz.questions import ParameterError, Verdict

RIGHT, WRONG, ASKED = Verdict.CORRECT, Verdict.INCORRECT, Verdict.INVALID


def verdict(response: object, **keys: Any) -> Verdict:
    return question("numeric", **{"tolerance": None, **keys}).grade(response).verdict


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        ("0.105", RIGHT),
        (0.105, RIGHT),
        ("1.05e-1", RIGHT),
        ("1.05E-1", RIGHT),
        (" +0.105 ", RIGHT),
        (".105", RIGHT),
        ("2/19", RIGHT),
        ("-log(0.9)", RIGHT),
        ("−log(0.9)", RIGHT),
        ("= 0.105", RIGHT),
        ("≈0.105", RIGHT),
        ("L = 0.105", RIGHT),
        ("1.05·10^-1", RIGHT),
        ("10.5%", RIGHT),
        ("0.11", WRONG),
        ("-0.105", WRONG),
        ("−0.105", WRONG),
        (1, WRONG),
        ("0,105", ASKED),
        ("0.1 05", ASKED),
        ("0.1.05", ASKED),
        ("1'000", ASKED),
        ("", ASKED),
        ("  ", ASKED),
        ("=", ASKED),
        ("a tenth", ASKED),
        ("0.105 nats", ASKED),
        ("1/0", ASKED),
        ("log(0)", ASKED),
        ("inf", ASKED),
        ("1 = 2", ASKED),
        ("[1, 2]", ASKED),
        ("9**9**9", ASKED),
        ("2^-10000", ASKED),
        ("(" * 400, ASKED),
        ("1" * 501, ASKED),
        (float("nan"), ASKED),
        (float("inf"), ASKED),
        pytest.param(10**5000, ASKED, id="a huge integer"),
        (True, ASKED),
        (None, ASKED),
        ([0.105], ASKED),
        ({"answer": 0.105}, ASKED),
    ],
)
def test_a_number_is_read_in_the_notations_that_people_use(
    response: object, expected: Verdict
) -> None:
    assert verdict(response, answer="-log(0.9)", tolerance={"decimals": 3}) == expected


@pytest.mark.parametrize(
    ("response", "said"),
    [
        ("1,5", "Did you mean 1.5?"),
        ("-1,5", "Did you mean -1.5?"),
        ("1,500", "Did you mean 1.500 or 1500?"),
        ("1,234,567", "Did you mean 1234567?"),
        ("1,234.5", "Did you mean 1234.5?"),
        ("log(0,9)", "write a decimal point"),
    ],
)
def test_a_comma_between_digits_is_asked_about(response: str, said: str) -> None:
    grade = question("numeric", answer=1.5).grade(response)
    assert grade.verdict == Verdict.INVALID
    assert grade.score is None
    assert said in grade.feedback[0]


@pytest.mark.parametrize("response", ["1,5", "1.5", "3/2", "max(1, 1,5)"])
def test_a_decimal_comma_is_read_where_the_author_allows_it(response: str) -> None:
    assert verdict(response, answer=1.5, decimal_comma=True) == RIGHT


@pytest.mark.parametrize(
    ("tolerance", "answer", "response", "expected"),
    [
        # exact
        (None, 0.3, "0.3", RIGHT),
        (None, 0.3, "3/10", RIGHT),
        (None, 0.3, "0.1 + 0.2", RIGHT),
        (None, 0.3, 0.1 + 0.2, WRONG),
        (None, "1/3", "0.333333333333", WRONG),
        (None, "1/3", "1/3", RIGHT),
        (None, 2, "sqrt(2)^2", RIGHT),
        (None, 2, "log(e^2)", RIGHT),
        (None, 2, 2.0000000001, WRONG),
        (None, 0, "-0", RIGHT),
        # absolute: the edge is inside
        ({"absolute": 0.1}, 0.3, "0.4", RIGHT),
        ({"absolute": 0.1}, 0.3, "0.2", RIGHT),
        ({"absolute": 0.1}, 0.3, "0.400000001", WRONG),
        ({"absolute": 0.1}, 0.3, "0.199999999", WRONG),
        # relative, of the answer
        ({"relative": 0.01}, 200, "202", RIGHT),
        ({"relative": 0.01}, 200, "198", RIGHT),
        ({"relative": 0.01}, 200, "202.0001", WRONG),
        ({"relative": 0.01}, -200, "-202", RIGHT),
        ({"relative": 0.01}, 0, "0", RIGHT),
        ({"relative": 0.01}, 0, "0.001", WRONG),
        # decimals: half a unit of the last, more digits welcome
        ({"decimals": 2}, "2/3", "0.67", RIGHT),
        ({"decimals": 2}, "2/3", "0.66667", RIGHT),
        ({"decimals": 2}, "2/3", "0.66", WRONG),
        ({"decimals": 2}, 0.125, "0.12", RIGHT),
        ({"decimals": 2}, 0.125, "0.13", RIGHT),
        ({"decimals": 2}, 0.125, "0.1299999", RIGHT),
        ({"decimals": 2}, 0.125, "0.1300001", WRONG),
        ({"decimals": 0}, 2.5, "3", RIGHT),
        ({"decimals": 0}, 2.5, "2", RIGHT),
        ({"decimals": 3}, "-log(0.9)", "0.105", RIGHT),
        ({"decimals": 3}, "-log(0.9)", "0.1049", RIGHT),
        ({"decimals": 3}, "-log(0.9)", "0.106", WRONG),
        # significant figures
        ({"significant_figures": 3}, 1234.5, "1230", RIGHT),
        ({"significant_figures": 3}, 1234.5, "1229.5", RIGHT),
        ({"significant_figures": 3}, 1234.5, "1229.49", WRONG),
        ({"significant_figures": 2}, 0.00123, "0.0012", RIGHT),
        ({"significant_figures": 2}, 0.00123, "1.2e-3", RIGHT),
        ({"significant_figures": 2}, 0.00123, "0.001", WRONG),
        ({"significant_figures": 3}, 9.996, "10.0", RIGHT),
        ({"significant_figures": 2}, 1, "1.05", RIGHT),
        ({"significant_figures": 2}, 1, "0.949", WRONG),
        # of two, either suffices
        ({"absolute": 0.001, "relative": 0.5}, 10, "14", RIGHT),
        ({"absolute": 5, "relative": 0.001}, 10, "14", RIGHT),
        ({"absolute": 1, "relative": 0.1}, 10, "14", WRONG),
    ],
)
def test_the_tolerance_says_how_near_is_right(
    tolerance: dict[str, float] | None, answer: float | str, response: object, expected: Verdict
) -> None:
    assert verdict(response, answer=answer, tolerance=tolerance) == expected


@given(
    thousandths=st.integers(min_value=-(10**6), max_value=10**6),
    decimals=st.integers(min_value=0, max_value=3),
)
def test_an_answer_rounded_to_the_decimals_asked_is_always_right(
    thousandths: int, decimals: int
) -> None:
    answer = f"{thousandths}/1000"
    rounded = f"{thousandths / 1000:.{decimals}f}"
    assert verdict(rounded, answer=answer, tolerance={"decimals": decimals}) == RIGHT


@given(
    answer=st.floats(min_value=1e-8, max_value=1e8),
    figures=st.integers(min_value=1, max_value=6),
)
def test_an_answer_rounded_to_the_figures_asked_is_always_right(
    answer: float, figures: int
) -> None:
    rounded = f"{answer:.{figures - 1}e}"
    assert verdict(rounded, answer=answer, tolerance={"significant_figures": figures}) == RIGHT


@given(response=st.text() | st.text(alphabet="0123456789.,eE+-*/^()% =logsqrtn!ⁿ²½"))
def test_whatever_is_typed_is_graded(response: str) -> None:
    grade = question("numeric").grade(response)
    assert (grade.score is None) == (grade.verdict == Verdict.INVALID)
    assert grade.verdict == Verdict.CORRECT or grade.feedback or grade.score == 0


@pytest.mark.parametrize(
    ("unit", "response", "expected"),
    [
        ("nats", "0.105", RIGHT),
        ("nats", "0.105 nats", RIGHT),
        ("nats", "0.105nats", RIGHT),
        ("nats", "0.105 Nats", RIGHT),
        ("nats", "-log(0.9) nats", RIGHT),
        ("nats", "2/19 nats", WRONG),
        ("nats", "0.2 nats", WRONG),
        ("nats", "0.105 bits", ASKED),
        ("nats", "0.105 %", ASKED),
        ("nats", "nats", ASKED),
        ("m", "0.105 m", RIGHT),
        ("m", "0.105 M", ASKED),
        ("m", "10.5 cm", ASKED),
        ("m/s", "0.105 m/s", RIGHT),
        ("%", "0.105 %", RIGHT),
        ("%", "0.105%", RIGHT),
        ("%", "0.105", RIGHT),
        ("€", "€0.105", RIGHT),
        ("°C", "0.105 °C", RIGHT),
    ],
)
def test_the_unit_may_be_typed_or_left_out_and_another_is_asked_about(
    unit: str, response: str, expected: Verdict
) -> None:
    tolerance = {"absolute": 0.001} if "log" in response else {"absolute": 0.0001}
    assert verdict(response, answer=0.105, unit=unit, tolerance=tolerance) == expected


def test_another_unit_is_named_with_the_one_that_is_wanted() -> None:
    grade = question("numeric", unit="nats").grade("0.105 bits")
    assert grade.feedback == ("The answer is wanted in nats, not in “bits”.",)
    assert question("numeric").grade("0.105 bits").feedback == (
        "The answer is a plain number: leave out “bits”.",
    )


def test_a_percent_sign_is_a_hundredth_but_asked_about_where_that_costs_the_answer() -> None:
    assert verdict("45%", answer=0.45) == RIGHT
    assert verdict("45%", answer=45) == ASKED
    assert verdict("44%", answer=45) == WRONG


def test_a_formula_is_echoed_as_it_was_read() -> None:
    graded = question("numeric").grade
    assert graded("-log(0.9)").read_as == "−log(0.9) ≈ 0.105361"
    assert graded("21/200").read_as == "21/200 = 0.105"
    assert graded("3*10^400").read_as == "3·10⁴⁰⁰"
    assert graded("7^400").read_as == "7⁴⁰⁰ ≈ 1.0945·10³³⁸"
    assert graded("0.105").read_as is None


MISTAKES = [
    {"answer": "-log10(0.9)", "feedback": "That is the logarithm to base 10.", "score": 0.5},
    {"answer": "log(0.9)", "feedback": "The sign."},
]


@pytest.mark.parametrize(
    ("response", "score", "feedback"),
    [
        ("0.105", 1, ()),
        ("0.046", 0.5, ("That is the logarithm to base 10.",)),
        ("-0.105", 0, ("The sign.",)),
        ("0.5", 0, ()),
    ],
)
def test_a_recognised_mistake_has_its_own_score_and_feedback(
    response: str, score: float, feedback: tuple[str, ...]
) -> None:
    keys = {"answer": "-log(0.9)", "tolerance": {"decimals": 3}, "mistakes": MISTAKES}
    grade = question("numeric", **keys).grade(response)
    assert (grade.score, grade.feedback) == (score, feedback)


def test_the_first_mistake_that_matches_wins_after_the_key() -> None:
    mistakes = [{"answer": 2, "feedback": "first"}, {"answer": 2, "feedback": "second"}]
    assert question("numeric", answer=1, mistakes=mistakes).grade(2).feedback == ("first",)


def test_an_answer_rounded_too_far_is_told_so() -> None:
    assert question("numeric", answer=0.1054).grade("0.11").feedback == ("Keep more digits.",)
    assert question("numeric", answer=0.1054).grade("0.2").feedback == ()


@pytest.mark.parametrize(
    ("answer", "tolerance", "key", "text"),
    [
        (3, None, 3, "3"),
        (0.5, None, "1/2", "0.5"),
        ("2/19", None, "2/19", "2/19"),
        ("2/19", {"decimals": 3}, "2/19", "0.105"),
        ("-log(0.9)", {"decimals": 4}, 0.10536051565782628, "0.1054"),
        ("-log(0.9)", {"significant_figures": 2}, 0.10536051565782628, "0.11"),
        ("1000000", None, 1000000, "1000000"),
    ],
)
def test_the_key_is_shown_as_precisely_as_was_asked(
    answer: object, tolerance: dict[str, int] | None, key: object, text: str
) -> None:
    variant = question("numeric", answer=answer, tolerance=tolerance).variant()
    assert variant.key() == key
    assert variant.grade(variant.key()).score == 1
    assert variant.key_text() == text


def test_the_key_is_shown_with_its_unit() -> None:
    variant = question("numeric", unit="nats").variant()
    assert variant.key_text() == "0.105 nats"
    assert variant.layout().unit == "nats"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"answer": "-log(0.9)", "tolerance": None}, "answer: “-log(0.9)” is irrational"),
        ({"answer": "log(0.9", "tolerance": None}, "answer: “log(0.9” cannot be read"),
        ({"answer": "p"}, "answer: “p” cannot be read"),
        ({"answer": "1/0"}, "answer: “1/0” has no value"),
        ({"answer": 0, "tolerance": {"significant_figures": 2}}, "tolerance: the answer can be 0"),
        (
            {"mistakes": [{"answer": "lgo(2)", "feedback": "no"}]},
            "mistakes.0.answer: “lgo(2)” cannot be read",
        ),
        (
            {"mistakes": [{"answer": 0.1051, "feedback": "no"}]},
            "mistakes.0.answer: this mistake is right within the tolerance",
        ),
        (
            {"mistakes": [{"answer": "1/0", "feedback": "no"}]},
            "mistakes.0.answer: “1/0” has no value",
        ),
    ],
)
def test_numbers_that_cannot_be_graded_are_problems(keys: dict[str, Any], expected: str) -> None:
    found = problems("numeric", **keys)
    assert len(found) == 1
    assert found[0].startswith(expected)


@pytest.mark.parametrize("answer", ["sqrt(4)", "2^3", "4^(1/2)", "1/3", "0.1 + 0.2"])
def test_a_rational_answer_needs_no_tolerance(answer: str) -> None:
    assert problems("numeric", answer=answer, tolerance=None) == []


def test_an_answer_that_is_irrational_in_some_variants_needs_a_tolerance() -> None:
    keys = {"answer": "sqrt(n)", "parameters": {"n": {"choice": [4, 2, 3, 5]}}, "tolerance": None}
    assert [message.split(":")[0] for message in problems("numeric", **keys)] == ["answer"]


def test_a_variant_in_which_the_answer_has_no_value_is_undecided_and_says_so() -> None:
    keys = {"answer": "1/(n - 2)", "parameters": {"n": {"choice": [1, 2, 3]}}}
    variant = question("numeric", **keys).variant(fixed={"n": 2})
    assert variant.grade("1").verdict == Verdict.UNDECIDED
    assert variant.key_text() == "The answer has no value here: this divides by zero."
    with pytest.raises(ParameterError, match="the answer has no value here"):
        variant.key()


@pytest.mark.parametrize(("typed", "is_told"), [("b", True), ("half", True), ("2x", False)])
def test_a_word_for_a_number_is_told_what_a_number_is(typed: str, is_told: bool) -> None:
    grade = question("numeric").grade(typed)
    assert grade.verdict is Verdict.INVALID
    assert ("The answer is a number, such as 0.25 or 2/19." in grade.feedback[0]) is is_told
