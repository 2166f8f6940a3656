"""Formulas as `quiz.markup.formulas` shows them: one line reads back, two dimensions fit."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from trees import NAMES, expressions, readable

from quiz.markup.characters import width as columns_of
from quiz.markup.formulas import display, inline
from quiz.symbolic.printing import plain
from quiz.symbolic.reading import read
from quiz.symbolic.tree import Derivative, Node, walk


@pytest.mark.parametrize(
    "text", ["abs(abs(x))", "abs(abs(x) - 1)", "abs(1 - abs(x))", "norm(abs(x))"]
)
def test_bars_within_bars_read_back_as_what_they_were(text: str) -> None:
    node = read(text)
    assert read(inline(node)) == node


@given(readable)
def test_a_formula_on_one_line_reads_back_as_the_same_expression(node: Node) -> None:
    assume(not any(isinstance(piece, Derivative) for piece in walk(node)))  # (d/dx)(…)
    assert plain(read(inline(node), NAMES)) == plain(node)


@given(expressions, st.integers(20, 100))
def test_a_formula_in_two_dimensions_fits_and_is_a_rectangle(node: Node, columns: int) -> None:
    lines = display(node, columns)
    assert all(columns_of(line) <= columns for line in lines)
    # A wide one is parted, with an empty line between the parts.
    for _, part in groupby(lines, bool):
        widths = [(columns_of(line), "─" in line) for line in part]
        if any(has_bar for _, has_bar in widths):
            assert len({width for width, _ in widths}) == 1


@given(expressions)
def test_nothing_of_a_formula_is_lost_in_two_dimensions(node: Node) -> None:
    shown = "".join(display(node, 100_000))
    for letter in "σpyπ":
        assert (letter in shown) == (letter in inline(node))
    assert "\\" not in shown
