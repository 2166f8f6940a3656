"""The functions that an expression may use: their names, spellings and numbers of arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from quiz.symbolic.tree import ONE, Call, Divide, Node

MANY = 99

_CIRCULAR = ("sin", "cos", "tan", "sec", "csc", "cot")
_HYPERBOLIC = ("sinh", "cosh", "tanh", "sech", "csch", "coth")

ARITY: dict[str, tuple[int, int]] = {
    **dict.fromkeys(
        (
            *("log", "log10", "log2", "exp", "sqrt", "abs", "sign", "sigmoid", "softplus"),
            *("softmax", "logit", "relu", "gamma", "factorial", "transpose", "norm", "norm1"),
            *("floor", "ceil", *_CIRCULAR, *_HYPERBOLIC),
            *(f"a{name}" for name in (*_CIRCULAR, *_HYPERBOLIC)),
        ),
        (1, 1),
    ),
    "binomial": (2, 2),
    "delta": (2, 2),
    **dict.fromkeys(("cbrt", "log1p", "expm1", "logsigmoid"), (1, 1)),
    "root": (1, 2),
    "logaddexp": (2, 2),
    "logsumexp": (1, MANY),
    "dot": (2, 2),
    "min": (1, MANY),
    "max": (1, MANY),
}
"""Canonical function name to its least and largest number of arguments."""

SPELLINGS: dict[str, str] = {
    "ln": "log",
    "lg": "log10",
    "ld": "log2",
    "sgn": "sign",
    "signum": "sign",
    "expit": "sigmoid",
    "logistic": "sigmoid",
    "relu": "relu",
    "cosec": "csc",
    "cotan": "cot",
    "tg": "tan",
    "binom": "binomial",
    **dict.fromkeys(("choose", "comb", "ncr"), "binomial"),
    "fact": "factorial",
    "inner": "dot",
    "ceiling": "ceil",
    "kroneckerdelta": "delta",
    "minimum": "min",
    "maximum": "max",
    **{f"arc{name}": f"a{name}" for name in (*_CIRCULAR, *_HYPERBOLIC)},
    **{f"ar{name}": f"a{name}" for name in _HYPERBOLIC},
}
"""Other spellings of the functions."""

INVERSES: dict[str, str] = {
    **{name: f"a{name}" for name in (*_CIRCULAR, *_HYPERBOLIC)},
    "sigmoid": "logit",
}
"""The functions for which `f^-1(x)` means the inverse function."""

INDICATORS = ("I", "indicator")
"""The words for 1 where a condition holds and 0 elsewhere, unless a name is so spelled."""

MODULES = frozenset(
    {
        *("np", "numpy", "jnp", "math", "torch", "tf", "F", "nn", "functional"),
        *("scipy", "special", "linalg", "sp", "sympy"),
    }
)
"""What programs put before a function, as in `np.log`."""

DERIVATIVES = ("diff", "derivative", "Derivative")
"""The words that differentiate."""

SERIES: dict[str, Literal["sum", "prod"]] = {"sum": "sum", "prod": "prod", "product": "prod"}
"""The words that add or multiply over an index."""


def _over(name: str) -> Callable[[Node], Node]:
    return lambda x: Divide(ONE, Call(name, (x,)))


def _of_reciprocal(name: str) -> Callable[[Node], Node]:
    return lambda x: Call(name, (Divide(ONE, x),))


_BY_OTHERS: dict[str, Callable[[Node], Node]] = {
    **{"sec": _over("cos"), "csc": _over("sin"), "cot": _over("tan")},
    **{"sech": _over("cosh"), "csch": _over("sinh"), "coth": _over("tanh")},
    **{"asec": _of_reciprocal("acos"), "acsc": _of_reciprocal("asin")},
    **{"acot": _of_reciprocal("atan"), "acoth": _of_reciprocal("atanh")},
    **{"asech": _of_reciprocal("acosh"), "acsch": _of_reciprocal("asinh")},
}


def by_others(call: Call) -> Node | None:
    """A function written with a more usual one, sec(x) as 1/cos(x); None for all others."""
    write = _BY_OTHERS.get(call.function)
    return None if write is None else write(*call.arguments)


def canonical(word: str) -> str | None:
    """The function that a word names, capitalised or not; None if it names none."""
    for spelling in (word, word.lower()):
        name = SPELLINGS.get(spelling, spelling)
        if name in ARITY:
            return name
    return None
