"""How long a bank of 10,000 questions takes to load, cold and from the cache.

Run as `pytest tests/benchmarks/test_load.py -s`.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

QUESTIONS = 10_000
IN_A_FILE = 100
MOST_WARM = 1.0
ROUNDS = 5

CHOICE = """\
  - id: choice-{n}
    type: multiple_choice
    difficulty: 2
    tags: [pairing, bce]
    prompt: Which loss belongs to unit {n}, whose output is $\\sigma(z)$ and whose target is 0 or 1?
    explanation: >-
      The sigmoid gives the probability of a Bernoulli target, and the binary cross-entropy is the
      negative logarithm of its likelihood.
    options:
      - text: binary cross-entropy
        correct: true
      - text: mean squared error
        feedback: Its gradient carries a factor $\\sigma'(z)$ that dies when the unit saturates.
      - text: hinge loss
        feedback: A margin has no probability behind it.
"""

NUMERIC = """\
  - id: number-{n}
    type: numeric
    parameters: {{y: {{choice: [0, 1]}}, p: {{uniform: [0.05, 0.95], decimals: 2}}}}
    prompt: The target is $y={{{{ y }}}}$ and the network says $\\hat p={{{{ p }}}}$. The loss?
    explanation: It is the negative logarithm of the probability that was given to what happened.
    answer: "-(y*log(p) + (1-y)*log(1-p))"
    tolerance: {{decimals: 3}}
    mistakes:
      - {{answer: "y*log(p) + (1-y)*log(1-p)", feedback: The sign is missing.}}
"""

EXPRESSION = """\
  - id: formula-{n}
    type: expression
    prompt: The loss of one sample with target $y$ and prediction $\\hat p$?
    explanation: It is the negative logarithm of the Bernoulli likelihood of one sample.
    symbols: {{y: "{{0, 1}}", p: "(0, 1)"}}
    answer: "-(y*log(p) + (1-y)*log(1-p))"
"""

KINDS = (CHOICE, CHOICE, CHOICE, NUMERIC, EXPRESSION)

LOAD = """
import sys, time
start = time.perf_counter()
from pathlib import Path
from quiz.bank import load_bank
imported = time.perf_counter()
bank = load_bank(Path(sys.argv[1]))
print(len(bank), imported - start, time.perf_counter() - imported)
"""


def make_bank(folder: Path) -> int:
    """Write the bank; returns its size in bytes."""
    size = 0
    for start in range(0, QUESTIONS, IN_A_FILE):
        texts = [KINDS[n % len(KINDS)].format(n=n) for n in range(start, start + IN_A_FILE)]
        text = f"title: Topic {start}\ntags: [losses]\nquestions:\n" + "\n".join(texts)
        (folder / f"topic-{start:05}.yaml").write_text(text, encoding="utf-8")
        size += len(text.encode())
    return size


def load(folder: Path, cache: Path) -> tuple[float, float]:
    """Seconds for the whole process, and for loading within it."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", LOAD, str(folder)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
    )
    whole = time.perf_counter() - start
    count, _, loading = done.stdout.split()
    assert int(count) == QUESTIONS
    return whole, float(loading)


def test_a_bank_of_10000_questions_loads_soon(tmp_path: Path) -> None:
    folder, cache = tmp_path / "bank", tmp_path / "cache"
    folder.mkdir()
    size = make_bank(folder)
    cold, cold_loading = load(folder, cache)
    warm = [load(folder, cache) for _ in range(ROUNDS)]
    whole, loading = (statistics.median(times) for times in zip(*warm, strict=True))
    print(
        f"\n{QUESTIONS:,} questions, {size / 1e6:.1f} MB:"
        f" cold {cold:.2f} s (loading {cold_loading:.2f} s),"
        f" from the cache {whole:.2f} s (loading {loading:.2f} s)"
    )
    assert whole <= MOST_WARM
