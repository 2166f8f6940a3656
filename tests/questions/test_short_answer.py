from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from question_examples import problems, question

from quiz.questions import Verdict
from quiz.questions.spelling import one_slip


def score(response: object, **keys: Any) -> float | None:
    return question("short_answer", **keys).grade(response).score


@pytest.mark.parametrize(
    "response",
    [
        "binary cross-entropy",
        "Binary Cross-Entropy",
        "binary cross entropy",
        "binary crossentropy",
        "binary-cross-entropy",
        "  binary   cross–entropy ",
        "bce",
        "B C E",
        "LogLoss",
        "log‑loss",
        "ＢＣＥ",
    ],
)
def test_case_spacing_and_hyphens_are_forgiven(response: str) -> None:
    grade = question("short_answer").grade(response)
    assert (grade.score, grade.feedback) == (1, ())


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        ("binary cross-entrpy", 1),
        ("binary cross-entroopy", 1),
        ("binary cross-entorpy", 1),
        ("binary cross-entropi", 1),
        ("Binary Cross Entrpy", 1),
        ("binary crosentropy", 1),
        ("binary cros-entrpy", 0),
        ("binry cross-entropy", 0),
        ("log lss", 0),
        ("BCD", 0),
        ("binary", 0),
        ("cross-entropy", 0),
    ],
)
def test_one_slip_in_a_long_word_is_forgiven(response: str, expected: float) -> None:
    assert score(response) == expected


def test_a_forgiven_slip_is_told() -> None:
    assert question("short_answer").grade("binary cross-entrpy").feedback == (
        "Taken as “binary cross-entropy”: mind the spelling.",
    )


@pytest.mark.parametrize(
    ("word", "expected"),
    [("seventh", 0), ("eighth-s", 0), ("eighthly", 1)],
)
def test_a_long_word_has_eight_letters_without_its_hyphens(word: str, expected: float) -> None:
    assert score(word[:-1], accept=[word]) == expected


def test_a_slip_that_makes_a_refused_word_is_not_forgiven() -> None:
    keys = {
        "accept": ["multinomial"],
        "reject": [{"text": "multinominal", "feedback": "That is no distribution."}],
    }
    assert score("multinomal", accept=["multinomial"]) == 1
    grade = question("short_answer", **keys).grade("multinominal")
    assert (grade.score, grade.feedback) == (0, ("That is no distribution.",))


def test_a_slip_as_near_to_a_refused_word_as_to_the_key_is_not_forgiven() -> None:
    keys = {"accept": ["underfitting"], "reject": [{"text": "underfittings"}]}
    assert score("underfitting", **keys) == 1
    assert score("underfittinga", **keys) == 0


def test_a_refused_text_is_known_in_any_case_and_gets_its_feedback() -> None:
    keys = {"reject": [{"text": "MSE", "feedback": "That is for regression."}]}
    for response in ("mse", " M-S-E "):
        grade = question("short_answer", **keys).grade(response)
        assert (grade.score, grade.feedback) == (0, ("That is for regression.",))


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        ("BCE", 1),
        ("bce", 0),
        ("BCE ", 0),
        ("B-CE", 0),
        ("binary cross-entropy", 1),
        ("binary cross entropy", 0),
        ("binary cross-entrpy", 0),
    ],
)
def test_exact_forgives_nothing(response: str, expected: float) -> None:
    assert score(response, exact=True) == expected


def test_accents_may_be_composed_or_not() -> None:
    assert score("cafe\u0301", accept=["caf\u00e9"], exact=True) == 1


@pytest.mark.parametrize(
    ("accept", "response", "expected"),
    [
        ("-1", "-1", 1),
        ("-1", "−1", 1),
        ("-1", "1", 0),
        ("1", "-1", 0),
        ("12", "1 2", 0),
        ("3 4", "34", 0),
        ("l2", "L 2", 1),
        ("l2", "L-2", 1),
        ("don’t", "don't", 1),
        ("-", "–", 1),
    ],
)
def test_digits_and_minus_signs_are_not_spacing(
    accept: str, response: str, expected: float
) -> None:
    assert score(response, accept=[accept]) == expected


PATTERN = r"/(binary )?(cross[- ]?entropy|log[- ]?loss)/"


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        ("cross-entropy", 1),
        ("Binary  Crossentropy", 1),
        ("LOG LOSS", 1),
        ("log loss function", 0),
        ("the log loss", 0),
    ],
)
def test_a_pattern_has_to_match_the_whole_in_any_case(response: str, expected: float) -> None:
    assert score(response, accept=["BCE", PATTERN]) == expected


def test_a_refused_text_beats_a_pattern() -> None:
    keys = {"accept": ["cross-entropy", "/.*entropy/"], "reject": [{"text": "relative entropy"}]}
    assert score("relative entropy", **keys) == 0
    assert score("binary entropy", **keys) == 1


def test_a_pattern_may_be_refused() -> None:
    keys = {"reject": [{"text": "/.*squared.*/", "feedback": "That is for regression."}]}
    assert question("short_answer", **keys).grade("the squared error").feedback == (
        "That is for regression.",
    )


def test_a_pattern_that_takes_too_long_leaves_the_answer_undecided() -> None:
    endless = question("short_answer", accept=["a", "/(a|a)*b|(a+)+c/"])
    assert endless.grade("a" * 200).verdict == Verdict.UNDECIDED


def test_slashes_within_a_text_are_no_pattern() -> None:
    assert score("/", accept=["/"]) == 1
    assert score("1/n", accept=["1/n"]) == 1


@pytest.mark.parametrize(
    "response", [None, 1, True, ["BCE"], {"text": "BCE"}, "", "  \n", "x" * 1001]
)
def test_what_is_no_text_is_invalid(response: object) -> None:
    assert question("short_answer").grade(response).verdict == Verdict.INVALID


@given(response=st.text())
def test_whatever_is_typed_is_graded(response: str) -> None:
    grade = question("short_answer").grade(response)
    assert grade.verdict in (Verdict.CORRECT, Verdict.INCORRECT, Verdict.INVALID)


@given(text=st.text(alphabet="abcdefg xyz-", min_size=1).filter(lambda text: text.strip(" -")))
def test_an_accepted_text_is_accepted_as_it_is_written(text: str) -> None:
    assert score(text, accept=[text]) == 1
    assert score(text, accept=[text], exact=True) == 1
    assert score(text.upper(), accept=[text]) == 1


@given(word=st.text(alphabet="abcde", min_size=8), data=st.data())
def test_one_edit_or_swap_is_a_slip_and_the_word_itself_is_none(
    word: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(min_value=0, max_value=len(word) - 1))
    letter = data.draw(st.sampled_from("abcde"))
    swapped = word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :]
    for changed in (
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        swapped,
    ):
        assert one_slip(changed, word) == (changed != word)
    assert not one_slip("zz" + word[2:] if word[:2] != "zz" else word, word)


def test_the_first_text_that_is_no_pattern_is_the_key() -> None:
    variant = question("short_answer", accept=["/b.e/", "BCE"]).variant()
    assert variant.key() == "BCE"
    assert variant.key_text() == "BCE"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"accept": ["a", "/(/"]}, "accept.1: “/(/” is not a regular expression"),
        ({"accept": ["/a+/"]}, "accept: every accepted text is a pattern"),
        ({"reject": [{"text": "/[/"}]}, "reject.0.text: “/[/” is not a regular expression"),
        ({"reject": [{"text": "Log-Loss"}]}, "reject.0.text: “Log-Loss” is accepted as well"),
    ],
)
def test_texts_that_cannot_be_graded_are_problems(keys: dict[str, Any], expected: str) -> None:
    found = problems("short_answer", **keys)
    assert len(found) == 1
    assert found[0].startswith(expected)


def test_the_case_may_tell_the_refused_from_the_accepted_where_it_counts() -> None:
    keys = {"accept": ["BCE"], "reject": [{"text": "bce"}], "exact": True}
    assert problems("short_answer", **keys) == []
