"""Only what changed is graded again."""

from __future__ import annotations

from pathlib import Path

import pytest
from checked_banks import bank_of, codes_in, found_in

from quiz.bank import load_bank
from quiz.bank.checks import Memory, check, examination, memory, remember, remembered
from quiz.questions import Numeric

NUMBER = """\
  - id: {id}
    type: numeric
    prompt: What is {id}, as a number?
    explanation: It is counted.
    answer: {answer}
"""


def number(name: str, answer: str = "1", more: str = "") -> str:
    return NUMBER.format(id=name, answer=answer) + more


@pytest.fixture
def graded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the questions that are graded, as they are."""
    ids: list[str] = []
    grade_for = Numeric.grade_for

    def noted(self: Numeric, *arguments: object) -> object:
        ids.append(self.id)
        return grade_for(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Numeric, "grade_for", noted)
    return ids


def test_a_bank_that_is_as_it_was_is_not_even_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, kept = bank_of(tmp_path, number("a"), number("b")), Memory()
    assert codes_in(path, kept) == []
    monkeypatch.setattr(examination, "load_bank", lambda *_, **__: pytest.fail("it was loaded"))
    assert codes_in(path, kept) == []


def test_only_the_question_that_changed_is_graded_again(tmp_path: Path, graded: list[str]) -> None:
    kept = Memory()
    codes_in(bank_of(tmp_path, number("a"), number("b")), kept)
    assert set(graded) == {"a", "b"}
    graded.clear()
    codes_in(bank_of(tmp_path, number("a"), number("b", "2")), kept)
    assert set(graded) == {"b"}


@pytest.mark.parametrize(
    "more", ["    tests: [{response: 1, score: 1}]\n", "    mistakes: [{answer: 2, feedback: f}]\n"]
)
def test_what_learners_do_not_see_counts_as_a_change(
    tmp_path: Path, graded: list[str], more: str
) -> None:
    kept = Memory()
    codes_in(bank_of(tmp_path, number("a")), kept)
    graded.clear()
    codes_in(bank_of(tmp_path, number("a", "1", more)), kept)
    assert graded


def test_a_moved_question_keeps_what_is_known_and_is_found_where_it_stands(
    tmp_path: Path, graded: list[str]
) -> None:
    kept, wrong = Memory(), number("a", "1", "    tests: [{response: 2, score: 1}]\n")
    assert [one.line for one in found_in(bank_of(tmp_path, wrong), kept)] == [7]
    graded.clear()
    assert [one.line for one in found_in(bank_of(tmp_path, "\n", wrong), kept)] == [8]
    assert graded == []


@pytest.mark.parametrize("name", ["SEEDS", "program"])
def test_another_program_or_more_seeds_look_again(
    tmp_path: Path, graded: list[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path, kept = bank_of(tmp_path, number("a")), Memory()
    codes_in(path, kept)
    graded.clear()
    if name == "program":
        monkeypatch.setattr(memory, "_program", lambda: "another")
    found_in(path, kept, seeds=4 if name == "SEEDS" else 3)
    assert graded == ["a"]


def test_what_is_wrong_is_not_taken_for_known_by_a_later_run(tmp_path: Path) -> None:
    path, kept = (
        bank_of(tmp_path, number("a", "1", "    tests: [{response: 2, score: 1}]\n")),
        Memory(),
    )
    assert codes_in(path, kept) == ["Q013"]
    assert kept.clean == {}


def test_what_is_clean_outlives_the_program(tmp_path: Path) -> None:
    kept = Memory()
    codes_in(bank_of(tmp_path, number("a")), kept)
    remember(kept)
    assert kept.clean.items() <= remembered().clean.items()


def test_an_image_that_is_gone_is_missed(tmp_path: Path) -> None:
    image = tmp_path / "curve.png"
    image.touch()
    path = bank_of(tmp_path, number("a", "1", "    hints: ['![a curve](curve.png)']\n"))
    kept = Memory()
    assert codes_in(path, kept) == []
    image.unlink()
    assert codes_in(path, kept) == ["Q042"]


def test_a_question_that_does_not_load_keeps_no_other_from_being_checked(tmp_path: Path) -> None:
    wrong = number("b", "1", "    tests: [{response: 2, score: 1}]\n")
    path = bank_of(tmp_path, number("a", "[1]"), wrong)
    assert codes_in(path) == ["Q005", "Q013"]


def test_a_code_that_a_whole_file_ignores_need_not_be_found_in_each_question(
    tmp_path: Path,
) -> None:
    path = tmp_path / "bank.yaml"
    ignoring = "defaults: {ignore: [Q043]}\nquestions:\n"
    path.write_text(ignoring + number("a") + number("b", "1", "    difficulty: 5\n"))
    assert codes_in(path) == []


def test_only_the_questions_named_are_looked_at(tmp_path: Path) -> None:
    wrong = "    tests: [{response: 3, score: 1}]\n"
    bank = load_bank(bank_of(tmp_path, number("a", "1", wrong), number("b", "2", wrong)))
    assert [finding.question for finding in check(bank, ids=["b"])] == ["b"]
