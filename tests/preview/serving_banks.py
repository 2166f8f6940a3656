"""Banks that are previewed by tests: served to this process, and asked as a browser would."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from quiz.preview.serving import Service

KINDS = """\
title: Every kind
tags: [losses]
symbols: {y: "{0, 1}", p: {domain: "(0, 1)", latex: '\\hat p'}}
questions:
  - id: choose-one
    type: multiple_choice
    prompt: Which loss belongs to a sigmoid output $\\hat p$?
    explanation: The target is a Bernoulli variable.
    hints: [Think of the distribution., Take its logarithm.]
    options:
      - {text: binary cross-entropy, correct: true}
      - {text: mean squared error, feedback: It dies with $\\sigma'(z)$.}
      - {text: hinge loss}
  - id: choose-several
    type: multiple_select
    prompt: Which are convex?
    explanation: Sums of convex functions are.
    options:
      - {text: $x^2$, correct: true}
      - {text: $e^x$, correct: true}
      - {text: $\\sin x$}
  - id: true-or-false
    type: true_false
    prompt: Cross-entropy is symmetric.
    explanation: Its two sides differ.
    answer: false
  - id: pairs
    type: matching
    prompt: What goes with what?
    explanation: Each is a likelihood.
    pairs: [[sigmoid, binary], [softmax, categorical]]
    distractors: [hinge]
  - id: steps
    type: ordering
    prompt: Put them into order.
    explanation: First comes the model.
    items: [likelihood, logarithm, derivative]
  - id: number
    type: numeric
    prompt: The network says $\\hat p = {{ p }}$. The loss of $y = 1$, to 3 decimals?
    explanation: It is $-\\log {{ p }}$.
    parameters: {p: {uniform: [0.05, 0.95], decimals: 2}}
    answer: -log(p)
    tolerance: {decimals: 3}
  - id: word
    type: short_answer
    prompt: What is it called?
    explanation: By its two distributions.
    accept: [binary cross-entropy, BCE]
  - id: blanks
    type: cloze
    prompt: The loss is [[loss]], its slope [[slope]].
    explanation: The softmax and the logarithm cancel.
    blanks:
      loss: {options: [cross-entropy, hinge], answer: cross-entropy}
      slope: {answer: p - y, symbols: {p: "(0, 1)", y: "{0, 1}"}}
  - id: formula
    type: expression
    prompt: State the loss of one observation.
    explanation: It is the log of the probability, with a minus sign.
    answer: "-(y*log(p) + (1-y)*log(1-p))"
    mistakes:
      - {expression: "y*log(p) + (1-y)*log(1-p)", feedback: A loss is its negative., score: 0.5}
  - id: working
    type: derivation
    points: 4
    prompt: Derive $J = -\\log L$.
    explanation: The log of a product is a sum of logs.
    given: {L: "p^y*(1-p)^(1-y)", J: "-log(L)"}
    goal: "J = -(y*log(p) + (1-y)*log(1-p))"
    milestones:
      - {line: "log(L) = y*log(p) + (1-y)*log(1-p)", hint: Take the logarithm first.}
    solution: |
      log(L) = y*log(p) + (1-y)*log(1-p)
      J = -(y*log(p) + (1-y)*log(1-p))
"""
"""A bank with one question of each kind, in which nothing is wrong."""


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    text: str


@dataclass
class Visitor:
    """Asks the server of an address; with the cookie that holds the token, once it was let in."""

    service: Service
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return urlsplit(self.service.address).netloc

    def enter(self) -> Visitor:
        """Open the address that the command prints."""
        address = urlsplit(self.service.address)
        answer = self.ask(f"{address.path}?{address.query}")
        assert answer.status == 303, answer.text
        self.headers["Cookie"] = answer.headers["set-cookie"].split(";")[0]
        return self

    def ask(
        self, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """What is answered to a request, a POST where there is a body."""
        connection = http.client.HTTPConnection(self.host, timeout=60)
        method = "GET" if body is None else "POST"
        try:
            connection.request(method, path, body, {**self.headers, **(headers or {})})
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        named = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, named, text)

    def post(self, path: str, **what: object) -> Answer:
        """What is answered to a page that asks about a variant."""
        return self.ask(path, json.dumps({"seed": 0, **what}).encode())


@contextmanager
def served(place: Path, question: str | None = None) -> Iterator[Service]:
    """The preview of a bank, while the test looks at it."""
    service = Service(place, question)
    thread = threading.Thread(target=service.run)
    thread.start()
    try:
        yield service
    finally:
        service.stop()
        thread.join(30)
        assert not thread.is_alive()


def until(happens: Callable[[], bool], what: str) -> None:
    """Wait for something that is bound to happen soon."""
    for _ in range(600):
        if happens():
            return
        time.sleep(0.05)
    raise AssertionError(f"{what} did not happen")
