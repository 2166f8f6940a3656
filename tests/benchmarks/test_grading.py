"""Marking a course: memory that does not grow, rates with jobs and with kept grades, stops.

Run it with `pytest tests/benchmarks/test_grading.py -s`; QUIZ_LINES sets the larger number of
responses (1,000,000), the smaller is a tenth of it.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from quiz.bank import load_bank
from quiz.questions import Question

LINES = int(os.environ.get("QUIZ_LINES", "1000000"))
ANSWERS_TO_EACH = 150
NEW = 0.005
"""How many of the responses nobody gave before, in a course of this size."""

MEASURED = """
import resource, sys
from quiz.cli.main import main
try:
    main()
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


@dataclass(frozen=True)
class Run:
    """One run of `quiz grade`, by the clock, and the most memory it took."""

    seconds: float
    kilobytes: int
    said: str


def answers(question: Question, draws: random.Random) -> list[tuple[float, int | None, object]]:
    """Responses to a question, each with how often it is given, and the seed of its variant."""
    found: list[tuple[float, int | None, object]] = []
    for seed in range(3) if question.parameters else [None]:
        variant = question.variant(seed)
        key, layout = variant.key(), variant.layout()
        found.append((10, seed, key))
        if layout.shape == "one":
            found += [(2, seed, choice.value) for choice in layout.choices]
        if layout.shape == "several":
            found += [(1, seed, [choice.value]) for choice in layout.choices]
        if layout.shape == "order":
            values: list[object] = [choice.value for choice in layout.choices]
            found += [(0.5, seed, draws.sample(values, len(values))) for _ in range(6)]
        for mistake in getattr(question, "mistakes", ()):
            wrong = getattr(mistake, "expression", None) or getattr(mistake, "value", None)
            found.append((3, seed, str(wrong)))
        if isinstance(key, str):
            found += [(0.3, seed, near(key, draws)) for _ in range(12)]
    return found


def near(text: str, draws: random.Random) -> str:
    """The text with a slip of the finger."""
    place = draws.randrange(len(text) + 1)
    return text[:place] + draws.choice([" ", "2", "-", "(", ")", "x", "+1"]) + text[place:]


def responses(count: int) -> Iterator[str]:
    """Lines of responses: a few answers are common, and now and then one is new."""
    draws = random.Random(20261122)
    bank = load_bank()
    pool = [(question.id, answers(question, draws)) for question in bank.questions]
    weights = [[weight for weight, _, _ in given] for _, given in pool]
    for number in range(count):
        place = int(len(pool) * draws.random() ** 1.3)
        name, given = pool[place]
        _, seed, response = draws.choices(given, weights[place])[0]
        if isinstance(response, str) and draws.random() < NEW:
            response = near(response, draws)
        data = {"learner": f"s{number // ANSWERS_TO_EACH}", "question": name, "response": response}
        yield json.dumps(data if seed is None else {**data, "seed": seed})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("course")
    for name, count in (("small", LINES // 10), ("large", LINES)):
        with (folder / f"{name}.jsonl").open("w") as file:
            file.writelines(line + "\n" for line in responses(count))
    return folder


def grade(folder: Path, name: str, out: str, *options: str) -> Run:
    bank = load_bank().path
    command = [sys.executable, "-c", MEASURED, "grade", str(bank), f"{name}.jsonl", "--out", out]
    start = time.perf_counter()
    run = subprocess.run(
        [*command, *options],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "XDG_CACHE_HOME": str(folder / "cache")},
    )
    kilobytes = int(run.stderr.split()[-1])
    return Run(time.perf_counter() - start, kilobytes, run.stdout.splitlines()[-1])


def test_a_million_answers_take_no_more_memory_than_a_tenth_of_them(folder: Path) -> None:
    runs: dict[str, tuple[int, Run]] = {}
    for title, name, options in (
        ("a tenth, 1 job, nothing kept", "small", ("--no-cache",)),
        ("1 job, nothing kept", "large", ("--no-cache",)),
        ("2 jobs, nothing kept", "large", ("--no-cache", "--jobs", "2")),
        ("1 job, keeping grades", "large", ()),
        ("1 job, all known", "large", ()),
        ("2 jobs, all known", "large", ("--jobs", "2")),
    ):
        count = LINES // 10 if name == "small" else LINES
        run = grade(folder, name, f"{len(runs)}.jsonl", *options)
        runs[title] = (count, run)
        print(
            f"\n{title:32}{count:>10,} lines{count / run.seconds:>9,.0f} a second"
            f"{run.seconds:>8.1f} s{run.kilobytes / 1024:>7.0f} MB  {run.said}"
        )
    files = [(folder / f"{number}.jsonl").read_bytes() for number in range(1, len(runs))]
    assert all(file == files[0] for file in files)
    small, large = (runs[title][1] for title in [*runs][:2])
    assert large.kilobytes <= 1.1 * small.kilobytes
    known = max(runs[title][1].kilobytes for title in [*runs][3:])
    assert known <= 1.2 * small.kilobytes


def test_a_run_that_is_killed_ten_times_writes_the_same_file(folder: Path) -> None:
    draws = random.Random(10)
    bank = str(load_bank().path)
    with (folder / "part.jsonl").open("w") as file:
        file.writelines(line + "\n" for line in responses(5_000))
    whole = grade(folder, "part", "whole.jsonl")
    command = [sys.executable, "-m", "quiz", "grade", bank, "part.jsonl", "--out", "out.jsonl"]
    for _ in range(10):
        process = subprocess.Popen(
            [*command, "--resume", "--no-cache"], cwd=folder, stdout=subprocess.DEVNULL
        )
        time.sleep(draws.uniform(0.3, 1.2) * max(1.0, whole.seconds / 12))
        process.send_signal(signal.SIGKILL)
        process.wait()
    grade(folder, "part", "out.jsonl", "--resume", "--no-cache")
    assert (folder / "out.jsonl").read_bytes() == (folder / "whole.jsonl").read_bytes()
