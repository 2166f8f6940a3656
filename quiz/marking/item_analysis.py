"""Item analysis: how hard each question of a test is, and how well it tells learners apart.

What counts: of several attempts the one that is asked for; an answer that could not be read is
wrong; one that is undecided has no score yet, so its learner is compared by the other questions.
A question without an answer is wrong, as on a paper that all were given, or it is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from quiz.marking.answer_table import Column, Floats
from quiz.marking.reliability import (
    ALMOST_ZERO,
    Reliability,
    cronbach_alpha,
    kr20,
    standard_error,
)

Missing = Literal["wrong", "left-out"]
"""What it is when a learner has no answer to a question."""

GROUP = 0.27
"""The share of the learners in the upper and the lower group, as Kelley (1939) found best."""

FEWEST = 3
"""With fewer learners no correlation is told."""


@dataclass(frozen=True)
class ItemFigures:
    """The figures of one question.

    `difficulty` is the mean score, from 0 to 1: high is easy. `discrimination` is the correlation
    of the score with the score on all other questions (for right and wrong: point-biserial,
    corrected for the item). `upper` and `lower` are the mean scores of the two groups.
    `alpha_without` is Cronbach's alpha of the test without this question; `seconds` the median.
    """

    answered: int
    missing: int
    invalid: int
    undecided: int
    difficulty: float | None
    discrimination: float | None
    upper: float | None
    lower: float | None
    alpha_without: float | None
    seconds: float | None

    @property
    def upper_lower(self) -> float | None:
        """The discrimination index D: the mean score of the upper group less the lower's."""
        return None if self.upper is None or self.lower is None else self.upper - self.lower


@dataclass(frozen=True)
class Analysis:
    """The figures of the whole test; `totals` is each learner's share of the points."""

    totals: Floats
    upper: Floats
    lower: Floats
    items: Mapping[str, ItemFigures]
    reliability: Reliability
    mean: float | None
    deviation: float | None


def analyse(
    columns: Mapping[str, Column],
    points: Mapping[str, float],
    learners: int,
    missing: Missing = "wrong",
) -> Analysis:
    """The figures of a test; `points` weigh the questions in a learner's total.

    Learners times questions are gone through a question at a time, so memory grows with learners.
    """
    earned, possible = np.zeros(learners), np.zeros(learners)
    complete = np.ones(learners, dtype=bool)
    for name, column in columns.items():
        scores = _scores(column, learners, missing)
        has_score = ~np.isnan(scores)
        complete &= has_score
        earned += points[name] * np.where(has_score, scores, 0)
        possible += points[name] * has_score
    # Rounded, so that sums that differ in their last digit alone are the same total.
    totals = _divided(earned, possible).round(12)
    upper, lower = group_weights(totals, highest=True), group_weights(totals, highest=False)
    whole = _Whole.of(columns, points, earned[complete], complete, missing)
    items = {}
    for name, column in columns.items():
        scores = _scores(column, learners, missing)
        own = points[name] * ~np.isnan(scores)
        rest = _divided(earned - own * np.nan_to_num(scores), possible - own)
        items[name] = ItemFigures(
            answered=len(column.learners),
            missing=learners - len(column.learners),
            invalid=int(column.invalid.sum()),
            undecided=int(np.isnan(column.scores).sum()),
            difficulty=_mean(scores),
            discrimination=correlation(scores, rest),
            upper=_mean(scores, upper),
            lower=_mean(scores, lower),
            alpha_without=whole.alpha_without(name, points[name] * scores[complete]),
            seconds=_median(column.seconds),
        )
    deviation = float(np.nanstd(totals, ddof=1)) if np.sum(~np.isnan(totals)) > 1 else None
    return Analysis(totals, upper, lower, items, whole.reliability(), _mean(totals), deviation)


def group_weights(totals: Floats, *, highest: bool) -> Floats:
    """How far each learner belongs to the group of the highest, or lowest, 27 % of totals.

    Learners with the total at the border share the places that are left, so that the order of
    the file decides nothing. All are 0 where the two groups would overlap.
    """
    ranked = np.sort(totals[~np.isnan(totals)])
    weights = np.zeros(len(totals))
    size = max(1, round(GROUP * len(ranked)))
    if 2 * size > len(ranked):
        return weights
    border = ranked[-size] if highest else ranked[size - 1]
    inside = totals > border if highest else totals < border
    at_border = totals == border
    weights[inside] = 1
    weights[at_border] = (size - inside.sum()) / at_border.sum()
    return weights


def correlation(left: Floats, right: Floats) -> float | None:
    """Pearson's correlation where both have a value; None where it has no meaning."""
    both = ~np.isnan(left) & ~np.isnan(right)
    if both.sum() < FEWEST:
        return None
    left, right = left[both] - left[both].mean(), right[both] - right[both].mean()
    spread = float(np.mean(left**2)) * float(np.mean(right**2))
    return float(np.mean(left * right)) / spread**0.5 if spread > ALMOST_ZERO**2 else None


@dataclass(frozen=True)
class _Whole:
    """What reliability needs of the learners who have a score on every question."""

    totals: Floats
    variances: Mapping[str, float]
    shares: tuple[float, ...]
    worth: float | None
    """What each right answer is worth, where all are and no score lies between; else None."""

    @classmethod
    def of(
        cls,
        columns: Mapping[str, Column],
        points: Mapping[str, float],
        totals: Floats,
        complete: NDArray[np.bool_],
        missing: Missing,
    ) -> _Whole:
        variances, shares = {}, []
        worths = {points[name] for name in columns}
        is_right_or_wrong = len(worths) == 1
        for name, column in columns.items():
            scores = _scores(column, len(complete), missing)[complete]
            variances[name] = _variance(points[name] * scores)
            shares.append(float(scores.mean()) if len(scores) else 0.0)
            is_right_or_wrong &= bool(np.all((scores == 0) | (scores == 1)))
        worth = worths.pop() if is_right_or_wrong else None
        return cls(totals, variances, tuple(shares), worth)

    def reliability(self) -> Reliability:
        count = len(self.totals)
        variance = _variance(self.totals)
        alpha = cronbach_alpha([*self.variances.values()], variance)
        if alpha is None:
            return Reliability(count)
        formula_20 = None
        if self.worth:
            formula_20 = kr20(self.shares, float(np.var(self.totals / self.worth)))
        return Reliability(count, alpha, formula_20, standard_error(variance**0.5, alpha))

    def alpha_without(self, name: str, earned: Floats) -> float | None:
        others = [variance for other, variance in self.variances.items() if other != name]
        return cronbach_alpha(others, _variance(self.totals - earned))


def _scores(column: Column, learners: int, missing: Missing) -> Floats:
    """The score of every learner on a question; NaN where there is none."""
    scores = np.full(learners, 0.0 if missing == "wrong" else np.nan)
    scores[column.learners] = column.scores
    return scores


def _divided(numerators: Floats, denominators: Floats) -> Floats:
    """The quotients, NaN where nothing is to be divided by."""
    quotients = np.full(len(numerators), np.nan)
    np.divide(numerators, denominators, out=quotients, where=denominators > ALMOST_ZERO)
    return quotients


def _mean(scores: Floats, weights: Floats | None = None) -> float | None:
    weights = np.ones(len(scores)) if weights is None else weights
    weights = np.where(np.isnan(scores), 0, weights)
    total = float(weights.sum())
    return float((np.nan_to_num(scores) * weights).sum()) / total if total else None


def _variance(values: Floats) -> float:
    return float(np.var(values, ddof=1)) if len(values) > 1 else 0.0


def _median(seconds: Floats) -> float | None:
    given = seconds[~np.isnan(seconds)]
    return round(float(np.median(given)), 3) if len(given) else None
