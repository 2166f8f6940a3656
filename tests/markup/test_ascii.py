from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.markup.ascii import spelt

SIGNS = "".join(map(chr, (*range(0x2C6, 0x370), *range(0x1D00, 0x1DC0), *range(0x2070, 0x20E0))))
"""Scripts, accents and letters like them."""


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("J = −(1/n)·∑ᵢ₌₁ⁿ yᵢ log p̂ᵢ", "J = -(1/n)*sum_(i=1)^n y_i log phat_i"),
        ("p̂ʸ(1 − p̂)¹⁻ʸ", "phat^y(1 - phat)^(1-y)"),
        ("p̂ᵢyᵢ", "phat_i y_i"),
        ("∂J/∂μ = 2ησ²x", "dJ/dmu = 2 eta sigma^2 x"),
        ("ȳ − wh̄", "ybar - w hbar"),
        ("y ∈ {0, 1}, x ≠ 0", "y in {0, 1}, x != 0"),
        ("√(2πσ²)", "sqrt(2 pi sigma^2)"),
        ("‖w‖₂² ≤ ½", "||w||_2^2 <= 1/2"),
        ("σ(z), xᵀw, y₁, …, yₙ", "sigma(z), x^T w, y_1, ..., y_n"),
    ],
)
def test_a_formula_is_spelt_out(text: str, plain: str) -> None:
    assert spelt(text, formula=True) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1/2 · derivation · 1 point", "1/2 - derivation - 1 point"),
        ("“naïve” — café", '"naive" -- cafe'),
        ("the prediction ŷ is", "the prediction yhat is"),
        ("█▌ 漢", "## <cjk unified ideograph-6f22>"),
        ("漢\u0302 xᴯ", "<cjk unified ideograph-6f22>hat x^(<modifier letter capital barred b>)"),
    ],
)
def test_prose_keeps_its_words(text: str, plain: str) -> None:
    assert spelt(text) == plain


@given(st.text(st.sampled_from(SIGNS) | st.characters()), st.booleans())
def test_whatever_comes_is_ascii(text: str, formula: bool) -> None:
    assert spelt(text, formula).isascii()


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_stays_as_it_is(text: str) -> None:
    assert spelt(text) == text
