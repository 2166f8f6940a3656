from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from clocks import START, Clock

from quiz.bank import Bank, load_bank
from quiz.practice.history import History
from quiz.practice.opening import resume, start
from quiz.practice.picking import Selection
from quiz.practice.session import Session

EXAM = date(2026, 11, 7)

BANK = "title: Sums\nquestions:\n" + "".join(
    f"""\
  - id: sum-{number}
    type: true_false
    prompt: Is {number} + {{{{ n }}}} more than {number}?
    explanation: It is, as something was added to it.
    parameters: {{n: {{integer: [1, 3]}}}}
    answer: true
"""
    for number in range(10)
)


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    path = tmp_path / "bank.yaml"
    path.write_text(BANK, encoding="utf-8")
    return load_bank(path)


def begun(bank: Bank, history: History, selection: Selection) -> Session:
    session = start(bank, "here", history, selection)
    assert session is not None
    return session


def finish(session: Session, *, right: bool = True) -> list[object]:
    """Answer every question; the values of their variants."""
    values: list[object] = []
    while (asking := session.asking) is not None:
        values.append(asking.variant.values["n"])
        session.answer(right)
    session.end()
    return values


def reasons(session: Session) -> set[str]:
    return {item.reason for item in session.progress.items}


def test_day_by_day_what_is_due_comes_back_with_other_values(
    bank: Bank, history: History, clock: Clock
) -> None:
    session = begun(bank, history, Selection())
    assert reasons(session) == {"new"}
    before = {item.question: item for item in session.progress.items}
    first = dict(zip(before, finish(session), strict=True))
    clock.now += timedelta(days=2)
    session = begun(bank, history, Selection())
    assert reasons(session) == {"due today"}
    again = [item.question for item in session.progress.items]
    second = dict(zip(again, finish(session), strict=True))
    assert all(first[name] != second[name] for name in again)


@pytest.mark.parametrize("how", ["skipped", "taken back", "answered"])
def test_no_variant_is_shown_twice_in_a_row(
    bank: Bank, history: History, clock: Clock, how: str
) -> None:
    selection = Selection(questions=("sum-3",))
    last = None
    for _ in range(12):
        session = begun(bank, history, selection)
        assert session.asking is not None
        shown = session.asking.variant.values
        assert shown != last
        last = shown
        if how == "skipped":
            session.skip()
        else:
            session.answer(True)
        if how == "taken back":
            session.undo()
        session.end()
        clock.go_on(1)


def test_who_asks_for_a_seed_gets_its_variant(bank: Bank, history: History) -> None:
    selection = Selection(questions=("sum-3",), seed=5)
    values = [finish(begun(bank, history, selection)) for _ in range(3)]
    assert values[0] == values[1] == values[2]


def test_what_was_missed_comes_back_the_next_day(
    bank: Bank, history: History, clock: Clock
) -> None:
    finish(begun(bank, history, Selection(count=3)), right=False)
    clock.now += timedelta(days=1)
    session = begun(bank, history, Selection(count=5))
    assert [*reasons(session)].count("missed yesterday") == 1
    assert sum(item.reason == "new" for item in session.progress.items) == 2


def test_with_an_exam_ahead_everything_is_seen_before_it(
    bank: Bank, history: History, clock: Clock
) -> None:
    begun_on: dict[str, date] = {}
    last_seen: dict[str, date] = {}
    while (day := clock.now.date()) < EXAM:
        for _ in range(4):
            session = begun(bank, history, Selection(count=4, until=EXAM))
            assert session.notice is not None
            if "what today holds is done" in session.notice:
                break
            for item in session.progress.items:
                begun_on.setdefault(item.question, day)
                last_seen[item.question] = day
            finish(session)
        clock.now += timedelta(days=1)
    assert len(begun_on) == 10
    assert len({*begun_on.values()}) > 1, "not all on one day"
    assert min(last_seen.values()) >= EXAM - timedelta(days=3), "and once more, nearer to it"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (5, "5 days to the exam; today holds 2 new."),
        (1, "1 day to the exam; today holds 10 new."),
        (0, "The exam is today; today holds 10 new."),
    ],
)
def test_what_today_holds_is_said(bank: Bank, history: History, days: int, said: str) -> None:
    selection = Selection(until=START.date() + timedelta(days=days))
    assert begun(bank, history, selection).notice == said


def test_without_an_exam_there_is_no_such_notice(bank: Bank, history: History) -> None:
    assert begun(bank, history, Selection()).notice is None


def test_a_resumed_session_asks_the_same_for_the_same_reason(bank: Bank, history: History) -> None:
    session = begun(bank, history, Selection())
    assert session.asking is not None
    session.answer(True)
    found = resume(bank, "here", history, Selection(asks_sure=True))
    assert found is not None
    assert found.session.progress == session.progress
    assert found.session.asking == session.asking
    assert found.session.asks_sure
