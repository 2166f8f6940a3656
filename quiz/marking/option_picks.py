"""The distractor table: who picked each option of a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quiz.marking.answer_table import Column, Floats
from quiz.marking.answers import Picks, WrongAnswer
from quiz.questions import Question


@dataclass(frozen=True)
class OptionPicks:
    """How often an option was picked: the number, its share of the answers that could be read,
    and its share of the upper and of the lower group."""

    number: int
    text: str
    is_key: bool
    picked: int
    share: float
    upper: float | None
    lower: float | None


def option_picks(
    question: Question,
    column: Column,
    kept: Sequence[Picks | WrongAnswer],
    upper: Floats,
    lower: Floats,
) -> tuple[OptionPicks, ...]:
    """A row for each option, in file order; none for a question without options, or for grades."""
    if not (column.codes >= 0).any():
        return ()
    rows = []
    read = column.codes >= 0
    codes = np.unique(column.codes[read])
    for number, (text, is_key) in enumerate(_options(question), start=1):
        with_it = [code for code in codes if number in _picks(kept[code])]
        is_picked = np.isin(column.codes, with_it)
        picked = int(is_picked.sum())
        shares = [
            _share(is_picked, read, group[column.learners])
            for group in (np.ones(len(upper)), upper, lower)
        ]
        rows.append(OptionPicks(number, text, is_key, picked, shares[0] or 0.0, *shares[1:]))
    return tuple(rows)


def _options(question: Question) -> tuple[tuple[str, bool], ...]:
    """The text of each option, and whether it is right."""
    if question.type == "true_false":
        return ("true", question.answer), ("false", not question.answer)
    if question.type == "multiple_choice" or question.type == "multiple_select":
        return tuple((option.text, option.correct) for option in question.options)
    return ()


def _picks(kept: Picks | WrongAnswer) -> Picks:
    return () if isinstance(kept, WrongAnswer) else kept


def _share(
    is_picked: np.ndarray[tuple[int], np.dtype[np.bool_]],
    read: np.ndarray[tuple[int], np.dtype[np.bool_]],
    weights: Floats,
) -> float | None:
    total = float(weights[read].sum())
    return float(weights[is_picked].sum()) / total if total else None
