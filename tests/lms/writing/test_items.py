"""What a bank's questions go out as, before any format sees them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from quiz.bank import load_bank
from quiz.lms.writing.exporting import Item, Loss
from quiz.lms.writing.files import tally_of
from quiz.lms.writing.items import Wanted, items_for, items_of
from quiz.questions import Question

QUESTION: TypeAdapter[Question] = TypeAdapter(Question)


def made(kind: str, wanted: Wanted, **keys: Any) -> list[Item | Loss]:
    data = {"id": "q", "type": kind, "prompt": "Asked?", "explanation": "Told.", **keys}
    return [*items_for(QUESTION.validate_python(data), wanted, None)]


def test_the_files_of_a_bank_are_its_topics(tmp_path: Path) -> None:
    for name in ("cross-entropy", "mean_error"):
        (tmp_path / f"{name}.yaml").write_text(
            f"questions: [{{id: {name.split('_')[0]}, type: true_false, prompt: Is it?,"
            " explanation: It is., answer: true}]",
            encoding="utf-8",
        )
    items = [each for each in items_of(load_bank(tmp_path), Wanted()) if isinstance(each, Item)]
    assert [each.topic for each in items] == ["Cross entropy", "Mean error"]
    alone = [*items_of(load_bank(tmp_path / "mean_error.yaml"), Wanted())]
    assert [each.topic for each in alone if isinstance(each, Item)] == [None]


def kinds(found: list[Item | Loss]) -> list[str]:
    return [each.question.type for each in found if isinstance(each, Item)]


def test_variants_differ_even_where_that_makes_them_fewer() -> None:
    found = made(
        "true_false",
        Wanted(variants=5),
        prompt="Is it {{ a }}?",
        answer=True,
        parameters={"a": {"choice": [1, 2]}},
    )
    items = [each for each in found if isinstance(each, Item)]
    assert {each.values["a"] for each in items} == {1, 2}
    assert {each.pool for each in items} == {"q"}
    assert len(items) == 2


def test_a_variant_is_the_one_of_its_seed() -> None:
    parameters = {"a": {"integer": [1, 1000]}}
    wanted = Wanted(variants=2, seed=7)
    found = made("numeric", wanted, prompt="{{ a }}?", answer="a", parameters=parameters)
    items = [each for each in found if isinstance(each, Item)]
    assert [each.ident for each in items] == ["q--v7", "q--v8"]
    assert [each.values for each in items] == [
        each.original.variant(seed).values for each, seed in zip(items, (7, 8), strict=True)
    ]


def test_parameters_that_cannot_be_drawn_are_told() -> None:
    found = made(
        "numeric",
        Wanted(),
        prompt="{{ a }}?",
        answer="a",
        parameters={"a": {"integer": [1, 3]}},
        constraint="a > 5",
    )
    assert isinstance(found[0], Loss)
    assert found[0].left_out
    assert "cannot be drawn" in found[0].message


ORDERING = {"items": ["a", "b", "c"], "distractors": ["d", "e"], "groups": [[1, 2]]}


def test_orderings_stay_where_everything_in_them_is_held() -> None:
    assert kinds(made("ordering", Wanted(holds_distractors=True), **ORDERING)) == ["ordering"]
    assert kinds(made("ordering", Wanted(), **ORDERING)) == ["matching"]


DERIVATION = {
    "given": {"J": "(p-y)^2"},
    "goal": "dJ/dp = 2*(p-y)",
    "solution": "dJ/dp = 2*(p-y)*1\n      = 2*(p-y)",
}


def test_a_derivation_without_mistakes_is_put_in_order_instead() -> None:
    found = made("derivation", Wanted(derivations="first_error"), **DERIVATION)
    assert kinds(found) == ["ordering"]
    assert isinstance(found[0], Loss)
    assert "as none of its mistakes fits into the solution" in found[0].message


def test_a_derivation_that_nothing_can_be_made_of_is_left_out() -> None:
    short = DERIVATION | {"solution": "dJ/dp = 2*(p-y)"}
    (loss,) = made("derivation", Wanted(), **short)
    assert isinstance(loss, Loss)
    assert loss.left_out


def test_a_formula_without_mistakes_cannot_be_chosen() -> None:
    (loss,) = made("expression", Wanted(formulas="choice"), answer="a - b")
    assert isinstance(loss, Loss)
    assert "no mistakes to choose from" in loss.message


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("expression", {"answer": "x^2", "symbols": {"x": "real"}}),
        ("derivation", {"goal": "y = x", "given": {"y": "x"}, "solution": "y = x"}),
    ],
)
def test_what_nothing_stands_for_is_marked_by_hand_where_that_can_be(
    kind: str, keys: dict[str, Any]
) -> None:
    wanted = Wanted(formulas="choice", holds_essays=True)
    assert kinds(made(kind, wanted, **keys)) == [kind]
    (loss,) = made(kind, replace(wanted, holds_essays=False), **keys)
    assert isinstance(loss, Loss)
    assert loss.left_out


def test_losses_of_an_item_or_of_all_items_of_a_question_are_counted_by_question() -> None:
    questions = {"a--v1": "a", "a--v2": "a", "b": "b", "c--v1": "c", "c--v2": "c"}
    losses = [
        Loss("a--v1", "why", left_out=True),
        Loss("a--v1", "before"),
        Loss("a", "for all of them"),
        Loss("c", "why", left_out=True),
        Loss("c--v1", "before"),
    ]
    tally = tally_of(questions, losses)
    assert [loss.message for loss in tally.losses] == ["why", "for all of them", "why"]
    assert (tally.items, tally.written, tally.left_out, tally.changed) == (2, 2, 1, 1)
