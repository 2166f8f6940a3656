from __future__ import annotations

from typing import Any

import pytest
from question_examples import problems, question

from quiz.questions import Expression
from quiz.questions.symbols import declarations
from quiz.symbolic.tasks import Declaration


def declared(symbols: dict[str, Any]) -> dict[str, Declaration] | None:
    asked = question("expression", answer="1", symbols=symbols)
    assert isinstance(asked, Expression)
    return declarations(asked.symbols)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{0, 1}", Declaration("{0, 1}")),
        ("natural", Declaration("natural")),
        ({"domain": "(0, 1)"}, Declaration("(0, 1)")),
        ({"domain": "real", "index": "n"}, Declaration("real", ("n",))),
        ({"index": 3}, Declaration("real", (3,))),
        ({"index": ["n", "K"]}, Declaration("real", ("n", "K"))),
        ({"latex": r"\hat p"}, Declaration("real", latex=r"\hat p")),
        ({"index_of": "K"}, Declaration("real", index_of="K")),
        ({"index_of": 3}, Declaration("real", index_of="3")),
    ],
)
def test_a_symbol_has_a_short_and_a_long_form(written: object, expected: Declaration) -> None:
    assert declared({"x": written}) == {"x": expected}


@pytest.mark.parametrize(
    ("symbols", "expected"),
    [
        ({"x": "reel"}, "symbols.x: 'reel' is not a domain; did you mean real?"),
        ({"x": "{}"}, "symbols.x: '{}' is empty"),
        ({"x": "(1, 0)"}, "symbols.x: the interval '(1, 0)' is empty"),
        ({"x-1": "real"}, "symbols.x-1: “x-1” is no name"),
        ({"x": {"index": "n"}, "n": "real"}, "symbols.x: the length “n” must be natural"),
        ({"x": {"index": "n + 1"}}, "symbols.x: the length “n + 1” is no name"),
    ],
)
def test_symbols_that_make_no_sense_are_problems(symbols: dict[str, Any], expected: str) -> None:
    found = problems("expression", answer="1", symbols=symbols)
    assert len(found) == 1
    assert found[0].startswith(expected)


def test_a_length_that_is_not_declared_is_natural() -> None:
    symbols = {"x": {"domain": "real", "index": "n"}}
    assert problems("expression", answer="sum(x_i, i=1..n)/n", symbols=symbols) == []
