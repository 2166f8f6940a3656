"""Brackets in another place, by which a line would hold, are offered; an open power is taken in."""

from __future__ import annotations

import pytest

from quiz.symbolic.derivations import judge
from quiz.symbolic.tasks import Declaration, DerivationTask

TASK = DerivationTask(
    goal="L = s",
    symbols={"p": Declaration("(0, 1)"), "a": Declaration("positive"), "z": Declaration()},
    given={"L": "p*(1-p)^a", "s": "1/(1+exp(-z))"},
)


@pytest.mark.parametrize(
    ("line", "read", "meant"),
    [
        ("s = 1/1+exp(-z)", "1/1 + exp(−z)", "1/(1 + exp(-z))"),
        ("a*s = 1/1+exp(-z)*a", None, None),
        ("L = p(1-p)^2/2*(1-p)^(a-2)*2", None, None),
        ("s/(2a) = s/2a", "s/2·a", "s/(2*a)"),
        ("log L = log p + a log 1-p", "a·log(1) − p", "a*log(1 - p)"),
        ("p^(a-1) = p^a-1", "p^a − 1", "p^(a - 1)"),
        ("a*log p = log(p)^a", "log(p)^a", "log(p^a)"),
        ("log(p*(1-p)) = log(p) + 2*log(1-p)", None, None),
    ],
)
def test_brackets_in_another_place_are_offered(
    line: str, read: str | None, meant: str | None
) -> None:
    (judged,) = judge(TASK, line).lines
    if read is None:
        assert "read as" not in (judged.message or "")
    else:
        assert judged.verdict == "does_not_follow"
        said = f"This was read as {read}; if {meant} is meant, write the brackets."
        assert judged.message is not None
        assert judged.message.endswith(said)


@pytest.mark.parametrize(
    ("line", "read_as"),
    [
        ("a log p = log (p)^a", "a·log(p) = log(p^a)"),
        (r"a \log p = \log\left(p\right)^a", "a·log(p) = log(p^a)"),
        (r"\log (p)^2 = \log (p)^2", "log(p)² = log(p)²"),
    ],
)
def test_a_power_behind_a_spaced_log_is_taken_in_where_the_line_holds_only_so(
    line: str, read_as: str
) -> None:
    (judged,) = judge(TASK, line).lines
    assert (judged.verdict, judged.read_as) == ("follows", read_as)
    assert bool(judged.message) == ("²" not in read_as)
