from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from quiz.cli.main import main

BANK = """\
questions:
  - id: convex-loss
    type: multiple_choice
    prompt: Which of them is convex?
    explanation: The logarithm is concave.
    hints: [Draw it.]
    shuffle: false
    options:
      - {text: cross-entropy, correct: true}
      - {text: step loss}
  - id: odds
    type: true_false
    prompt: The odds are $$\\frac{p}{1-p}$$
    explanation: That is what they are called, odds.
    answer: true
  - id: doubled
    type: numeric
    parameters: {p: {integer: [1, 1000000]}}
    prompt: Twice {{ p }}?
    explanation: Add it to itself.
    answer: 2*p
"""


@pytest.fixture
def bank(tmp_path: Path) -> str:
    path = tmp_path / "bank.yaml"
    path.write_text(BANK, encoding="utf-8")
    return str(path)


def shown(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["show", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_question_is_shown_as_a_learner_sees_it(bank: str) -> None:
    text = shown("convex-loss", bank)
    for part in ("Which of them is convex?", "a  cross-entropy", "b  step loss"):
        assert part in text
    for part in ("Draw it.", "concave", "Answer"):
        assert part not in text


def test_the_answer_is_shown_on_request(bank: str) -> None:
    text = shown("convex-loss", bank, "--answer")
    for part in ("Hint 1: Draw it.", "Answer\n  a  cross-entropy", "The logarithm is concave."):
        assert part in text


def test_a_seed_fixes_the_variant(bank: str) -> None:
    assert shown("doubled", bank, "--seed", "3") == shown("doubled", bank, "--seed", "3")
    assert shown("doubled", bank, "--seed", "3") != shown("doubled", bank, "--seed", "4")


def test_formulas_stand_on_one_line_on_request(bank: str) -> None:
    assert "p\n" in shown("odds", bank)
    assert "    p/(1 − p)\n" in shown("odds", bank, "--linear")


def test_an_unknown_id_asks_which_was_meant(bank: str) -> None:
    result = CliRunner().invoke(main, ["show", "convex-los", bank])
    assert result.exit_code == 1
    assert result.output == ("no question has the id “convex-los”; did you mean “convex-loss”?\n")
