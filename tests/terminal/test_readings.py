from __future__ import annotations

import pytest

from quiz.terminal.readings import is_doubtful


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("J = 1/2x", "J = 1/2·x"),
        ("= p - y/p(1-p)", "= p − y/p·(1 − p)"),
        ("= y/p (1-p)", "= y/p·(1 − p)"),
        ("= y/(2n) x", "= y/(2·n)·x"),
        ("l = log p(1-p)", "l = log(p)·(1 − p)"),
        ("l = log p q", "l = log(p·q)"),
        ("J = sum y_i + c", "J = ∑ᵢ₌₁ⁿ yᵢ + c"),
        ("S = sum (x_i)^2", "S = ∑ᵢ₌₁ⁿ xᵢ²"),
        ("S = yz", "S = y·z"),
    ],
)
def test_what_can_be_read_in_two_ways_is_doubtful(typed: str, read_as: str) -> None:
    assert is_doubtful(typed, read_as)


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("log L = sum(y_i log p_i + (1-y_i) log(1-p_i))", "log(L) = ∑ᵢ₌₁ⁿ (yᵢ·log(pᵢ) + …"),
        ("dJ/dp = -y/p + (1-y)/(1-p)", "diff(J, p) = −y/p + (1 − y)/(1 − p)"),
        ("so J = -(1/n) log L  # taking logs", "J = −1/n·log(L)"),
        ("w = sum(x_i)/sum(y_i)", "w = (∑ᵢ₌₁ⁿ xᵢ)/(∑ᵢ₌₁ⁿ yᵢ)"),
        ("mu = S/n and v = R/n", "μ = S/n and v = R/n"),
        ("d/dz exp(z) = exp(z)", "diff(exp(z), z) = exp(z)"),
        ("∂/∂p log(1−p) = −1/(1−p)", "diff(log(1 − p), p) = −1/(1 − p)"),
        ("l = y ln p + z", "l = y·log(p) + z"),
        (r"J &= -\frac{1}{2} x (1-p)", "J = −1/2·x·(1 − p)"),
    ],
)
def test_what_can_be_read_in_one_way_only_is_not(typed: str, read_as: str) -> None:
    assert not is_doubtful(typed, read_as)
