"""Cutting a response into lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.symbolic.derivations.lines import split


def _mathematics(text: str) -> list[str]:
    return [line.source[line.at :].strip() for line in split(text)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a = b\n\n  = c\n", ["a = b", "c"]),
        ("a = b \\\\ c = d", ["a = b", "c = d"]),
        ("a = b \\\\[2pt]\nc = d", ["a = b", "c = d"]),
        ("\\begin{align*}\na &= b \\\\\n&= c\n\\end{align*}", ["a  = b", "c"]),
        ("\\begin{align}\na\n  &= b\n   + c \\\\[2pt]\n  &= d\n\\end{align}", ["a  = b + c", "d"]),
        ("\\begin{align}\na &= b\n&= c\n\\end{align}", ["a  = b", "c"]),
        ("$$a = b$$", ["a = b"]),
        ("\\[ a = b \\]", ["a = b"]),
        ("therefore a = b", ["a = b"]),
        ("Hence, a = b.", ["a = b"]),
        ("∴ a = b   # because", ["a = b"]),
        ("a = b \\text{ by the log rule}", ["a = b"]),
        ("x = 1 \\text{ or } x = 2", ["x = 1 \\text{ or } x = 2"]),
        ("# only a remark\na = b", ["a = b"]),
        ("⇔ a = b", ["a = b"]),
        ("a = b \\qquad", ["a = b"]),
    ],
)
def test_decoration_is_left_out(text: str, lines: list[str]) -> None:
    assert _mathematics(text) == lines


@pytest.mark.parametrize(
    ("text", "kind", "implies"),
    [
        ("a = b", "statement", False),
        ("a", "statement", False),
        ("= b", "continuation", False),
        ("&= b", "continuation", False),
        ("a =", "opening", False),
        ("u := a + b", "definition", False),
        ("=> a = b", "statement", True),
        ("\\Rightarrow a = b", "statement", True),
        ("⟹ a = b", "statement", True),
        ("a <= b", "statement", False),
    ],
)
def test_the_kind_of_a_line_is_seen_at_its_start(text: str, kind: str, implies: bool) -> None:
    (line,) = split(text)
    assert (line.kind, line.implies) == (kind, implies)


def test_lines_are_numbered_without_blank_and_decoration_only_ones() -> None:
    lines = split("\\begin{align}\na = b\n\n\\end{align}\n&\nc = d")
    assert [(line.number, line.text) for line in lines] == [(1, "a = b"), (2, "c = d")]


@given(st.text(alphabet="ab=# \\&:>\n{}$.,()", max_size=60))
def test_a_column_of_the_mathematics_is_a_column_of_the_text(text: str) -> None:
    for line in split(text):
        assert len(line.source) == len(line.text)
        assert all(
            shown in (typed, " ") for typed, shown in zip(line.text, line.source, strict=True)
        )
