"""What is no mathematics whatever follows is told as soon as it is entered."""

from __future__ import annotations

import pytest

from quiz.practice.asking import Asking
from quiz.practice.progress import Item
from quiz.questions import KINDS
from quiz.terminal.entered import refusal


@pytest.fixture(scope="module")
def asking() -> Asking:
    question = KINDS["derivation"].model_validate(
        {
            "id": "d",
            "type": "derivation",
            "prompt": "Differentiate.",
            "explanation": "The chain rule.",
            "symbols": {"z": "real"},
            "given": {"s": "1/(1 + exp(-z))"},
            "goal": "diff(s, z) = s*(1 - s)",
            "solution": "diff(s, z) = s*(1 - s)",
        }
    )
    return Asking.of(Item(1, "d", 1), 1, 1, question.variant())


@pytest.mark.parametrize(("line", "column"), [("s = log(z", 8), ("s = (z + [1, 2]", 5)])
def test_a_bracket_that_is_left_open_is_told(asking: Asking, line: str, column: int) -> None:
    said = refusal(asking, line)
    assert said == f"Column {column}: this bracket is not closed. :u takes it back."


@pytest.mark.parametrize(
    "line", ["s = log(z)", "s = z  # (see above", "s &= \\log(z \\\\", "s = \\left(z\\right)"]
)
def test_a_whole_line_is_not_refused(asking: Asking, line: str) -> None:
    assert refusal(asking, line) is None
