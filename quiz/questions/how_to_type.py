"""What a learner is told of a question: the name of its kind, and how an answer is typed."""

from __future__ import annotations

from collections.abc import Mapping

_NAMES: Mapping[str, str] = {"true_false": "true or false", "cloze": "fill in the blanks"}

WORDS = "A word or a few."

NUMBER = "A number, such as 0.25, 2.5e-1, 1/4 or exp(-2)."

FORMULA = (
    "A formula on one line, plain or LaTeX, such as 2x^2 - exp(-x)/n, sqrt(x), |x| or"
    " sum(x_i, i=1..n); log is the natural logarithm."
)

WORKING = (
    "One step a line, such as S = sum(x_i^2, i=1..n), or = … to go on from the line above;"
    " name := … defines a name of yours."
)


def kind_name(kind: str) -> str:
    """What a learner calls a kind of question: its `type` in words."""
    return _NAMES.get(kind, kind.replace("_", " "))


def number_with(unit: str | None) -> str:
    """How a number is typed, with its unit if it has one."""
    return f"{NUMBER} The unit ({unit}) may be left out." if unit else NUMBER
