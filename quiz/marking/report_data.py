"""The report on a test as data: JSON for programs, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict

from quiz.marking.report import ItemReport, Report
from quiz.spreadsheets import Cell, safe

COLUMNS = (
    *("question", "row", "text", "is_key", "answers", "share", "upper", "lower", "upper_lower"),
    *("difficulty", "discrimination", "alpha_without", "seconds"),
    *("missing", "invalid", "undecided", "points", "kind", "remark"),
)

Row = dict[str, Cell]


def as_json(report: Report) -> str:
    """The whole report as one JSON object, with a line end."""
    data = asdict(report)
    for item, found in zip(data["items"], report.items, strict=True):
        item["figures"]["upper_lower"] = found.figures.upper_lower
    data["left_out"] = [{"reason": reason, "lines": count} for reason, count in report.left_out]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_csv(report: Report) -> str:
    """A row for each question, then one for each of its options and common wrong answers.

    `row` says which. A text that a spreadsheet would run begins with an apostrophe.
    """
    target = io.StringIO()
    writer = csv.DictWriter(target, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for item in report.items:
        for row in _rows(item):
            writer.writerow({name: safe(cell) for name, cell in row.items()})
    return target.getvalue()


def _rows(item: ItemReport) -> Iterator[Row]:
    figures = asdict(item.figures)
    answers = figures.pop("answered")
    yield {
        "question": item.question,
        "row": "question",
        "text": item.prompt,
        "answers": answers,
        **figures,
        "upper_lower": item.figures.upper_lower,
        "points": item.points,
        "kind": item.kind,
        "remark": " ".join(item.advice),
    }
    for option in item.options:
        row: Row = asdict(option)
        number, row["answers"] = row.pop("number"), row.pop("picked")
        yield {"question": item.question, "row": f"option {number}", **row}
    for group in item.wrong:
        yield {
            "question": item.question,
            "row": "wrong answer",
            "text": group.text,
            "answers": group.count,
            "share": group.count / answers,
            "remark": group.remark,
        }
