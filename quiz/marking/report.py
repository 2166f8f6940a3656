"""The report on a test: from a file of responses or grades to figures and advice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from quiz.bank import Bank
from quiz.marking.answer_table import OTHER, AnswerTable, Attempts, Column
from quiz.marking.answers import WrongAnswer, read_answers
from quiz.marking.graded_files import has_grades
from quiz.marking.item_advice import advice
from quiz.marking.item_analysis import ItemFigures, Missing, analyse
from quiz.marking.option_picks import OptionPicks, option_picks
from quiz.marking.reliability import Reliability
from quiz.marking.wrong_answers import WrongGroup, wrong_groups

BINS = 10
"""How many bars the totals are drawn with, each a tenth of the points wide."""

TYPED = ("text", "formula", "lines", "blanks")
"""The shapes of answers that are typed, wholly or in part."""


@dataclass(frozen=True)
class ItemReport:
    """All about one question; `prompt` is Markdown.

    `wrong` are the wrong answers that were kept, the most common first; `not_kept` counts others.
    """

    question: str
    kind: str
    prompt: str
    points: float
    figures: ItemFigures
    options: tuple[OptionPicks, ...]
    wrong: tuple[WrongGroup, ...]
    not_kept: int
    advice: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """All about a test; `outdated` counts grades given when their question read otherwise.

    `mean` and `deviation` are those of the learners' shares of the points, and `totals` counts
    them by tenths. `left_out` says why lines do not count, and how many, most first.
    """

    title: str
    lines: int
    learners: int
    attempts: Attempts
    missing: Missing
    from_grades: bool
    outdated: int
    mean: float | None
    deviation: float | None
    reliability: Reliability
    totals: tuple[int, ...]
    items: tuple[ItemReport, ...]
    left_out: tuple[tuple[str, int], ...]


def report_on(
    bank: Bank, path: Path, attempts: Attempts = "first", missing: Missing = "wrong"
) -> Report:
    """The report on a file of responses, which are marked now, or of grades.

    The file is read once. Memory grows by some 60 bytes an answer and a hundred a learner.
    Raises `OSError` if the file cannot be read, and `ValueError` if it is damaged
    or lacks columns.
    """
    table = AnswerTable.of(read_answers(bank, path))
    columns = table.columns(attempts)
    ordered = [outline.id for outline in bank.outlines if outline.id in columns]
    columns = {name: columns[name] for name in ordered}
    points = {name: float(table.questions[name].points) for name in ordered}
    found = analyse(columns, points, len(table.learners), missing)
    items = []
    for name, column in columns.items():
        question, figures = table.questions[name], found.items[name]
        options = option_picks(question, column, table.kept, found.upper, found.lower)
        items.append(
            ItemReport(
                name,
                question.type,
                question.prompt,
                points[name],
                figures,
                options,
                wrong_groups(question, _wrong_answers(table, column)),
                int((column.codes == OTHER).sum()),
                advice(figures, options, is_typed=question.shape in TYPED),
            )
        )
    shares = found.totals[~np.isnan(found.totals)]
    return Report(
        title=bank.title,
        lines=len(table) + table.left_out.total(),
        learners=len(table.learners),
        attempts=attempts,
        missing=missing,
        from_grades=has_grades(path),
        outdated=table.outdated.total(),
        mean=found.mean,
        deviation=found.deviation,
        reliability=found.reliability,
        totals=tuple(int(count) for count in np.histogram(shares, BINS, (0, 1))[0]),
        items=tuple(items),
        left_out=tuple(table.left_out.most_common()),
    )


def _wrong_answers(table: AnswerTable, column: Column) -> list[tuple[WrongAnswer, int]]:
    """What was typed wrongly for a question, and how often."""
    codes, counts = np.unique(column.codes[column.codes >= 0], return_counts=True)
    found = ((table.kept[code], int(count)) for code, count in zip(codes, counts, strict=True))
    return [(kept, count) for kept, count in found if isinstance(kept, WrongAnswer)]
