"""What a console can show: colours, signs, widths."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from quiz.markup.text import Notation

SAY = "from quiz.terminal.console import Console; c = Console.standard({linear}); {then}"


def printed(then: str, linear: bool = False, **variables: str) -> str:
    """What a process that uses the console prints, piped."""
    done = subprocess.run(
        [sys.executable, "-c", SAY.format(linear=linear, then=then)],
        capture_output=True,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2]), **variables},
        check=True,
    )
    return done.stdout.decode(errors="replace").strip()


@pytest.mark.parametrize(
    ("variables", "linear", "notation"),
    [
        ({"PYTHONIOENCODING": "utf-8"}, False, "drawn"),
        ({"PYTHONIOENCODING": "utf-8"}, True, "linear"),
        ({"PYTHONIOENCODING": "ascii"}, False, "ascii"),
        ({"PYTHONIOENCODING": "latin-1"}, True, "ascii"),
        ({"PYTHONIOENCODING": "cp1252"}, False, "ascii"),
        ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, False, "ascii"),
    ],
)
def test_the_notation_is_one_that_can_be_shown(
    variables: dict[str, str], linear: bool, notation: Notation
) -> None:
    assert printed("print(c.look.notation)", linear, **variables) == notation


def test_nothing_is_shown_as_a_question_mark() -> None:
    said = printed("c.show('✓ “Right” · ŷ ≤ ½')", PYTHONIOENCODING="ascii")
    assert said == '+ "Right" - yhat <= 1/2'
