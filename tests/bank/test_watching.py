"""A bank is watched while it is written: what was saved, came or went is told."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from quiz.bank.watching import watch_files


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A folder with a file in it."""
    (tmp_path / "a.yaml").write_text("one", encoding="utf-8")
    return tmp_path


def watched(place: Path, *changes: Callable[[], object]) -> list[tuple[str, ...]]:
    """What is told while these changes happen, one between two looks."""
    left = list(changes)

    def wait(_seconds: float) -> bool:
        if not left:
            return True
        left.pop(0)()
        return False

    return [tuple(path.name for path in told) for told in watch_files(place, wait)]


def save(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(0, len(text)))


def test_what_is_saved_is_told(bank: Path) -> None:
    path = bank / "a.yaml"
    told = watched(bank, lambda: save(path, "two"), lambda: None, lambda: save(path, "three"))
    assert told == [(), ("a.yaml",), ("a.yaml",)]


def test_files_that_come_and_go_are_told(bank: Path) -> None:
    new = bank / "topic" / "b.yml"
    new.parent.mkdir()
    told = watched(bank, lambda: save(new, "new"), new.unlink, (bank / "a.yaml").unlink)
    assert told == [(), ("b.yml",), ("b.yml",), ("a.yaml",)]


def test_other_files_do_not_matter(bank: Path) -> None:
    others = (bank / "notes.txt", bank / ".hidden.yaml", bank / "a.yaml.swp")
    assert watched(bank, *(lambda path=path: save(path, "new") for path in others)) == [()]


def test_a_bank_that_is_one_file_is_watched_alone(bank: Path) -> None:
    path = bank / "a.yaml"
    other = bank / "b.yaml"
    told = watched(path, lambda: save(other, "new"), lambda: save(path, "new"), path.unlink)
    assert told == [(), ("a.yaml",), ("a.yaml",)]


def test_watching_ends_when_it_is_enough_and_when_it_is_interrupted(bank: Path) -> None:
    enough = Event()
    enough.set()
    assert list(watch_files(bank, enough.wait)) == [()]

    def interrupted(_seconds: float) -> None:
        raise KeyboardInterrupt

    assert list(watch_files(bank, interrupted)) == [()]
