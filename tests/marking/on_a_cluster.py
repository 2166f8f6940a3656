"""Marks a file on a cluster of this machine's processes, the second time with a worker killed."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from distributed import LocalCluster

from quiz.bank import load_bank
from quiz.marking.cluster import cluster
from quiz.marking.run import mark_file


def main(folder: Path) -> None:
    """Write `calm.jsonl` and `killed.jsonl` into the folder."""
    bank = load_bank(folder / "bank.yaml")
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as local,
        cluster(bank, local.scheduler_address) as workers,
    ):
        mark_file(bank, folder / "in.jsonl", folder / "calm.jsonl", workers=workers)
        victim = local.workers[0].pid
        lines = 0

        def kill(*_: object) -> None:
            nonlocal lines
            lines += 1
            if lines == 300:
                os.kill(victim, signal.SIGKILL)

        out = folder / "killed.jsonl"
        mark_file(bank, folder / "in.jsonl", out, workers=workers, watchers=[kill])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
