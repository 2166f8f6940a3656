from __future__ import annotations

from pathlib import Path

import pytest
from checked_banks import bank_of, choice, codes_in, found_in

from quiz.bank.checks import guessing

NAMES = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa")
LENGTHS = ("ab", "abcd", "abc", "abcdefgh")


def always_longest(name: str, place: int, more: str = "") -> str:
    """A question whose right option is the longest, at a place."""
    texts = [*LENGTHS[:3]]
    texts.insert(place, LENGTHS[3])
    return choice(name, texts, place, more)


def test_a_right_option_that_is_always_the_longest(tmp_path: Path) -> None:
    path = bank_of(tmp_path, *(always_longest(n, i % 4) for i, n in enumerate(NAMES)))
    (found,) = found_in(path)
    assert found.code == "Q023"
    assert (found.line, found.where) == (7, "alpha, options 1, text")
    assert found.message == (
        "in 10 of 10 multiple-choice questions the right option is the longest, here first:"
        " shorten the right ones, or lengthen the others (alpha, beta, gamma, delta, epsilon, …)"
    )


@pytest.mark.parametrize("right_ones", [0, 3, 5])
def test_a_right_option_that_is_the_longest_now_and_then(tmp_path: Path, right_ones: int) -> None:
    questions = [
        choice(name, LENGTHS, 3) if place < right_ones else choice(name, LENGTHS, place % 3)
        for place, name in enumerate(NAMES)
    ]
    assert "Q023" not in codes_in(bank_of(tmp_path, *questions))


def test_three_questions_are_no_habit(tmp_path: Path) -> None:
    questions = [always_longest(name, 0) for name in NAMES[:3]]
    assert codes_in(bank_of(tmp_path, *questions)) == []


def test_a_question_that_ignores_the_code_does_not_count(tmp_path: Path) -> None:
    questions = [
        always_longest(name, place % 4, "    ignore: [Q023]\n") for place, name in enumerate(NAMES)
    ]
    assert codes_in(bank_of(tmp_path, *questions)) == []


def test_a_right_option_that_is_shown_in_one_place(tmp_path: Path) -> None:
    questions = [
        choice(name, ("aaa", "bbb", "ccc", "ddd"), 2, "    shuffle: false\n") for name in NAMES
    ]
    (found,) = found_in(bank_of(tmp_path, *questions))
    assert found.code == "Q024"
    assert found.message.startswith("in 10 of 10 multiple-choice questions the right option is")
    assert "shown as number 3" in found.message


def test_places_that_are_shuffled_are_only_advised_on(tmp_path: Path) -> None:
    questions = [choice(name, ("aaa", "bbb", "ccc", "ddd"), 0) for name in NAMES]
    (found,) = found_in(bank_of(tmp_path, *questions))
    assert (found.code, found.severity) == ("Q025", "advice")


def test_places_that_are_spread_are_not_mentioned(tmp_path: Path) -> None:
    questions = [
        choice(name, ("aaa", "bbb", "ccc", "ddd"), place % 4, "    shuffle: false\n")
        for place, name in enumerate(NAMES)
    ]
    assert codes_in(bank_of(tmp_path, *questions)) == []


@pytest.mark.parametrize(("true_ones", "is_found"), [(10, True), (5, False), (7, False)])
def test_statements_that_are_nearly_all_true(
    tmp_path: Path, true_ones: int, is_found: bool
) -> None:
    questions = [
        f"  - {{id: {name}, type: true_false, prompt: Is {name} a loss of {name}?,"
        f" explanation: It is a likelihood., answer: {str(place < true_ones).lower()}}}\n"
        for place, name in enumerate(NAMES)
    ]
    assert codes_in(bank_of(tmp_path, *questions)) == (["Q024"] if is_found else [])


def test_a_formula_is_as_long_as_it_is_shown(tmp_path: Path) -> None:
    texts = (r"$\alpha \cdot \beta$", "a times b and c", "a times b", "b")
    questions = [choice(name, texts, 0) for name in NAMES]
    assert "Q023" not in codes_in(bank_of(tmp_path, *questions))


def test_very_many_questions_are_judged_as_many_are(monkeypatch: pytest.MonkeyPatch) -> None:
    chances = [1 / (2 + place % 3) for place in range(200)]
    exact = [guessing._chance_of_more(count, chances) for count in (60, 80, 100)]
    monkeypatch.setattr(guessing, "MANY", 10)
    nearly = [guessing._chance_of_more(count, chances) for count in (60, 80, 100)]
    assert nearly == pytest.approx(exact, abs=0.01)
