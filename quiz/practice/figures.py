"""The figures of practising as data: JSON for programs, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict

from quiz.practice.statistics import Accuracy, Statistics, Tally
from quiz.spreadsheets import Cell, safe

COLUMNS = ("figure", "name", "week", "measure", "value")


def as_json(found: Statistics) -> str:
    """The figures as one JSON object, with a line end."""
    data = {
        **asdict(found),
        "day": found.day.isoformat(),
        "total": _series(found.total),
        "tags": [_series(one) for one in found.tags],
        "kinds": [_series(one) for one in found.kinds],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _series(series: Accuracy) -> dict[str, object]:
    weeks = [{"week": week.isoformat(), **asdict(tally)} for week, tally in series.weeks.items()]
    return {"name": series.name, **asdict(series.all), "weeks": weeks}


def as_csv(found: Statistics) -> str:
    """The same figures as a table, each on a line: `tag,bce,2026-11-16,right,5`.

    A week is named by its Monday; without one a figure is that of all time. A tag that a
    spreadsheet would run begins with an apostrophe.
    """
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(found))
    return target.getvalue()


def _rows(found: Statistics) -> Iterator[tuple[Cell, ...]]:
    for figure, every in (("total", (found.total,)), ("tag", found.tags), ("kind", found.kinds)):
        for series in every:
            name = safe(series.name)
            yield from _counts(figure, name, "", series.all)
            for week, tally in series.weeks.items():
                yield from _counts(figure, name, week.isoformat(), tally)
    for when, count in asdict(found.due).items():
        yield "due", when, "", "questions", count
    for said, tally in (("sure", found.sure), ("unsure", found.unsure)):
        yield from _counts("calibration", said, "", tally)
    for which, days in asdict(found.streak).items():
        yield "streak", which, "", "days", days
    yield "retaken", "", "", "answers", found.retaken
    for one in found.most_missed:
        yield "most missed", one.question, "", "answered", one.answered
        yield "most missed", one.question, "", "missed", one.missed


def _counts(figure: str, name: Cell, week: str, tally: Tally) -> Iterator[tuple[Cell, ...]]:
    yield figure, name, week, "answered", tally.answered
    yield figure, name, week, "right", tally.right
