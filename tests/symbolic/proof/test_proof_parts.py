"""The parts of a proof by themselves: bounds, powers that reduce, quotients, numbers."""

from __future__ import annotations

import cmath
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.symbolic.errors import TooLargeError
from quiz.symbolic.proof.algebraic_numbers import is_zero_number
from quiz.symbolic.proof.atoms import Atom
from quiz.symbolic.proof.bounds import Bounds
from quiz.symbolic.proof.constants import constant_bounds, value_of
from quiz.symbolic.proof.factors import divided, factors, whole_power
from quiz.symbolic.proof.forms import Form, Space, reduced_power
from quiz.symbolic.proof.logs_and_powers import constant_power, log
from quiz.symbolic.proof.signs import bounds
from quiz.symbolic.proof.trigonometry import rotation

fractions = st.fractions(min_value=-4, max_value=4, max_denominator=6)


def letter(space: Space, name: str) -> Form:
    """A letter of which nothing is known."""
    return space.power(space.atom("symbol", name))


@st.composite
def bounded(draw: st.DrawFn) -> tuple[Bounds, Fraction]:
    """Bounds and a value within them."""
    value = draw(fractions)
    below = draw(st.one_of(st.none(), fractions.map(abs)))
    above = draw(st.one_of(st.none(), fractions.map(abs)))
    return Bounds(
        None if below is None else value - below,
        None if above is None else value + above,
        open_below=bool(below),
        open_above=bool(above),
    ), value


def holds(reach: Bounds, value: Fraction) -> bool:
    """Whether the bounds allow the value."""
    above = reach.lower is None or value > reach.lower
    below = reach.upper is None or value < reach.upper
    at_lower = value == reach.lower and not reach.open_below
    at_upper = value == reach.upper and not reach.open_above
    return (above or at_lower) and (below or at_upper)


@given(bounded(), bounded(), st.integers(-4, 4))
def test_bounds_hold_what_they_are_of(
    one: tuple[Bounds, Fraction], other: tuple[Bounds, Fraction], exponent: int
) -> None:
    (a, x), (b, y) = one, other
    assert holds(a + b, x + y)
    assert holds(a * b, x * y)
    assert holds(-a, -x)
    if x != 0:
        assert holds(a.power(exponent), x**exponent) if exponent else True
        assert holds(a.reciprocal(), 1 / x)


@pytest.mark.parametrize(
    "values", [(0, 1), (-1, 1), (-1, 0, 1), (2, 3, 5), (1,), (Fraction(1, 2), 3)]
)
@pytest.mark.parametrize("exponent", range(1, 8))
def test_a_power_of_something_with_few_values_reduces_to_what_it_is_at_each(
    values: tuple[Fraction, ...], exponent: int
) -> None:
    space = Space(1000)
    atom = space.atom("symbol", "y")
    atom.values = tuple(Fraction(value) for value in values)
    reduced = reduced_power(space, atom, exponent)
    assert all(dict(key).get(atom, 0) < max(2, len(values)) for key in reduced)
    for value in atom.values:
        at_value = [c * value ** dict(key).get(atom, 0) for key, c in reduced.items()]
        assert sum(at_value) == value**exponent


@given(st.lists(st.tuples(fractions, st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=4))
def test_a_product_divided_by_a_factor_is_the_other_factor(
    rows: list[tuple[Fraction, int, int]],
) -> None:
    space = Space(10_000)
    x, y = letter(space, "x"), letter(space, "y")
    other = space.number(1)
    for value, m, n in rows:
        other = other + whole_power(x, m) * whole_power(y, n) * value
    divisor = x * x + y * 3 - 1
    assert divided(other * divisor, divisor) == other


def test_a_polynomial_is_taken_apart_into_its_factors() -> None:
    space = Space(10_000)
    x, y = letter(space, "x"), letter(space, "y")
    found = factors((x - y) * (x - y) * (x + 1) * x * 6)
    parts = {
        atom.form() if atom.kind == "poly" else x: power for atom, power in found.powers.items()
    }
    assert abs(found.coefficient) == 6
    assert sorted(parts.values()) == [1, 1, 2]
    assert parts[x] == 1


@pytest.mark.parametrize("denominator", [1, 2, 3, 4, 5, 6, 7, 8, 12, 15, 20, 24, 60])
def test_a_rotation_has_the_value_of_its_angle(denominator: int) -> None:
    for numerator in range(-3, 2 * denominator, 7):
        space = Space(10_000)
        real, imaginary = value_of(rotation(space, Fraction(numerator, denominator)))
        expected = cmath.exp(1j * cmath.pi * numerator / denominator)
        assert complex(float(real.mid), float(imaginary.mid)) == pytest.approx(expected, abs=1e-12)


def root(space: Space, value: int, exponent: Fraction = Fraction(1, 2)) -> Form:
    """A root of a whole number."""
    return constant_power(space.number(value), exponent)


def test_a_number_made_of_roots_is_zero_only_if_it_is() -> None:
    space = Space(100_000)
    sum_of_roots = root(space, 2) + root(space, 3)
    nested = constant_power(space.number(5) + root(space, 24), Fraction(1, 2))
    assert is_zero_number(sum_of_roots * sum_of_roots - space.number(5) - root(space, 24))
    assert (nested - sum_of_roots).is_zero or is_zero_number(nested - sum_of_roots)
    near = root(space, 10**20 + 1) - space.number(10**10)
    assert not is_zero_number(near)


@pytest.mark.parametrize(
    ("value", "low", "high"), [(2, 0.693, 0.694), (Fraction(1, 3), -1.0987, -1.0986)]
)
def test_the_sign_of_a_constant_is_known(value: Fraction, low: float, high: float) -> None:
    space = Space(1000)
    ends = constant_bounds(log(space.number(value)))
    assert ends is not None
    assert low < ends[0] <= ends[1] < high
    gap = log(space.number(value)) - space.number(Fraction(high))
    assert bounds(gap).is_negative


def test_a_budget_ends() -> None:
    space = Space(50)
    x = letter(space, "x")
    with pytest.raises(TooLargeError):
        whole_power(x + 1, 50)


def test_an_atom_is_made_once() -> None:
    space = Space(1000)
    first: Atom = space.atom("log", letter(space, "x") + 1)
    assert space.atom("log", letter(space, "x") + 1) is first
