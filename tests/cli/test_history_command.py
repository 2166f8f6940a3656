"""`quiz history` as a learner meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from practice_process import kept, run, running

from quiz.bank import load_bank
from quiz.practice.history import History
from quiz.practice.opening import bank_name, start
from quiz.practice.picking import Selection

BANK = """\
questions:
  - {id: q1, type: true_false, prompt: Is one odd?, explanation: Two does not divide it.,
     answer: true}
  - {id: q2, type: true_false, prompt: Is two odd?, explanation: Two divides it., answer: false}
"""

ANSWERS = "SELECT count(*) FROM attempts"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.yaml"
    path.write_text(BANK, encoding="utf-8")
    return path


@pytest.fixture
def history(bank: Path) -> Path:
    """A history of two sessions of two answers, one of them right."""
    path = bank.with_name("h.sqlite3")
    opened = History.open(path)
    for answer in (True, False):
        session = start(load_bank(bank), bank_name(bank), opened, Selection())
        assert session is not None
        while session.asking:
            session.answer(answer)
        session.end()
    opened.close()
    return path


def command(*arguments: str | Path, history: Path, status: int = 0, typed: str = "") -> str:
    return run(*arguments, command="history", lines=typed, status=status, QUIZ_HISTORY=str(history))


def test_a_history_moves_to_another_machine(tmp_path: Path, history: Path) -> None:
    file, other = tmp_path / "moved.jsonl", tmp_path / "laptop" / "h.sqlite3"
    assert command("export", file, history=history) == f"Wrote {file}.\n"
    added = command("import", file, history=other)
    assert added == "Added 4 answers and 2 sessions; the file has 4 in 2.\n"
    assert kept(other, ANSWERS) == [(4,)]
    again = command("import", file, history=other)
    assert again == "Added 0 answers and 0 sessions; the file has 4 in 2.\n"
    exported = [command("export", history=one).splitlines()[1:] for one in (history, other)]
    assert exported[0] == exported[1]


def test_a_history_moves_through_a_pipe(tmp_path: Path, history: Path) -> None:
    text = command("export", history=history)
    command("import", "-", history=tmp_path / "other.sqlite3", typed=text)
    assert kept(tmp_path / "other.sqlite3", ANSWERS) == [(4,)]


def test_a_file_that_exists_is_not_written_over(tmp_path: Path, history: Path) -> None:
    file = tmp_path / "moved.jsonl"
    file.write_text("precious", encoding="utf-8")
    assert "exists already" in command("export", file, history=history, status=1)
    assert file.read_text(encoding="utf-8") == "precious"
    assert "cannot be written" in command("export", "no/such/place", history=history, status=1)


def test_a_damaged_file_is_refused_with_its_lines(tmp_path: Path, history: Path) -> None:
    file = tmp_path / "moved.jsonl"
    command("export", file, history=history)
    file.write_bytes(file.read_bytes()[:-30])
    said = command("import", file, history=tmp_path / "other.sqlite3", status=1)
    assert f"{file}:3: this is no JSON" in said
    assert "Nothing was imported." in said
    assert not (tmp_path / "other.sqlite3").exists()
    assert "cannot be read" in command("import", "missing.jsonl", history=history, status=1)


@pytest.mark.parametrize("typed", ["n\n", "\n", ""])
def test_a_history_is_deleted_only_after_asking(history: Path, typed: str) -> None:
    said = command("delete", history=history, typed=typed, status=1)
    assert f"Delete 4 answers in 2 sessions from {history} for good? [y/N]" in said
    assert kept(history, ANSWERS) == [(4,)]


def test_not_to_be_asked_cannot_be_set_for_good(
    history: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("QUIZ_YES", "QUIZ_HISTORY_DELETE_YES"):
        monkeypatch.setenv(variable, "1")
    assert "for good? [y/N]" in command("delete", history=history, status=1)
    assert kept(history, ANSWERS) == [(4,)]


def test_nothing_is_left_of_a_deleted_history(history: Path) -> None:
    copy = history.with_name("h.version-2.sqlite3")
    copy.touch()
    said = command("delete", "--yes", history=history)
    assert said == f"Deleted 4 answers in 2 sessions.\nAn older copy is left: {copy}\n"
    assert kept(history, ANSWERS) == [(0,)]
    for file in history.parent.glob("h.sqlite3*"):
        assert b"q1" not in file.read_bytes()


def test_a_history_is_not_deleted_under_a_session(bank: Path, history: Path) -> None:
    with running(bank, "--history", history) as session:
        session.until("> ")
        said = command("delete", "--yes", history=history, status=1)
    assert "open in another window" in said
    assert kept(history, ANSWERS) == [(4,)]


@pytest.mark.parametrize("arguments", [["export"], ["delete", "--yes"]])
def test_without_a_history_there_is_nothing_to_do(tmp_path: Path, arguments: list[str]) -> None:
    missing = tmp_path / "h.sqlite3"
    assert "nothing was practised yet" in command(*arguments, history=missing, status=1)
    assert not missing.exists()


def test_of_an_empty_history_there_is_nothing_to_delete(history: Path) -> None:
    command("delete", "--yes", history=history)
    assert command("delete", history=history) == "There is nothing to delete.\n"
