from __future__ import annotations

from fractions import Fraction

import pytest

from quiz.symbolic.counterexample import in_words
from quiz.symbolic.tasks import Evidence


@pytest.mark.parametrize(
    ("at", "left", "right", "said"),
    [
        (
            {"p": 0.5, "y": 1},
            0.6931471805599453,
            -0.6931471805599453,
            "At p = 1/2, y = 1 your answer is 0.693 and the right one is −0.693.",
        ),
        (
            {"p": Fraction(1, 4), "y": [0, 1]},
            None,
            2.0,
            "At p = 1/4, y = (0, 1) your answer is undefined and the right one is 2.",
        ),
        (
            {"w": [1, 2], "i°": Fraction(2)},
            3.0,
            6.0,
            "At w = (1, 2) entry 2 of your answer is 3 and of the right one is 6.",
        ),
        ({}, 3.0, 0.1, "Your answer is 3 and the right one is 1/10."),
        (
            {"x": -2},
            float("inf"),
            1e20,
            "At x = −2 your answer is infinity and the right one is 1e+20.",
        ),
        (
            {"x": 0.123456},
            "{1, 2}",
            "{1}",
            "At x = 0.123456 your answer is {1, 2} and the right one is {1}.",
        ),
        (
            {"p": [0.25], "y": [0], "n": 1},
            -0.2876820724,
            -1.3862943611,
            "At p₁ = 1/4, y₁ = 0, n = 1 your answer is −0.288 and the right one is −1.39.",
        ),
        ({}, 0.70001, 0.70002, "Your answer is 0.70001 and the right one is 0.70002."),
        ({}, 1e-13, 0.0, "Your answer is 1e−13 and the right one is 0."),
        (
            {"X": [[0.5]], "theta": 1},
            1.0,
            2.0,
            "At X = ((1/2)), θ = 1 your answer is 1 and the right one is 2.",
        ),
        (
            dict.fromkeys("abcdefgh", 1),
            1.0,
            2.0,
            "At a = 1, b = 1, c = 1, d = 1, e = 1, f = 1, … your answer is 1"
            " and the right one is 2.",
        ),
    ],
)
def test_a_counterexample_is_a_sentence_with_simple_numbers(
    at: dict[str, object], left: float | str | None, right: float | str | None, said: str
) -> None:
    evidence = Evidence("counterexample", at=at, left=left, right=right)
    assert in_words(evidence, "your answer", "the right one") == said


@pytest.mark.parametrize("evidence", [None, Evidence("proved"), Evidence("agrees", points=64)])
def test_other_evidence_has_no_counterexample(evidence: Evidence | None) -> None:
    assert in_words(evidence, "your answer", "the right one") is None
