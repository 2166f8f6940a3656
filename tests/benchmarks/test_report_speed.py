"""What it takes to report on a million responses: seconds, and memory.

Run as `pytest tests/benchmarks/test_report_speed.py -s`. Times depend on the machine, so only
ratios are held: to reading the same file as JSON, and to a tenth of the responses.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

QUESTIONS, LEARNERS = 100, 10_000
OPTIONS = 4

MOST_OF_READING = 8.0
"""Times parsing every line as JSON and doing nothing with it."""

MOST_BYTES = 100
"""Of memory that a response more takes."""

PARSE = """
import json, sys
for line in open(sys.argv[1], "rb"):
    json.loads(line)
"""


def bank_in(folder: Path) -> Path:
    options = ", ".join(
        f"{{text: answer {n}{', correct: true' if n == 1 else ''}}}" for n in range(1, OPTIONS + 1)
    )
    items = [
        f"  - {{id: q{n}, type: multiple_choice, prompt: Is it {n}?, explanation: It is.,"
        f" options: [{options}]}}"
        for n in range(QUESTIONS)
    ]
    path = folder / "bank.yaml"
    path.write_text("\n".join(["title: Large", "questions:", *items]), encoding="utf-8")
    return path


def responses_in(folder: Path, learners: int) -> Path:
    chance = random.Random(1)
    path = folder / f"{learners}.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for learner in range(learners):
            able = chance.random()
            for number in range(QUESTIONS):
                pick = 1 if chance.random() < able else chance.randint(1, OPTIONS)
                line = {"learner": f"s{learner}", "question": f"q{number}", "response": pick}
                file.write(json.dumps(line) + "\n")
    return path


def seconds_and_bytes(*command: str) -> tuple[float, int]:
    """How long a command takes, and the most memory of any command so far."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    seconds = time.perf_counter() - start
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def test_a_million_responses_take_little_time_and_memory(tmp_path: Path) -> None:
    bank = bank_in(tmp_path)
    few, many = responses_in(tmp_path, LEARNERS // 10), responses_in(tmp_path, LEARNERS)
    parsing, _ = seconds_and_bytes("-c", PARSE, str(many))
    _, small = seconds_and_bytes("-m", "quiz", "report", str(bank), str(few), "--json")
    seconds, large = seconds_and_bytes("-m", "quiz", "report", str(bank), str(many), "--json")
    each = (large - small) / (0.9 * QUESTIONS * LEARNERS)
    print(
        f"\n1,000,000 responses in {seconds:.1f} s, {seconds / parsing:.1f} times parsing them;"
        f" {large / 2**20:.0f} MB, {each:.0f} bytes a response"
    )
    assert seconds <= MOST_OF_READING * parsing
    assert each <= MOST_BYTES
