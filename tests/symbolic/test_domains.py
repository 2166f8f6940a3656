from __future__ import annotations

from fractions import Fraction

import pytest

from quiz.symbolic.domains import Finite, Real, Simplex, Whole, contains, parse_domain
from quiz.symbolic.errors import DomainError


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("real", Real()),
        ("natural", Whole(1)),
        ("count", Whole(0)),
        ("(0, 1)", Real(Fraction(0), Fraction(1))),
        ("(-1, 1]", Real(Fraction(-1), Fraction(1), closed_right=True)),
        ("[0.5, inf)", Real(Fraction(1, 2), None, closed_left=True)),
        ("(-inf, 0)", Real(None, Fraction(0))),
        ("{0, 1}", Finite((Fraction(0), Fraction(1)))),
        ("{-1, 1/2}", Finite((Fraction(-1), Fraction(1, 2)))),
        ("one_hot", Simplex(corners=True)),
    ],
)
def test_domains_are_read(text: str, domain: object) -> None:
    assert parse_domain(text) == domain


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("reel", "did you mean real"),
        ("(1, 0)", "is empty"),
        ("{}", "is empty"),
        ("[0, inf]", "infinite end is open"),
        ("(0, one)", "not a number"),
        ("{1/0}", "divides by zero"),
        ("{" + ",".join(map(str, range(200))) + "}", "at most 100"),
    ],
)
def test_a_wrong_domain_says_how_to_mend_it(text: str, message: str) -> None:
    with pytest.raises(DomainError, match=message):
        parse_domain(text)


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("(0, 1]", 1, 0),
        ("natural", 3, 0),
        ("nonzero", -2, 0),
        ("{0, 1}", 1, 2),
        ("integer", -4, 0.5),
        ("one_hot", 1, 0.5),
    ],
)
def test_membership(text: str, inside: float, outside: float) -> None:
    assert contains(parse_domain(text), inside)
    assert not contains(parse_domain(text), outside)
