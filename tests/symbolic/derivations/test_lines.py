"""Cutting a response into lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.symbolic.derivations.lines import split, steps_of, without_prose


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
        ("Step 2: a = b", ["a = b"]),
        ("2) a = b", ["a = b"]),
        ("u := a", ["a"]),
        ("\\boxed{a = \\frac{b}{c}}", ["a = \\frac{b}{c}"]),
        ("a ≡ b", ["a = b"]),
        ("so x", ["x"]),
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


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("2x = 6 ⇒ x = 3", ["2x = 6", "x = 3"]),
        ("2x = 6 => 4x = 12 <=> x = 3", ["2x = 6", "4x = 12", "x = 3"]),
        ("2x = 6, so x = 3", ["2x = 6", "x = 3"]),
        ("=> x = 3", ["x = 3"]),
        ("2x <= 6", ["2x <= 6"]),
        ("u := 3", ["3"]),
    ],
)
def test_a_line_with_arrows_inside_is_several_steps(text: str, steps: list[str]) -> None:
    (line,) = split(text)
    found = steps_of(line)
    assert [step.source[step.at :].strip() for step in found] == steps
    assert {(step.number, len(step.source)) for step in found} == {(1, len(text))}


def _bare(text: str, *names: str) -> str | None:
    (line,) = split(text)
    bare = without_prose(line, lambda word: word in names)
    return None if bare is None else bare.source[bare.at :].strip()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("we get x = 3", "x = 3"),
        ("By the chain rule dJ/dz = p", "dJ/dz = p"),
        ("x = 3 since x > 0", "x = 3"),
        ("x = 3, by the rule above", "x = 3"),
        ("x_k = 3 for all k", "x_k = 3"),
        ("let u = 3", "3"),
        ("x = 3", None),
        ("x = by", None),
        ("x = 3 where x > 0", None),
        ("x = 3 if x > 0 else 2", None),
        ("gives = 3", "3"),
    ],
)
def test_words_around_mathematics_are_left_out(text: str, left: str | None) -> None:
    assert _bare(text, "x", "p") == left


def test_a_name_of_the_question_is_no_word() -> None:
    assert _bare("then x = 3", "x") == "x = 3"
    assert _bare("then x = 3", "x", "then") is None
    assert _bare("x = 3 using", "x", "using") is None
