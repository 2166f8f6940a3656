import re
import unicodedata

import pytest

from quiz.markup.maths import MathsError, display, inline

LIKELIHOODS = [
    (r"-\frac1n\sum_i y_i\log\hat p_i", "−(1/n)·∑ᵢ yᵢ log p̂ᵢ"),
    (
        r"-\frac{1}{n}\sum_{i=1}^{n}\left[y_i\log\hat p_i+(1-y_i)\log(1-\hat p_i)\right]",
        "−(1/n)·∑ᵢ₌₁ⁿ [yᵢ log p̂ᵢ + (1 − yᵢ) log(1 − p̂ᵢ)]",
    ),
    (r"L(p)=\prod_{i=1}^n p_i^{y_i}(1-p_i)^{1-y_i}", "L(p) = ∏ᵢ₌₁ⁿ pᵢ^(yᵢ) (1 − pᵢ)^(1−yᵢ)"),
    (r"\sigma(z)=\frac{1}{1+e^{-z}}", "σ(z) = 1/(1 + e⁻ᶻ)"),
    (r"\sigma'(z)=\sigma(z)(1-\sigma(z))", "σ′(z) = σ(z)(1 − σ(z))"),
    (r"\log\frac{p}{1-p}=z", "log(p/(1 − p)) = z"),
    (
        r"\frac{1}{\sqrt{2\pi\sigma^2}}\exp\left(-\frac{(y-\mu)^2}{2\sigma^2}\right)",
        "(1/√(2πσ²))·exp(−(y − μ)²/(2σ²))",
    ),
    (
        r"\mathrm{softmax}(z)_k=\frac{e^{z_k}}{\sum_{j=1}^K e^{z_j}}",
        "softmax(z)ₖ = e^(zₖ)/(∑ⱼ₌₁ᴷ e^(zⱼ))",
    ),
    (
        r"y_1,\dots,y_n\overset{\text{iid}}{\sim}\mathrm{Bernoulli}(p)",
        "y₁, …, yₙ ∼^iid Bernoulli(p)",
    ),
    (r"Y_i\sim\mathcal{N}(\mu_i,\sigma^2)", "Yᵢ ∼ 𝒩(μᵢ, σ²)"),
    (
        r"\hat\theta = \operatorname*{arg\,max}_\theta \ell(\theta)",
        unicodedata.normalize("NFC", "θ̂ = arg max_θ ℓ(θ)"),
    ),
    (r"\binom{n}{k}p^k(1-p)^{n-k}", "(n choose k)pᵏ(1 − p)ⁿ⁻ᵏ"),
    (r"\sum_i\sum_k y_{ik}\log\hat p_{ik}", "∑ᵢ ∑ₖ yᵢₖ log p̂ᵢₖ"),
    (r"\ell(\theta)=\sum_i\log f(y_i;\theta)", "ℓ(θ) = ∑ᵢ log f(yᵢ; θ)"),
]


@pytest.mark.parametrize(("latex", "shown"), LIKELIHOODS)
def test_formulas_of_likelihoods_read_well(latex: str, shown: str) -> None:
    assert inline(latex) == shown


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"\frac{a+b}{c+d}", "(a + b)/(c + d)"),
        (r"\frac{1}{2\sigma^2}", "1/(2σ²)"),
        (r"\frac{x_1x_2}{2}", "x₁x₂/2"),
        (r"\frac{\log p}{q}", "(log p)/q"),
        (r"\frac{\log(p)}{q}", "log(p)/q"),
        (r"\frac{-x}{2}", "(−x)/2"),
        (r"\frac{a\times b}{2}", "(a × b)/2"),
        (r"\frac{\sum_i x_i}{n}", "(∑ᵢ xᵢ)/n"),
        (r"\frac{p(1-p)}{n}", "p(1 − p)/n"),
        (r"\frac{1}{p(1-p)}", "1/(p(1 − p))"),
        (r"\frac{1}{(1+e^z)^2}", "1/(1 + eᶻ)²"),
        (r"\frac{1}{|x|}", "1/|x|"),
        (r"\frac{\|w\|^2}{2}", "‖w‖²/2"),
        (r"\frac{1}{\mathrm{softmax}(z)}", "1/softmax(z)"),
        (r"\frac{\frac ab}{c}", "(a/b)/c"),
        (r"\frac{a}{\frac bc}", "a/(b/c)"),
        (r"a/\frac bc", "a/(b/c)"),
        (r"a\cdot\frac bc", "a·(b/c)"),
        (r"\frac{a}{b}\cdot c", "(a/b)·c"),
        (r"x\frac ab", "x·(a/b)"),
        (r"\frac{1}{n}^2", "(1/n)²"),
        (r"\frac yp-\frac{1-y}{1-p}", "y/p − (1 − y)/(1 − p)"),
        (r"\frac1n\,\sum_i x_i", "(1/n) ∑ᵢ xᵢ"),
        (r"\log\frac1n\sum_i x_i", "log (1/n)·∑ᵢ xᵢ"),
        (r"\frac12\quad\frac13", "1/2 1/3"),
        (r"\frac{n!}{k!(n-k)!}", "n!/(k!(n − k)!)"),
    ],
)
def test_a_fraction_has_brackets_where_its_meaning_needs_them(latex: str, shown: str) -> None:
    assert inline(latex) == shown


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"\frac{\partial J}{\partial z}", "∂J/∂z"),
        (r"\frac{dJ}{dz_k}=p_k-y_k", "dJ/dzₖ = pₖ − yₖ"),
        (r"\frac{d}{dz}\sigma(z)", "(d/dz) σ(z)"),
        (r"\frac{d}{dz}\left(\frac{1}{z}\right)", "(d/dz)(1/z)"),
        (r"\frac{d}{dz}\log p", "(d/dz) log p"),
        (r"\frac{\partial J}{\partial p}\frac{\partial p}{\partial z}", "(∂J/∂p)(∂p/∂z)"),
        (r"\frac{\partial^2 J}{\partial z_i\partial z_j}", "∂²J/(∂zᵢ∂zⱼ)"),
        (r"\left.\frac{dJ}{dz}\right|_{x=0}", "(dJ/dz)|ₓ₌₀"),
        (r"\nabla_\theta J", "∇_θ J"),
    ],
)
def test_derivatives_are_written_as_usual(latex: str, shown: str) -> None:
    assert inline(latex) == shown


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"x_i^2", "xᵢ²"),
        (r"x^2_i", "xᵢ²"),
        (r"x_{n+1}", "xₙ₊₁"),
        (r"2^{-x}", "2⁻ˣ"),
        (r"10^{-3}", "10⁻³"),
        (r"x^12", "x¹2"),
        (r"y^{(i)}", "y⁽ⁱ⁾"),
        (r"w^\top x", "wᵀx"),
        (r"x^{2^n}", "x^(2ⁿ)"),
        (r"x_{i_j}", "x_(iⱼ)"),
        (r"p_{i,k}", "p_(i,k)"),
        (r"e^{-\frac{x^2}{2}}", "e^(−x²/2)"),
        (r"p_\theta(y\mid x)", "p_θ(y | x)"),
        (r"x_\theta^2", "x_(θ)²"),
        (r"w_d x", "w_d x"),
        (r"x_{\text{test}}", "x_test"),
        (r"\theta^*", "θ^*"),
        (r"{(x^2)}^3", "(x²)³"),
        (r"{a+b}^2", "(a + b)²"),
        (r"{x^2}^3", "(x²)³"),
        (r"\sum_{c=1}^{C}x_c", "∑_(c=1)^C x_c"),
        (r"\sum_{i\in S}x_i", "∑_(i∈S) xᵢ"),
        (r"f''", "f′′"),
        (r"\log_2 n", "log₂ n"),
        (r"\sin^2 x", "sin² x"),
        (r"\|w\|_2^2", "‖w‖₂²"),
    ],
)
def test_scripts_are_raised_and_lowered_or_marked(latex: str, shown: str) -> None:
    assert inline(latex) == shown


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"x\le 1, y\geq 2, a\neq b", "x ≤ 1, y ≥ 2, a ≠ b"),
        (r"\hat y_i\in\{0,1\}", "ŷᵢ ∈ {0, 1}"),
        (r"0{,}5", "0,5"),
        (r"a \not= b \not\in C", "a ≠ b ∉ C"),
        (r"(-x)-(-y)", "(−x) − (−y)"),
        (r"|-x|+|y|", "|−x| + |y|"),
        (r"x\times-1", "x × −1"),
        (r"\mathbb{E}[Y\mid X=x]", "𝔼[Y | X = x]"),
        (r"\mathbf w^\top\mathbf x", "𝐰ᵀ𝐱"),
        (r"\boldsymbol\theta", "𝛉"),
        (r"\mathbf 1\{y=1\}", "𝟏{y = 1}"),
        (r"\mathrm{TP}\,n", "TP n"),
        (r"2\mathrm{d}x", "2dx"),
        (r"\operatorname{Var}(X)", "Var(X)"),
        (r"\bar x=\overline{xy}", "x̄ = x̅y̅"),
        (r"\widehat{\text{MSE}}", "hat(MSE)"),
        (r"\hat{p_i}", "p̂ᵢ"),
        (r"\sqrt2x", "√(2)x"),
        (r"x\sqrt2", "x√2"),
        (r"\sqrt[3]{x+1}", "∛(x + 1)"),
        (r"2\sqrt[n]{x}", "2x^(1/n)"),
        (r"\max\{a,b\}", "max{a, b}"),
        (r"\lim_{n\to\infty}\left(1+\frac xn\right)^n", "lim_(n→∞) (1 + x/n)ⁿ"),
        (r"\int_0^1 x\,dx", "∫₀¹ x dx"),
        (r"\left[0,1\right)", "[0, 1)"),
        (r"\bigl(x\bigr)", "(x)"),
        (r"90\%", "90%"),
        (r"\text{if } x>0", "if x > 0"),
        (r"y:=\sigma(z)", "y ≔ σ(z)"),
        ("σ(z) − ½", "σ(z) − ½"),
    ],
)
def test_symbols_and_spacing(latex: str, shown: str) -> None:
    assert inline(latex) == unicodedata.normalize("NFC", shown)


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"\begin{cases}1 & x>0\\0 & \text{otherwise}\end{cases}", "{ 1 if x > 0; 0 otherwise }"),
        (r"\begin{cases}z, & \text{if } z>0\\0\end{cases}", "{ z if z > 0; 0 }"),
        (r"\begin{pmatrix}a & b\\ c & d\end{pmatrix}", "(a, b; c, d)"),
        (r"\begin{bmatrix}1\\[2pt]2\\\end{bmatrix}", "[1; 2]"),
        (r"\sum_{\substack{i\\i\ne j}}x", "∑_(i,i≠j) x"),
    ],
)
def test_tables_are_laid_out_in_one_line(latex: str, shown: str) -> None:
    assert inline(latex).replace(", i", ",i") == shown


def test_a_blank_of_a_cloze_is_seen_inside_maths() -> None:
    assert inline("z = [[grad]]") == "z = [grad: ____]"


def test_lines_under_each_other_are_lines_of_a_display() -> None:
    latex = r"\begin{aligned} a &= b + c \\ &= d \end{aligned}"
    assert display(latex) == ("a = b + c", "  = d    ")
    assert inline(latex) == "a = b + c; = d"


@pytest.mark.parametrize(
    ("latex", "position", "says"),
    [
        ("{x", 0, "never closed"),
        ("x}", 1, "closes nothing"),
        (r"1+\frac{1}", 2, "lacks"),
        (r"\fracc12", 0, r"did you mean \frac?"),
        ("x_1_2", 3, "two subscripts"),
        ("x^1^2", 3, "two superscripts"),
        (r"\left(x", 0, r"without `\right`"),
        (r"\right)", 0, "closes nothing"),
        (r"\left x", 0, "needs a bracket"),
        ("$x$", 0, "dollar"),
        ("5%", 1, r"write \%"),
        ("a&b", 1, "outside a table"),
        (r"\begin{foo}x\end{foo}", 0, "environment `foo`"),
        (r"\begin{cases}x", 0, r"without `\end{cases}`"),
        (r"\text{a $x$}", 8, "end the text first"),
        (r"\text{a", 0, "never closed"),
        (r"\sqrt[3 x", 0, "never closed"),
        ("x\\", 1, "backslash"),
        ("x_", 1, "lacks"),
        ("x\x1b", 1, "U+001B"),
        ("x\u202ey", 1, "U+202E"),
        (r"\newcommand{\x}{\x\x}", 0, "not known"),
    ],
)
def test_what_cannot_be_read_says_where_and_what(latex: str, position: int, says: str) -> None:
    with pytest.raises(MathsError) as caught:
        inline(latex)
    assert caught.value.position == position
    assert says in caught.value.message


@pytest.mark.parametrize(
    "latex",
    [
        "{" * 10_000,
        "{" * 100 + "}" * 100,
        r"\hat" * 1000 + "x",
        "x" + "^{x" * 500 + "}" * 500,
        r"\left(" * 300 + r"\right)" * 300,
        r"\begin{matrix}" * 200,
        r"\frac" * 1000,
        "x" * 100_000,
    ],
)
def test_hostile_formulas_are_refused(latex: str) -> None:
    with pytest.raises(MathsError):
        inline(latex)


def test_no_command_prints_a_backslash_or_a_control_character() -> None:
    from quiz.markup.symbols import COMMANDS

    for command in COMMANDS:
        shown = inline(f"a\\{command} b" if command.isalpha() else f"a\\{command}b")
        assert not re.search(r"[\\\x00-\x1f\x7f-\x9f]", shown)
