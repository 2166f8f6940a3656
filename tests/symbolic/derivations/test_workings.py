"""Working with the verdict of every line known: labelled by mathematics, not by the engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from quiz.symbolic.derivations import judge
from quiz.symbolic.tasks import Declaration, DerivationTask, MilestoneTask

VERDICTS = {
    "f": "follows",
    "g": "follows_given_error",
    "x": "does_not_follow",
    "u": "unreadable",
    "s": "unsupported",
}


def _declaration(entry: Any) -> Declaration:
    if isinstance(entry, str):
        return Declaration(entry)
    index = entry.get("index", ())
    return Declaration(
        entry.get("domain", "real"),
        tuple(index) if isinstance(index, list) else (index,) if index else (),
        entry.get("latex"),
        entry.get("index_of"),
    )


def task_of(derivation: dict[str, Any]) -> DerivationTask:
    return DerivationTask(
        goal=derivation["goal"],
        symbols={name: _declaration(entry) for name, entry in derivation["symbols"].items()},
        given=derivation.get("given", {}),
        start=derivation.get("start"),
        milestones=tuple(MilestoneTask(line) for line in derivation["milestones"]),
        mistakes=tuple(derivation.get("mistakes", ())),
        seed=derivation["name"],
    )


def _workings() -> Iterator[Any]:
    for path in sorted(Path(__file__).with_name("workings").glob("*.yaml")):
        for derivation in yaml.safe_load(path.read_text(encoding="utf-8")):
            for number, working in enumerate(derivation["workings"], 1):
                yield pytest.param(derivation, working, id=f"{derivation['name']} {number}")


@pytest.mark.parametrize(("derivation", "working"), list(_workings()))
def test_every_line_gets_its_verdict(derivation: dict[str, Any], working: dict[str, Any]) -> None:
    judged = judge(task_of(derivation), working["text"])
    said = [(line.verdict, line.text, line.message) for line in judged.lines]
    assert [verdict for verdict, *_ in said] == [VERDICTS[v] for v in working["verdicts"]], said
    first = working["verdicts"].find("x")
    assert judged.first_error == (None if first < 0 else first + 1)
    assert judged.milestones == tuple(working.get("milestones", ()))
    assert judged.goal_line == working["goal"]
    assert judged.mistake == working.get("mistake")
