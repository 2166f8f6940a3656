from __future__ import annotations

import pytest

from quiz.symbolic.errors import ReadError
from quiz.symbolic.naming import Names
from quiz.symbolic.printing import plain
from quiz.symbolic.reading import read, read_chain
from quiz.symbolic.tasks import Declaration
from quiz.symbolic.tree import Number

NAMES = Names.of(
    {
        **{name: Declaration() for name in ("x", "z", "m", "a", "b", "theta", "mu0", "longName")},
        "y": Declaration("{0, 1}", ("n",)),
        "p": Declaration("(0, 1)", ("n",), latex=r"\hat p"),
        "q": Declaration("(0, 1)", ("n", "K")),
        "w": Declaration("real", ("d",)),
        "k": Declaration("natural", index_of="K"),
    },
    others=dict.fromkeys(("J", "L", "s"), Declaration()),
    depends={"L": frozenset({"p"}), "J": frozenset({"z"})},
    functions={"s": ("z",)},
)

READINGS = [
    ("2x", "2*x"),
    ("x(1-x)", "x*(1 - x)"),
    ("x z", "x*z"),
    ("xz", "x*z"),
    ("z log x", "z*log(x)"),
    ("x**2", "x^2"),
    ("-x^2", "-x^2"),
    ("2^3^2", "2^(3^2)"),
    ("2^-x", "2^(-x)"),
    ("e^{-z}", "e^(-z)"),
    ("1/2x", "1/2*x"),
    ("a/b/x", "a/b/x"),
    ("a - b - x", "a - b - x"),
    ("|x|", "abs(x)"),
    ("||x| - 1|", "abs(abs(x) - 1)"),
    ("m!", "m!"),
    ("(m+1)!", "(m + 1)!"),
    ("2pi", "2*pi"),
    ("sin^2(x)", "sin(x)^2"),
    ("sin**2(x)", "sin(x)^2"),
    ("log^2 x", "log(x)^2"),
    ("sin^-1 x", "asin(x)"),
    ("5mz sin m", "5*m*z*sin(m)"),
    ("sin 5m", "sin(5*m)"),
    ("log x(1-x)", "log(x)*(1 - x)"),
    ("1/2 log(a)", "1/2*log(a)"),
    ("ln x", "log(x)"),
    ("Log(x) + EXP(z)", "log(x) + exp(z)"),
    ("log_2 x", "log2(x)"),
    ("log10(x)", "log10(x)"),
    ("exp -z", "exp(-z)"),
    ("arctan(x)", "atan(x)"),
    ("max(0, z)", "max(0, z)"),
    ("z if z > 0 else 0", "z if z > 0 else 0"),
    ("σ(z)", "sigmoid(z)"),
    ("θ²", "theta^2"),
    ("½ x", "½*x"),
    ("2·x − 1", "2*x - 1"),
    ("μ0", "mu0"),
    ("x ＋ 1", "x + 1"),
    ("√x", "sqrt(x)"),
    ("x ≤ 2", "x <= 2"),
    ("3 longName^2", "3*longName^2"),
    ("y_1", "y_1"),
    ("y[2]", "y_2"),
    ("q_{1,2}", "q_{1,2}"),
    ("q_12", "q_{1,2}"),
    ("q_{1k}", "q_{1,k}"),
    ("p̂_1", "p_1"),
    ("sum(y_i*log(p_i), i=1..n)", "sum(y_i*log(p_i), i=1..n)"),
    ("sum(y_i log p_i)", "sum(y_i*log(p_i), i=1..n)"),
    ("sum(y_i, i, 1, n)", "sum(y_i, i=1..n)"),
    ("sum(2*j+1, (j, 1, m-1))", "sum(2*j + 1, j=1..m - 1)"),
    ("sum_i y_i + 1", "sum(y_i, i=1..n) + 1"),
    ("1/n sum (y_i - x)^2", "1/n*sum((y_i - x)^2, i=1..n)"),
    ("sum (y_i - x)(y_i - z)", "sum((y_i - x)*(y_i - z), i=1..n)"),
    ("sum (y_i, i=1..n)^2", "sum(y_i, i=1..n)^2"),
    ("sum(y_i - x)^2", "sum(y_i - x, i=1..n)^2"),
    ("Σ_{i=1}^n y_i log p̂_i", "sum(y_i*log(p_i), i=1..n)"),
    ("∑ᵢ₌₁ⁿ yᵢ", "sum(y_i, i=1..n)"),
    ("Π_{i=1}^n p_i^y_i", "prod(p_i^y_i, i=1..n)"),
    ("sum(sum(q_ij, i=1..n), j=1..K)", "sum(sum(q_{i,j}, i=1..n), j=1..K)"),
    (
        r"-\frac{1}{n}\sum_{i=1}^{n} y_i \log \hat p_i",
        "-1/n*sum(y_i*log(p_i), i=1..n)",
    ),
    (r"\left( x + 1 \right)^{2}", "(x + 1)^2"),
    (r"\frac12 x", "1/2*x"),
    (r"\sqrt{x} \cdot \sqrt[3]{z}", "sqrt(x)*z^(1/3)"),
    (r"\lVert w \rVert^2", "norm(w)^2"),
    (r"\mathrm{sigmoid}(z) \text{ by definition}", "sigmoid(z)"),
    ("w^T w", "w^T*w"),
    ("dJ/dz", "diff(J, z)"),
    ("∂J/∂z", "diff(J, z)"),
    ("J'(z)", "diff(J, z)"),
    ("d/dz(x z)", "diff(x*z, z)"),
    ("d/dz (x - z)^2", "diff((x - z)^2, z)"),
    (r"\frac{d}{dz} (1 + z)^{-1} x", "diff((1 + z)^(-1), z)*x"),
    (
        r"sum(sum(\delta_{ij} - δ_ij, j=1..n), i=1..n)",
        "sum(sum(delta(i, j) - delta(i, j), j=1..n), i=1..n)",
    ),
    (r"\frac{\partial J}{\partial z}", "diff(J, z)"),
    (r"\frac{d}{dz} x z", "diff(x*z, z)"),
    ("d^2J/dz^2", "diff(J, z, 2)"),
    ("diff(J, z, 2)", "diff(J, z, 2)"),
    (r"\partial_z J + ∂_z(x z)", "diff(J, z) + diff(x*z, z)"),
    ("d log(x)/dx", "diff(log(x), x)"),
    ("dJ/dp_1", "diff(J, p_1)"),
    ("L(p)", "L"),
    ("-log L", "-log(L)"),
    ("s(2z)", "s(2*z)"),
    ("s'(x) + s'(z)(2z)", "diff(s(x), x) + diff(s(z), z)*(2*z)"),
    ("J'(1 - 2J)", "diff(J, z)*(1 - 2*J)"),
    ("x = 3 or x = -3", "x = 3 or x = -3"),
    ("[x, z]", "[x, z]"),
]


@pytest.mark.parametrize(("typed", "meant"), READINGS)
def test_what_people_type_is_read_as_they_mean_it(typed: str, meant: str) -> None:
    assert plain(read(typed, NAMES)) == meant


REFUSALS = [
    ("", 0, "nothing here"),
    ("x +", 3, "not finished"),
    ("(x", 2, "')' is missing"),
    ("x)", 1, "closes nothing"),
    ("log", 3, "log of what"),
    ("foo", 0, "foo is not known"),
    ("thetta", 0, "did you mean theta"),
    ("1 + y_i", 6, "index i is not bound"),
    (r"\sum_{i=1}^n y_i + (1-y_i)", 17, "the sum over i ends before this"),
    ("prod_{i=1}^n y_i - y_i", 17, "this -; put its terms in brackets"),
    ("y_i + sum_i y_i", 2, "index i is not bound"),
    ("x_1", 2, "x has no index"),
    ("y_{1,2}", 2, "y has one index"),
    ('x "a"', 2, "quotation marks"),
    ("х", 0, "another script"),
    ("x.__class__", 1, "does not belong here"),
    ("exp^-1 x", 0, "its inverse"),
    ("()", 1, "brackets are empty"),
    ("(x, z)", 0, "a comma does not belong"),
    ("sum(y_i", 7, "')' is missing"),
    ("sum(x)", 0, "no index to run over"),
    ("sum_{i=1} y_i", 10, "upper limit is missing"),
    ("diff(J)", 4, "what to differentiate by"),
    ("s(z, z)", 0, "s takes z"),
    ("s'(2z)", 1, "only read at a letter"),
    ("J'(1/2)", 2, "a product or the derivative at another place"),
    ("J'(-z)", 2, "a product or the derivative at another place"),
    ("dv/dz", 0, "the name v is not known"),
    ("binomial(x)", 0, "2 values"),
    ("9^9^9^9", 0, "too large"),
    ("x^100000", 0, "too large"),
    ("99999!", 0, "too large"),
    ("(" * 10_000, 4000, "10000 characters"),
    ("(" * 200 + "x" + ")" * 200, 51, "nested more than"),
    ("-".join(["x"] * 1500), 0, "too large"),
    ("1" * 400, 0, "too long"),
    ("1e999", 0, "too long"),
    ("1e-1000", 0, "too small"),
]


@pytest.mark.parametrize(("typed", "position", "message"), REFUSALS)
def test_what_cannot_be_read_is_refused_with_its_place(
    typed: str, position: int, message: str
) -> None:
    with pytest.raises(ReadError, match=message.replace("(", r"\(").replace(")", r"\)")) as caught:
        read(typed, NAMES)
    assert caught.value.position == position


def test_the_caret_stands_below_the_place() -> None:
    with pytest.raises(ReadError) as caught:
        read("x + foo", NAMES)
    assert caught.value.caret("x + foo") == "x + foo\n    ^"


def test_a_declared_name_wins_over_a_function_and_a_constant() -> None:
    names = Names.of({name: Declaration() for name in ("sigma", "e", "Log", "gamma")})
    assert plain(read("σ(2)", names)) == "sigma*2"
    assert plain(read("e^2 + Log(3) + gamma(2)", names)) == "e^2 + Log*3 + gamma*2"


def test_without_declarations_every_letter_is_known() -> None:
    assert plain(read("xy + beta q_1")) == "x*y + beta*q_1"


def test_a_decimal_is_the_exact_rational_it_writes() -> None:
    node = read("0.1")
    assert isinstance(node, Number)
    assert node.value * 10 == 1


def test_brackets_are_an_interval_only_where_one_is_meant() -> None:
    assert plain(read("(0, 1]", NAMES, "interval")) == "(0, 1]"
    assert plain(read("[0, 1]", NAMES, "interval")) == "[0, 1]"
    assert plain(read("{0, 1}", NAMES, "set")) == "{0, 1}"


def test_a_chain_has_its_sides_in_order() -> None:
    assert [plain(side) for side in read_chain("J = 2x = x + x", NAMES)] == ["J", "2*x", "x + x"]
