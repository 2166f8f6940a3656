"""Small banks for the check, and what it finds in them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from quiz.bank.checks import Examination, Finding, Memory

CHOICE = """\
  - id: {id}
    type: multiple_choice
    prompt: Question {id} about the loss number {id}?
    explanation: It follows from the likelihood.
    options:
{options}
"""


def choice(name: str, texts: Iterable[str], right: int, more: str = "") -> str:
    """A multiple-choice question whose option at a place, from 0, is right."""
    options = "\n".join(
        f"      - {{text: {text}{', correct: true' if place == right else ''}}}"
        for place, text in enumerate(texts)
    )
    return CHOICE.format(id=name, options=options) + more


def bank_of(folder: Path, *questions: str) -> Path:
    """A file with these questions."""
    path = folder / "bank.yaml"
    path.write_text("questions:\n" + "".join(questions), encoding="utf-8")
    return path


def found_in(path: Path, memory: Memory | None = None, seeds: int = 3) -> list[Finding]:
    """What the check finds in a bank."""
    return [*Examination(path, seeds, memory or Memory()).findings()]


def codes_in(path: Path, memory: Memory | None = None) -> list[str]:
    """The codes of what the check finds in a bank."""
    return [finding.code for finding in found_in(path, memory)]
