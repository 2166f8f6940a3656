"""What givens and definitions stand for."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from quiz.symbolic.alike import arranged
from quiz.symbolic.derivations.equality import Equality
from quiz.symbolic.derivations.setting import Setting
from quiz.symbolic.derivations.swaps import isolate
from quiz.symbolic.errors import UnsupportedError
from quiz.symbolic.printing import plain
from quiz.symbolic.tasks import Declaration, DerivationTask, Symbols
from quiz.symbolic.tree import Node, Relation

SYMBOLS: Symbols = {
    "n": Declaration("natural"),
    "K": Declaration("natural"),
    "k": Declaration(index_of="K"),
    "z": Declaration("real", ("K",)),
    "x": Declaration("real", ("n",)),
    "t": Declaration("real"),
    "w": Declaration("real"),
}
GIVEN = {
    "s(t)": "1/(1+exp(-t))",
    "p_k": "exp(z_k)/sum(exp(z_j), j=1..K)",
    "a_i": "w*x_i",
    "q": "s(t)",
    "J": "q^2",
    "C": "sum(a_i^2, i=1..n)",
}


def _setting(given: Mapping[str, str] = GIVEN) -> Setting:
    return Setting(DerivationTask(goal="0 = 0", symbols=SYMBOLS, given=given))


def _expanded(text: str) -> Node:
    setting = _setting()
    return Equality(setting).expand(setting.read(text))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("q", "1/(1+exp(-t))"),
        ("J", "(1/(1+exp(-t)))^2"),
        ("s(2*w)", "1/(1+exp(-(2*w)))"),
        ("p_1", "exp(z_1)/sum(exp(z_j), j=1..K)"),
        ("p_{k+1}", "exp(z_{k+1})/sum(exp(z_j), j=1..K)"),
        ("C", "sum((w*x_i)^2, i=1..n)"),
        ("J(t)", "(1/(1+exp(-t)))^2"),
        # By a given: q is held as a variable, and then stands for its expression.
        ("dJ/dq", "2*(1/(1+exp(-t)))"),
    ],
)
def test_a_given_stands_for_its_expression(text: str, meaning: str) -> None:
    assert arranged(_expanded(text)) == arranged(_setting().read(meaning))


def test_an_index_inside_a_given_is_kept_apart_from_one_outside() -> None:
    setting = _setting({"m_k": "sum(z_j*z_k, j=1..K)"})
    expanded = Equality(setting).expand(setting.read("sum(m_j, j=1..K)"))
    assert plain(expanded) == "sum(sum(z_i*z_j, i=1..K), j=1..K)"


def test_what_is_not_written_in_terms_of_a_given_is_not_differentiated_by_it() -> None:
    setting = _setting({"q": "s^2", "s": "exp(t)", "J": "t^3"})
    with pytest.raises(UnsupportedError, match="not written in terms of"):
        Equality(setting).expand(setting.read("dJ/dq"))


@pytest.mark.parametrize(
    ("line", "left", "right"),
    [
        ("log(q) = t", "log(q)", "t"),
        ("-log(q) = t", "log(q)", "-t"),
        ("-log(q)/n = t", "log(q)", "-t*n"),
        ("2*log(q) = t", "log(q)", "t/2"),
        ("1 - q = t", "q", "1 - t"),
    ],
)
def test_a_wrong_line_replaces_the_piece_that_holds_the_given(
    line: str, left: str, right: str
) -> None:
    setting = _setting()
    relation = setting.read(line)
    assert isinstance(relation, Relation)
    swap = isolate(relation.left, relation.right, frozenset({"q"}))
    equality = Equality(setting)
    assert swap.left == setting.read(left)
    assert equality.seems(swap.right, setting.read(right))


def test_lengths_of_givens_come_from_what_they_are_made_of() -> None:
    assert _setting().names.indices("p") == ("K",)
    assert _setting().names.indices("a") == ("n",)


def test_a_given_replaces_the_symbol_of_its_name_and_keeps_its_accent() -> None:
    symbols = {"y": Declaration("(0, 1)", ("n",), r"\hat y"), "t": Declaration()}
    setting = Setting(DerivationTask("0 = 0", symbols, given={"y_i": "sigmoid(t)"}))
    assert Equality(setting).expand(setting.read("ŷ_2")) == setting.read("sigmoid(t)")
