"""A small bank and responses to it, for tests of marking."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from quiz.bank import Bank, load_bank

TEXT = """
title: Marking
questions:
  - id: letter
    type: multiple_choice
    points: 2
    prompt: Which letter comes first?
    explanation: The alphabet begins with a, and b comes second.
    options:
      - {text: a; b, correct: true}
      - {text: a}
      - {text: b}
  - id: vowels
    type: multiple_select
    prompt: Which letters are vowels, such as $a$?
    explanation: The vowels among them are a and e.
    options:
      - {text: $a$, correct: true}
      - {text: "b, c"}
      - {text: e, correct: true}
  - id: even
    type: true_false
    prompt: Is two even?
    explanation: Two is twice one, so it is even.
    answer: true
  - id: squares
    type: matching
    prompt: Which number is the square?
    explanation: Squaring multiplies a number by itself.
    pairs:
      - [two, "4"]
      - [three, "9"]
    distractors: ["49"]
  - id: counting
    type: ordering
    prompt: Put the numbers in order.
    explanation: One comes before two, and two before three.
    items: [one, two, three]
  - id: double
    type: numeric
    prompt: What is twice {{ n }}?
    explanation: Doubling is adding a number to itself.
    parameters: {n: {integer: [2, 9]}}
    answer: 2*n
  - id: half
    type: numeric
    prompt: What is half of three?
    explanation: Three halves are one and a half.
    answer: 1.5
  - id: name
    type: short_answer
    prompt: What is the logarithm of the likelihood called?
    explanation: It is called the log-likelihood.
    accept: [log-likelihood]
  - id: fill
    type: cloze
    prompt: The sum of [[a]] and two is [[b]].
    explanation: One and two make three.
    blanks:
      a: {answer: "1"}
      b: {answer: "3"}
  - id: loss
    type: expression
    prompt: What is the negative log-likelihood?
    explanation: The loss is the negative of the log-likelihood.
    symbols: {y: "{0, 1}", p: "(0, 1)"}
    answer: "-(y*log(p) + (1-y)*log(1-p))"
    mistakes:
      - {expression: "y*log(p) + (1-y)*log(1-p)", feedback: The sign is missing.}
"""


def small_bank(folder: Path) -> Bank:
    """The bank, in a file of this folder."""
    path = folder / "bank.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return load_bank(path)


def response(question: str, given: object, learner: str = "s1", **more: object) -> bytes:
    """A line of JSON."""
    data = {"learner": learner, "question": question, "response": given, **more}
    return json.dumps(data).encode() + b"\n"


def lines_in(path: Path) -> list[dict[str, Any]]:
    """The grades in a file."""
    return [json.loads(line) for line in path.read_bytes().splitlines()]
