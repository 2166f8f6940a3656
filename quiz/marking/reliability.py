"""How far the scores of a class would come out alike again: Cronbach's alpha, KR-20, SEM."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

ALMOST_ZERO = 1e-12
"""A variance below this is rounding."""


@dataclass(frozen=True)
class Reliability:
    """The figures over the learners whose answer to every question has a score.

    `kr20` is None where a score is neither 0 nor 1 or points differ; all are None with fewer
    than two questions or learners, or where every learner has the same score. `sem`, the standard
    error of measurement, is in points.
    """

    learners: int
    alpha: float | None = None
    kr20: float | None = None
    sem: float | None = None


def cronbach_alpha(variances: Sequence[float], total_variance: float) -> float | None:
    """Cronbach's alpha, k/(k-1)·(1 - Σ variances of the items / variance of the total)."""
    count = len(variances)
    if count < 2 or total_variance < ALMOST_ZERO:
        return None
    return count / (count - 1) * (1 - math.fsum(variances) / total_variance)


def kr20(shares_right: Sequence[float], total_variance: float) -> float | None:
    """Kuder and Richardson's formula 20, for scores of 0 and 1.

    `total_variance` is the population's, divided by the number of learners, as p·(1 - p) is.
    """
    return cronbach_alpha([share * (1 - share) for share in shares_right], total_variance)


def standard_error(deviation: float, reliability: float) -> float:
    """The standard error of measurement: deviation·√(1 - reliability)."""
    return deviation * math.sqrt(max(0.0, 1 - reliability))
