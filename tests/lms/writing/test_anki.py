"""Decks for Anki: every question is a card, the same bytes each time, and text stays text."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from quiz.bank import Bank, load_bank
from quiz.lms.writing.files import export_bank
from quiz.lms.writing.formats import FORMATS
from quiz.lms.writing.items import Wanted

HOSTILE = """
title: Hostile
questions:
  - id: script
    type: true_false
    prompt: 'Is <script>alert(1)</script> {{ a }}{{c1::b}} text? ![a](dot.png)'
    explanation: 'Yes & always \\( not a formula \\).'
    tags: [two words]
    answer: true
    parameters: {a: {integer: [1, 1]}}
"""


def exported(bank: Bank, **more: object) -> bytes:
    out = io.BytesIO()
    wanted = Wanted(derivations="essay", holds_distractors=True, **more)  # type: ignore[arg-type]
    export_bank(bank, FORMATS["anki"], wanted, out)
    return out.getvalue()


def notes(package: bytes, folder: Path) -> list[dict[str, str]]:
    with ZipFile(io.BytesIO(package)) as archive:
        archive.extractall(folder)
    with closing(sqlite3.connect(folder / "collection.anki2")) as database:
        rows = database.execute("SELECT guid, tags, flds FROM notes ORDER BY id").fetchall()
    names = ("question", "hints", "answer", "explanation")
    return [
        {"guid": guid, "tags": tags, **dict(zip(names, fields.split("\x1f"), strict=True))}
        for guid, tags, fields in rows
    ]


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    found = notes(exported(load_bank()), tmp_path_factory.mktemp("deck"))
    return {note["guid"].partition("/")[2]: note for note in found}


def test_every_question_is_a_card_with_an_answer(bundled: dict[str, dict[str, str]]) -> None:
    active = {each.id for each in load_bank().questions if each.status == "active"}
    assert bundled.keys() == active
    assert all(note["question"] and note["answer"] for note in bundled.values())


def test_formulas_are_written_for_mathjax(bundled: dict[str, dict[str, str]]) -> None:
    for question in load_bank().questions:
        if question.type in ("expression", "derivation") and question.status == "active":
            assert bundled[question.id]["answer"].startswith(r"<p>\[")
    assert not any("$" in text for note in bundled.values() for text in note.values())


def test_the_right_options_are_the_answer(bundled: dict[str, dict[str, str]]) -> None:
    assert re.findall(r"\d", bundled["bce-values-matching"]["answer"])
    assert "<li>" in bundled["bce-order-by-loss"]["answer"]


def test_the_same_bank_gives_the_same_bytes_and_identities() -> None:
    assert exported(load_bank(), count=20) == exported(load_bank(), count=20)


def test_what_an_author_wrote_stays_text_and_pictures_come_along(tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text(HOSTILE)
    (tmp_path / "dot.png").write_bytes(b"\x89PNG")
    (note,) = notes(exported(load_bank(tmp_path / "bank.yaml")), tmp_path / "deck")
    assert "&lt;script&gt;" in note["question"]
    assert "<script>" not in note["question"]
    assert "<p>True</p>" in note["answer"]
    assert note["tags"].split() == ["two-words"]
    media = json.loads((tmp_path / "deck" / "media").read_text())
    assert f'src="{media["0"]}"' in note["question"]
    assert (tmp_path / "deck" / "0").read_bytes() == b"\x89PNG"


def test_without_genanki_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "genanki", None)
    with pytest.raises(OSError, match=re.escape("likelihood-quiz[anki]")):
        exported(load_bank(), count=1)
