from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.yaml_reading import read_yaml
from quiz.bank.yaml_writing import lines_of

TEXTS = (
    st.text(max_size=8)
    | st.text(st.sampled_from("aé-#:,'\"\\{}[]&*!|>%@`?~ \n\t0.1e=$_^\x00\x85\u2028"), max_size=20)
    | st.text(st.sampled_from("ab ,:#\\$"), min_size=90, max_size=140)
)
DATA = st.recursive(
    TEXTS | st.integers() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from("abc"), DATA, min_size=1))
def test_what_is_written_is_read_back(data: dict[str, Any]) -> None:
    assert read_yaml("\n".join(lines_of(data)) + "\n").data == data


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("binary cross-entropy", "binary cross-entropy"),
        (r"The slope of $\hat p$", r"The slope of $\hat p$"),
        (r"$\hat p = 1$", r"'$\hat p = 1$'"),
        ("It's a loss", "It's a loss"),
        ("{0, 1}", '"{0, 1}"'),
        ("true", '"true"'),
        ("0.5", '"0.5"'),
        ("1e-3", '"1e-3"'),
        ("no", "no"),
        ("a: b", '"a: b"'),
        ("number # 1", '"number # 1"'),
        (0.5, "0.5"),
        (["sigmoid", "a, b"], '[sigmoid, "a, b"]'),
        ({"decimals": 3}, "{decimals: 3}"),
    ],
)
def test_a_value_is_written_as_a_person_would(value: object, shown: str) -> None:
    assert [*lines_of({"key": value})] == [f"key: {shown}"]


def test_a_long_text_is_folded_and_lines_stay_lines() -> None:
    lines = [*lines_of({"long": "word " * 30 + "end", "lines": "a\nb\n"})]
    assert lines[0] == "long: >-"
    assert lines[-3:] == ["lines: |", "  a", "  b"]


def test_a_list_of_mappings_has_a_line_for_each_key() -> None:
    lines = [*lines_of({"options": [{"text": "a", "correct": True}, {"text": "b"}]})]
    assert lines == ["options:", "  - text: a", "    correct: true", "  - text: b"]
