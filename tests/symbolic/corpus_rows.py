"""The corpus in tests/symbolic/corpus: groups of responses to one key, turned into rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from quiz.symbolic.tasks import Declaration, ExpressionTask, Symbols

FOLDER = Path(__file__).parent / "corpus"

OUTCOMES = ("equal", "different", "not_in_form", "invalid")

UNSAID = object()
"""Stands where a row does not say what the message or the mistake is."""


@dataclass(frozen=True)
class Row:
    """One response with the outcome that mathematics gives it.

    `says` are words that the message holds; None: there is no message. `mistake` is the number
    of the author's mistake that it is.
    """

    name: str
    task: ExpressionTask
    response: str
    outcome: str
    says: Any = UNSAID
    mistake: Any = UNSAID


def rows(folder: Path = FOLDER) -> Iterator[Row]:
    """Every row of every file, in order."""
    for path in sorted(folder.glob("*.yaml")):
        for name, group in yaml.safe_load(path.read_text("utf-8")).items():
            yield from _group(f"{path.stem}/{name}", group)


def _group(name: str, group: dict[str, Any]) -> Iterator[Row]:
    task = ExpressionTask(
        answer=group["key"],
        symbols=_symbols(group["symbols"]),
        values={key: Fraction(value) for key, value in group.get("values", {}).items()},
        value=group.get("value", "number"),
        up_to=group.get("up_to", "nothing"),
        with_respect_to=_names(group.get("with_respect_to", ())),
        form=group.get("form", "any"),
        forbid=tuple(group.get("forbid", ())),
        mistakes=tuple(group.get("mistakes", ())),
        seed=name,
    )
    for outcome in OUTCOMES:
        for number, entry in enumerate(_entries(group.get(outcome, ())), start=1):
            yield Row(f"{name}/{outcome}/{number}", task, outcome=outcome, **entry)


def _entries(entries: Any) -> Iterator[dict[str, Any]]:
    """Responses as text, as mappings, or as a mapping of response to message."""
    if isinstance(entries, dict):
        entries = [{"response": key, "says": value} for key, value in entries.items()]
    for entry in entries:
        found = {"response": entry} if isinstance(entry, str) else dict(entry)
        if isinstance(found.get("says"), str):
            found["says"] = [found["says"]]
        yield found


def _names(text: str | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _symbols(symbols: dict[str, Any]) -> Symbols:
    return {name: _declaration(entry) for name, entry in symbols.items()}


def _declaration(entry: str | dict[str, Any]) -> Declaration:
    if isinstance(entry, str):
        return Declaration(entry)
    index = entry.get("index", ())
    return Declaration(
        domain=entry.get("domain", "real"),
        index=tuple(index) if isinstance(index, list) else (index,) if index else (),
        latex=entry.get("latex"),
        index_of=entry.get("index_of"),
    )
