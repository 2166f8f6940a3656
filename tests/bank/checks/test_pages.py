"""The page of each code: its first example is found to be so, its second is without fault."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quiz.bank.checks import RULES, Examination
from quiz.bank.checks.rule import PAGES

WITHOUT_EXAMPLE = {
    "Q001": "tests/bank/test_files.py",
    "Q023": "test_guessing.py",
    "Q024": "test_guessing.py",
    "Q025": "test_guessing.py",
}
"""Codes that a small bank in YAML cannot show, and where they are shown instead."""

BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def codes(folder: Path, text: str) -> set[str]:
    """The codes of what is found in a bank."""
    bank = folder / "bank.yaml"
    bank.write_text(text, encoding="utf-8")
    (folder / "curve.png").touch()
    return {finding.code for finding in Examination(bank, seeds=6).findings()}


def test_each_code_has_a_page_and_each_page_a_code() -> None:
    assert {path.stem for path in PAGES.iterdir()} == {*RULES}


@pytest.mark.parametrize("code", sorted(RULES.keys() - WITHOUT_EXAMPLE.keys()))
def test_the_example_of_a_page_fires_and_its_mend_does_not(tmp_path: Path, code: str) -> None:
    wrong, mended = BLOCK.findall(RULES[code].page())
    assert codes(tmp_path, wrong) == {code}
    assert codes(tmp_path, mended) == set()


@pytest.mark.parametrize("code", sorted(RULES.keys() - WITHOUT_EXAMPLE.keys()))
def test_a_rule_can_be_switched_off_in_the_question(tmp_path: Path, code: str) -> None:
    wrong, _ = BLOCK.findall(RULES[code].page())
    if RULES[code].is_of_loading or code == "Q070":
        return
    ignoring = wrong.replace("    type:", f"    ignore: [{code}]\n    type:")
    assert code not in codes(tmp_path, ignoring)
