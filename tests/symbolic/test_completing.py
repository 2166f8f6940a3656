"""What is shown of a formula while it is typed, key by key."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from half_typed import Typed, formulas, lines
from hypothesis import given
from hypothesis import strategies as st
from test_hostile_text import CALLS_TO_READ, HOSTILE, at_most
from test_reading import NAMES
from trees import NAMES as TREE_NAMES
from trees import readable

from quiz.symbolic.derivations.completing import complete_line, complete_line_around
from quiz.symbolic.latex import latex
from quiz.symbolic.naming import OPEN
from quiz.symbolic.printing import plain, unicode
from quiz.symbolic.reading import read
from quiz.symbolic.reading.completing import complete, complete_around
from quiz.symbolic.tree import Node

SHOWN = [
    ("x +", "x + □"),
    ("x + z*", "x + z*□"),
    ("(x - (z + ", "x - (z + □)"),
    ("log", "log(□)"),
    ("log(", "log(□)"),
    ("2lo", "2*lo"),
    ("x^", "x^□"),
    ("x^{-", "x^(-□)"),
    ("|x - z", "abs(x - z)"),
    ("||x| -", "abs(abs(x) - □)"),
    ("z if", "z if □ else □"),
    ("z if z > 0", "z if z > 0 else □"),
    ("max(x, ", "max(x, □)"),
    ("binomial(m", "binomial(m, □)"),
    ("y_", "y_{□}"),
    ("y_{", "y_{□}"),
    ("w_{k+", "w_{k+□}"),
    ("the", "the"),
    ("x = ", "x = □"),
    ("[x, z", "[x, z]"),
    ("1.", "1."),
    ("x + .", "x + □"),
    ("sum(", "sum(□, □=□..□)"),
    ("sum(y_i", "sum(y_i, i=1..n)"),
    ("sum(t*x^t", "sum(t*x^t, □=□..□)"),
    ("sum(t*x^t, t", "sum(t*x^t, t=□..□)"),
    ("sum(t*x^t, t=1..", "sum(t*x^t, t=1..□)"),
    ("sum(t*x^t, (t, 1", "sum(t*x^t, t=1..□)"),
    ("Σ_{i=1}", "sum(□, i=1..□)"),
    ("∑ᵢ₌", "sum(□, i=□..□)"),
    (r"\sum^{n", "sum(□, □=1..n)"),
    (r"\frac", "□/□"),
    (r"\fra", "□/□"),
    (r"\frac{1", "1/□"),
    (r"\frac{1}{", "1/□"),
    (r"\frac12", "1/2"),
    (r"x + \sq", "x + sqrt(□)"),
    (r"x + \s", "x + □"),
    (r"x\le", "x <= □"),
    (r"\left", "□"),
    (r"x \cdot \hat", "x*□"),
    (r"x \cdot \hat{p", "x*p"),
    (r"x \cdot \hat{\mathbf{p", "x*□"),
    (r"x \cdot \hat{\mathbf{p}", "x*□"),
    (r"x \text{ so tha", "x"),
    ("∂J", "diff(J, □)"),
    ("∂J/∂", "diff(J, □)"),
    ("d/dz", "diff(□, z)"),
    (r"\frac{\partial J", "diff(J, □)"),
    ("diff(J", "diff(J, □)"),
    ("J'", "diff(J, z)"),
    ("L(", "L"),
    ("s(", "s(□)"),
]


@pytest.mark.parametrize(("typed", "shown"), SHOWN)
def test_what_is_to_come_is_a_box(typed: str, shown: str) -> None:
    found = complete(typed, NAMES)
    assert found.error is None
    assert found.node is not None
    assert plain(found.node) == shown


WRONG = [
    ("x)", 1),
    ("x + )", 4),
    ("foo", 0),
    ("x + thetta", 4),
    ("()", 1),
    ("x_1 + z", 2),
    ("1 + y_i + x", 6),
    ('x "', 2),
    ("sum(x) + 1", 0),
    ("x, z + 1", 1),
    ("9^9^9^9 + x", 0),
    ("(" * 60, 51),
    ("x" * 5000, 4000),
]


@pytest.mark.parametrize(("typed", "position"), WRONG)
def test_what_nothing_can_mend_is_an_error_at_its_place(typed: str, position: int) -> None:
    found = complete(typed, NAMES)
    assert found.error is not None
    assert found.error.position == position


NOT_YET = ["x_1", "9^9^9^9", "sum(x)", "x :", "the", "exp^-1", "J'(", "thet", "2.", "d"]


@pytest.mark.parametrize("typed", NOT_YET)
def test_what_may_still_be_mended_is_no_error(typed: str) -> None:
    assert complete(typed, NAMES).error is None


def test_nothing_is_shown_of_nothing() -> None:
    assert complete("  ") == complete("")
    assert complete("").node is None
    assert complete("").error is None


@pytest.mark.parametrize("number", range(5))
def test_every_formula_has_a_preview_after_every_key(number: int) -> None:
    """A fifth of the formulas of the bank and of the corpora each, every third of them."""
    for typed in formulas()[number::15]:
        for beginning in typed.beginnings():
            found = complete(beginning, typed.names, typed.meaning)
            assert found.error is None, beginning
            assert found.node is not None, beginning


def test_every_line_of_working_has_no_error_after_any_key_and_mostly_a_preview() -> None:
    shown = keys = 0
    for line in lines()[::3]:
        # What a name means may be told behind it, and is known from there on.
        told = line.text.find("where ") + len("where ") if "where " in line.text else 0
        for length in range(told + 1, len(line.text) + 1):
            found = complete_line(line.text[:length], line.names, line.above)
            assert found.error is None, line.text[:length]
            shown += found.node is not None
            keys += 1
    assert shown > 0.99 * keys


@given(readable, st.sampled_from([plain, unicode, latex]))
def test_no_key_of_a_formula_that_reads_shows_an_error(
    node: Node, spelled: Callable[[Node], str]
) -> None:
    typed = Typed(spelled(node), TREE_NAMES)
    read(typed.text, typed.names)
    for beginning in typed.beginnings():
        found = complete(beginning, typed.names)
        assert found.error is None, beginning
        assert found.node is not None, beginning


@given(readable)
def test_a_whole_formula_is_shown_as_it_is_read(node: Node) -> None:
    text = plain(node)
    assert complete(text, TREE_NAMES).node == read(text, TREE_NAMES)


HALF = ["d" * 200, "sum(" * 60, "sum(t," * 30, "dy/d" * 50, r"\frac{d" * 28, "|" * 100, "||x" * 60]


@pytest.mark.parametrize("text", [*HOSTILE, *HALF], ids=lambda text: ascii(text[:40]))
def test_hostile_text_is_looked_at_with_bounded_work(text: str) -> None:
    for names in (NAMES, OPEN):
        with at_most(2 * CALLS_TO_READ):
            complete(text, names)


@given(st.text(alphabet=r"xy12()[]{}|+-*/^_=<,. \fracsumdlog'", max_size=60))
def test_whatever_is_typed_never_raises(text: str) -> None:
    for names in (NAMES, OPEN):
        found = complete(text, names)
        assert found.node is None or found.error is None
    complete_line(text, NAMES)


MENDED = [
    ("log(|)", "log(□)"),
    ("(x + |) * z", "(x + □)*z"),
    ("x^| * 2", "x^□*2"),
    (r"\frac{1}{|} + x", "1/□ + x"),
    ("x + the| + z", "x + the"),
    ("x * | + ) z", "x*□"),
    ("x + z|", "x + z"),
]


@pytest.mark.parametrize(("typed", "shown"), MENDED)
def test_where_a_formula_is_mended_in_its_middle_a_box_stands(typed: str, shown: str) -> None:
    before, after = typed.split("|")
    found = complete_around(before + after, len(before), NAMES)
    assert found.error is None
    assert found.node is not None
    assert plain(found.node) == shown
    line = complete_line_around(f"J = {before}{after}", 4 + len(before), NAMES)
    assert line.error is None
    assert line.node is not None
    assert plain(line.node) == f"J = {shown}"


def test_an_error_before_the_cursor_is_one_while_the_rest_is_mended() -> None:
    found = complete_around("x + ) + z", 7, NAMES)
    assert found.error is not None
    assert found.error.position == 4


LINES = [
    ("J = ", "", None, "J = □"),
    ("= -log L", "=", None, "-log(L)"),
    ("=", "=", None, "□"),
    ("=> x = ", "=>", None, "x = □"),
    ("W := ", ":=", "W", "□"),
    ("W := log(", ":=", "W", "log(□)"),
    ("f(a) := a^", ":=", "f(a)", "a^□"),
    ("t_k := exp(", ":=", "t_k", "exp(□)"),
    ("therefore x = 2 # so th", "", None, "x = 2"),
    ("J = x =", "", None, "J = x and x = □"),
    ("novel", "", None, "novel"),
    ("x = 2z => z = ", "=>", None, "z = □"),
    ("thus it follows that x = ", "", None, "x = □"),
    ("Step 2: x = ", "", None, "x = □"),
    ("x = 2z, by the chain ru", "", None, "x = 2*z"),
    ("let novel = 2x", ":=", "novel", "2*x"),
    ("let novel = ", ":=", "novel", "□"),
    ("dw_i/dx = ", "", None, "diff(w_i, x) = □"),
    (r"x = 2 \stackrel{!}{", "", None, "x = 2"),
]


@pytest.mark.parametrize(("typed", "lead", "head", "shown"), LINES)
def test_a_line_of_working_is_shown_as_it_grows(
    typed: str, lead: str, head: str | None, shown: str
) -> None:
    found = complete_line(typed, NAMES)
    assert found.error is None
    assert (found.lead, found.head and plain(found.head)) == (lead, head)
    assert found.node is not None
    assert plain(found.node) == shown


def test_a_name_defined_above_is_known() -> None:
    assert complete_line("novel + x = 1", NAMES).error is not None
    for above in ("novel := 2x", "1) let novel = 2x"):
        assert complete_line("novel + x = 1", NAMES, above).error is None


@pytest.mark.parametrize(
    "typed", ["1", "1)", "it fol", "Set it to ze", "and the", "therefore", "&"]
)
def test_words_that_lead_up_to_mathematics_are_no_error(typed: str) -> None:
    assert complete_line(typed, NAMES).error is None


def test_an_error_in_a_line_stands_where_it_was_typed() -> None:
    found = complete_line("  W := x + ) + 2", NAMES)
    assert found.error is not None
    assert found.error.position == 11
