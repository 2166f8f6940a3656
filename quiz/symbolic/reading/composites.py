"""Functions that are read as an expression of others: `log1p(x)` is log(1 + x)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from quiz.symbolic.tree import (
    ONE,
    TWO,
    Add,
    Call,
    Divide,
    Entry,
    Name,
    Node,
    Number,
    Power,
    Series,
    fresh_index,
    minus,
)

if TYPE_CHECKING:
    from quiz.symbolic.reading.parser import Parser


def written_out(parser: Parser, call: Call) -> Node:
    """What a call stands for; the call itself where it is a function of its own."""
    if call.function == "logsumexp":
        return _log_of_sum(parser, call.arguments)
    write = _WRITTEN_OUT.get(call.function)
    return call if write is None else write(*call.arguments)


def root_of(radicand: Node, degree: Node = TWO) -> Node:
    """A root as a power, the square root as itself: there are no real roots by stealth."""
    if degree == TWO:
        return Call("sqrt", (radicand,))
    return Power(radicand, Divide(ONE, degree))


def _log_of_sum(parser: Parser, scores: tuple[Node, ...]) -> Node:
    """The log of the sum of the exponentials, of a list or of what stands there."""
    known = parser.names.indices(scores[0].name) if isinstance(scores[0], Name) else ()
    if len(scores) > 1 or len(known) != 1:
        powers = tuple(Call("exp", (score,)) for score in scores)
        return Call("log", (Add(powers) if len(powers) > 1 else powers[0],))
    length = known[0]
    upper = Name(length) if isinstance(length, str) else Number(Fraction(length))
    index = fresh_index("k", frozenset({*parser.bound, *parser.names.symbols}))
    power = Call("exp", (Entry(scores[0], (Name(index),)),))
    return Call("log", (Series("sum", power, index, ONE, upper),))


_WRITTEN_OUT: dict[str, Callable[..., Node]] = {
    "cbrt": lambda x: root_of(x, Number(Fraction(3))),
    "root": root_of,
    "log1p": lambda x: Call("log", (Add((ONE, x)),)),
    "expm1": lambda x: minus(Call("exp", (x,)), ONE),
    "logsigmoid": lambda x: Call("log", (Call("sigmoid", (x,)),)),
    "logaddexp": lambda x, y: Call("log", (Add((Call("exp", (x,)), Call("exp", (y,)))),)),
}
