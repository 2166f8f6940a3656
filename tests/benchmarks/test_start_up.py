"""How long a learner waits for the first question, against the imports it cannot do without.

Run as `pytest tests/benchmarks/test_start_up.py -s`.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

MOST = 2.5
ROUNDS = 15


class Cost(NamedTuple):
    """Milliseconds by the clock, and of the processor, which other programs disturb less."""

    clock: float
    processor: float


class Round(NamedTuple):
    """What was measured one after the other, so under the same load."""

    imports: Cost
    first_question: Cost


def environment() -> dict[str, str]:
    """As an installed program runs: its modules are compiled once."""
    kept = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONUTF8": "1"}


def imports() -> Cost:
    """From the start of the process to its end."""
    used, start = used_by_children(), time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", "import click, pydantic, yaml"], check=True, env=environment()
    )
    return Cost((time.perf_counter() - start) * 1000, used_by_children() - used)


def first_question(history: Path) -> Cost:
    """From the start of the process until the first question and its prompt are out."""
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "quiz", "practice", "--fresh", "--history", str(history)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        seen = b""
        while not seen.endswith(b"> "):
            more = os.read(process.stdout.fileno(), 65536)
            assert more, seen.decode()
            seen += more
        cost = Cost((time.perf_counter() - start) * 1000, used_by(process))
        # At the end of its input the program stops its worker, which would slow the next round.
        process.stdin.close()
        process.stdout.read()
    return cost


def used_by_children() -> float:
    """Milliseconds of the processor that the processes waited for so far have used."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (usage.ru_utime + usage.ru_stime) * 1000


def used_by(process: subprocess.Popen[bytes]) -> float:
    """Milliseconds of the processor that a running process has used so far, as Linux tells."""
    told = Path(f"/proc/{process.pid}/schedstat").read_text(encoding="ascii")
    return int(told.split()[0]) / 1e6


def test_the_first_question_comes_soon_after_the_imports(tmp_path: Path) -> None:
    history = tmp_path / "history.sqlite3"
    first_question(history)  # fills the cache of the bank and the compiled modules
    rounds = [Round(imports(), first_question(history)) for _ in range(ROUNDS)]
    print()
    assert max(ratio(rounds, place) for place in range(len(Cost._fields))) <= MOST


def ratio(rounds: list[Round], place: int) -> float:
    """How many times the imports the first question takes: the median over the rounds.

    `place` is that of the measure in a `Cost`.
    """
    found = statistics.median(whole[place] / base[place] for base, whole in rounds)
    base = statistics.median(base[place] for base, _ in rounds)
    whole = statistics.median(whole[place] for _, whole in rounds)
    print(
        f"{Cost._fields[place]}: imports {base:.0f} ms, first question {whole:.0f} ms, ×{found:.2f}"
    )
    return found
