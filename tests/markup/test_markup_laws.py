"""Laws of printing: any text is shown, nothing steers the terminal, no LaTeX is left over."""

import re
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from quiz.markup.characters import width as columns
from quiz.markup.maths import MathsError, display, inline
from quiz.markup.text import problems, terminal

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

SCRAPS = """
    $ $$ ` ``` * ** _ [ ] ( ) ![ ]( [[b]] > - 1. # \\ \\$ { } ^ & \\frac \\left( \\right) \\begin
    \\begin{cases} \\end{cases} \\text{ \\hat x 1 | ' ~ % <https://a> &lt; \x1b[31m \x9b \u202e 漢 é
"""
scraps = st.sampled_from([*SCRAPS.split(), "\t", "\ud800", "\\\\"])
spaces = st.sampled_from(["", " ", "  ", "\n", "\n\n", "    ", "\r\n"])
texts = st.lists(st.tuples(scraps, spaces)).map(lambda parts: "".join(a + b for a, b in parts))


@given(st.one_of(st.text(), texts), st.none() | st.integers(-1, 40))
@example("*a ![b* c](u) d*", None)
@example("$" * 1000, 20)
def test_any_text_is_shown_without_control_characters(text: str, width: int | None) -> None:
    assert not CONTROL.search(terminal(text, width))
    for position, _ in problems(text):
        assert 0 <= position <= len(text)


@given(st.one_of(st.text(), texts))
def test_a_formula_is_read_or_refused_at_a_place_in_it(latex: str) -> None:
    try:
        shown, position = inline(latex), 0
    except MathsError as error:
        shown, position = "", error.position
    assert 0 <= position <= len(latex)
    assert not CONTROL.search(shown)
    assert "\n" not in shown


ATOMS = (
    *("x", "y_i", "2", "0.5", r"\hat{p}", r"\theta", r"\mu_{i,k}", r"\infty"),
    *(r"\mathbb{R}", r"\mathrm{MSE}", r"\text{a b}"),
)


def formulas() -> st.SearchStrategy[str]:
    """Formulas of the supported grammar."""
    atoms = st.sampled_from(ATOMS)

    def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            st.tuples(inner, st.sampled_from(["+", "-", r"\cdot ", "=", r"\le ", " "]), inner).map(
                "".join
            ),
            st.tuples(inner, inner).map(lambda two: rf"\frac{{{two[0]}}}{{{two[1]}}}"),
            st.tuples(inner, inner).map(lambda two: rf"{{{two[0]}}}^{{{two[1]}}}"),
            st.tuples(inner, inner).map(lambda two: rf"\sum_{{{two[0]}}}^{{n}}{two[1]}"),
            st.tuples(inner, inner).map(
                lambda two: rf"\begin{{cases}}{two[0]}&{two[1]}\end{{cases}}"
            ),
            inner.map(lambda one: rf"\left({one}\right)"),
            inner.map(lambda one: rf"\log {one}"),
            inner.map(lambda one: rf"\sqrt{{{one}}}"),
            inner.map(lambda one: rf"\hat{{{one}}}"),
        )

    return st.recursive(atoms, larger, max_leaves=12)


@given(formulas())
def test_a_supported_formula_leaves_no_latex(latex: str) -> None:
    shown = inline(latex)
    assert "\\" not in shown
    assert not CONTROL.search(shown)
    assert unicodedata.is_normalized("NFC", shown)
    assert not re.search("frac|sqrt|cases|left|right", shown)


@given(formulas(), st.integers(10, 100))
@example(r"\frac{x}{\mathrm{MSE}}+\left({x}^{y_i}\right)", 10)
def test_a_display_fits_its_width_and_is_parted_only_if_it_must(latex: str, width: int) -> None:
    whole, lines = display(latex), display(latex, width)
    assert all(columns(line) <= width for line in lines)
    assert not any("\\" in line or CONTROL.search(line) for line in lines)
    if any("─" in line for line in whole):
        assert len({columns(line) for line in whole}) == 1
        assert lines == whole or columns(whole[0]) > width
    if any("─" in line for line in lines):
        assert sorted("".join(lines).replace(" ", "")) == sorted("".join(whole).replace(" ", ""))


@given(texts, st.integers(10, 100))
def test_any_latex_that_is_read_is_displayed(latex: str, width: int) -> None:
    try:
        inline(latex)
    except MathsError:
        return
    assert all(columns(line) <= width for line in display(latex, width))


@given(formulas())
def test_brackets_of_a_supported_formula_match(latex: str) -> None:
    shown = inline(latex).translate(str.maketrans("⁽⁾₍₎", "()()"))
    depth = 0
    for character in shown:
        depth += (character == "(") - (character == ")")
        assert depth >= 0
    assert depth == 0


@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True)), st.integers(10, 40))
def test_words_are_wrapped_and_none_is_lost(words: list[str], width: int) -> None:
    text = terminal(" ".join(words), width)
    assert text.split() == words
    assert all(columns(line) <= width for line in text.split("\n"))
