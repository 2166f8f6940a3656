"""Conditions compared by their solutions."""

from __future__ import annotations

import pytest

from quiz.symbolic.naming import Names
from quiz.symbolic.reading import read
from quiz.symbolic.scope import Scope
from quiz.symbolic.solving.solution_sets import compare_solutions
from quiz.symbolic.tasks import Declaration
from quiz.symbolic.tree import Name

SAME = [
    ("x^2 - 5*x + 6 = 0", "x = 2 or x = 3", {"x": "real"}),
    ("x^2 = 9", "x = 3", {"x": "positive"}),
    ("(x-2)^43*(x+1/3)^60 = 0", "x = -1/3 or x = 2", {"x": "real"}),
    ("(x-2)^43*(x+1/3)^60 = 0", "(3*x+1)^4*(x-2)^2 = 0", {"x": "real"}),
    ("(x-2)^43 = 5", "x = 2 + 5^(1/43)", {"x": "real"}),
    ("x^2 = 2", "x = sqrt(2) or x = -sqrt(2)", {"x": "real"}),
    ("abs(2*x-1) = 3", "x = 2 or x = -1", {"x": "real"}),
    ("exp(2*x) - 3*exp(x) + 2 = 0", "x = 0 or x = log(2)", {"x": "real"}),
    ("x*log(x) = log(x)", "x = 1", {"x": "positive"}),
    ("exp(x) + x = 1", "x = 0", {"x": "real"}),
    ("(log(x) - 1)^2 = 0", "x = e", {"x": "positive"}),
    ("a*x = b", "x = b/a", {"a": "nonzero", "b": "real", "x": "real"}),
    ("sqrt(x) = a", "x = a^2", {"a": "nonnegative", "x": "real"}),
    ("x + y = 3 and x - y = 1", "y = 1 and x = 2", {"x": "real", "y": "real"}),
    ("x^2 + y^2 = 2 and x*y = 1", "x = y and x^2 = 1", {"x": "real", "y": "real"}),
    ("0 = 0", "x = x", {"x": "real"}),
    ("0 = 3", "x^2 = -1", {"x": "real"}),
    ("x = ±a", "x^2 = a^2", {"x": "real", "a": "real"}),
    ("n^2 = 4", "n = 2", {"n": "natural"}),
    ("y = 1", "y^2 = 1", {"y": "{0, 1}"}),
]


@pytest.mark.parametrize(("one", "other", "domains"), SAME)
def test_the_same_solutions(one: str, other: str, domains: dict[str, str]) -> None:
    for first, second, seed in ((one, other, ""), (other, one, "two"), (one, other, "three")):
        found = _compare(first, second, domains, seed)
        assert found.same, (seed, found)


LOST_OR_GAINED = [
    ("x^2 = 9", "x = 3", {"x": "real"}, "lost"),
    ("x = 3", "x^2 = 9", {"x": "real"}, "gained"),
    ("x*(x-1) = 0", "x - 1 = 0", {"x": "real"}, "lost"),
    ("1/(x-1) = 1/(x-1)^2", "(x-1)^2 = x - 1", {"x": "real"}, "gained"),
    ("a*x = b", "x = b/a", {"a": "real", "b": "real", "x": "real"}, "lost"),
    ("a = b", "a^2 = a*b", {"a": "real", "b": "real"}, "gained"),
    ("a*x^2 + b*x = -c", "4*a^2*x^2 + 4*a*b*x = -4*a*c", dict.fromkeys("abcx", "real"), "gained"),
    ("sin(x) = 0", "sin(x)*cos(x) = 0", {"x": "real"}, "gained"),
    ("x + y = 3 and x - y = 1", "x = 2", {"x": "real", "y": "real"}, "gained"),
    ("exp(-x) = 0", "x = 1", {"x": "real"}, "gained"),
]


@pytest.mark.parametrize(("one", "other", "domains", "difference"), LOST_OR_GAINED)
def test_a_lost_or_gained_solution_is_found(
    one: str, other: str, domains: dict[str, str], difference: str
) -> None:
    assert getattr(_compare(one, other, domains), difference) is not None


def _compare(one: str, other: str, domains: dict[str, str], seed: str = ""):  # type: ignore[no-untyped-def]
    symbols = {name: Declaration(domain) for name, domain in domains.items()}
    names = Names.of(symbols)
    preferred = (Name(next(iter(domains))),)
    return compare_solutions(
        read(one, names), read(other, names), Scope(symbols, seed=seed), preferred
    )
