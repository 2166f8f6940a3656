from __future__ import annotations

import pytest

from quiz.symbolic.comparing import compare
from quiz.symbolic.naming import Names
from quiz.symbolic.outcomes import Comparison
from quiz.symbolic.reading import read
from quiz.symbolic.scope import Scope
from quiz.symbolic.tasks import Declaration


def compared(left: str, right: str, **domains: str) -> Comparison:
    """The comparison of two texts over scalar symbols, without a proof."""
    symbols = {name: Declaration(domain) for name, domain in domains.items()}
    names = Names.of(symbols)
    return compare(read(left, names), read(right, names), Scope(symbols, seed=left), prove=False)


@pytest.mark.parametrize(
    ("left", "right", "domains"),
    [
        ("log(p/(1-p))", "log(p) - log(1-p)", {"p": "(0, 1)"}),
        ("exp(x)*exp(-x)", "1", {"x": "(500, 900)"}),
        ("log(1 - sigmoid(x))", "-x - log(1 + exp(-x))", {"x": "(30, 50)"}),
        ("(x - a)^6000", "(a - x)^6000", {"x": "real", "a": "real"}),
        ("(1 + x) - 1", "x", {"x": "(0, 0.00000000000000001)"}),
        ("(x^2-1)/(x+1)", "x - 1", {"x": "real"}),
        ("sin(500pi)", "0", {}),
        ("y^2", "y", {"y": "{0, 1}"}),
        ("(-1)^n", "cos(n*pi)", {"n": "natural"}),
        ("(-2)^a", "(-2)^(a)", {"a": "real"}),
        ("sum(k, k=1..n)", "n(n+1)/2", {"n": "real"}),
        ("binomial(n, k)", "n!/(k! (n-k)!)", {"n": "natural", "k": "count"}),
        (
            "binomial(n, k)",
            "binomial(n-1, k-1) + binomial(n-1, k)",
            {"n": "natural", "k": "natural"},
        ),
    ],
)
def test_equal_expressions_agree_wherever_they_are_defined(
    left: str, right: str, domains: dict[str, str]
) -> None:
    assert compared(left, right, **domains).outcome == "equal"


@pytest.mark.parametrize(
    ("left", "right", "domains"),
    [
        ("log(p^2)", "2*log(p)", {"p": "real"}),
        ("sqrt(x^2)", "x", {"x": "real"}),
        ("x + 1/10^10", "x", {"x": "(1, 2)"}),
        ("x + 1/10^50", "x", {"x": "(1, 2)"}),
        ("0.333", "1/3", {}),
        ("1/y", "y", {"y": "{0, 1}"}),
        ("1/0", "x", {"x": "real"}),
        ("sum(k, k=1..n)", "n^2/2 + 1/2", {"n": "natural"}),
        ("exp(x) + 1", "exp(x)", {"x": "(700, 800)"}),
    ],
)
def test_different_expressions_have_a_counterexample(
    left: str, right: str, domains: dict[str, str]
) -> None:
    comparison = compared(left, right, **domains)
    assert comparison.outcome == "different"
    assert comparison.evidence is not None
    assert comparison.evidence.left != comparison.evidence.right


def test_the_counterexample_is_in_small_numbers() -> None:
    evidence = compared("x^2", "2*x", x="real").evidence
    assert evidence is not None
    assert evidence.at == {"x": 1}
    assert (evidence.left, evidence.right) == (1.0, 2.0)


def test_a_side_that_is_undefined_is_shown_as_such() -> None:
    evidence = compared("log(x^2)/2", "log(x)", x="real").evidence
    assert evidence is not None
    assert evidence.left is not None
    assert evidence.right is None


def test_the_same_tree_is_proved_without_numbers() -> None:
    comparison = compared("a + b*c", "c*b + a", a="real", b="real", c="real")
    assert comparison.outcome == "equal"
    assert comparison.evidence is not None
    assert comparison.evidence.kind == "proved"


def test_what_cannot_be_evaluated_in_bounds_is_undecided() -> None:
    assert compared("sum(k^x, k=1..10^12)", "x", x="real").outcome == "undecided"
    assert compared("(-2)^exp(exp(exp(9 + x)))", "x^exp(x^x)", x="(8, 9)").outcome == "undecided"


def test_the_verdict_is_the_same_on_every_run() -> None:
    first, second = (compared("x*y", "x + y", x="real", y="real") for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("left", "right", "domains"),
    [
        ("-z", "log(1 - sigmoid(z))", {"z": "(200, 300)"}),
        ("(x^2)^(1/6) + x^(1/n)", "x^(1/3) + x^(1/n)", {"x": "real", "n": "natural"}),
    ],
)
def test_a_rare_difference_is_seen_from_wherever_points_are_drawn(
    left: str, right: str, domains: dict[str, str]
) -> None:
    symbols = {name: Declaration(domain) for name, domain in domains.items()}
    names = Names.of(symbols)
    pair = read(left, names), read(right, names)
    scopes = [Scope(symbols, seed=str(number)) for number in range(12)]
    assert {compare(*pair, scope).outcome for scope in scopes} == {"different"}
