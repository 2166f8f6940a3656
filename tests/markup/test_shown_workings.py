from __future__ import annotations

import pytest

from quiz.markup.workings import accented, accents, shown_lines
from quiz.symbolic.naming import Names
from quiz.symbolic.printing import plain
from quiz.symbolic.reading import read
from quiz.symbolic.tasks import Declaration

SYMBOLS = {
    "p": Declaration("(0, 1)", ("n",), latex=r"\hat p"),
    "y": Declaration("{0, 1}", ("n",)),
    "z": Declaration(latex=r"z^\star"),
}
NAMES = Names.of(SYMBOLS, others={"L": Declaration()})


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("log(L) = sum(y_i*log(p_i), i=1..n)", "log(L) = ∑ᵢ₌₁ⁿ yᵢ·log(p̂ᵢ)"),
        ("    = -z^2/2", "    = −z²/2"),
        ("L = 0 or L = z^2", "L = 0 or L = z²"),
        ("", ""),
        ("L = p_1  # a remark", "L = p_1  # a remark"),
        ("L = (", "L = ("),
        ("S := p_1", "S := p_1"),
    ],
)
def test_a_line_is_shown_as_mathematics_where_it_is_a_formula(written: str, shown: str) -> None:
    assert shown_lines([written], NAMES, 80) == [shown]


def test_a_line_that_would_not_fit_stays_as_written() -> None:
    line = "log(L) = sum(y_i*log(p_i), i=1..n)"
    assert shown_lines([line], NAMES, 10) == [line]


def test_a_name_that_is_declared_with_an_accent_is_shown_with_it() -> None:
    assert accents(SYMBOLS) == {"p": "phat"}
    assert plain(accented(read("p_1 + z", NAMES), accents(SYMBOLS))) == "phat_1 + z"
