"""A worker that has answered much: its memory, and the same verdicts whatever else runs.

Run as `pytest tests/benchmarks/test_worker_lasts.py -s`.
"""

from __future__ import annotations

import hashlib
import itertools
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.symbolic import engine

sys.path.insert(0, str(Path(__file__).parents[1] / "symbolic"))
from corpus_rows import rows

ROWS = [row for row in rows() if row.outcome in ("equal", "different")]


def resident_memory() -> int:
    """Kilobytes of the worker in use."""
    assert engine._engine._worker is not None
    status = Path(f"/proc/{engine._engine._worker.popen.pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_memory_stays_flat_over_ten_thousand_answers() -> None:
    sizes: dict[int, int] = {}
    for number, row in enumerate(itertools.islice(itertools.cycle(ROWS), 10_000), start=1):
        engine.judge_expression(row.task, row.response)
        if number in (500, 10_000):
            sizes[number] = resident_memory()
    print(f"\nworker after 500 answers {sizes[500]} kB, after 10,000 {sizes[10_000]} kB")
    assert sizes[10_000] <= 1.3 * sizes[500]


VERDICTS = """
import sys
sys.path.insert(0, sys.argv[1])
from corpus_rows import rows
from quiz.symbolic.engine import judge_expression
for row in list(rows())[::4]:
    print(row.name, row.response, judge_expression(row.task, row.response), sep=": ")
"""


def verdicts() -> list[str]:
    """Verdicts and evidence, a line for each answer, from a process of its own."""
    folder = str(Path(__file__).parents[1] / "symbolic")
    command = [sys.executable, "-c", VERDICTS, folder]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def keep_busy() -> None:
    data = b""
    while True:
        data = hashlib.sha256(data).digest()


def test_verdicts_are_the_same_idle_and_loaded() -> None:
    idle = [verdicts() for _ in range(2)]
    burners = [multiprocessing.Process(target=keep_busy) for _ in range(2 * (os.cpu_count() or 2))]
    for burner in burners:
        burner.start()
    try:
        loaded = verdicts()
    finally:
        for burner in burners:
            burner.kill()
    print(f"\n{len(loaded)} answers judged three times")
    assert idle[0] == idle[1]
    assert idle[0] == loaded
