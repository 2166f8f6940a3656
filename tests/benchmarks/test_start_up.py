"""How long a learner waits for the first question, against the imports it cannot do without.

Run as `pytest tests/benchmarks/test_start_up.py -s`.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

MOST = 2.5
ROUNDS = 11


def imports() -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import click, pydantic, yaml"], check=True)
    return time.perf_counter() - start


def first_question(history: Path) -> float:
    """Seconds from the start of the process until the first question and its prompt are out."""
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "quiz", "practice", "--new", "--history", str(history)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONUTF8": "1"},
    ) as process:
        assert process.stdout is not None
        seen = b""
        while not seen.endswith(b"> "):
            more = os.read(process.stdout.fileno(), 65536)
            assert more, seen.decode()
            seen += more
        seconds = time.perf_counter() - start
        process.kill()
    return seconds


def test_the_first_question_comes_soon_after_the_imports(tmp_path: Path) -> None:
    history = tmp_path / "history.sqlite3"
    first_question(history)  # fills the cache of the bank and the compiled modules
    pairs = [(imports(), first_question(history)) for _ in range(ROUNDS)]
    base, whole = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(
        f"\nimports {base * 1000:.0f} ms, first question {whole * 1000:.0f} ms: ×{whole / base:.2f}"
    )
    assert whole / base <= MOST
