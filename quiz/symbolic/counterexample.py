"""A counterexample in plain words: where two sides differ, and what they are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isclose, isfinite, isnan

from quiz.symbolic.tasks import Evidence

MOST_NAMES = 6
FEWEST_DIGITS, MOST_DIGITS = 3, 15
DIGITS_OF_A_POINT = 6


def in_words(evidence: Evidence | None, left: str, right: str) -> str | None:
    """A sentence such as “At p = 1/2, y = 1 your answer is 0.69 and the right one is −0.69.”

    `left` and `right` name the two sides. None where the evidence is no counterexample, or one
    of several points, which has a sentence of its own.
    """
    said = clause(evidence, left, right)
    return None if said is None else f"{said[0].upper()}{said[1:]}."


def clause(evidence: Evidence | None, left: str, right: str) -> str | None:
    """The same as a part of a sentence, without its capital and full stop."""
    if evidence is None or evidence.kind != "counterexample":
        return None
    if any(name.endswith("′") for name in evidence.at):
        return None
    one, other = _sides(evidence.left, evidence.right)
    entry = ", ".join(shown_value(value) for name, value in evidence.at.items() if _is_index(name))
    sides = f"{left} is {one} and {right} is {other}"
    if entry:
        sides = f"entry {entry} of {left} is {one} and of {right} is {other}"
    where = place(evidence.at)
    return f"at {where} {sides}" if where else sides


def place(at: Mapping[str, object]) -> str:
    """The values of symbols, `p₁ = 1/4, y = (0, 1)`; of many symbols the first."""
    shown = [_entry(name, value) for name, value in at.items() if not _is_index(name)]
    if len(shown) > MOST_NAMES:
        return ", ".join(shown[:MOST_NAMES]) + ", …"
    return ", ".join(shown)


def _is_index(name: str) -> bool:
    """Whether a name is one that only says at which entry two arrays differ."""
    return name.endswith("°")


def shown_value(value: object, digits: int = DIGITS_OF_A_POINT) -> str:
    """A number as a simple fraction where it is one, else to so many digits; lists in brackets."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"({', '.join(shown_value(item, digits) for item in value)})"
    if isinstance(value, float):
        return _number(value, digits)
    return _signed(str(value)) if isinstance(value, int | Fraction) else str(value)


def _entry(name: str, value: object) -> str:
    """`p = 1/4`, or `p₁ = 1/4` for a list of one."""
    from quiz.symbolic.printing import unicode
    from quiz.symbolic.tree import ONE, Entry, Name, Node

    node: Node = Name(name)
    if isinstance(value, list | tuple) and len(value) == 1 and not isinstance(value[0], list):
        node, value = Entry(Name(name), (ONE,)), value[0]
    return f"{unicode(node)} = {shown_value(value)}"


def _sides(left: float | str | None, right: float | str | None) -> tuple[str, str]:
    """The two values with as few digits as tell them apart."""
    for digits in range(FEWEST_DIGITS, MOST_DIGITS + 1):
        one, other = (
            "undefined" if side is None else shown_value(side, digits) for side in (left, right)
        )
        if one != other:
            break
    return one, other


def _number(value: float, digits: int) -> str:
    if not isfinite(value):
        return "undefined" if isnan(value) else "infinity" if value > 0 else "−infinity"
    if abs(value) < 1e15:
        near = Fraction(value).limit_denominator(10)
        if isclose(near, value, rel_tol=1e-12):
            return _signed(str(near))
    return _signed(f"{value:.{digits}g}")


def _signed(number: str) -> str:
    return number.replace("-", "−")
