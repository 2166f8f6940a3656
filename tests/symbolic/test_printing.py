from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from trees import NAMES, expressions, readable

from quiz.symbolic.latex import latex
from quiz.symbolic.printing import number, plain, unicode
from quiz.symbolic.reading import read
from quiz.symbolic.tree import Node


@given(readable)
def test_plain_text_reads_back_as_the_same_expression(node: Node) -> None:
    once = read(plain(node), NAMES)
    assert plain(once) == plain(node)
    assert read(plain(once), NAMES) == once


@given(readable)
def test_latex_reads_back_as_the_same_expression(node: Node) -> None:
    assert plain(read(latex(node), NAMES)) == plain(node)


@given(readable)
def test_unicode_text_reads_back_as_the_same_expression(node: Node) -> None:
    assert plain(read(unicode(node), NAMES)) == plain(node)


@given(expressions)
def test_unicode_is_one_line_without_backslashes(node: Node) -> None:
    shown = unicode(node)
    assert "\n" not in shown
    assert "\\" not in shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("-sum(y_i*log(p), i=1..n)/n", "−(∑ᵢ₌₁ⁿ yᵢ·log(p))/n"),
        ("1/n*sum(y_i, i=1..n)", "1/n·∑ᵢ₌₁ⁿ yᵢ"),
        ("sigma^2", "σ²"),
        ("sqrt(x + 1)", "√(x + 1)"),
        ("abs(x)^2", "|x|²"),
        ("abs(abs(x) - 1)", "|(|x| − 1)|"),
        ("x >= 2", "x ≥ 2"),
    ],
)
def test_unicode_looks_like_mathematics(typed: str, shown: str) -> None:
    assert unicode(read(typed, NAMES)) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(1, 3), "1/3"),
        (2.0, "2"),
        (0.6931471805599453, "0.693147"),
        (float("nan"), "undefined"),
        (Fraction(10**400), "a number too large to show"),
    ],
)
def test_numbers_are_short(value: Fraction | float, shown: str) -> None:
    assert number(value) == shown
