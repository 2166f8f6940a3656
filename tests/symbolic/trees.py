"""Random expressions for property tests."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from quiz.symbolic.errors import ReadError
from quiz.symbolic.naming import Names
from quiz.symbolic.printing import plain
from quiz.symbolic.reading import read
from quiz.symbolic.tasks import Declaration
from quiz.symbolic.tree import (
    Add,
    Call,
    Constant,
    Derivative,
    Divide,
    Entry,
    Multiply,
    Name,
    Negate,
    Node,
    Number,
    Piecewise,
    Power,
    Relation,
    Series,
)

SYMBOLS = {
    "x": Declaration("real"),
    "p": Declaration("(0, 1)"),
    "sigma": Declaration("positive"),
    "y": Declaration("{0, 1}", ("n",)),
    "n": Declaration("natural"),
}
NAMES = Names.of(SYMBOLS)

_numbers = st.integers(0, 20).map(lambda value: Number(Fraction(value)))
_leaves: st.SearchStrategy[Node] = st.one_of(
    _numbers,
    st.sampled_from([Name("x"), Name("p"), Name("sigma")]),
    st.sampled_from([Constant("e"), Constant("pi"), Entry(Name("y"), (Number(Fraction(1)),))]),
)
_FUNCTIONS = ("log", "exp", "sqrt", "abs", "sigmoid", "tanh", "log10", "factorial")


def _grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        inner.map(Negate),
        several.map(Add),
        several.map(Multiply),
        st.builds(Divide, inner, inner),
        st.builds(Power, inner, inner),
        st.builds(lambda name, value: Call(name, (value,)), st.sampled_from(_FUNCTIONS), inner),
        several.map(lambda values: Call("max", values)),
        inner.map(lambda body: Derivative(body, Name("x"))),
        st.builds(
            lambda value, other, more: Piecewise(value, Relation("<", other, value), more),
            inner,
            inner,
            inner,
        ),
        st.builds(
            lambda kind, body: Series(
                kind,
                Multiply((body, Entry(Name("y"), (Name("i"),)))),
                "i",
                Number(Fraction(1)),
                Name("n"),
            ),
            st.sampled_from(("sum", "prod")),
            inner,
        ),
    )


expressions: st.SearchStrategy[Node] = st.recursive(_leaves, _grown, max_leaves=12)


def _is_read(node: Node) -> bool:
    try:
        read(plain(node), NAMES)
    except ReadError:
        return False
    return True


readable = expressions.filter(_is_read)
"""Expressions without numbers that reading refuses as too large, such as 5^5^5."""
