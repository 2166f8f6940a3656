"""Formulas in two dimensions, as a learner sees them in a terminal."""

from textwrap import dedent

import pytest

from quiz.markup.maths import display

SHOWN = [
    (
        r"J = -\frac{1}{n}\sum_{i=1}^{n}\left(y_i\log\hat p_i + (1-y_i)\log(1-\hat p_i)\right).",
        """
              1   n
        J = − ─   ∑  (yᵢ log p̂ᵢ + (1 − yᵢ) log(1 − p̂ᵢ))
              n  i=1
        """,
    ),
    (
        r"L = \prod_{i=1}^{n} \frac{1}{\sigma\sqrt{2\pi}} e^{-(y_i-\mu_i)^2/(2\sigma^2)}",
        """
             n
            ┬──┬   1     −(yᵢ−μᵢ)²/(2σ²)
        L = │  │ ────── e
            ┴  ┴ σ√(2π)
            i=1
        """,
    ),
    (
        r"\ell(\mu)=-\frac n2\log(2\pi\sigma^2)-\sum_{i=1}^n\frac{(y_i-\mu)^2}{2\sigma^2}",
        """
                                n
                 n             ___ (yᵢ − μ)²
        ℓ(μ) = − ─ log(2πσ²) − ╲   ─────────
                 2             ╱      2σ²
                               ‾‾‾
                               i=1
        """,
    ),
    (
        r"\mathrm{softmax}(z)_k=\frac{e^{z_k}}{\sum_{j=1}^K e^{z_j}}",
        """
                         zₖ
                        e
        softmax(z)ₖ = ───────
                       K   zⱼ
                       ∑  e
                      j=1
        """,
    ),
    (
        r"\hat p=\operatorname*{arg\,max}_p \prod_{i=1}^n p^{y_i}(1-p)^{1-y_i}",
        """
                     n   yᵢ       1−yᵢ
        p̂ = arg max  ∏  p  (1 − p)
               p    i=1
        """,
    ),
    (
        r"f(y)=\begin{cases}p&\text{if }y=1\\1-p&\text{if }y=0\end{cases}",
        """
               ⎧ p      if y = 1
        f(y) = ⎨
               ⎩ 1 − p  if y = 0
        """,
    ),
    (
        r"Ax = \begin{pmatrix}a&b\\c&d\end{pmatrix}\begin{bmatrix}x\\\frac12\\z\end{bmatrix}",
        """
                   ⎡x⎤
                   ⎢ ⎥
                   ⎢1⎥
        Ax = ⎛a  b⎞⎢─⎥
             ⎝c  d⎠⎢2⎥
                   ⎢ ⎥
                   ⎣z⎦
        """,
    ),
    (
        r"\begin{aligned}J&=-\frac1n\log L\\&=\frac{S}{2\sigma^2}+c\end{aligned}",
        """
              1
        J = − ─ log L
              n

             S
          = ─── + c
            2σ²
        """,
    ),
    (
        r"\sqrt{\frac{S}{n}} + \sqrt{x+1} = \left(\frac{a}{b}\right)^2",
        """
         ┌──
         │ S              ⎛a⎞²
         │ ─ + √(x + 1) = ⎜─⎟
        ╲│ n              ⎝b⎠
        """,
    ),
    (
        r"(\frac{a}{b})^{\frac{1}{n}} + \binom{n}{k}p^k(1-p)^{n-k}",
        """
           1/n
        ⎛a⎞      ⎛n⎞
        ⎜─⎟    + ⎜ ⎟pᵏ(1 − p)ⁿ⁻ᵏ
        ⎝b⎠      ⎝k⎠
        """,
    ),
    (
        r"\left.\frac{dJ}{dw}\right|_{w=0} = \frac{d}{dw}\left(w^2\right)",
        """
        dJ│      d
        ──│    = ── (w²)
        dw│w=0   dw
        """,
    ),
    (
        r"\frac{1}{1+\frac{1}{1+x}}",
        """
             1
        ───────────
               1
         1 + ─────
             1 + x
        """,
    ),
    (
        r"\overline{x+y} + \widehat{MSE} + \hat{y}_{i,k}^2 + x_{\max}",
        """
        _____    ^
        x + y + MSE + ŷ²   + x
                       i,k    max
        """,
    ),
    (
        r"y_1,\dots,y_n\overset{\text{iid}}{\sim}\mathrm{Bernoulli}(p)",
        """
                  iid
        y₁, …, yₙ  ∼  Bernoulli(p)
        """,
    ),
    (
        r"\sum_{\substack{i<j\\ j\le n}} x_{ij} \cdot \left|\frac ab\right|",
        """
        ___       │a│
        ╲   xᵢⱼ · │─│
        ╱         │b│
        ‾‾‾
        i<j
        j≤n
        """,
    ),
]


def block(lines: tuple[str, ...]) -> str:
    return "\n".join(line.rstrip() for line in lines)


@pytest.mark.parametrize(("latex", "shown"), SHOWN)
def test_a_display_formula_has_two_dimensions(latex: str, shown: str) -> None:
    assert block(display(latex)) == dedent(shown).strip("\n")


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        ("J=-\\log p.", "J = −log p."),
        (r"\sigma^2 + p^{1-y} + e^{-z}", "σ² + p¹⁻ʸ + e⁻ᶻ"),
        (r"f(x) = |x| + (a, b]", "f(x) = |x| + (a, b]"),
        (r"\mathbf{w}^\top x \text{ if } y = 1", "𝐰ᵀx if y = 1"),
        ("", ""),
    ],
)
def test_what_needs_one_line_takes_one(latex: str, shown: str) -> None:
    assert display(latex) == (shown,)


def test_a_formula_wider_than_the_screen_is_on_one_line_broken_before_a_sign() -> None:
    latex = r"J = -\frac{1}{n}\sum_{i=1}^{n}\left(y_i\log\hat p_i + (1-y_i)\log(1-\hat p_i)\right)"
    assert display(latex, 36) == (
        "J = −(1/n)·∑ᵢ₌₁ⁿ (yᵢ log p̂ᵢ",
        "  + (1 − yᵢ) log(1 − p̂ᵢ))",
    )


def test_a_formula_is_broken_before_its_relation_rather_than_in_brackets() -> None:
    shown = display("f(a + b + c) = g(a + b + c) = h(a + b + c)", 20)
    assert shown == ("f(a + b + c)", "  = g(a + b + c)", "  = h(a + b + c)")


PARTED = [
    (
        r"\log L = -\frac n2 \log(2\pi\sigma^2) - \frac{1}{2\sigma^2}\sum_{i=1}^n (y_i-\mu)^2.",
        """
                  n
        log L = − ─ log(2πσ²)
                  2

             1    n
          − ───   ∑  (yᵢ − μ)²
            2σ²  i=1
        """,
    ),
    (
        r"\sum_{i=1}^n (1-y_i) = n - \sum_{i=1}^n y_i",
        """
         n
         ∑  (1 − yᵢ)
        i=1

                 n
          = n −  ∑  yᵢ
                i=1
        """,
    ),
    (
        r"\sum_i y_i = n \mu \text{ and } n v = \frac{S}{2} + \frac{T}{3} + c",
        """
        ∑ yᵢ = nμ
        i

                    S   T
           and nv = ─ + ─ + c
                    2   3
        """,
    ),
    (
        r"\frac{1}{2 p (1-p)} = \frac{1}{0.0198} \approx 50.5",
        """
            1         1
        ───────── = ──────
        2p(1 − p)   0.0198
          ≈ 50.5
        """,
    ),
]


@pytest.mark.parametrize(("latex", "shown"), PARTED)
def test_a_wide_formula_in_two_dimensions_is_parted_at_its_signs(latex: str, shown: str) -> None:
    assert block(display(latex, 24)) == dedent(shown).strip("\n")


def test_a_function_is_not_parted_from_what_it_is_taken_of() -> None:
    latex = r"\log L = \sum_{i=1}^n y_i \log \hat p_i \cdot (1-y_i) \log(1-\hat p_i)"
    assert display(latex, 24) == ("log L = ∑ᵢ₌₁ⁿ yᵢ", "  log p̂ᵢ·(1 − yᵢ)", "  log(1 − p̂ᵢ)")


def test_a_letter_keeps_its_scripts_where_a_formula_has_to_be_cut() -> None:
    latex = r"e^{-(y_i-\hat y_i)^2/(2\sigma^2)}"
    assert display(latex, 12) == ("e^(−(yᵢ−ŷᵢ)²", "  /(2σ²))")


def test_each_of_several_lines_is_judged_by_its_own_width() -> None:
    latex = r"\begin{aligned}J&=\frac ab\\&=" + "+".join("abcdefghijkl") + r"\end{aligned}"
    assert block(display(latex, 24)).split("\n") == [
        "    a",
        "J = ─",
        "    b",
        "  = a + b + c + d + e",
        "    + f + g + h + i + j",
        "    + k + l",
    ]


def test_a_formula_of_very_many_lines_is_shown_on_one() -> None:
    latex = "x"
    for _ in range(16):
        latex = rf"\frac{{1}}{{1+{latex}}}"
    assert len(display(latex)) == 1


@pytest.mark.parametrize(
    "around", [r"\frac{%s}{2}", r"\sqrt{%s}", r"\left(%s\right)", "x^{%s}", r"\hat{%s}", "{%s}"]
)
def test_brackets_within_groups_are_never_nested_too_deep_to_be_shown(around: str) -> None:
    latex = "x"
    for _ in range(19):
        latex = around % ("(" * 35 + latex + ")" * 35)
    assert "(" * 35 in display(latex, 80)[0]


def test_scripts_nested_as_deep_as_can_be_are_laid_out() -> None:
    """Each is printed once: printing it twice at each level would take a minute."""
    shown = display(r"x^{\frac12 " * 19 + "y" + "}" * 19)
    assert shown[0].strip().startswith("(1/2)x^(")
    assert shown[1].rstrip() == "x"
