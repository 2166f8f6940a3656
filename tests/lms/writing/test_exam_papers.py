"""Papers and keys: every kind has room for its answer, and the key fits the version."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from quiz.bank import Bank, load_bank
from quiz.lms.writing.exporting import Item
from quiz.lms.writing.files import export_bank
from quiz.lms.writing.formats import FORMATS
from quiz.lms.writing.items import Wanted, items_of
from quiz.lms.writing.paper import pdf as paper
from quiz.lms.writing.paper.questions import MOST_LINES, PaperItem
from quiz.questions.kinds import KINDS
from quiz.questions.multiple_choice import MultipleChoice

PRINT = FORMATS["print"]
BANK = """
questions:
  - id: first
    type: multiple_choice
    prompt: "Is `#panic()` a #call?"
    explanation: "It is text, and so is \\"); #panic()."
    options: [{text: "#yes", correct: true}, {text: "no"}, {text: "maybe"}, {text: "never"}]
  - id: second
    type: numeric
    prompt: What is twice {{ n }}?
    explanation: Doubling is adding a number to itself.
    parameters: {n: {integer: [2, 900]}}
    answer: 2*n
"""


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    path = tmp_path_factory.mktemp("bank") / "bank.yaml"
    path.write_text(BANK)
    return load_bank(path)


def wanted(**more: object) -> Wanted:
    return Wanted(derivations="essay", holds_distractors=True, **more)  # type: ignore[arg-type]


def printed(bank: Bank, **more: object) -> tuple[bytes, dict[str, bytes]]:
    out = io.BytesIO()
    export_bank(bank, PRINT, wanted(**more), out)
    with ZipFile(out) as archive:
        return out.getvalue(), {name: archive.read(name) for name in archive.namelist()}


def items(bank: Bank, **more: object) -> Iterator[Item]:
    for item in items_of(bank, wanted(**more)):
        assert isinstance(item, Item)
        yield item


def test_each_version_has_a_paper_and_a_key(bank: Bank) -> None:
    _, files = printed(bank, variants=3)
    assert [*files] == [f"{kind}-{letter}.pdf" for letter in "abc" for kind in ("paper", "key")]
    assert all(content.startswith(b"%PDF-") for content in files.values())
    assert files["paper-a.pdf"] != files["paper-b.pdf"]


def test_the_same_bank_gives_the_same_bytes(bank: Bank) -> None:
    assert printed(bank, variants=2)[0] == printed(bank, variants=2)[0]


def test_a_long_paper_goes_on_in_further_files(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "PART", 1)
    assert [*printed(bank)[1]] == ["paper-a.pdf", "key-a.pdf", "paper-a-2.pdf", "key-a-2.pdf"]


def test_the_letter_in_the_key_is_that_of_the_version(bank: Bank) -> None:
    (item, *_) = items(bank)
    assert isinstance(item.question, MultipleChoice)
    for seed in range(8):
        set_item = PaperItem(item, 1, seed, lambda _: None)
        options = re.findall(r'\[#"(#yes|no|maybe|never)";\]', set_item.question())
        letter = "ABCD"[options.index("#yes")]
        assert f'#strong[#"{letter}";]' in set_item.key()


def test_each_version_has_a_variant_of_its_own(bank: Bank) -> None:
    *_, last = items(bank, variants=3, kinds=("numeric",))
    assert last.ident == "second--v3"
    shown = PaperItem(last, 2, 1, lambda _: None)
    number = last.values["n"]
    assert f"twice {number}?" in shown.question()
    assert str(2 * int(str(number))) in shown.key()


ROOM = {
    "one": "#options(round",
    "several": "#options(square",
    "pairs": "#pairs(",
    "order": "#places(",
    "text": "#answer(6cm)",
    "formula": "#answer(1fr)",
    "blanks": "#numbered-blank(",
    "lines": "#working-room(",
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_room_for_its_answer(kind: str) -> None:
    item = next(items(load_bank(), kinds=(kind,)))
    set_item = PaperItem(item, 1, 1, lambda _: None)
    assert ROOM[item.question.shape] in set_item.question()
    assert set_item.key() != set_item.question()


def test_a_working_gets_no_more_lines_than_a_page_holds() -> None:
    for item in items(load_bank(), kinds=("derivation",)):
        rules = re.search(
            r"#working-room\((\d+)\)", PaperItem(item, 1, 1, lambda _: None).question()
        )
        assert rules
        assert 4 <= int(rules[1]) <= MOST_LINES


def test_the_steps_of_a_derivation_are_worth_its_points_together() -> None:
    for item in items(load_bank(), kinds=("derivation",)):
        key = PaperItem(item, 1, 1, lambda _: None).key()
        earned = re.findall(r'"([\d.]+) of ([\d.]+) points? for"', key)
        assert earned
        assert sum(float(part) for part, _ in earned) == pytest.approx(
            float(earned[0][1]), abs=0.02
        )


def test_a_blank_goes_by_its_number_in_the_text_and_in_the_key() -> None:
    item = next(items(load_bank(), kinds=("cloze",)))
    set_item = PaperItem(item, 1, 1, lambda _: None)
    assert '#numbered-blank("1")' in set_item.question()
    assert '#strong[#"(1)";]' in set_item.key()
    assert not any(f"{name}: " in set_item.key() for name in item.question.blanks)  # type: ignore[attr-defined]


def test_without_typst_it_is_said_how_to_get_it(
    bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(OSError, match=re.escape("likelihood-quiz[print]")):
        printed(bank)


def test_a_picture_is_on_the_paper(tmp_path: Path) -> None:
    text = BANK.replace("to itself.", "to itself. ![a dot](dot.svg)")
    (tmp_path / "bank.yaml").write_text(text)
    dot = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>'
    (tmp_path / "dot.svg").write_text(dot)
    with_picture = printed(load_bank(tmp_path / "bank.yaml"))[1]["key-a.pdf"]
    (tmp_path / "dot.svg").unlink()
    assert with_picture != printed(load_bank(tmp_path / "bank.yaml"))[1]["key-a.pdf"]
