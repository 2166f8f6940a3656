"""What is written alike is the same number without a proof."""

import pytest

from quiz.symbolic.alike import alike
from quiz.symbolic.reading import read


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("x + y + 1", "1 + (y + x)"),
        ("x*x*y", "y*x^2"),
        ("(x + 1)^100*(1 + x)^100", "(1 + x)^200"),
        ("a/b*c", "a*c/b"),
        ("(x/y)^2", "x^2/y^2"),
        ("log(x*y)", "log(y*x)"),
        ("0.50*x", "x*0.5"),
    ],
)
def test_order_and_the_writing_of_powers_do_not_matter(left: str, right: str) -> None:
    assert alike(read(left), read(right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("x/x", "1"),
        ("a/(b/c)", "a*c/b"),
        ("x^0", "1"),
        ("x^-1*x", "1"),
        ("(x*y)^a", "x^a*y^a"),
        ("(x^2)^(1/2)", "x"),
        ("x - y", "y - x"),
        ("x^2", "x + x"),
        ("a/b", "b/a"),
        ("e*x", "pi*x"),
        ("x + x", "x"),
    ],
)
def test_what_may_differ_or_be_undefined_is_not_alike(left: str, right: str) -> None:
    assert not alike(read(left), read(right))
