"""What is being typed, laid out after each key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.markup.characters import width as columns_of
from quiz.markup.previews import Preview, preview, preview_line
from quiz.symbolic.naming import Names
from quiz.symbolic.tasks import Declaration

NAMES = Names.of(
    {
        **{name: Declaration() for name in ("x", "z", "J", "L")},
        "n": Declaration("natural"),
        "y": Declaration("{0, 1}", ("n",)),
        "p": Declaration("(0, 1)", ("n",), latex=r"\hat p"),
    }
)

GROWING = [
    ("1/", ["1", "─", "□"]),
    ("1/(1 + e^(-z", ["   1   ", "───────", "1 + e⁻ᶻ"]),
    (r"\frac{x}{", ["x", "─", "□"]),
    ("sum(y_i", [" n   ", " ∑  yᵢ", "i=1  "]),
    ("x +", ["x + □"]),
    ("x = z =", ["x = z = □"]),
]


@pytest.mark.parametrize(("typed", "lines"), GROWING)
def test_a_formula_is_laid_out_while_it_grows(typed: str, lines: list[str]) -> None:
    shown = preview(typed, NAMES)
    assert [line.rstrip() for line in shown.lines] == [line.rstrip() for line in lines]
    assert shown.error is None


LINES = [
    ("= -1/n", "    1", "= − ─", "    n"),
    ("W := x/", "    x", "W ≔ ─", "    □"),
    ("=> x = 1/2", "      1", "⇒ x = ─", "      2"),
    ("J = ", "J = □"),
    ("therefore", None),
]


@pytest.mark.parametrize(("typed", "lines"), [(row[0], row[1:]) for row in LINES])
def test_a_line_of_working_shows_how_it_begins(typed: str, lines: tuple[str | None, ...]) -> None:
    shown = preview_line(typed, NAMES)
    assert [line.rstrip() for line in shown.lines] == [line for line in lines if line is not None]
    assert shown.error is None


def test_what_cannot_be_mended_is_said_with_its_place() -> None:
    shown = preview("x + ) + z", NAMES)
    assert shown.lines == ()
    assert shown.error is not None
    assert shown.error.position == 4


@given(st.text(alphabet="xyzn12()/+-^_={}", max_size=30), st.integers(20, 80))
def test_a_preview_is_never_wider_than_it_may_be(text: str, columns: int) -> None:
    for shown in (preview(text, NAMES, columns), preview_line(text, NAMES, columns)):
        assert all(columns_of(line) <= columns for line in shown.lines)
        assert not (shown.lines and shown.error)


def test_of_a_named_formula_the_right_side_is_shown() -> None:
    names = Names.of({"x": Declaration("real")})
    assert preview("J", names) == Preview()
    assert preview("J =", names).error is None
    assert preview("J = 2x", names).lines == ("2x",)
    assert preview("J = 2q", names).error is not None


def test_a_name_is_shown_with_its_hat() -> None:
    names = Names.of({"p": Declaration("(0, 1)", latex=r"\hat p")})
    assert preview("1-p", names).lines == ("1 − p̂",)
    assert preview_line("= 1-p", names).lines == ("= 1 − p̂",)
