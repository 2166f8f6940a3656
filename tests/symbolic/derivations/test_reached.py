"""What keeps a line of the right value from reaching the goal."""

from __future__ import annotations

import pytest

from quiz.symbolic.derivations import judge
from quiz.symbolic.tasks import Declaration, DerivationTask

TASK = DerivationTask(
    goal="J = -y*log(p) - (1-y)*log(1-p)",
    symbols={"y": Declaration("{0, 1}"), "p": Declaration("(0, 1)")},
    given={"L": "p^y*(1-p)^(1-y)", "J": "-log(L)"},
)
SOLVING = DerivationTask(
    goal="s = t/n",
    symbols={name: Declaration("positive") for name in "stn"},
    start="n*s = t",
)


@pytest.mark.parametrize(
    ("task", "line", "missed"),
    [
        (TASK, "J = -log(L)", "line 1 has the right value, but still uses L"),
        (
            TASK,
            "J = -log(p^y) - log((1-p)^(1-y))",
            "line 1 has the right value, but still uses a power with a symbol in its exponent",
        ),
        (
            TASK,
            "J = -y*log(p) - (1-y)*log(1-p)" + " + p - p" * 15,
            "line 1 has the right value, but can be written much shorter",
        ),
        (TASK, "log(L) = y*log(p) + (1-y)*log(1-p)", None),
        (TASK, "J = y*log(p)", None),
        (TASK, "J = -y*log(p) - (1-y)*log(1-p)", None),
        (
            SOLVING,
            "s = exp(log(t) - log(n))",
            "line 1 has the right value, but still uses exp and log",
        ),
        (SOLVING, "s/t = 1/n", None),
    ],
)
def test_why_the_goal_is_missed(task: DerivationTask, line: str, missed: str | None) -> None:
    assert judge(task, line).goal_missed == missed
