from __future__ import annotations

import pytest

from quiz.questions.layout import Blank, Choice, Layout
from quiz.symbolic.derivations.lines import split
from quiz.terminal.answers import (
    AnswerError,
    blank_response,
    label,
    labels,
    next_line_number,
    response_to,
)

OPTIONS = tuple(Choice(value, text) for value, text in [(3, "hinge"), (1, "BCE"), (2, "MSE")])
TRUTHS = (Choice(True, "true"), Choice(False, "false"))
TEXTS = tuple(Choice(text, text) for text in ["BCE", "MSE", "CCE"])
MANY = tuple(Choice(number, f"option {number}") for number in range(1, 31))

ONE = Layout("one", OPTIONS)
TRUTH = Layout("one", TRUTHS)
SEVERAL = Layout("several", OPTIONS)
PAIRS = Layout("pairs", TEXTS, lefts=("sigmoid", "identity", "softmax"))
ORDER = Layout("order", TEXTS)
TEXT = Layout("text")


@pytest.mark.parametrize(
    ("layout", "line", "response"),
    [
        (ONE, "b", 1),
        (ONE, " B ", 1),
        (ONE, "a)", 3),
        (ONE, "c.", 2),
        (ONE, "hinge", 3),
        (ONE, "mse", 2),
        (Layout("one", MANY), "ad", 30),
        (TRUTH, "t", True),
        (TRUTH, "T", True),
        (TRUTH, "false", False),
        (SEVERAL, "a c", [3, 2]),
        (SEVERAL, "ac", [3, 2]),
        (SEVERAL, "A, b and c", [3, 1, 2]),
        (SEVERAL, "b b", [1]),
        (SEVERAL, "-", []),
        (SEVERAL, "none", []),
        (Layout("several", MANY), "a ad", [1, 30]),
        (PAIRS, "1b 2a", ["MSE", "BCE", None]),
        (PAIRS, "1b2a3c", ["MSE", "BCE", "CCE"]),
        (PAIRS, "1-b, 2: a; 3 = c", ["MSE", "BCE", "CCE"]),
        (PAIRS, "3C", [None, None, "CCE"]),
        (PAIRS, "1- 2a", [None, "BCE", None]),
        (PAIRS, "-", [None, None, None]),
        (ORDER, "c a b", ["CCE", "BCE", "MSE"]),
        (ORDER, "cab", ["CCE", "BCE", "MSE"]),
        (ORDER, "c > a", ["CCE", "BCE"]),
        (TEXT, "  binary cross-entropy ", "binary cross-entropy"),
        (TEXT, "-log(0.9)", "-log(0.9)"),
        (Layout("formula"), "p - y", "p - y"),
    ],
)
def test_a_line_of_short_hand_is_a_response(layout: Layout, line: str, response: object) -> None:
    found = response_to(layout, line)
    assert found == response
    assert type(found) is type(response)


@pytest.mark.parametrize(
    ("layout", "line", "said"),
    [
        (ONE, "d", "one letter, a to c"),
        (ONE, "2", "one letter"),
        (ONE, "a b", "one letter"),
        (TRUTH, "a", "t for true or f for false"),
        (SEVERAL, "a x", "no x here"),
        (SEVERAL, ",", "- for none"),
        (PAIRS, "b a c", "1c 2a"),
        (PAIRS, "4a", "no row 4"),
        (PAIRS, "1z", "no z on the right"),
        (PAIRS, "1a 1b", "Row 1 stands there twice"),
        (PAIRS, "1a?", "1c 2a"),
        (ORDER, "a b a", "a stands there twice"),
        (ORDER, "a d", "no d here"),
    ],
)
def test_another_line_is_no_answer_and_the_message_says_what_is(
    layout: Layout, line: str, said: str
) -> None:
    with pytest.raises(AnswerError, match=said):
        response_to(layout, line)


def test_a_blank_takes_a_letter_where_it_has_choices() -> None:
    blank = Blank("loss", TEXTS)
    assert blank_response(blank, "b") == "MSE"
    with pytest.raises(AnswerError):
        blank_response(blank, "z")


def test_a_blank_takes_any_text_where_it_has_none() -> None:
    assert blank_response(Blank("loss"), " p - y ") == "p - y"


@pytest.mark.parametrize("blank", [Blank("loss"), Blank("loss", TEXTS)])
def test_a_dash_leaves_a_blank_empty(blank: Blank) -> None:
    assert blank_response(blank, "-") == ""


def test_options_are_lettered_beyond_z() -> None:
    assert [label(place) for place in (0, 25, 26, 27, 52, 701, 702)] == [
        *("a", "z", "aa", "ab", "ba", "zz", "aaa"),
    ]


def test_every_option_has_a_letter_of_its_own() -> None:
    assert len(labels(MANY)) == len(MANY)


def test_a_truth_is_typed_as_itself() -> None:
    assert list(labels(TRUTHS)) == ["t", "f"]


@pytest.mark.parametrize(
    ("draft", "number"),
    [
        ([], 1),
        (["J = 1", "= 2"], 3),
        (["# why", "J = 1 # because", "  # and so"], 2),
        (["\\begin{align*}", "J &= 1 \\\\", "\\end{align*}"], 2),
        (["\\begin{align*} J &= 1"], 2),
        (["J &= 1 \\\\ &= 2 \\\\", "&= 3"], 4),
        (["\\begin{align*} J &= 1 \\\\ &= 2 \\end{align*}"], 3),
        (["\\begin{align*}", "J &= 1", "+ 2 \\\\", "&= 3 \\\\", "\\end{align*}"], 3),
    ],
)
def test_lines_are_numbered_as_the_result_will_count_them(draft: list[str], number: int) -> None:
    assert next_line_number(draft) == number
    assert len(split("\n".join(draft))) == number - 1
