from __future__ import annotations

from pathlib import Path

import pytest
from banks import questions, true_false, written

import quiz
from quiz.bank import Bank, UnknownQuestionError, load_bank


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    return load_bank(
        written(
            tmp_path,
            questions(
                true_false("convex-loss", "    tags: [a]\n"),
                true_false("concave-loss", "    tags: [a, b]\n    difficulty: 4\n"),
                true_false("new-name", "    was: [old-name]\n"),
            ),
        )
    )


def test_a_question_is_found_by_its_id(bank: Bank) -> None:
    assert bank["convex-loss"].id == "convex-loss"
    assert "convex-loss" in bank
    assert len(bank) == 3


def test_an_unknown_id_asks_which_was_meant(bank: Bank) -> None:
    with pytest.raises(KeyError) as error:
        bank["convex-los"]
    assert str(error.value) == "no question has the id “convex-los”; did you mean “convex-loss”?"
    with pytest.raises(UnknownQuestionError) as error:
        bank["qqq"]
    listing = f"`quiz list {bank.path}` shows the ids"
    assert str(error.value) == f"no question has the id “qqq”; {listing}"


def test_the_bundled_bank_is_listed_without_naming_it() -> None:
    with pytest.raises(UnknownQuestionError) as error:
        load_bank()["qqq"]
    assert str(error.value) == "no question has the id “qqq”; `quiz list` shows the ids"


def test_a_former_id_says_what_the_question_is_called_now(bank: Bank) -> None:
    with pytest.raises(KeyError) as error:
        bank["old-name"]
    assert str(error.value) == "the question “old-name” is called “new-name” now: use that id"


def test_history_finds_a_renamed_question(bank: Bank) -> None:
    for name in ("old-name", "new-name"):
        found = bank.resolve(name)
        assert found is not None
        assert found.id == "new-name"
    assert bank.resolve("never") is None


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["convex-loss", "concave-loss", "new-name"]),
        ({"tags": ["a"]}, ["convex-loss", "concave-loss"]),
        ({"tags": ["a", "c"], "difficulties": [4]}, ["concave-loss"]),
        ({"kinds": ["true_false"], "ids": ["new-name"]}, ["new-name"]),
        ({"kinds": ["numeric"]}, []),
    ],
)
def test_questions_are_found_by_what_they_have(
    bank: Bank, wanted: dict[str, list[str]], found: list[str]
) -> None:
    assert [question.id for question in bank.find(**wanted)] == found  # type: ignore[arg-type]


def test_a_question_that_does_not_load_says_why(tmp_path: Path) -> None:
    path = written(tmp_path, questions(true_false("bad", "    points: -1\n")))
    with pytest.raises(KeyError, match=r"the question “bad” does not load: .*must be more than 0"):
        load_bank(path, lenient=True)["bad"]


def test_the_package_offers_the_loader(tmp_path: Path) -> None:
    assert quiz.load_bank is load_bank
    assert "load_bank" in dir(quiz)
    with pytest.raises(AttributeError):
        _ = quiz.nothing
