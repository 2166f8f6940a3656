from __future__ import annotations

import pytest

from quiz.symbolic.comparing import compare
from quiz.symbolic.errors import UnsupportedError
from quiz.symbolic.naming import Names
from quiz.symbolic.reading import read
from quiz.symbolic.scope import Scope
from quiz.symbolic.tasks import Declaration

SYMBOLS = {
    "X": Declaration("real", ("n", "d")),
    "w": Declaration("real", ("d",)),
    "y": Declaration("real", ("n",)),
    "p": Declaration("(0, 1)", ("n",)),
    "z": Declaration("real", ("K",)),
    "a": Declaration("real"),
    "b": Declaration("real"),
}
NAMES = Names.of(SYMBOLS)
SCOPE = Scope(NAMES.symbols, seed="arrays")


def outcome(left: str, right: str) -> str:
    one, other = (read(text, NAMES, "vector") for text in (left, right))
    return compare(one, other, SCOPE, prove=False).outcome


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("X^T (X w - y)", "X^T X w - X^T y"),
        ("(X w)^T y", "w^T X^T y"),
        ("||y - X w||^2", "y^T y - 2 w^T X^T y + w^T X^T X w"),
        ("||w||^2", "sum(w_j^2, j=1..d)"),
        ("w^T w", "sum(w_j^2, j=1..d)"),
        ("p - y", "-(y - p)"),
        ("2*[a, b]", "[2a, 2b]"),
        ("[[a, b], [b, a]] [a, b]", "[a^2 + b^2, 2 a b]"),
        ("[[a, b], [0, 1]]^T", "[[a, 0], [b, 1]]"),
        ("sigmoid(X w)^T y", "sum(y_i*sigmoid(sum(X_ij*w_j, j=1..d)), i=1..n)"),
        ("log(p) - log(p)", "y - y"),
        ("softmax(2 z)", "softmax(z + z)"),
        ("diff(||y - X w||^2, w)", "-2 X^T (y - X w)"),
        ("diff(w^T w, w)/2", "w"),
        ("X_1^T w", "sum(X_{1,j} w_j, j=1..d)"),
        ("w w^T w", "w (w^T w)"),
    ],
)
def test_arrays_are_equal_by_value(left: str, right: str) -> None:
    assert outcome(left, right) == "equal"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("X^T (X w - y)", "X^T X w + X^T y"),
        ("||w||", "w^T w"),
        ("p - y", "y - p"),
        ("[a, b]", "[b, a]"),
        ("[a, b]", "[a, b, 0]"),
        ("p - y", "a"),
        ("diff(||y - X w||^2, w)", "-X^T (y - X w)"),
    ],
)
def test_arrays_that_differ_are_told_apart(left: str, right: str) -> None:
    assert outcome(left, right) == "different"


@pytest.mark.parametrize("text", ["X y", "y + w", "y^2", "1/y", "max(y, 1)"])
def test_lengths_that_do_not_match_are_named(text: str) -> None:
    with pytest.raises(UnsupportedError):
        outcome(text, "y")
