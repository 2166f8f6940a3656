from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quiz.practice.history import Asked, History, Kind
from quiz.practice.progress import Attempt, Item, Outcome, Progress, TakenHint
from quiz.practice.storage import HistoryError
from quiz.questions.grading import Grade
from quiz.questions.verdict import Verdict

ITEMS = (Item(1, "loss", 11, "new"), Item(2, "sigmoid", 12, "due today", 7, 2.5))
WORDING = "0123456789abcdef"
RIGHT = Attempt(1, Outcome.ANSWERED, [2, 3], Verdict.CORRECT, 1.0, 2.0, 0, 4.5)
WRONG = Attempt(1, Outcome.ANSWERED, "p-y", Verdict.INCORRECT, 0.0, 0.0, 1, 2.0)
SKIPPED = Attempt(2, Outcome.SKIPPED)


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    opened = History.open(tmp_path / "history.sqlite3")
    yield opened
    opened.close()


def asked(place: int = 0, content: str = WORDING) -> Asked:
    return Asked(ITEMS[place], content)


def rows(history: History, query: str) -> list[tuple[object, ...]]:
    return history.connection.execute(query).fetchall()


def test_a_session_is_read_back_as_it_was_left(history: History) -> None:
    session = history.start("bank", "{}", ITEMS)
    history.hint(session, TakenHint(1, 2))
    history.record(session, asked(), RIGHT)
    history.record(session, asked(1), SKIPPED)
    assert history.progress(session) == Progress(ITEMS, (RIGHT, SKIPPED), (), (TakenHint(1, 2),))


@pytest.mark.parametrize("response", [1, True, [1, 2], ["a", None], {"b": "1"}, "σ(z)\n= \x00\\'"])
def test_a_response_is_kept_exactly(history: History, response: object) -> None:
    session = history.start("bank", "{}", ITEMS)
    attempt = Attempt(1, Outcome.ANSWERED, response, Verdict.CORRECT, 1.0)  # type: ignore[arg-type]
    history.record(session, asked(), attempt)
    assert history.progress(session).attempts[0].response == response


def test_a_draft_is_kept_until_its_item_is_closed(history: History) -> None:
    session = history.start("bank", "{}", ITEMS)
    assert history.draft(session, 1) == ()
    for lines in (["J = 1"], ["J = 1", "\ud800 \x00'"], ["J = 2"]):
        history.keep_draft(session, 1, lines)
        assert history.draft(session, 1) == tuple(lines)
    history.keep_draft(session, 2, ["K = 1"])
    history.record(session, asked(), RIGHT)
    assert history.draft(session, 1) == ()
    assert history.draft(session, 2) == ("K = 1",)


def test_a_draft_whose_lines_are_all_taken_back_is_gone(history: History) -> None:
    session = history.start("bank", "{}", ITEMS)
    history.keep_draft(session, 1, ["J = 1"])
    history.keep_draft(session, 1, [])
    assert rows(history, "SELECT * FROM drafts") == []


def test_an_answer_taken_back_is_struck_not_erased(history: History) -> None:
    session = history.start("bank", "{}", ITEMS)
    history.record(session, asked(), WRONG)
    history.strike(session, 1)
    history.record(session, asked(), RIGHT)
    assert history.progress(session) == Progress(ITEMS, (RIGHT,), (WRONG,))
    assert rows(history, "SELECT score, struck_at IS NULL FROM attempts") == [(0.0, 0), (1.0, 1)]


def test_two_attempts_cannot_stand_at_one_item(history: History) -> None:
    session = history.start("bank", "{}", ITEMS)
    history.record(session, asked(), RIGHT)
    with pytest.raises(HistoryError, match="could not be written"):
        history.record(session, asked(), RIGHT)


def test_a_flag_keeps_its_note_and_the_wording(history: History) -> None:
    session = history.start("bank", "{}", ITEMS)
    history.flag(session, asked(), "the key is “wrong”")
    assert rows(history, "SELECT question, content, note FROM flags") == [
        ("loss", WORDING, "the key is “wrong”")
    ]


def test_an_ended_session_is_not_kept_for_resuming(history: History) -> None:
    first = history.start("bank", "{}", ITEMS)
    second = history.start("bank", "{}", ITEMS)
    other = history.start("another bank", "{}", ITEMS)
    assert [kept.id for kept in history.kept("bank")] == [second, first]
    history.end(second)
    assert [kept.id for kept in history.kept("bank")] == [first]
    assert not history.is_open(second)
    assert history.is_open(other)


def test_a_retry_is_kept_beside_the_attempts(history: History) -> None:
    session = history.start("bank", "{}", ITEMS)
    history.record(session, asked(), WRONG)
    history.retry(session, 1, "p - y", Grade.scored(1))
    assert rows(history, "SELECT item, response, verdict FROM retries") == [
        (1, '"p - y"', "correct")
    ]
    assert history.progress(session).attempts == (WRONG,)


def test_a_flag_can_be_lifted(history: History) -> None:
    session = history.start("bank", "{}", ITEMS)
    history.flag(session, asked(), "odd")
    history.flag(session, asked(), "really odd")
    assert history.flagged("bank") == {"loss": "really odd"}
    assert history.flagged("another bank") == {}
    assert history.lift_flags(session, ["loss"])
    assert not history.lift_flags(session, ["loss"])
    assert history.flagged("bank") == {}


def test_an_exam_is_kept_apart_from_practice(history: History) -> None:
    deadline = datetime(2026, 12, 15, 10, 0, tzinfo=UTC)
    practice = history.start("bank", "{}", ITEMS)
    exam = history.start("bank", "{}", ITEMS, deadline)
    assert [kept.id for kept in history.kept("bank")] == [practice]
    (kept,) = history.kept("bank", Kind.EXAM)
    assert (kept.id, kept.deadline) == (exam, deadline)


def test_every_key_is_another(history: History) -> None:
    for _ in range(3):
        session = history.start("bank", "{}", ITEMS)
        history.record(session, asked(), RIGHT)
    keys = rows(history, "SELECT key FROM sessions UNION SELECT key FROM attempts")
    assert len(keys) == 6


def test_what_cannot_be_written_is_said_and_changes_nothing(history: History) -> None:
    session = history.start("bank", "{}", ITEMS)
    history.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(HistoryError, match="was not kept"):
        history.record(session, asked(), RIGHT)
    history.connection.execute("PRAGMA query_only = OFF")
    assert history.progress(session) == Progress(ITEMS)


def test_an_interruption_while_writing_leaves_no_half(history: History) -> None:
    session = history.start("bank", "{}", ITEMS)

    def interrupted() -> None:
        with history.writing():
            history.connection.execute("UPDATE sessions SET bank = 'half'")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    history.record(session, asked(), RIGHT)
    assert history.progress(session).attempts == (RIGHT,)
    assert [kept.id for kept in history.kept("bank")] == [session]


def test_without_a_file_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    history = History.open(None)
    session = history.start("bank", "{}", ITEMS)
    history.record(session, asked(), RIGHT)
    assert history.claim(session)
    history.close()
    assert list(tmp_path.iterdir()) == []


def test_each_answer_is_on_disk_at_once(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    history = History.open(path)
    session = history.start("bank", "{}", ITEMS)
    history.record(session, asked(), RIGHT)
    reader = sqlite3.connect(path)
    assert reader.execute("SELECT score FROM attempts").fetchall() == [(1.0,)]
    assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    reader.close()
    history.close()
