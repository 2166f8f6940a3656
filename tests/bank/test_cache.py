from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from banks import complaints, questions, true_false, written

from quiz.bank import cache, load_bank
from quiz.bank.files import BankFile


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setattr(cache, "cache_folder", lambda _shelf: folder)
    return folder


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return written(tmp_path / "bank", questions(true_false("a", "    tags: [x]\n"))).parent


@pytest.fixture
def never_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_files: object) -> None:
        raise AssertionError("the files were read")

    monkeypatch.setattr("quiz.bank.reading_files.read_bank", refuse)


def entry(folder: Path) -> Path:
    (path,) = folder.glob("*.json")
    return path


@pytest.fixture
def loaded_once(bank: Path) -> None:
    load_bank(bank)


@pytest.mark.usefixtures("loaded_once", "never_read")
def test_a_bank_that_is_as_it_was_is_not_read_again(bank: Path) -> None:
    again = load_bank(bank)
    assert [(question.id, question.tags) for question in again] == [("a", ("x",))]
    assert again.origins["a"].file == bank / "bank.yaml"


@pytest.mark.usefixtures("loaded_once", "never_read")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bank.yaml", questions(true_false("b"))),
        ("more.yaml", questions(true_false("b"))),
    ],
)
def test_a_bank_that_changed_is_read_again(bank: Path, name: str, text: str) -> None:
    written(bank, text, name)
    with pytest.raises(AssertionError, match="the files were read"):
        load_bank(bank)


@pytest.mark.usefixtures("loaded_once", "never_read")
def test_a_file_that_was_renamed_is_read_again(bank: Path) -> None:
    (bank / "bank.yaml").rename(bank / "other.yaml")
    with pytest.raises(AssertionError, match="the files were read"):
        load_bank(bank)


@pytest.mark.usefixtures("loaded_once", "never_read")
def test_another_program_reads_the_files_again(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "__version__", "999")
    with pytest.raises(AssertionError, match="the files were read"):
        load_bank(bank)


@pytest.mark.usefixtures("loaded_once")
@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:-20],
        lambda content: content.replace(b'"a"', b'"b"'),
        lambda content: b"\xff" + content,
    ],
)
def test_a_damaged_entry_counts_for_nothing(bank: Path, folder: Path, damage: object) -> None:
    assert callable(damage)
    path = entry(folder)
    path.write_bytes(damage(path.read_bytes()))
    assert [question.id for question in load_bank(bank)] == ["a"]


@pytest.mark.usefixtures("loaded_once")
@pytest.mark.parametrize(
    "data", [[], {}, {"questions": 3}, {"title": None, "questions": [[7, 0, {"type": "x"}]]}]
)
def test_an_entry_of_another_make_counts_for_nothing(
    bank: Path, folder: Path, data: object
) -> None:
    payload = json.dumps(data).encode()
    entry(folder).write_bytes(sha256(payload).hexdigest().encode() + b"\n" + payload)
    assert [question.id for question in load_bank(bank)] == ["a"]


def test_a_bank_with_mistakes_is_not_kept(bank: Path, folder: Path) -> None:
    written(bank, questions(true_false("a", "    points: -1\n")))
    assert complaints(bank) == complaints(bank) != []
    load_bank(bank, lenient=True)
    assert not [*folder.glob("*")]


def test_a_cache_that_cannot_be_written_does_no_harm(bank: Path, folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    assert len(load_bank(bank)) == 1


def test_without_a_home_there_is_no_cache(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(_shelf: str) -> Path:
        raise RuntimeError("could not determine home directory")

    monkeypatch.setattr(cache, "cache_folder", homeless)
    assert len(load_bank(bank)) == 1


def test_old_entries_make_room(folder: Path) -> None:
    for number in range(cache.MAX_ENTRIES + 5):
        name = cache.entry_name([BankFile(Path("a"), "a", str(number).encode())])
        cache.store_entry(name, {})
    assert len([*folder.iterdir()]) == cache.MAX_ENTRIES


def test_nothing_partly_written_is_left(bank: Path, folder: Path) -> None:
    load_bank(bank)
    assert [path.suffix for path in folder.iterdir()] == [".json"]
