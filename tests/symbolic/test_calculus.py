from __future__ import annotations

import pytest

from quiz.symbolic.calculus import without_derivatives
from quiz.symbolic.comparing import compare
from quiz.symbolic.errors import UnsupportedError
from quiz.symbolic.naming import Names
from quiz.symbolic.reading import read
from quiz.symbolic.scope import Scope
from quiz.symbolic.tasks import Declaration

SYMBOLS = {
    "x": Declaration("positive"),
    "p": Declaration("(0, 1)"),
    "y": Declaration("{0, 1}"),
    "w": Declaration("real"),
    "t": Declaration("real", ("n",)),
    "v": Declaration("real", ("n",)),
    "z": Declaration("real", ("K",)),
    "h": Declaration("one_hot", ("K",)),
    "k": Declaration("natural", index_of="K"),
}
NAMES = Names.of(SYMBOLS)
SCOPE = Scope(NAMES.symbols, seed="calculus")


@pytest.mark.parametrize(
    ("derivative", "expected"),
    [
        ("diff(x^3, x)", "3*x^2"),
        ("diff(x^x, x)", "x^x*(log(x) + 1)"),
        ("diff(2^x, x)", "2^x*log(2)"),
        ("diff(x^3, x, 2)", "6*x"),
        ("diff(log(x)/x, x)", "(1 - log(x))/x^2"),
        ("diff(sigmoid(w), w)", "sigmoid(w)*(1 - sigmoid(w))"),
        ("diff(softplus(w), w)", "sigmoid(w)"),
        ("diff(-(y*log(p) + (1-y)*log(1-p)), p)", "(p - y)/(p*(1-p))"),
        ("diff(atan(x) + tanh(x), x)", "1/(1+x^2) + 1 - tanh(x)^2"),
        ("diff(max(0, w), w)", "1 if w > 0 else 0"),
        ("diff(sum((v_i - w*t_i)^2, i=1..n), w)", "-2*sum(t_i*(v_i - w*t_i), i=1..n)"),
        ("diff(sum(z_j^2, j=1..K), z_k)", "2*z_k"),
        ("diff(log(sum(exp(z_j), j=1..K)), z_k)", "exp(z_k)/sum(exp(z_j), j=1..K)"),
        (
            "diff(log(sum(exp(z_j), j=1..K)) - sum(h_j*z_j, j=1..K), z_k)",
            "softmax(z)_k - h_k",
        ),
        ("diff(prod(exp(w*t_i), i=1..n), w)", "sum(t_i, i=1..n)*exp(w*sum(t_i, i=1..n))"),
        ("diff(prod(w - t_i, i=1..n), w) - diff(prod(w - t_j, j=1..n), w)", "0"),
        ("diff(diff(x^2*w^3, x), w)", "6*x*w^2"),
    ],
)
def test_derivatives_are_right(derivative: str, expected: str) -> None:
    comparison = compare(read(derivative, NAMES), read(expected, NAMES), SCOPE, prove=False)
    assert comparison.outcome == "equal"


def test_a_bound_index_is_not_confused_with_the_entry_differentiated_by() -> None:
    typed = read("diff(sum(z_k^2, k=1..K), z_k)", NAMES)
    assert compare(typed, read("2*z_k", NAMES), SCOPE, prove=False).outcome == "equal"


@pytest.mark.parametrize("text", ["diff(gamma(x), x)", "diff(sum(1, i=1..n), n)"])
def test_a_derivative_that_is_not_known_says_so(text: str) -> None:
    with pytest.raises(UnsupportedError):
        without_derivatives(read(text, NAMES))
