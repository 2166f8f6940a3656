"""Whether two texts say the same: in words, or because their formulas are equal."""

from __future__ import annotations

import re

from quiz.bank.checks.words import folded

_MATHS = re.compile(r"\$\$?([^$]+)\$\$?")
_MARKS = re.compile(r"[*_`]+")
_ARITHMETIC = re.compile(r"[-+−*/^().,\d\s]*\d[-+−*/^().,\d\s]*")

MAX_FORMULA = 300


def say_the_same(left: str, right: str, *, as_written: bool = False) -> bool:
    """Whether two texts have the same words, and in the same places formulas that are equal.

    A text that is a sum of numbers counts as a formula. What cannot be read as mathematics is the
    same only as it stands, and so is every formula if they count `as_written`.
    """
    words_left, formulas_left = _parted(left)
    words_right, formulas_right = _parted(right)
    return (
        words_left == words_right
        and len(formulas_left) == len(formulas_right)
        and all(map(_look_equal if as_written else _are_equal, formulas_left, formulas_right))
    )


def _parted(text: str) -> tuple[str, list[str]]:
    """The words, each formula among them as a dollar, and the formulas."""
    if _ARITHMETIC.fullmatch(text.strip()):
        return "$", [text]
    formulas = [formula.strip().rstrip(".,;") for formula in _MATHS.findall(text)]
    return folded(_MARKS.sub("", _MATHS.sub(" $ ", text))), formulas


def _look_equal(left: str, right: str) -> bool:
    return "".join(left.split()) == "".join(right.split())


def _are_equal(left: str, right: str) -> bool:
    """Whether two formulas are the same, or equal wherever both have a value."""
    if _look_equal(left, right):
        return True
    if max(len(left), len(right)) > MAX_FORMULA or ("=" in left) != ("=" in right):
        return False
    from quiz.symbolic.engine import judge_expression
    from quiz.symbolic.errors import MathematicsError
    from quiz.symbolic.reading import Meaning, read
    from quiz.symbolic.tasks import ExpressionTask

    meaning: Meaning = "equation" if "=" in left else "number"
    try:
        read(left, meaning=meaning)
        read(right, meaning=meaning)
    except MathematicsError:
        return False
    task = ExpressionTask(left, value=meaning, seed="options")
    return judge_expression(task, right).outcome == "equal"
