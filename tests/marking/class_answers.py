"""A small test, and the answers of a class to it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from quiz.bank import Bank, load_bank

LETTERS = """
title: Letters
questions:
  - id: first
    type: multiple_choice
    prompt: Which letter comes first?
    explanation: The alphabet begins with a.
    options: [{text: a, correct: true}, {text: b}, {text: c}]
  - id: vowels
    type: multiple_select
    prompt: Which are vowels?
    explanation: Of these, a and e are spoken without closing the mouth.
    options: [{text: a, correct: true}, {text: b}, {text: e, correct: true}]
    scoring: partial
  - id: loss
    type: expression
    prompt: The loss?
    explanation: The negative logarithm of the likelihood of one observation.
    symbols: {y: "{0, 1}", p: "(0, 1)"}
    answer: "-(y*log(p) + (1-y)*log(1-p))"
    mistakes:
      - {expression: "y*log(p) + (1-y)*log(1-p)", feedback: A loss is its negative., score: 0.5}
"""


def bank_of(folder: Path, text: str = LETTERS) -> Bank:
    """The bank that is written so."""
    path = folder / "bank.yaml"
    path.write_text(text, encoding="utf-8")
    return load_bank(path)


def statements(folder: Path, count: int) -> Bank:
    """A bank of so many statements, q1, q2, … that are all true."""
    items = [
        f"  - {{id: q{number}, type: true_false, prompt: Is {number} a number?,"
        f" explanation: It counts {number} things., answer: true}}"
        for number in range(1, count + 1)
    ]
    return bank_of(folder, "\n".join(["title: Statements", "questions:", *items]))


def written(folder: Path, lines: Iterable[dict[str, Any]], name: str = "r.jsonl") -> Path:
    """A file with a line of JSON for each."""
    path = folder / name
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def table_of_scores(folder: Path, rows: Iterable[Sequence[int | None]]) -> Path:
    """The responses to `statements` that get these scores, a row a learner; None has no line."""
    return written(
        folder,
        (
            {"learner": f"s{learner}", "question": f"q{number}", "response": bool(score)}
            for learner, row in enumerate(rows, start=1)
            for number, score in enumerate(row, start=1)
            if score is not None
        ),
    )


def answers(question: str, *responses: Any) -> list[dict[str, Any]]:
    """Lines with one answer each of learners s1, s2, … to one question."""
    return [
        {"learner": f"s{number}", "question": question, "response": response}
        for number, response in enumerate(responses, start=1)
    ]
