"""A bug is told in two sentences; its traceback goes to a file, or to who asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.practice.picking import Selection
from quiz.terminal.console import Console
from quiz.terminal.practising import FAILED, Start, until_interrupted


def break_down(_console: Console) -> int:
    secret = "what was answered"
    raise RuntimeError(f"cannot pop\n{secret}")


def start(tmp_path: Path, *, keep: bool = True) -> Start:
    return Start(None, Selection(), tmp_path / "history.sqlite3", keep)


def test_a_bug_is_told_in_two_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert until_interrupted(start(tmp_path), break_down) == FAILED
    first, second = capsys.readouterr().err.splitlines()
    assert first == (
        "The program failed (RuntimeError: cannot pop)."
        " What you answered is kept; what is under way goes on with the same command."
    )
    file = tmp_path / "failure.txt"
    assert second == f"To have it mended, send its maintainers the file {file}"
    assert "in break_down" in file.read_text(encoding="utf-8")


def test_without_a_history_nothing_is_said_to_be_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert until_interrupted(start(tmp_path, keep=False), break_down) == FAILED
    said = capsys.readouterr().err
    assert "kept" not in said
    assert "With QUIZ_DEBUG=1 it shows" in said
    assert not [*tmp_path.iterdir()]


def test_who_asks_for_it_gets_the_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZ_DEBUG", "1")
    with pytest.raises(RuntimeError, match="cannot pop"):
        until_interrupted(start(tmp_path), break_down)
