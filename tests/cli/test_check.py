from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from quiz.cli.main import main

BANK = """\
questions:
  - id: a
    type: numeric
    prompt: p
    explanation: e
    answer: 1
    tests:
      - {response: 1, score: 1}
"""


def run(folder: Path, text: str) -> tuple[int, list[str]]:
    path = folder / "bank.yaml"
    path.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(path)])
    return result.exit_code, result.output.replace(f"{folder}/", "").splitlines()


def test_a_bank_without_problems_is_counted(tmp_path: Path) -> None:
    assert run(tmp_path, BANK) == (0, ["1 question, no problems"])


def test_what_the_check_finds_is_a_line_each(tmp_path: Path) -> None:
    assert run(tmp_path, BANK.replace("response: 1", "response: 2")) == (
        1,
        [
            "bank.yaml:8:30: error: a, tests 1, score: this response is graded 0, not 1: mend the"
            " test or the question [Q013]",
            "1 question, 1 error",
        ],
    )


def test_what_loading_finds_is_a_line_each(tmp_path: Path) -> None:
    assert run(tmp_path, BANK.replace("answer: 1", "answr: 1\n    points: -1")) == (
        1,
        [
            "bank.yaml:2:5: error: a: the key “answer” is missing: add it [Q003]",
            "bank.yaml:6:5: error: a, answr: the key “answr” is not known here; did you mean"
            " “answer”? [Q004]",
            "bank.yaml:7:13: error: a, points: this must be more than 0 [Q005]",
            "0 questions, 3 errors",
        ],
    )


@pytest.mark.parametrize("seeds", ["0", "-1", "many"])
def test_the_number_of_seeds_is_a_number(seeds: str) -> None:
    assert CliRunner().invoke(main, ["check", "--seeds", seeds]).exit_code == 2
