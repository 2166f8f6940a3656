"""Laws that hold for all expressions: what is proved is true, and the laws of arithmetic are."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from asked_to_prove import indexed, proves_equal, scalars
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.symbolic.comparing import compare
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.naming import Names
from quiz.symbolic.scope import Scope
from quiz.symbolic.tree import (
    ONE,
    Add,
    Call,
    Divide,
    Entry,
    Multiply,
    Name,
    Negate,
    Node,
    Number,
    Power,
    Series,
    substitute,
)

SCALARS = scalars(x="real", p="(0, 1)", s="positive", y="{0, 1}", t="{-1, 0, 1}", m="count")
SAMPLES = {
    **scalars(n="natural", a="real", b="positive"),
    "u": indexed("real", "n"),
    "v": indexed("(0, 1)", "n"),
    "w": indexed("{0, 1}", "n"),
}


def number(value: int) -> Node:
    """A whole number; a negative one as it is typed."""
    return Number(Fraction(value)) if value >= 0 else Negate(Number(Fraction(-value)))


def expressions(letters: st.SearchStrategy[Node], *, functions: bool) -> st.SearchStrategy[Node]:
    """Small trees over some letters."""

    def larger(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        pair = st.tuples(parts, parts)
        kinds = [
            pair.map(Add),
            pair.map(Multiply),
            parts.map(Negate),
            st.builds(Power, parts, st.integers(0, 3).map(number)),
        ]
        if functions:
            names = st.sampled_from(["log", "exp", "sqrt", "abs", "sign", "sigmoid", "relu", "sin"])
            kinds += [
                st.builds(Divide, parts, parts),
                st.builds(lambda name, part: Call(name, (part,)), names, parts),
                st.builds(Power, parts, letters),
            ]
        return st.one_of(kinds)

    leaves = st.one_of(letters, st.integers(-2, 3).map(number))
    return st.recursive(leaves, larger, max_leaves=5)


scalar_letters: st.SearchStrategy[Node] = st.sampled_from([Name(name) for name in SCALARS])
index = Name("i")
entries: st.SearchStrategy[Node] = st.sampled_from(
    [*(Entry(Name(name), (index,)) for name in "uvw"), Name("a"), Name("b"), index]
)
polynomials = expressions(scalar_letters, functions=False)
formulas = expressions(scalar_letters, functions=True)
bodies = expressions(entries, functions=True)


def squared(a: Node) -> Node:
    return Power(a, number(2))


def call(name: str, *arguments: Node) -> Node:
    return Call(name, arguments)


Rewriting = Callable[[Node], Node]

DUBIOUS: dict[str, list[Rewriting]] = {
    "sqrt": [lambda a: Power(a, Divide(ONE, number(2)))],
    "log": [lambda a: Divide(call("log", squared(a)), number(2))],
    "abs": [
        lambda a: a,
        lambda a: call("sqrt", squared(a)),
        lambda a: Multiply((a, call("sign", a))),
        lambda a: call("max", a, Negate(a)),
    ],
    "sign": [lambda a: Divide(a, call("abs", a)), lambda a: ONE],
    "relu": [lambda a: a, lambda a: Divide(Add((a, call("abs", a))), number(2))],
    "exp": [lambda a: squared(call("exp", Divide(a, number(2))))],
    "sigmoid": [lambda a: Divide(ONE, Add((ONE, call("exp", Negate(a)))))],
    "sin": [lambda a: call("cos", a), lambda a: Negate(call("sin", Negate(a)))],
}
"""Rewritings of functions, some right everywhere, some where signs allow it, some wrong."""


@st.composite
def rewritten(draw: st.DrawFn) -> tuple[Node, Node]:
    """A formula, and the same with a function in it rewritten, rightly or wrongly."""
    name = draw(st.sampled_from(sorted(DUBIOUS)))
    argument, beside = draw(formulas), draw(formulas)
    change = draw(st.sampled_from(DUBIOUS[name]))
    around: Rewriting = draw(
        st.sampled_from(
            [
                lambda part: part,
                lambda part: Add((part, beside)),
                lambda part: Divide(beside, part),
                lambda part: call("log", part),
                lambda part: Call("sigmoid", (part,)),
            ]
        )
    )
    return around(call(name, argument)), around(change(argument))


def differs(left: Node, right: Node, scope: Scope) -> bool:
    """Whether the two differ somewhere where both are defined."""
    try:
        evidence = compare(left, right, scope, prove=False).evidence
    except MathematicsError:
        return False
    if evidence is None or evidence.kind != "counterexample":
        return False
    return evidence.left is not None and evidence.right is not None


@settings(max_examples=200, deadline=None)
@given(rewritten())
def test_a_rewriting_that_numbers_refute_is_never_proved(pair: tuple[Node, Node]) -> None:
    left, right = pair
    if proves_equal(left, right, SCALARS):
        # At single points, where a square is zero, a proof need not hold.
        assert not differs(left, right, Scope(SCALARS, every_point=False))


@settings(max_examples=100, deadline=None)
@given(formulas, formulas)
def test_two_formulas_that_differ_are_never_proved_equal(left: Node, right: Node) -> None:
    if proves_equal(left, right, SCALARS):
        assert not differs(left, right, Scope(SCALARS))


@settings(max_examples=60, deadline=None)
@given(bodies, bodies, st.sampled_from(["sum", "prod"]), st.sampled_from(["sum", "prod"]))
def test_two_series_that_differ_are_never_proved_equal(
    left: Node, right: Node, one: str, other: str
) -> None:
    symbols = Names.of(SAMPLES).symbols
    first = Series(one, left, "i", ONE, Name("n"))  # type: ignore[arg-type]
    second = Series(other, right, "i", ONE, Name("n"))  # type: ignore[arg-type]
    if proves_equal(first, second, symbols):
        assert not differs(first, second, Scope(symbols))


@settings(max_examples=60, deadline=None)
@given(polynomials, polynomials, polynomials)
def test_the_laws_of_rings_are_proved(a: Node, b: Node, c: Node) -> None:
    left = Multiply((a, Add((b, c))))
    assert proves_equal(left, Add((Multiply((a, c)), Multiply((a, b)))), SCALARS)


@settings(max_examples=60, deadline=None)
@given(polynomials, polynomials)
def test_the_exponential_turns_sums_into_products(a: Node, b: Node) -> None:
    left = call("exp", Add((a, b)))
    assert proves_equal(left, Multiply((call("exp", b), call("exp", a))), SCALARS)


@settings(max_examples=40, deadline=None)
@given(expressions(entries, functions=False), expressions(entries, functions=False))
def test_a_sum_is_linear_and_its_index_may_be_shifted(f: Node, g: Node) -> None:
    symbols = Names.of(SAMPLES).symbols

    def summed(body: Node, name: str = "i") -> Node:
        return Series("sum", body, name, ONE, Name("n"))

    together = summed(Add((f, Multiply((Name("a"), g)))))
    shifted = substitute(f, {"i": Add((Name("k"), ONE))})
    lower, upper = number(0), Add((Name("n"), Negate(ONE)))
    apart = Add((Series("sum", shifted, "k", lower, upper), Multiply((Name("a"), summed(g)))))
    assert proves_equal(together, apart, symbols)
