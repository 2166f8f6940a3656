from __future__ import annotations

import os
from pathlib import Path

import pytest
from banks import complaints, questions, true_false, written

from quiz.bank import BankError, load_bank
from quiz.bank.files import bundled_bank


def test_a_folder_is_read_at_any_depth_in_name_order(tmp_path: Path) -> None:
    for name, question in (("b.yaml", "second"), ("a/z.yml", "first"), ("c/d/e.YAML", "third")):
        written(tmp_path, questions(true_false(question)), name)
    assert [question.id for question in load_bank(tmp_path)] == ["first", "second", "third"]


def test_other_files_and_hidden_ones_are_left_alone(tmp_path: Path) -> None:
    written(tmp_path, questions(true_false()))
    written(tmp_path, "no bank", "notes.md")
    written(tmp_path, "no bank", ".hidden.yaml")
    written(tmp_path, "no bank", ".git/config.yaml")
    assert len(load_bank(tmp_path)) == 1


def test_a_file_may_have_any_name(tmp_path: Path) -> None:
    assert len(load_bank(written(tmp_path, questions(true_false()), "questions.txt"))) == 1


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    assert complaints(tmp_path / "nowhere.yaml") == [
        "nowhere.yaml: there is no such file or folder: check the path"
    ]


def test_a_folder_without_yaml(tmp_path: Path) -> None:
    written(tmp_path, "no bank", "notes.md")
    assert complaints(tmp_path) == [
        f"{tmp_path}: no YAML file is in this folder: add one that ends in .yaml, or name another"
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
def test_an_empty_file(tmp_path: Path, text: str) -> None:
    assert complaints(written(tmp_path, text)) == [
        "bank.yaml:1:1: file: this file is empty: write “questions:” and a list under it"
    ]


@pytest.mark.parametrize("text", ["just text", "- a\n- list\n", "12"])
def test_a_file_that_holds_no_keys(tmp_path: Path, text: str) -> None:
    assert complaints(written(tmp_path, text)) == [
        "bank.yaml:1:1: file: a file holds keys such as “title:” and “questions:”: write these"
    ]


def test_a_file_without_questions(tmp_path: Path) -> None:
    assert complaints(written(tmp_path, "title: T\nquestions: []\n")) == [
        "bank.yaml:2:12: questions: there are no questions here: add one, or remove the file"
    ]
    assert complaints(written(tmp_path, "title: T\n")) == [
        "bank.yaml:1:1: file: the key “questions” is missing: add it"
    ]


def test_a_format_that_is_not_known(tmp_path: Path) -> None:
    assert complaints(written(tmp_path, "format: 2\n" + questions(true_false()))) == [
        "bank.yaml:1:9: format: this program reads format 1: write 1, or update the program"
    ]


def test_the_format_may_be_named(tmp_path: Path) -> None:
    assert complaints(written(tmp_path, "format: 1\n" + questions(true_false()))) == []


def test_a_file_of_100_mb_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    assert complaints(path) == [
        "large.yaml: 100 MB is too large for a file (at most 16 MB): split it by topic"
    ]


def test_a_folder_of_too_many_bytes_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.bank.files.MAX_BANK_BYTES", 200)
    written(tmp_path, questions(true_false("first")), "a.yaml")
    written(tmp_path, questions(true_false("second")), "b.yaml")
    assert complaints(tmp_path)[0].startswith("b.yaml: 0 MB is too large for what is left")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"title: T\nprompt: na\xefve\n",
            "2:11: file: the byte 0xEF is not UTF-8: save the file as UTF-8",
        ),
        (
            "title: é\xff\n".encode() + b"\xff",
            "2:1: file: the byte 0xFF is not UTF-8: save the file as UTF-8",
        ),
        ("title: T".encode("utf-16"), "1:1: file: this file is UTF-16: save it as UTF-8"),
    ],
)
def test_a_file_that_is_not_utf8(tmp_path: Path, content: bytes, said: str) -> None:
    assert complaints(written(tmp_path, content)) == [f"bank.yaml:{said}"]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    text = questions(true_false()).encode("utf-8-sig")
    assert len(load_bank(written(tmp_path, text))) == 1


def test_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    text = questions(true_false()).replace("\n", "\r\n")
    assert len(load_bank(written(tmp_path, text))) == 1


def test_a_link_that_leads_to_itself(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to("b.yaml")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    said = "this symbolic link leads back to itself: remove it"
    assert complaints(tmp_path) == [f"a.yaml: {said}", f"b.yaml: {said}"]


def test_a_link_that_leads_back_to_its_folder(tmp_path: Path) -> None:
    written(tmp_path, questions(true_false()), "topic/a.yaml")
    (tmp_path / "topic" / "again").symlink_to(tmp_path)
    assert complaints(tmp_path) == [
        "topic/again: this symbolic link leads back to a folder that it lies in: remove it"
    ]


def test_a_link_that_leads_elsewhere_is_followed(tmp_path: Path) -> None:
    written(tmp_path / "one", questions(true_false()), "a.yaml")
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "linked").symlink_to(tmp_path / "one")
    assert len(load_bank(tmp_path / "two")) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert complaints(tmp_path / "pipe.yaml") == [
        "pipe.yaml: this is neither a file nor a folder: name one of these"
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads anything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = written(tmp_path, questions(true_false()))
    path.chmod(0)
    assert complaints(path) == ["bank.yaml: this may not be read: change its permissions"]


def test_without_a_path_the_bundled_bank_is_meant() -> None:
    assert bundled_bank().is_dir()


def test_every_file_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    written(tmp_path, "a: b: c", "a.yaml")
    written(tmp_path, "", "b.yaml")
    with pytest.raises(BankError) as error:
        load_bank(tmp_path)
    assert [problem.line for problem in error.value.problems] == [1, 1]
    assert len(str(error.value).splitlines()) == 2
