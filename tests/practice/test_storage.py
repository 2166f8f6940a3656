from __future__ import annotations

import random
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.practice import schema
from quiz.practice.exported import exported
from quiz.practice.history import Asked, History
from quiz.practice.importing import merge, read_export
from quiz.practice.picking import Selection
from quiz.practice.progress import Attempt, Item, Outcome, TakenHint
from quiz.practice.storage import HistoryError, default_path
from quiz.questions.verdict import Verdict

ITEM = Item(1, "loss", 11)
RIGHT = Attempt(1, Outcome.ANSWERED, 1, Verdict.CORRECT, 1.0, 1.0)


def written(path: Path, attempts: int = 1) -> Path:
    history = History.open(path)
    for _ in range(attempts):
        session = history.start("bank", "{}", [ITEM])
        history.record(session, Asked(ITEM, "0" * 16), RIGHT)
    history.close()
    return path


def attempts_in(path: Path) -> int:
    connection = sqlite3.connect(path)
    count: int = connection.execute("SELECT count(*) FROM attempts").fetchone()[0]
    connection.close()
    return count


def test_a_new_file_carries_its_version(tmp_path: Path) -> None:
    connection = sqlite3.connect(written(tmp_path / "new" / "folder" / "h.sqlite3"))
    assert connection.execute("PRAGMA user_version").fetchone() == (len(schema.MIGRATIONS),)
    connection.close()


def test_an_empty_file_becomes_a_history(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    path.touch()
    assert attempts_in(written(path)) == 1


def test_a_file_from_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = written(tmp_path / "h.sqlite3")
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(HistoryError, match=r"newer quiz \(version 99"):
        History.open(path)
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "addresses.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE people (name TEXT)")
    connection.close()
    with pytest.raises(HistoryError, match="another program"):
        History.open(path)
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("people",)]
    connection.close()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match="is a folder"):
        History.open(tmp_path)


def test_a_place_that_cannot_be_written_is_refused_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(HistoryError, match="--no-history"):
        History.open(tmp_path / "file" / "h.sqlite3")


@pytest.mark.parametrize("garbage", [b"not a database at all\n" * 40, b"SQLite format 3\x00" * 90])
def test_a_damaged_file_is_set_aside_unchanged(tmp_path: Path, garbage: bytes) -> None:
    path = tmp_path / "history.sqlite3"
    path.write_bytes(garbage)
    history = History.open(path)
    assert "set aside" in history.notices[0]
    history.close()
    (aside,) = tmp_path.glob("history.damaged-*.sqlite3")
    assert aside.name in history.notices[0]
    assert aside.read_bytes() == garbage
    assert attempts_in(path) == 0


def test_a_file_damaged_in_the_middle_is_set_aside(tmp_path: Path) -> None:
    path = written(tmp_path / "h.sqlite3", attempts=150)
    damaged = bytearray(path.read_bytes())
    chance = random.Random(1)
    damaged[4096:] = chance.randbytes(len(damaged) - 4096)
    path.write_bytes(damaged)
    written(path)
    (aside,) = tmp_path.glob("h.damaged-*.sqlite3")
    assert aside.read_bytes() == damaged
    assert attempts_in(path) == 1


def test_what_belongs_to_a_damaged_file_goes_with_it(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    path.write_bytes(b"no database")
    (tmp_path / "h.sqlite3-wal").write_bytes(b"its log")
    written(path)
    (log,) = tmp_path.glob("h.damaged-*.sqlite3-wal")
    assert log.read_bytes() == b"its log"


def test_a_damaged_file_is_not_touched_by_looking_at_it(tmp_path: Path) -> None:
    path = written(tmp_path / "h.sqlite3", attempts=40)
    damaged = path.read_bytes()
    damaged = damaged[:100] + bytes(len(damaged) - 100)
    path.write_bytes(damaged)
    log = b"what was left of the log" * 400
    (tmp_path / "h.sqlite3-wal").write_bytes(log)
    written(path)
    (aside,) = tmp_path.glob("h.damaged-*.sqlite3")
    assert aside.read_bytes() == damaged
    assert aside.with_name(aside.name + "-wal").read_bytes() == log


def test_an_intact_log_mends_the_file(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    history = History.open(path)
    history.record(history.start("bank", "{}", [ITEM]), Asked(ITEM, "0" * 16), RIGHT)
    log = (tmp_path / "h.sqlite3-wal").read_bytes()
    file = path.read_bytes()
    history.close()
    path.write_bytes(file)
    (tmp_path / "h.sqlite3-wal").write_bytes(log)
    assert attempts_in(path) == 1
    assert attempts_in(written(path)) == 2


def test_a_second_damaged_file_does_not_replace_the_first(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    for garbage in (b"first", b"second", b"third"):
        path.write_bytes(garbage)
        History.open(path).close()
    kept = {aside.read_bytes() for aside in tmp_path.glob("h.damaged-*.sqlite3")}
    assert kept == {b"first", b"second", b"third"}


def test_the_file_can_be_chosen_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZ_HISTORY", "/somewhere/else.sqlite3")
    assert default_path() == Path("/somewhere/else.sqlite3")


def test_the_default_file_is_in_the_users_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("QUIZ_HISTORY", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_path().name == "history.sqlite3"


VERSION_1 = """
INSERT INTO sessions VALUES (1, 'bank', '{}', '2025-03-01T10:00:00.000+00:00', NULL);
INSERT INTO items VALUES (1, 1, 'loss', 11), (1, 2, 'derive', 12);
INSERT INTO attempts VALUES (1, 1, 1, 'bank', 'loss', '0000000000000000', 11, 'answered', '1',
    'correct', 1.0, 0.9, 1, 2.5, '2025-03-01T10:01:00.000+00:00', NULL);
INSERT INTO hints VALUES
    (1, 1, 1, '2025-03-01T10:00:30.000+00:00'),
    (2, 1, 2, '2025-03-01T10:02:00.000+00:00'),
    (3, 1, 2, '2025-03-01T10:03:00.000+00:00');
"""


def test_a_file_of_version_1_is_brought_up_to_date_with_all_that_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    connection = sqlite3.connect(path, isolation_level=None)
    schema.migrate(connection, schema.MIGRATIONS[:1])
    connection.executescript(VERSION_1)
    connection.close()
    history = History.open(path)
    progress = history.progress(1)
    assert progress.items == (Item(1, "loss", 11), Item(2, "derive", 12))
    assert progress.attempts == (
        Attempt(1, Outcome.ANSWERED, 1, Verdict.CORRECT, 1.0, 0.9, 1, 2.5),
    )
    # A hint had no place then: they were always taken in order.
    assert progress.hints == (TakenHint(1, 1), TakenHint(2, 1), TakenHint(2, 2))
    assert history.draft(1, 2) == ()
    history.keep_draft(1, 2, ["J = 1"])
    assert history.draft(1, 2) == ("J = 1",)
    history.close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == len(schema.MIGRATIONS)
    connection.close()


VERSION_2 = """
INSERT INTO sessions VALUES
    (1, 'bank', '{"count": null, "missed": false, "tags": ["bce"]}',
        '2025-03-01T10:00:00.000+00:00', NULL),
    (2, 'bank', '{}', '2025-03-02T10:00:00.000+00:00', '2025-03-02T11:00:00.000+00:00');
INSERT INTO items VALUES (1, 1, 'loss', 11), (1, 2, 'derive', 12), (2, 1, 'loss', 13);
INSERT INTO attempts VALUES
    (1, 1, 1, 'bank', 'loss', '0000000000000000', 11, 'answered', '2',
        'incorrect', 0.0, 0.0, 0, 2.5, '2025-03-01T10:01:00.000+00:00',
        '2025-03-01T10:01:30.000+00:00'),
    (2, 1, 1, 'bank', 'loss', '0000000000000000', 11, 'answered', '1',
        'correct', 1.0, 0.9, 1, 2.5, '2025-03-01T10:02:00.000+00:00', NULL),
    (3, 2, 1, 'bank', 'loss', '0000000000000000', 13, 'gave_up', NULL,
        'incorrect', 0.0, 0.0, 0, 9.0, '2025-03-02T10:01:00.000+00:00', NULL);
INSERT INTO hints VALUES (1, 1, 1, '2025-03-01T10:00:30.000+00:00', 1);
INSERT INTO flags VALUES (1, 1, 'bank', 'loss', '0000000000000000', 11, 'odd',
    '2025-03-01T10:03:00.000+00:00');
INSERT INTO drafts VALUES (1, 2, '["J = 1"]', '2025-03-01T10:04:00.000+00:00');
"""


def of_version_2(path: Path) -> bytes:
    connection = sqlite3.connect(path, isolation_level=None)
    schema.migrate(connection, schema.MIGRATIONS[:2])
    connection.executescript(VERSION_2)
    connection.close()
    return path.read_bytes()


def test_a_file_of_version_2_is_brought_up_to_date_with_all_that_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    of_version_2(path)
    history = History.open(path)
    progress = history.progress(1)
    assert progress.items == (Item(1, "loss", 11), Item(2, "derive", 12))
    right = Attempt(1, Outcome.ANSWERED, 1, Verdict.CORRECT, 1.0, 0.9, 1, 2.5)
    wrong = Attempt(1, Outcome.ANSWERED, 2, Verdict.INCORRECT, 0.0, 0.0, 0, 2.5)
    assert (progress.attempts, progress.struck) == ((right,), (wrong,))
    assert progress.hints == (TakenHint(1, 1),)
    assert history.draft(1, 2) == ("J = 1",)
    assert history.flagged("bank") == {"loss": "odd"}
    (kept,) = history.kept("bank")
    assert kept.id == 1
    assert Selection(tags=("bce",)).is_kept_as(kept.selection)
    assert not Selection().is_kept_as(kept.selection)
    history.record(1, Asked(progress.items[1], "0" * 16), replace(right, item=2))
    assert history.connection.execute("PRAGMA foreign_key_check").fetchall() == []
    history.close()


def test_an_older_file_is_kept_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    of_version_2(path)
    history = History.open(path)
    (notice,) = history.notices
    assert "is kept as h.version-2.sqlite3" in notice
    history.close()
    copy = sqlite3.connect(tmp_path / "h.version-2.sqlite3")
    assert copy.execute("PRAGMA user_version").fetchone() == (2,)
    assert copy.execute("SELECT count(*) FROM attempts").fetchone() == (3,)
    copy.close()
    history = History.open(path)
    assert history.notices == ()
    history.close()
    assert sorted(file.name for file in tmp_path.glob("h*.sqlite3")) == [
        "h.sqlite3",
        "h.version-2.sqlite3",
    ]


def test_a_copy_of_an_older_file_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    for _ in range(2):
        of_version_2(path)
        History.open(path).close()
        path.unlink()
    assert len([*tmp_path.glob("h.version-2*.sqlite3")]) == 2


def test_copies_of_an_older_file_get_the_same_keys(tmp_path: Path) -> None:
    keys = []
    for name in ("desk.sqlite3", "laptop.sqlite3"):
        of_version_2(tmp_path / name)
        history = History.open(tmp_path / name)
        keys.append(
            history.rows(
                "SELECT key FROM sessions UNION ALL SELECT key FROM attempts"
                " UNION ALL SELECT key FROM flags"
            )
        )
        history.close()
    assert keys[0] == keys[1]
    assert len({*keys[0]}) == len(keys[0]) == 6


def test_copies_of_an_older_file_merge_without_doubling(tmp_path: Path) -> None:
    for name in ("desk.sqlite3", "laptop.sqlite3"):
        of_version_2(tmp_path / name)
    desk, laptop = (History.open(tmp_path / f"{name}.sqlite3") for name in ("desk", "laptop"))
    item = Item(2, "derive", 12)
    laptop.record(1, Asked(item, "0" * 16), replace(RIGHT, item=2))
    added = merge(desk, read_export("".join(exported(laptop)).encode(), "file"), "file")
    assert (added.sessions, added.attempts) == (0, 1)
    assert exported(desk)[1:] == exported(laptop)[1:]
    for history in (desk, laptop):
        history.close()


FIRST = "CREATE TABLE answers (text TEXT)"
SECOND = "ALTER TABLE answers ADD COLUMN score REAL; UPDATE answers SET score = 0.5"


def migrated(path: Path, *scripts: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        schema.migrate(connection, scripts)
        return connection.execute("SELECT * FROM answers").fetchall()
    finally:
        connection.close()


def test_an_older_file_gets_the_steps_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    migrated(path, FIRST)
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO answers VALUES ('b')")
    connection.commit()
    connection.close()
    assert migrated(path, FIRST, SECOND) == [("b", 0.5)]
    assert migrated(path, FIRST, SECOND) == [("b", 0.5)]


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    migrated(path, FIRST)
    with pytest.raises(sqlite3.OperationalError):
        migrated(path, FIRST, SECOND + "; ALTER TABLE nowhere ADD COLUMN x")
    assert migrated(path, FIRST) == []
