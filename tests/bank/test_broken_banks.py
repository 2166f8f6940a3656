"""Banks as people break them: for each file in `broken/`, beside it the message that they get."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.bank.checks import Examination

FOLDER = Path(__file__).with_name("broken")
BROKEN = sorted(FOLDER.glob("*.yaml"))


def messages(path: Path) -> list[str]:
    """What the check says of a bank, its folder left out."""
    findings = Examination(path, seeds=5).findings()
    return [str(finding).replace(f"{FOLDER}/", "") for finding in findings]


def test_there_are_more_than_thirty() -> None:
    assert len(BROKEN) > 30


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_the_message_is_kept(path: Path) -> None:
    assert messages(path) == path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_the_message_names_a_line_of_the_file(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    for message in messages(path):
        name, line, column, _ = message.split(":", 3)
        assert name == path.name
        assert 1 <= int(column) <= len(lines[int(line) - 1]) + 1
