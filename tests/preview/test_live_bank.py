"""The bank is followed while it is written: what is broken stays as it was, until it is mended."""

from __future__ import annotations

import http.client
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving_banks import KINDS, Visitor, served, until

from quiz.bank.checks import Memory
from quiz.preview.live_bank import BUG, LiveBank


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "bank" / "kinds.yaml"
    path.parent.mkdir()
    path.write_text(KINDS, encoding="utf-8")
    return path


@pytest.fixture
def live(path: Path) -> LiveBank:
    return LiveBank(path.parent, Memory())


def save(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def test_what_is_saved_is_read(path: Path, live: LiveBank) -> None:
    save(path, KINDS.replace("What is it called?", "Its name?"))
    before = live.snapshot
    live.reload()
    assert live.snapshot.questions["word"].question.prompt == "Its name?"
    assert live.snapshot.version > before.version
    assert not live.snapshot.is_checked


def test_a_question_that_was_broken_stays_as_it_was_and_says_so(path: Path, live: LiveBank) -> None:
    names = [*live.snapshot.questions]
    save(path, KINDS.replace("answer: false", "answer: perhaps"))
    live.reload()
    kept = live.snapshot.questions["true-or-false"]
    assert kept.is_old
    assert kept.question.prompt == "Cross-entropy is symmetric."
    assert [*live.snapshot.questions] == names, "each stays in its place"
    assert not live.snapshot.questions["word"].is_old
    (problem,) = live.snapshot.about("true-or-false")
    assert problem.line == KINDS.splitlines().index("    answer: false") + 1
    save(path, KINDS)
    live.reload()
    assert not live.snapshot.questions["true-or-false"].is_old
    assert not live.snapshot.problems


@pytest.mark.parametrize("broken", ["questions: [", "\t- a: [", "", "- 1\n- 2\n", "\x00"])
def test_a_file_that_cannot_be_read_keeps_all_its_questions(
    path: Path, live: LiveBank, broken: str
) -> None:
    save(path, broken)
    live.reload()
    assert len(live.snapshot.questions) == 10
    assert live.snapshot.problems
    assert all(kept.is_old for kept in live.snapshot.questions.values())
    assert live.snapshot.about("word")
    save(path, KINDS)
    live.reload()
    assert not any(kept.is_old for kept in live.snapshot.questions.values())


def test_a_bank_that_is_gone_is_told_and_comes_back(path: Path, live: LiveBank) -> None:
    path.unlink()
    live.reload()
    assert "no YAML file" in live.snapshot.problems[0].message
    assert live.snapshot.questions["word"].is_old
    live.check()
    save(path, KINDS)
    live.reload()
    assert not live.snapshot.questions["word"].is_old


def test_a_question_that_was_taken_out_is_gone(path: Path, live: LiveBank) -> None:
    start = KINDS.index("  - id: word")
    save(path, KINDS[:start])
    live.reload()
    assert "word" not in live.snapshot.questions
    assert "number" in live.snapshot.questions


def test_the_check_tells_what_it_finds(path: Path, live: LiveBank) -> None:
    live.check()
    assert live.snapshot.is_checked
    assert live.snapshot.told == ()
    save(path, KINDS.replace("Its two sides differ.", "False."))
    live.reload()
    live.check()
    (finding,) = live.snapshot.about("true-or-false")
    assert finding.code == "Q040"
    assert live.snapshot.about("word") == ()


def test_a_check_of_what_was_saved_over_says_nothing(path: Path, live: LiveBank) -> None:
    before = live.snapshot
    save(path, KINDS.replace("Its two sides differ.", "False."))
    live.reload()
    live._publish(before, instead_of=before)
    assert live.snapshot.questions["true-or-false"].question.explanation == "False."


def test_a_bug_in_the_check_is_told_and_ends_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("what is wrong")

    monkeypatch.setattr("quiz.preview.live_bank.check", broken)
    with served(path.parent) as service:
        until(lambda: service.live.progress == BUG, "the bug")
        monkeypatch.undo()
        save(path, KINDS.replace("What is it called?", "Its name?"))
        os.utime(path, ns=(0, 12345))
        until(lambda: service.live.snapshot.is_checked, "the next check")
        assert service.live.progress == ""
    assert "what is wrong" in capfd.readouterr().err


@pytest.fixture
def news(path: Path) -> Iterator[tuple[Visitor, http.client.HTTPResponse]]:
    """One who looks at a page, and what the server tells that page."""
    with served(path.parent) as service:
        visitor = Visitor(service).enter()
        until(lambda: service.live.snapshot.is_checked, "the first check")
        connection = http.client.HTTPConnection(visitor.host, timeout=60)
        connection.request("GET", "/events", headers=visitor.headers)
        yield visitor, connection.getresponse()
        connection.close()


def versions(told: http.client.HTTPResponse) -> Iterator[int]:
    is_version = False
    while line := told.readline().decode().strip() or " ":
        if is_version:
            yield int(line.removeprefix("data: "))
        is_version = line == "event: version"


def test_a_page_is_told_of_every_save(
    path: Path, news: tuple[Visitor, http.client.HTTPResponse]
) -> None:
    visitor, told = news
    assert told.headers["content-type"].startswith("text/event-stream")
    found = versions(told)
    first = next(found)
    assert f'data-version="{first}"' in visitor.ask("/").text
    save(path, KINDS.replace("What is it called?", "Its name?"))
    os.utime(path, ns=(0, 12345))
    assert next(found) > first
    assert "Its name?" in visitor.ask("/question/word/").text
