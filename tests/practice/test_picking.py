from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from quiz.practice.history import LastAttempt
from quiz.practice.picking import COUNT, Selection, Standing, item_seed, pick, standing
from quiz.questions.multiple_choice import MultipleChoice


def question(name: str, **keys: object) -> MultipleChoice:
    return MultipleChoice.model_validate(
        {
            "id": name,
            "type": "multiple_choice",
            "prompt": f"Which is it in {name}?",
            "explanation": "It is this one, for a reason.",
            "options": [{"text": "this", "correct": True}, {"text": "that"}],
            **keys,
        }
    )


BANK = [question(f"q{number}") for number in range(40)]


def names(
    questions: list[MultipleChoice],
    selection: Selection | None = None,
    standings: dict[str, Standing] | None = None,
    seed: int = 1,
) -> list[str]:
    items = pick(questions, selection or Selection(), standings or {}, seed)
    assert [item.number for item in items] == list(range(1, len(items) + 1))
    return [item.question for item in items]


def test_a_session_has_twenty_questions_or_as_many_as_asked_for() -> None:
    assert len(names(BANK)) == COUNT
    assert len(names(BANK, Selection(count=3))) == 3
    assert len(names(BANK, Selection(count=99))) == len(BANK)


def test_no_question_comes_twice() -> None:
    assert len(set(names(BANK))) == COUNT


def test_a_seed_fixes_choice_and_order() -> None:
    assert names(BANK, seed=5) == names(BANK, seed=5)
    assert names(BANK, seed=5) != names(BANK, seed=6)


def test_what_was_never_answered_comes_first_then_what_was_missed() -> None:
    standings = {f"q{number}": Standing(True, right=number >= 20) for number in range(10, 40)}
    for seed in range(5):
        assert set(names(BANK, Selection(count=10), standings, seed)) == {
            f"q{number}" for number in range(10)
        }
        assert set(names(BANK, Selection(count=20), standings, seed)) == {
            f"q{number}" for number in range(20)
        }


def test_mistakes_asks_only_what_was_last_answered_wrong() -> None:
    standings = {"q1": Standing(True, False), "q2": Standing(True, True)}
    assert names(BANK, Selection(mistakes=True), standings) == ["q1"]


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_drafts_and_retired_questions_are_not_asked(status: str) -> None:
    hidden = question("hidden", status=status)
    assert names([hidden, *BANK[:2]], Selection(count=9), seed=2).count("hidden") == 0
    assert names([hidden], Selection(questions=("hidden",))) == []


@pytest.mark.parametrize(
    ("selection", "found"),
    [
        (Selection(tags=("mse",)), {"a", "b"}),
        (Selection(tags=("mse", "bce")), {"a", "b", "c"}),
        (Selection(difficulties=(4, 5)), {"b", "c"}),
        (Selection(tags=("mse",), difficulties=(4, 5)), {"b"}),
        (Selection(kinds=("multiple_choice",)), {"a", "b", "c"}),
        (Selection(kinds=("ordering",)), set()),
    ],
)
def test_a_selection_narrows_what_is_asked(selection: Selection, found: set[str]) -> None:
    bank = [
        question("a", tags=["mse"], difficulty=1),
        question("b", tags=["mse"], difficulty=5),
        question("c", tags=["bce"], difficulty=4),
    ]
    assert set(names(bank, selection)) == found


def test_questions_asked_for_by_name_come_in_the_order_asked_for() -> None:
    assert names(BANK, Selection(questions=("q7", "q3", "q5"))) == ["q7", "q3", "q5"]


def test_neighbours_share_few_tags() -> None:
    bank = [question(f"{tag}{n}", tags=["all", tag]) for tag in "abc" for n in range(6)]
    for seed in range(5):
        picked = [name[0] for name in names(bank, seed=seed)]
        same = sum(left == right for left, right in pairwise(picked))
        assert same <= 3  # by chance alone, 5 on average


def test_a_seed_gives_each_question_a_seed_of_its_own() -> None:
    seeds = {item_seed(seed, name) for seed in (1, 2) for name in ("a", "b")}
    assert len(seeds) == 4
    assert item_seed(1, "a") == item_seed(1, "a")


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        (Selection(questions=("q77",)), "There is no question “q77”; did you mean “q7"),
        (Selection(tags=("sofmax",)), "There is no tag “sofmax”; did you mean “softmax”?"),
        (Selection(kinds=("numerical",)), "did you mean “numeric”?"),
        (Selection(tags=("zzz",)), "There is no tag “zzz”."),
        (Selection(tags=("softmax",), questions=("q1",), kinds=("numeric",)), None),
    ],
)
def test_a_name_that_is_not_known_is_said(selection: Selection, said: str | None) -> None:
    found = selection.unknown([*BANK, question("tagged", tags=["softmax"])])
    assert found is None if said is None else found is not None and said in found


def last(bank: str, content: str, right: bool, day: int) -> LastAttempt:
    return LastAttempt(bank, content, right, datetime(2025, 1, day, tzinfo=UTC))


def test_a_question_keeps_its_history_when_its_wording_changes() -> None:
    changed = question("loss", prompt="A corrected prompt?")
    history = {"loss": (last("here", "the old wording", True, 1),)}
    assert standing(changed, "here", history) == Standing(True, True)


def test_a_question_keeps_its_history_when_it_is_renamed() -> None:
    renamed = question("new-name", was=["old-name"])
    history = {
        "old-name": (last("here", "x", False, 1),),
        "new-name": (last("here", "x", True, 2),),
    }
    assert standing(renamed, "here", history) == Standing(True, True)
    assert standing(renamed, "here", {"old-name": history["old-name"]}) == Standing(True, False)


def test_a_question_keeps_its_history_when_its_bank_is_moved() -> None:
    moved = question("loss")
    history = {"loss": (last("elsewhere", moved.content_hash(), True, 1),)}
    assert standing(moved, "here", history) == Standing(True, True)


def test_another_question_of_the_same_name_in_another_bank_tells_nothing() -> None:
    history = {"loss": (last("elsewhere", "another wording", True, 1),)}
    assert standing(question("loss"), "here", history) == Standing()
