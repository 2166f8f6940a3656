from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.practice.answer_sheet import Marked, Response, hand_in, keep_place, keep_response
from quiz.practice.exported import _part, exported
from quiz.practice.history import Asked, History, written
from quiz.practice.importing import ImportRefusedError, merge, read_export
from quiz.practice.progress import Attempt, Item, Outcome, TakenHint
from quiz.questions.grading import Grade
from quiz.questions.verdict import Verdict

START = datetime(2026, 11, 2, 12, tzinfo=UTC)
ITEMS = (Item(1, "loss", 11, "new"), Item(2, "derive", 12, "due today", 7, 2.5))
RIGHT = Attempt(1, Outcome.ANSWERED, [1, None], Verdict.CORRECT, 1.0, 0.9, 1, 30.0, True)
WRONG = Attempt(1, Outcome.ANSWERED, {"a": "σ\x00 ½"}, Verdict.INCORRECT, 0.0, 0.0, 0, 30.0)


@contextmanager
def histories(count: int) -> Iterator[list[History]]:
    """Empty histories, each on a machine of its own, whose clocks go on with each look."""
    now = START

    def clock() -> datetime:
        nonlocal now
        now += timedelta(seconds=1)
        return now

    opened = [History.open(None, clock) for _ in range(count)]
    yield opened
    for history in opened:
        history.close()


def lines(history: History) -> list[str]:
    """What the history exports, less the time of the export."""
    return exported(history)[1:]


def content(history: History) -> bytes:
    return "".join(exported(history)).encode()


def move(source: History, target: History) -> None:
    merge(target, read_export(content(source), "file"), "file")


def asked(place: int = 0) -> Asked:
    return Asked(ITEMS[place], "0" * 16)


STEPS: dict[str, Callable[[History, int], object]] = {
    "right": lambda history, session: history.record(session, asked(), RIGHT),
    "wrong": lambda history, session: history.record(session, asked(), WRONG),
    "strike": lambda history, session: history.strike(session, 1),
    "skip": lambda history, session: history.record(session, asked(1), Attempt(2, Outcome.SKIPPED)),
    "hint": lambda history, session: history.hint(session, TakenHint(2, 3)),
    "retry": lambda history, session: history.retry(session, 1, "p - y", Grade.scored(0.5)),
    "draft": lambda history, session: history.keep_draft(session, 2, ["J = 1", "\ud800 '"]),
    "flag": lambda history, session: history.flag(session, asked(), "odd “½”\n\x00"),
    "lift": lambda history, session: history.lift_flags(session, ["loss"]),
    "respond": lambda history, session: keep_response(
        history, session, 2, Response(["x"], 2.5, history.now())
    ),
    "go": lambda history, session: keep_place(history, session, 2),
    "end": lambda history, session: history.end(session),
    "hand in": lambda history, session: hand_in(
        history,
        session,
        [Marked(asked(1), Attempt(2, Outcome.UNANSWERED, score=0.0), written(START))],
        START,
    ),
}


IN_AN_EXAM = {"draft", "flag", "lift", "respond", "go", "hand in"}
ONLY_IN_AN_EXAM = {"respond", "go", "hand in"}


def act(history: History, session: int, step: str) -> None:
    """Take a step, unless an answer stands there already, or it is none of such a session."""
    ((is_exam,),) = history.rows("SELECT kind = 'exam' FROM sessions WHERE id = ?", (session,))
    if step not in IN_AN_EXAM if is_exam else step in ONLY_IN_AN_EXAM:
        return
    items = {"right": 1, "wrong": 1, "skip": 2, "hand in": 2, "draft": 2, "respond": 2}
    item = items.get(step)
    standing = history.rows(
        "SELECT item FROM attempts WHERE session = ? AND struck_at IS NULL", (session,)
    )
    if (item,) not in standing:
        STEPS[step](history, session)


ACTS = st.lists(st.tuples(st.integers(0, 2), st.sampled_from([*STEPS]), st.booleans()), max_size=15)


def live(history: History, acts: list[tuple[int, str, bool]]) -> None:
    """Sessions, each begun when it is first named; some are exams."""
    sessions: dict[int, int] = {}
    for number, step, exam in acts:
        if number not in sessions:
            deadline = START + timedelta(hours=1) if exam else None
            sessions[number] = history.start("bank", "{}", ITEMS, deadline)
        act(history, sessions[number], step)


@settings(max_examples=40)
@given(ACTS)
def test_what_is_exported_comes_in_whole_and_once(acts: list[tuple[int, str, bool]]) -> None:
    with histories(2) as (source, target):
        live(source, acts)
        move(source, target)
        assert lines(target) == lines(source)
        before = [*target.connection.iterdump()]
        move(source, target)
        assert [*target.connection.iterdump()] == before
        assert target.rows("PRAGMA foreign_key_check") == []


@settings(max_examples=40)
@given(ACTS, ACTS)
def test_histories_of_two_machines_merge_in_either_order(
    desk_acts: list[tuple[int, str, bool]], laptop_acts: list[tuple[int, str, bool]]
) -> None:
    with histories(4) as (desk, laptop, one, other):
        live(desk, desk_acts)
        live(laptop, laptop_acts)
        for target, order in ((one, (desk, laptop)), (other, (laptop, desk))):
            for source in order:
                move(source, target)
        assert lines(one) == lines(other)
        keys = {json.loads(line)["key"] for line in lines(one)}
        assert keys == {json.loads(line)["key"] for line in (*lines(desk), *lines(laptop))}


@settings(max_examples=40)
@given(ACTS, st.lists(st.sampled_from([*STEPS])), st.lists(st.sampled_from([*STEPS])))
def test_nothing_is_lost_when_one_session_goes_on_in_two_places(
    acts: list[tuple[int, str, bool]], here: list[str], there: list[str]
) -> None:
    with histories(2) as (desk, laptop):
        live(desk, [*acts, (0, "hint", False)])
        move(desk, laptop)
        for history, steps in ((desk, here), (laptop, there)):
            for step in steps:
                act(history, 1, step)
        attempts = {
            key for history in (desk, laptop) for (key,) in history.rows("SELECT key FROM attempts")
        }
        move(laptop, desk)
        move(desk, laptop)
        for history in (desk, laptop):
            assert {key for (key,) in history.rows("SELECT key FROM attempts")} == attempts
        standing = "SELECT key FROM attempts WHERE struck_at IS NULL ORDER BY key"
        assert desk.rows(standing) == laptop.rows(standing)


def test_the_first_answer_stands_where_two_machines_answered() -> None:
    with histories(2) as (desk, laptop):
        session = desk.start("bank", "{}", ITEMS)
        move(desk, laptop)
        laptop.record(1, asked(), WRONG)
        desk.record(session, asked(), RIGHT)
        move(laptop, desk)
        progress = desk.progress(session)
        assert progress.attempts == (WRONG,)
        assert progress.struck == (RIGHT,)


def test_what_was_taken_back_lifted_or_ended_in_one_place_is_so_in_both() -> None:
    with histories(2) as (desk, laptop):
        session = desk.start("bank", "{}", ITEMS)
        desk.record(session, asked(), WRONG)
        desk.flag(session, asked(), "odd")
        move(desk, laptop)
        laptop.strike(1, 1)
        laptop.record(1, asked(), RIGHT)
        laptop.lift_flags(1, ["loss"])
        laptop.end(1)
        move(laptop, desk)
        assert lines(desk) == lines(laptop)
        progress = desk.progress(session)
        assert (progress.attempts, progress.struck) == ((RIGHT,), (WRONG,))
        assert desk.flagged("bank") == {}
        assert desk.kept("bank") == ()


def test_an_attempt_of_another_session_is_refused() -> None:
    with histories(2) as (source, target):
        live(source, [(0, "right", False), (1, "wrong", False)])
        move(source, target)
        before = lines(target)
        keys = [json.loads(line)["attempts"][0]["key"] for line in before]
        swapped = content(source).replace(keys[0].encode(), b"?")
        swapped = swapped.replace(keys[1].encode(), keys[0].encode()).replace(
            b"?", keys[1].encode()
        )
        with pytest.raises(ImportRefusedError, match="belongs to another session"):
            merge(target, read_export(swapped, "file"), "file")
        assert lines(target) == before


def test_only_so_many_mistakes_are_listed(good: list[dict[str, Any]]) -> None:
    data = as_lines([good[0], *[{"key": "x"}] * 30])
    said = refusal(data).splitlines()
    assert len(said) == 22
    assert said[-2:] == ["… and 11 more", "Nothing was imported."]


def test_an_export_is_of_one_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, other = (History.open(tmp_path / "h.sqlite3") for _ in range(2))
    session = desk.start("bank", "{}", ITEMS)

    def part_while_another_answers(*arguments: Any) -> object:
        if not other.progress(session).attempts:
            other.record(session, asked(), RIGHT)
        return _part(*arguments)

    monkeypatch.setattr("quiz.practice.exported._part", part_while_another_answers)
    assert json.loads(lines(desk)[0])["attempts"] == []
    assert len(json.loads(lines(desk)[0])["attempts"]) == 1
    for history in (desk, other):
        history.close()


def test_what_fsrs_knew_is_worked_out_again() -> None:
    with histories(2) as (source, target):
        target.connection.execute("INSERT INTO memories VALUES ('bank', 'loss', 1, 1, 2.5, '')")
        move(source, target)
        assert target.rows("SELECT * FROM memories") == []


# Files that are damaged, or made up


@pytest.fixture
def good() -> list[dict[str, Any]]:
    """The lines of a good file: two sessions, of three attempts."""
    with histories(1) as (history,):
        live(history, [(0, "wrong", False), (0, "strike", False), (0, "right", False)])
        live(history, [(0, "skip", False), (0, "flag", False), (0, "retry", False)])
        return [json.loads(line) for line in exported(history)]


def refusal(data: bytes) -> str:
    with histories(1) as (history,):
        before = [*history.connection.iterdump()]
        with pytest.raises(ImportRefusedError) as caught:
            merge(history, read_export(data, "file"), "file")
        assert [*history.connection.iterdump()] == before
        return str(caught.value)


def as_lines(good: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(line) + "\n" for line in good).encode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda good: good[0].update(format="x"), "file:1: this is no file that"),
        (lambda good: good[0].update(version=2), "file:1: a newer quiz wrote this file"),
        (lambda good: good[0].update(sessions=3), "file:3: the first line speaks of 3 sessions"),
        (lambda good: good[0].update(more=1), "file:1: more: Extra inputs"),
        (lambda good: good[1].pop("key"), "file:2: key: Field required"),
        (lambda good: good[1].update(kind="test"), "file:2: kind: "),
        (lambda good: good[1].update(kind="exam"), "file:2: an exam has a deadline"),
        (lambda good: good[1].update(place=3), "file:2: there is no place 3"),
        (lambda good: good[2].update(started_at="2026-11-02"), "file:3: started_at: this must be"),
        (lambda good: good[2].update(started_at="9999-12-31T23:59:59-10:00"), "file:3: started_at"),
        (lambda good: good[2]["items"].append(good[2]["items"][0]), "two items have the same"),
        (lambda good: good[2]["items"].clear(), "file:3: there is no item 2 in this session"),
        (lambda good: good[1]["attempts"][0].update(score=2), "attempts 0 score: "),
        (lambda good: good[1]["attempts"][0].update(score=None), "verdict has a score"),
        (lambda good: good[1]["attempts"][0].update(outcome="gave_up"), "has a response"),
        (lambda good: good[1]["attempts"][0].update(struck_at=None), "two answers that stand"),
        (lambda good: good[1]["attempts"][0].update(seed=-1), "attempts 0 seed"),
        (lambda good: good[1]["attempts"][0].update(seed=True), "attempts 0 seed"),
        (lambda good: good[1]["attempts"][0].update(seconds=float("nan")), "NaN is no number"),
        (lambda good: good[2].update(key=good[1]["key"]), "names two sessions"),
        (
            lambda good: good[2]["attempts"][0].update(key=good[1]["attempts"][0]["key"]),
            "file:3: the key",
        ),
        (lambda good: good[2]["flags"][0].update(note="\ud800"), "flags 0 note: "),
        (lambda good: good[2]["drafts"].append({"item": 2, "lines": [1], "typed_at": "x"}), "text"),
    ],
)
def test_a_file_that_is_not_right_is_refused_with_the_line(
    good: list[dict[str, Any]], change: Callable[[list[dict[str, Any]]], object], said: str
) -> None:
    change(good)
    assert said in refusal(as_lines(good))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda data: b"", "file:1: this is no file that"),
        (lambda data: data[:60], "file:1: "),
        (lambda data: data[:-40], "file:3: this is no JSON"),
        (lambda data: data[: data.rindex(b'\n{"key') + 1], "file:2: the first line speaks of 2"),
        (lambda data: data.replace(b"loss", b"lo\xffss"), "file:2: the byte 0xFF is not UTF-8"),
        (lambda data: data + b"[" * 100_000 + b"\n", "file:4: "),
        (lambda data: data.replace(b'"seed": 11', b'"seed": ' + b"1" * 9999), "file:2: "),
        (lambda data: data.replace(b'"seed": 11', b'"seed": 11, "seed": 12'), "stands twice"),
        (lambda data: data.replace(b"\n", b"\n\n"), "file:2: this is no JSON"),
    ],
)
def test_a_damaged_file_is_refused_with_the_line(
    good: list[dict[str, Any]], spoil: Callable[[bytes], bytes], said: str
) -> None:
    assert said in refusal(spoil(as_lines(good)))


@given(st.data())
def test_no_change_of_one_byte_does_harm(data: st.DataObject) -> None:
    with histories(2) as (source, target):
        live(source, [(0, "wrong", False), (0, "strike", False), (1, "respond", True)])
        whole = bytearray(content(source))
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place] = data.draw(st.integers(0, 255))
        try:
            merge(target, read_export(bytes(whole), "file"), "file")
        except ImportRefusedError:
            assert target.rows("SELECT count(*) FROM sessions") == [(0,)]
        assert target.rows("PRAGMA foreign_key_check") == []


def test_a_session_with_other_questions_under_the_same_key_is_refused() -> None:
    with histories(2) as (source, target):
        live(source, [(0, "right", False)])
        move(source, target)
        changed = content(source).replace(b'"derive"', b'"deride"')
        before = lines(target)
        with pytest.raises(ImportRefusedError, match="file:2: your history has this session with"):
            merge(target, read_export(changed, "file"), "file")
        assert lines(target) == before


def test_a_session_that_is_open_elsewhere_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = History.open(tmp_path / "h.sqlite3")
    live(history, [(0, "right", False)])
    monkeypatch.setattr(history.claims, "claim", lambda session: False)
    with pytest.raises(ImportRefusedError, match="file:2: this session is open in another"):
        move(history, history)
    history.close()
