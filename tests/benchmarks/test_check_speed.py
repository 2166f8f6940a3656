"""What it takes to check the bundled bank when all, one question or nothing is new.

Run as `pytest tests/benchmarks/test_check_speed.py -s`. Times depend on the machine, so only
ratios are held: to the imports that any start needs, and to the check of everything.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from quiz.bank.files import bundled_bank

ROUNDS = 7
MOST_UNCHANGED = 2.0
"""Times the imports of click, pydantic and yaml."""

MOST_ONE_CHANGED = 0.2
"""Of the check of everything."""


def timed(*command: str, cache: Path) -> float:
    """Seconds until a command has ended without finding anything wrong."""
    environment = {
        **{name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "XDG_CACHE_HOME": str(cache),
        "PYTHONUTF8": "1",
    }
    start = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, env=environment, capture_output=True)
    return time.perf_counter() - start


def test_only_what_changed_takes_time(tmp_path: Path) -> None:
    bank, cache = tmp_path / "bank", tmp_path / "cache"
    shutil.copytree(bundled_bank(), bank)
    check = ("-m", "quiz", "check", str(bank))
    everything = timed(*check, cache=cache)
    unchanged, imports = [], []
    for _ in range(ROUNDS):
        imports.append(timed("-c", "import click, pydantic, yaml", cache=cache))
        unchanged.append(timed(*check, cache=cache))
    topic = bank / "numbers.yaml"
    text = topic.read_text(encoding="utf-8")
    topic.write_text(text.replace("to 3 decimals?", "to three decimals?", 1), encoding="utf-8")
    one_changed = timed(*check, cache=cache)
    ratio = statistics.median(unchanged) / statistics.median(imports)
    print(
        f"\neverything {everything:.1f} s, one question changed {one_changed:.2f} s"
        f" ({one_changed / everything:.1%}), nothing changed"
        f" {statistics.median(unchanged) * 1000:.0f} ms: {ratio:.2f} times the imports"
    )
    assert ratio <= MOST_UNCHANGED
    assert one_changed <= MOST_ONE_CHANGED * everything
