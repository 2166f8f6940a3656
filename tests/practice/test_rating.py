from __future__ import annotations

from datetime import date

import pytest

from quiz.practice.rating import PACES, Rating, Review, rate
from quiz.questions.kinds import KINDS
from quiz.questions.verdict import Verdict

DAY = date(2026, 11, 25)


def review(score: float, **more: object) -> Review:
    return Review(DAY, Verdict.of(score), score, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "kind", "rating"),
    [
        (review(0.0), "numeric", Rating.AGAIN),
        (review(0.0, seconds=1, sure=True), "numeric", Rating.AGAIN),
        (review(0.5), "derivation", Rating.AGAIN),
        (review(0.51), "derivation", Rating.HARD),
        (review(1.0, seconds=60), "numeric", Rating.GOOD),
        (review(1.0, seconds=60, hints=1), "numeric", Rating.HARD),
        (review(1.0, seconds=301), "numeric", Rating.HARD),
        (review(1.0, seconds=301), "derivation", Rating.GOOD),
        (review(1.0, seconds=60, seen=True), "numeric", Rating.HARD),
        (review(1.0, seconds=5, seen=True), "numeric", Rating.HARD),
        (review(0.0, seconds=5, seen=True), "numeric", Rating.AGAIN),
        (review(1.0, seconds=60, sure=False), "numeric", Rating.HARD),
        (review(1.0, seconds=60, sure=True), "numeric", Rating.GOOD),
        (review(1.0, seconds=5), "numeric", Rating.EASY),
        (review(1.0, seconds=5), "true_false", Rating.GOOD),
        (review(1.0, seconds=5), "multiple_choice", Rating.GOOD),
        (review(1.0, seconds=0), "numeric", Rating.GOOD),
        (review(1.0, seconds=5), "a kind of tomorrow", Rating.GOOD),
    ],
)
def test_an_answer_is_rated_by_result_help_time_and_how_sure_one_was(
    given: Review, kind: str, rating: Rating
) -> None:
    assert rate(given, kind) is rating


def test_every_kind_has_a_pace() -> None:
    assert {*PACES} == {*KINDS}
