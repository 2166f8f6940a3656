"""Marking on a Dask cluster: the same bytes as on one machine, also when a worker dies."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from marked_bank import response, small_bank

from quiz.marking import cluster
from quiz.marking.jobs import LostWorkersError
from quiz.marking.run import mark_file


def responses(count: int) -> bytes:
    """Answers of which hardly any two are the same."""
    draws = random.Random(7)
    formulas = ("-y*log(p) - {0}*(1-y)*log(1-p)", "{0}*y*log(p)")
    lines = []
    for number in range(count):
        if number % 20:
            lines.append(response("double", str(draws.random()), seed=number))
        else:
            lines.append(response("loss", draws.choice(formulas).format(number)))
    return b"".join(lines)


def test_a_cluster_writes_the_same_bytes_even_if_a_worker_dies(tmp_path: Path) -> None:
    bank = small_bank(tmp_path)
    (tmp_path / "in.jsonl").write_bytes(responses(1_000))
    mark_file(bank, tmp_path / "in.jsonl", tmp_path / "here.jsonl")
    script = Path(__file__).with_name("on_a_cluster.py")
    run = subprocess.run(
        [sys.executable, script, tmp_path], capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stderr
    for name in ("calm.jsonl", "killed.jsonl"):
        assert (tmp_path / name).read_bytes() == (tmp_path / "here.jsonl").read_bytes()


def test_nobody_at_the_address_is_said_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    with (
        pytest.raises(LostWorkersError, match="there is no scheduler at tcp:"),
        cluster.cluster(small_bank(tmp_path), "tcp://127.0.0.1:1"),
    ):
        pass


def test_without_distributed_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(ValueError, match="likelihood-quiz\\[cluster\\]"),
        cluster.cluster(small_bank(tmp_path), "tcp://127.0.0.1:1"),
    ):
        pass
