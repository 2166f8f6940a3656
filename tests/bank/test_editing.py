from __future__ import annotations

import os
import stat
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path

import pytest
from banks import written

from quiz.bank import BankError
from quiz.bank.editing import MARK, EditError, add_question, with_question, write
from quiz.bank.files import BankFile, bundled_bank
from quiz.bank.yaml_reading import read_yaml

QUESTION = """\
- id: new
  type: true_false  # a comment
  prompt: The loss is convex.

  # above
  explanation: >-
    It is a sum
    of convex functions.
  answer: true
"""
DATA = read_yaml(QUESTION).data[0]


def added(content: bytes) -> bytes:
    return with_question(BankFile(Path("bank.yaml"), "bank.yaml", content), QUESTION).content


def is_only_added_to(before: bytes, after: bytes) -> bool:
    """Whether taking one piece out of what is after leaves what was before, byte by byte."""
    same = len([*takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))])
    return any(after.endswith(before[end:]) for end in range(same + 1))


def questions_in(content: bytes) -> list[object]:
    reading = read_yaml(content.decode("utf-8-sig"))
    assert reading.mistakes == []
    found: list[object] = reading.data["questions"]
    return found


LAYOUTS: dict[str, Callable[[bytes], bytes]] = {
    "as it is": lambda content: content,
    "CRLF": lambda content: content.replace(b"\n", b"\r\n"),
    "no final newline": lambda content: content.rstrip(b"\n"),
    "a byte order mark": lambda content: MARK + content,
    "title last": lambda content: content.replace(b"title:", b"source:", 1) + b"\ntitle: t\n",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("path", sorted(bundled_bank().rglob("*.yaml")), ids=lambda path: path.stem)
def test_nothing_of_a_file_of_the_bundled_bank_is_lost(
    path: Path, layout: Callable[[bytes], bytes]
) -> None:
    before = layout(path.read_bytes())
    after = added(before)
    assert is_only_added_to(before, after)
    assert questions_in(after) == [*questions_in(before + b"\n"), DATA]


NASTY = {
    "comments between keys": b"# 1\nquestions:\n\n  # a\n  - id: a # b\n    # c\n    x: 1\n  # d\n",
    "block scalar last": b"questions:\n  - id: a\n    x: |\n      one\n\n      two\n",
    "kept line ends last": b"questions:\n  - id: a\n    x: |+\n      one\n\n\n",
    "hash in a block scalar": b"questions:\n  - id: a\n    x: |\n      one\n      # no comment\n",
    "quotes": b"questions:\n  - {id: 'a', \"x\": 'it''s', y: \"\\u00e9\"}\n",
    "CRLF": b"title: t\r\nquestions:\r\n  - id: a\r\n    x: |\r\n      one\r\n",
    "no final newline": b"questions:\n  - id: a",
    "no final newline in a block": b"questions:\n  - id: a\n    x: |\n      one",
    "no final newline and CRLF": b"questions:\r\n  - id: a",
    "a byte order mark": b"\xef\xbb\xbfquestions:\n  - id: a\n",
    "more than ASCII": "title: Größe ŷ 😀\nquestions:\n  - id: a\n    x: “π”\n".encode(),
    "no indentation": b"questions:\n- id: a\n  x: 1\n- id: b\n",
    "wide indentation": b"questions:\n     -   id: a\n         x: 1\n",
    "dash on its own line": b"questions:\n  -\n    id: a\n",
    "keys behind the questions": b"questions:\n  - id: a\n\n# about the title\ntitle: t\n",
    "keys behind and no final newline": b"questions:\n  - id: a\ntitle: t",
    "keys right behind": b"questions:\n  - id: a\n    x: |+\n      one\n\ntitle: t  # end\n",
    "a document's start and end": b"---\nquestions:\n  - id: a\n...\n# after\n",
    "a document's end and no final newline": b"questions:\n  - id: a\n...",
    "blank lines at the end": b"questions:\n  - id: a\n\n\n",
    "an anchor": b"questions:\n  - &a {id: a, x: [1, 2]}\n  - *a\n",
    "no questions yet": b"title: t\nquestions:\n",
    "no questions yet, and more": b"title: t\nquestions: # none\n# more\ntags: [a]\n",
    "no list yet": b"title: t  # a comment\n",
    "nothing": b"",
    "comments only": b"# a comment\n",
    "a key with a colon": b'"questions": # x: y\n  - id: a\n',
}


@pytest.mark.parametrize("before", NASTY.values(), ids=NASTY.keys())
def test_nothing_is_lost_when_a_question_is_added(before: bytes) -> None:
    after = added(before)
    assert is_only_added_to(before, after)
    end = b"" if before.endswith(b"\n") else b"\n"
    old = (read_yaml((before + end).decode("utf-8-sig")).data or {}).get("questions") or []
    assert questions_in(after) == [*old, DATA]


@pytest.mark.parametrize("empty", [b"[]", b"[ ]", b"null", b"~", b"[\n]"])
def test_an_empty_list_makes_room(empty: bytes) -> None:
    after = added(b"questions: " + empty + b"  # none yet\ntitle: t\n")
    assert b"questions:  # none yet\n" in after
    assert questions_in(after) == [DATA]


def test_the_question_looks_like_those_before_it() -> None:
    assert added(b"questions:\n- id: a\n\n- id: b\n").decode() == (
        "questions:\n- id: a\n\n- id: b\n\n" + QUESTION
    )


def test_the_line_ends_are_those_of_the_file() -> None:
    after = added(b"questions:\r\n  - id: a\r\n")
    assert after.count(b"\n") == after.count(b"\r\n")


def test_a_second_question_is_added_as_the_first_was() -> None:
    once = added(b"")
    assert questions_in(added(once)) == [DATA, DATA]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"questions: [{id: a}]\n", "bank.yaml:1:12: write the questions one below another"),
        (b"questions: some\n", "bank.yaml:1:12: write the questions one below another"),
        (b"{title: t, questions: []}\n", "bank.yaml:1:1: this file is written between { and }"),
        (b"- id: a\n", "bank.yaml:1:1: a file holds keys"),
    ],
)
def test_what_cannot_be_added_to_is_left_alone(tmp_path: Path, content: bytes, told: str) -> None:
    path = written(tmp_path, content)
    with pytest.raises(EditError) as raised:
        add_question(path, QUESTION)
    assert str(raised.value).replace(f"{tmp_path}/", "").startswith(told)
    assert path.read_bytes() == content


def test_a_file_that_is_no_yaml_is_left_alone(tmp_path: Path) -> None:
    path = written(tmp_path, "questions: [\n")
    with pytest.raises(BankError, match=r"bank\.yaml:"):
        add_question(path, QUESTION)
    assert path.read_text() == "questions: [\n"


def test_the_line_where_the_question_begins_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "questions:\n  - id: a\n")
    line = add_question(path, QUESTION)
    assert path.read_text().splitlines()[line - 1] == "  - id: new"


def test_the_permissions_of_a_file_stay(tmp_path: Path) -> None:
    path = written(tmp_path, "questions:\n")
    path.chmod(0o640)
    add_question(path, QUESTION)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    path = written(tmp_path, "old")
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    write(link, b"new")
    assert (link.is_symlink(), path.read_text()) == (True, "new")


def test_what_cannot_be_written_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EditError, match=r"bank.yaml cannot be written: No space left"):
        write(path, b"new")
    assert [*tmp_path.iterdir()] == [path]
    assert path.read_text() == "old"
