from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from class_answers import statements, table_of_scores
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.marking.answer_table import Column
from quiz.marking.item_analysis import analyse, group_weights
from quiz.marking.report import Report, report_on

# By hand. Totals 3, 2, 1, 0: mean 3/2, variance 5/4 (divided by 4) or 5/3 (divided by 3).
# Difficulties 3/4, 1/2, 1/4; p(1-p): 3/16, 1/4, 3/16, together 5/8.
# KR-20 = 3/2 · (1 - (5/8)/(5/4)) = 3/4. SEM = √(5/3) · √(1 - 3/4) = √(5/12).
# q1 with the rest 2, 1, 0, 0: covariance 3/16, variances 3/16 and 11/16: r = √(3/11).
# q2 with the rest 2, 1, 1, 0: covariance 1/4, variances 1/4 and 1/2: r = √(1/2).
# q3 mirrors q1. Without q2: totals 2, 1, 1, 0, alpha 2 · (1 - (3/8)/(1/2)) = 1/2.
# 27 % of 4 learners is one: the first and the last.
BY_HAND = ((1, 1, 1), (1, 1, 0), (1, 0, 0), (0, 0, 0))

# The data set `cronbach_wide_missing` of the Python package pingouin; its documentation gives
# the alpha of R's psych, `psych::alpha(data[complete.cases(data), ])`, as 0.8016949152542373.
PSYCH = (
    (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
    (1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0),
    (None, 0, 1, 1, None, 1, 1, 1, 1, 0, 0),
    (1, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0),
    (1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0),
    (0, 1, None, 0, 1, 1, 1, 1, 0, 0, 0),
    (1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0),
    (1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0),
    (0, 1, 0, 1, 1, 0, 0, 0, 0, 1, 0),
    (1, 0, 0, 1, 0, 1, 0, 0, None, 0, 0),
    (1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    (1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0),
)


@pytest.fixture
def by_hand(tmp_path: Path) -> Report:
    return report_on(statements(tmp_path, 3), table_of_scores(tmp_path, BY_HAND))


def test_reliability_is_as_computed_by_hand(by_hand: Report) -> None:
    found = by_hand.reliability
    assert (found.alpha, found.kr20) == pytest.approx((3 / 4, 3 / 4))
    assert found.sem == pytest.approx((5 / 12) ** 0.5)
    assert (by_hand.mean, by_hand.deviation) == pytest.approx((1 / 2, (5 / 3) ** 0.5 / 3))


def test_items_are_as_computed_by_hand(by_hand: Report) -> None:
    figures = [item.figures for item in by_hand.items]
    assert [one.difficulty for one in figures] == pytest.approx([3 / 4, 1 / 2, 1 / 4])
    expected = [(3 / 11) ** 0.5, (1 / 2) ** 0.5, (3 / 11) ** 0.5]
    assert [one.discrimination for one in figures] == pytest.approx(expected)
    assert [one.upper_lower for one in figures] == [1, 1, 1]
    assert figures[1].alpha_without == pytest.approx(1 / 2)


def test_alpha_over_complete_learners_is_that_of_psych(tmp_path: Path) -> None:
    responses = table_of_scores(tmp_path, PSYCH)
    found = report_on(statements(tmp_path, 11), responses, missing="left-out").reliability
    assert found.learners == 9
    assert (found.alpha, found.kr20) == pytest.approx((0.8016949152542373, 0.8016949152542373))


def test_what_is_missing_is_wrong_or_left_out(tmp_path: Path) -> None:
    bank, responses = statements(tmp_path, 11), table_of_scores(tmp_path, PSYCH)
    first_item = [
        report_on(bank, responses, missing=missing).items[0].figures
        for missing in ("wrong", "left-out")
    ]
    assert [one.difficulty for one in first_item] == pytest.approx([9 / 12, 9 / 11])
    assert [one.missing for one in first_item] == [1, 1]


def test_points_weigh_in_totals_and_alpha() -> None:
    scores = {"one": [1.0, 1.0, 0.0, 0.0], "three": [1.0, 1 / 3, 2 / 3, 0.0]}
    columns = {name: column(values) for name, values in scores.items()}
    found = analyse(columns, {"one": 1, "three": 3}, learners=4)
    assert found.totals == pytest.approx([1, 1 / 2, 1 / 2, 0])
    # Variances, divided by 3: 1/3 of the first, 5/3 of the second, 8/3 of the totals.
    assert found.reliability.alpha == pytest.approx(2 * (1 - (1 / 3 + 5 / 3) / (8 / 3)))
    assert found.reliability.kr20 is None


def column(scores: list[float]) -> Column:
    count = len(scores)
    return Column(
        learners=np.arange(count, dtype=np.int32),
        scores=np.array(scores),
        codes=np.full(count, -1, dtype=np.int32),
        seconds=np.full(count, np.nan),
        invalid=np.zeros(count, dtype=bool),
    )


def test_an_undecided_answer_has_no_score_yet() -> None:
    columns = {"a": column([1, 0, np.nan, 1]), "b": column([1, 0, 1, 0])}
    found = analyse(columns, {"a": 1, "b": 1}, learners=4)
    assert found.items["a"].difficulty == pytest.approx(2 / 3)
    assert found.items["a"].undecided == 1
    assert found.totals == pytest.approx([1, 0, 1, 1 / 2])
    assert found.reliability.learners == 3


def test_learners_at_the_border_share_the_places_of_a_group() -> None:
    totals = np.array([1.0, 0.5, 0.5, 0.5, 0.5, 0.2, 0.1])  # a group of 27 % has 2 places
    assert group_weights(totals, highest=True) == pytest.approx([1, *[1 / 4] * 4, 0, 0])
    assert group_weights(totals, highest=False) == pytest.approx([0, *[0] * 4, 1, 1])


@pytest.mark.parametrize("rows", [(), ((1, 1),), ((1, 1), (1, 1))], ids=["none", "one", "alike"])
def test_without_differences_there_are_no_correlations(
    tmp_path: Path, rows: tuple[tuple[int, ...], ...]
) -> None:
    report = report_on(statements(tmp_path, 2), table_of_scores(tmp_path, rows))
    assert report.reliability.alpha is None
    assert {item.figures.discrimination for item in report.items} <= {None}


scores = st.sampled_from([0.0, 0.5, 1.0, np.nan])


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(scores, scores, scores), min_size=1, max_size=12), st.randoms())
def test_the_order_of_learners_decides_nothing(
    rows: list[tuple[float, ...]], chance: object
) -> None:
    mixed = [*rows]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    results = [
        analyse(
            {str(place): column([*values]) for place, values in enumerate(zip(*each, strict=True))},
            {"0": 1, "1": 1, "2": 2},
            learners=len(each),
        )
        for each in (rows, mixed)
    ]
    for name in results[0].items:
        one, other = (list(vars(result.items[name]).values()) for result in results)
        assert [value is None for value in one] == [value is None for value in other]
        found = [value for value in one if value is not None]
        assert found == pytest.approx([value for value in other if value is not None], abs=1e-6)
