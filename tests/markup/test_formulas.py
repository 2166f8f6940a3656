"""What a learner typed, echoed as it was read."""

from textwrap import dedent

import pytest

from quiz.markup.formulas import display, inline
from quiz.symbolic.naming import Names
from quiz.symbolic.reading import read
from quiz.symbolic.tasks import Declaration


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("-sum(y_i*log(p_i), i=1..n)/n", "−(∑ᵢ₌₁ⁿ yᵢ·log(pᵢ))/n"),
        ("1/n*sum(sum(y_ik, k=1..K), i=1..n)", "(1/n)·∑ᵢ₌₁ⁿ ∑ₖ₌₁ᴷ yᵢₖ"),
        ("p^y*(1-p)^(1-y)", "pʸ·(1 − p)¹⁻ʸ"),
        ("a/2 if a > 0 else -a", "a/2 if a > 0 else −a"),
        ("a/(b*c)", "a/(b·c)"),
        ("a/b*c", "(a/b)·c"),
        ("2^(x/2)", "2^(x/2)"),
        ("sqrt(S/n)", "√(S/n)"),
    ],
)
def test_one_line_has_the_brackets_that_it_needs(typed: str, shown: str) -> None:
    assert inline(read(typed)) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (
            "-(1/n)*sum(y_i*log(p_i) + (1-y_i)*log(1-p_i), i=1..n)",
            """
              1   n
            − ─   ∑  (yᵢ·log(pᵢ) + (1 − yᵢ)·log(1 − pᵢ))
              n  i=1
            """,
        ),
        (
            "exp(-(y-mu)^2/(2*sigma^2))/(sigma*sqrt(2*pi))",
            """
                ⎛  (y − μ)²⎞
             exp⎜− ────────⎟
                ⎝    2σ²   ⎠
            ─────────────────
                 σ·√(2π)
            """,
        ),
        (
            "log(p/(1-p)) = a + b*x",
            """
               ⎛  p  ⎞
            log⎜─────⎟ = a + b·x
               ⎝1 − p⎠
            """,
        ),
        (
            "1 if x > 0 else 0 if x = 0 else -x/2",
            """
            ⎧ 1    if x > 0
            ⎪ 0    if x = 0
            ⎨
            ⎪   x
            ⎪ − ─  otherwise
            ⎩   2
            """,
        ),
        ("1/2/3", " 1\n ─\n 2\n───\n 3"),
        ("diff(x^2, x)", "d\n── (x²)\ndx"),
        ("a*b", "a·b"),
        ("x^(a/b)", "x^(a/b)"),
        ("diff(J, z) = 2x", "dJ\n── = 2x\ndz"),
        ("2*3*x^2*2*(a + b)", "2·3x²·2·(a + b)"),
        ("2*e_1 + 2*E", "2·e₁ + 2·E"),
        ("0.5x + 2pi", "0.5·x + 2π"),
        ("dJ/dp*dp/dz", "dJ   dp\n── · ──\ndp   dz"),
        ("r*sum(y_i, i=1..n)", "   n\nr  ∑  yᵢ\n  i=1"),
        ("delta(j, k)*x", "δⱼₖ·x"),
        ("a = b = c", "a = b = c"),
        ("a = b and c = d", "a = b and c = d"),
    ],
)
def test_two_dimensions_show_it_as_typed(typed: str, shown: str) -> None:
    lines = display(read(typed), 80)
    assert "\n".join(line.rstrip() for line in lines) == dedent(shown).strip("\n")


def test_what_is_too_wide_is_shown_on_one_line() -> None:
    node = read("(a+b+c)/(d+e_1+f)")
    assert display(node, 10) == ("a + b + c ", "──────────", "d + e₁ + f")
    assert display(node, 9)[0] == "(a + b"


def test_what_is_nested_deeper_than_latex_is_read_is_still_shown() -> None:
    node = read("(" * 30 + "x" + "+1)^2" * 30)
    assert len(inline(node)) > 200
    assert len(display(node, 40)) > 5


def test_declared_names_are_shown_with_their_accents() -> None:
    names = Names.of({"yhat": Declaration(), "MSE": Declaration(), "mu_1": Declaration()})
    assert inline(read("MSE - yhat*mu_1", names)) == "MSE − ŷ·μ₁"
