from __future__ import annotations

from pathlib import Path

import pytest
from checked_banks import bank_of, codes_in

CHOICE = """\
  - id: loss
    type: multiple_choice
    prompt: Which loss belongs to a sigmoid output?
    explanation: {explanation}
    options:
      - {{text: binary cross-entropy, correct: true}}
      - {{text: squared error}}
"""


@pytest.mark.parametrize(
    "explanation",
    [
        "Binary cross-entropy.",
        "The correct answer is binary cross-entropy, as this is the right option.",
        "Binary cross-entropy belongs to sigmoid outputs.",
        "Which loss belongs to a sigmoid output?",
        "No explanation came with this question.",
    ],
)
def test_an_explanation_that_says_nothing_of_its_own(tmp_path: Path, explanation: str) -> None:
    assert codes_in(bank_of(tmp_path, CHOICE.format(explanation=explanation))) == ["Q040"]


@pytest.mark.parametrize(
    "explanation",
    [
        "It is the negative log-likelihood of a Bernoulli target.",
        "Binary cross-entropy is what a Bernoulli likelihood gives.",
        r"Its gradient is $p - y$.",
    ],
)
def test_an_explanation_with_a_reason(tmp_path: Path, explanation: str) -> None:
    assert codes_in(bank_of(tmp_path, CHOICE.format(explanation=explanation))) == []


STATEMENT = """\
  - id: convex
    type: true_false
    prompt: {prompt}
    explanation: Its second derivative is positive.
    hints: [{hint}]
    answer: true
"""


@pytest.mark.parametrize(
    ("hint", "codes"),
    [
        ("Take the second derivative.", []),
        ("is the loss convex in the  logit", ["Q044"]),
    ],
)
def test_a_hint_helps(tmp_path: Path, hint: str, codes: list[str]) -> None:
    prompt = "Is the loss convex in the logit"
    assert codes_in(bank_of(tmp_path, STATEMENT.format(prompt=prompt, hint=hint))) == codes


@pytest.mark.parametrize(
    ("prompt", "codes"),
    [
        (r"The value $\hat{{p}}$ is a probability.", []),
        (r"The value ${{ p }}$ is in braces of LaTeX.", []),
        ("'The value {{ p }} is drawn.'", ["Q033"]),
    ],
)
def test_braces_without_parameters(tmp_path: Path, prompt: str, codes: list[str]) -> None:
    text = STATEMENT.replace("{hint}", "Think.").replace("{prompt}", prompt)
    assert codes_in(bank_of(tmp_path, text)) == codes


DRAWN = """\
  - id: loss
    type: numeric
    prompt: "{prompt}"
    explanation: Only the term of the class that occurred is left.
    parameters: {{p: {{choice: [1, 2]}}, t: {{choice: [3]}}}}
    answer: {answer}
    tolerance: {{decimals: 3}}
"""


@pytest.mark.parametrize(
    ("prompt", "answer", "codes"),
    [
        ("What of {{ p }}?", "-log(p*t)", []),
        ("What of {{ p + t }}?", "-log(2p)", []),
        ("What of {{ p }}?", "sqrt(p)*pt", []),
        ("What of {{ p }}?", "sqrt(p)", ["Q032"]),
        ("What of {{p}}?", "p*t", ["Q033"]),
        ("What of {{ p}}?", "p*t", ["Q033"]),
        ("What of {p}?", "p*t", ["Q033"]),
        ("What of $x_{p}$?", "p*t", []),
        ("What of $x^{{p}}$?", "p*t", ["Q033"]),
    ],
)
def test_each_parameter_is_used_and_each_place_filled(
    tmp_path: Path, prompt: str, answer: str, codes: list[str]
) -> None:
    text = DRAWN.format(prompt=prompt, answer=answer)
    assert codes_in(bank_of(tmp_path, text)) == codes
