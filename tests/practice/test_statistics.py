from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from quiz.bank import Bank, load_bank
from quiz.practice.figures import as_csv, as_json
from quiz.practice.history import Asked, History
from quiz.practice.progress import Attempt, Item, Outcome
from quiz.practice.statistics import (
    Accuracy,
    Due,
    Missed,
    Statistics,
    Streak,
    Tally,
    statistics_of,
)
from quiz.questions.verdict import Verdict

TODAY = datetime(2026, 11, 25, 12, tzinfo=UTC)
"""A Wednesday."""


class Clock:
    """A clock that stands at noon, some days before today."""

    def __init__(self) -> None:
        self.ago = 0

    def __call__(self) -> datetime:
        return TODAY - timedelta(days=self.ago)


@pytest.fixture
def history() -> Iterator[History]:
    opened = History.open(None, Clock())
    yield opened
    opened.close()


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    path = tmp_path / "bank.yaml"
    questions = [
        f"""\
  - id: q{n}
    type: {"numeric" if n == 3 else "true_false"}
    prompt: Is {n} what it says?
    explanation: It is, since numbers are equal to themselves.
    tags: [numbers, {"odd" if n % 2 else "even"}]
    status: {"draft" if n == 4 else "active"}
    answer: {"3" if n == 3 else "true"}
"""
        for n in range(1, 5)
    ]
    path.write_text("title: Numbers\nquestions:\n" + "".join(questions), encoding="utf-8")
    return load_bank(path)


def answer(history: History, question: str, score: float | None, ago: int = 0, **more: bool) -> int:
    assert isinstance(history.clock, Clock)
    history.clock.ago = ago
    item = Item(1, question, 5)
    session = history.start("here", "{}", [item])
    verdict = Verdict.UNDECIDED if score is None else Verdict.of(score)
    attempt = Attempt(1, Outcome.ANSWERED, True, verdict, score, seconds=30, **more)
    history.record(session, Asked(item, "wording"), attempt)
    history.clock.ago = 0
    return session


def figures(bank: Bank, history: History) -> Statistics:
    return statistics_of(bank, "here", history)


def test_answers_are_counted_by_tag_kind_and_week(bank: Bank, history: History) -> None:
    answer(history, "q1", 1.0, ago=3)
    answer(history, "q1", 0.0, ago=2)
    answer(history, "q2", 0.5, ago=2)
    answer(history, "q3", 1.0)
    found = figures(bank, history)
    last_week, this_week = date(2026, 11, 16), date(2026, 11, 23)
    assert found.total.all == Tally(4, 2)
    assert found.total.weeks == {last_week: Tally(1, 1), this_week: Tally(3, 1)}
    assert {one.name: one.all for one in found.tags} == {"odd": Tally(3, 2), "even": Tally(1, 0)}
    assert {one.name: one.all for one in found.kinds} == {
        "numeric": Tally(1, 1),
        "true_false": Tally(3, 1),
    }


def test_what_shows_nothing_is_not_counted(bank: Bank, history: History) -> None:
    answer(history, "q1", None)
    session = answer(history, "q1", 0.0)
    history.strike(session, 1)
    again = Attempt(1, Outcome.ANSWERED, True, Verdict.CORRECT, 1.0)
    history.record(session, Asked(Item(1, "q1", 5), "wording"), again)
    history.retry(answer(history, "q2", 1.0), 1, True, bank["q2"].grade(True))
    answer(history, "left-the-bank", 1.0)
    found = figures(bank, history)
    assert found.total.all == Tally(1, 1)
    assert found.retaken == 1
    assert found.most_missed == ()


def test_what_is_due_is_counted_by_when(bank: Bank, history: History) -> None:
    answer(history, "q1", 0.0, ago=5)
    answer(history, "q2", 1.0, ago=0)
    assert figures(bank, history).due == Due(today=1, within_a_week=1, new=1)
    answer(history, "q3", 0.0, ago=0)
    assert figures(bank, history).due == Due(today=1, tomorrow=1, within_a_week=1)


def test_how_sure_one_was_is_set_against_how_often_one_was_right(
    bank: Bank, history: History
) -> None:
    for score, sure in [(1.0, True), (1.0, True), (0.0, True), (1.0, False), (0.5, False)]:
        answer(history, "q1", score, sure=sure)
    answer(history, "q1", 1.0)
    found = figures(bank, history)
    assert (found.sure, found.unsure) == (Tally(3, 2), Tally(2, 1))
    assert found.sure.share == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("days_ago", "streak"),
    [
        ([], Streak(0, 0)),
        ([0], Streak(1, 1)),
        ([1], Streak(1, 1)),
        ([2], Streak(0, 1)),
        ([0, 1, 2, 5, 6], Streak(3, 3)),
        ([1, 4, 5, 6, 7], Streak(1, 4)),
        ([0, 0, 0], Streak(1, 1)),
    ],
)
def test_a_streak_goes_on_until_a_whole_day_is_left_out(
    bank: Bank, history: History, days_ago: list[int], streak: Streak
) -> None:
    for ago in days_ago:
        answer(history, "q1", 1.0, ago)
    assert figures(bank, history).streak == streak


def test_the_most_missed_questions_come_first(bank: Bank, history: History) -> None:
    for question, scores in {"q1": [0.0, 1.0], "q2": [0.5, 0.0, 1.0], "q3": [1.0]}.items():
        for score in scores:
            answer(history, question, score)
    assert figures(bank, history).most_missed == (Missed("q2", 2, 3), Missed("q1", 1, 2))


def test_no_tag_is_run_by_a_spreadsheet(bank: Bank, history: History) -> None:
    tag = Accuracy("=1+1", Tally(2, 1), {})
    found = replace(statistics_of(bank, "here", history), tags=(tag,))
    assert "tag,'=1+1,,right,1\n" in as_csv(found)


def test_json_and_csv_hold_the_same_figures(bank: Bank, history: History) -> None:
    answer(history, "q1", 0.0, ago=8, sure=True)
    answer(history, "q3", 1.0, ago=1)
    found = figures(bank, history)
    data = json.loads(as_json(found))
    rows = list(csv.DictReader(as_csv(found).splitlines()))
    assert data["day"] == "2026-11-25"
    assert data["total"] == {
        "name": "all",
        "answered": 2,
        "right": 1,
        "weeks": [
            {"week": "2026-11-16", "answered": 1, "right": 0},
            {"week": "2026-11-23", "answered": 1, "right": 1},
        ],
    }
    expected = [
        (figure, one["name"], week, measure, str(counts[measure]))
        for figure, several in (
            ("total", [data["total"]]),
            ("tag", data["tags"]),
            ("kind", data["kinds"]),
        )
        for one in several
        for week, counts in [("", one), *((tally["week"], tally) for tally in one["weeks"])]
        for measure in ("answered", "right")
    ]
    expected += [("due", name, "", "questions", str(n)) for name, n in data["due"].items()]
    expected += [
        ("calibration", said, "", measure, str(n))
        for said in ("sure", "unsure")
        for measure, n in data[said].items()
    ]
    expected += [("streak", name, "", "days", str(n)) for name, n in data["streak"].items()]
    expected += [("retaken", "", "", "answers", str(data["retaken"]))]
    expected += [
        ("most missed", one["question"], "", measure, str(one[measure]))
        for one in data["most_missed"]
        for measure in ("answered", "missed")
    ]
    assert [tuple(row.values()) for row in rows] == expected
