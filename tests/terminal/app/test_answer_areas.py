"""Each way of answering: what keys do to the answer."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Sequence

import pytest
from app_driving import BANK, EVERY_KIND, Driver, drive, exam_of, session_of
from pydantic import JsonValue

FIRST, SECOND, THIRD = "write the likelihood", "take its logarithm", "set the derivative to zero"
SHOWN = {"a": "roll a die", "b": THIRD, "c": FIRST, "d": SECOND}
"""The items of the question `order` as the tests shuffle them."""


Case = tuple[Sequence[str], JsonValue]


def answered(question: str, *typed: Sequence[str]) -> list[tuple[JsonValue, str]]:
    """For each row of keys, pressed at a question of its own: the response and the screen."""
    found: list[tuple[JsonValue, str]] = []

    async def script(driver: Driver) -> None:
        for keys in typed:
            await driver.press(*keys)
            found.append((driver.screen.area.response(), driver.text))  # type: ignore[attr-defined]
            await driver.press("ctrl+n")

    drive(exam_of(*[question] * len(typed)), script)
    return found


def check(question: str, *cases: Case) -> None:
    """The keys of each case lead to its response."""
    found = answered(question, *(keys for keys, _ in cases))
    assert [(keys, response) for (keys, _), (response, _) in zip(cases, found, strict=True)] == [
        *cases
    ]


def test_one_option_is_chosen_by_letters_and_arrows() -> None:
    check(
        "one",
        (["b"], 2),
        (["b", "c"], 3),
        (["down"], 1),
        (["down", "down"], 2),
        (["up"], 1),
        (["end", "space"], 3),
        (["c", "home", "space"], 1),
    )


def test_options_are_ticked_and_unticked() -> None:
    check(
        "several",
        (["a", "c"], [1, 3]),
        (["c", "a"], [1, 3]),
        (["a", "a"], []),
        (["space", "down", "space"], [1, 2]),
        (["end", "space", "c"], []),
    )


def test_right_sides_are_placed() -> None:
    check(
        "pairs",
        (["a"], ["BCE", None, None]),
        (["a", "b", "c"], ["BCE", "MSE", "CCE"]),
        (["3", "a"], [None, None, "BCE"]),
        (["down", "right"], [None, "BCE", None]),
        (["right", "right"], ["MSE", None, None]),
        (["left"], ["CCE", None, None]),
        (["a", "up", "backspace", "2", "b"], [None, "MSE", None]),
        (["a", "a"], ["BCE", "BCE", None]),
    )


def test_items_are_picked_and_moved() -> None:
    check(
        "order",
        (["c", "d", "b"], [FIRST, SECOND, THIRD]),
        (["c", "d", "c"], [SECOND]),
        (["space"], [SHOWN["a"]]),
        (["c", "d", "home", "space", "down", "space"], [SECOND, FIRST]),
        (["c", "d", "b", "home", "shift+down"], [SECOND, FIRST, THIRD]),
        (["c", "d", "home", "backspace"], [SECOND]),
        (["c", "end", "shift+up"], [FIRST]),
    )


def test_an_item_that_is_lifted_says_how_it_is_moved() -> None:
    ((_, text),) = answered("order", ["c", "home", "space"])
    assert "Lifted" in text


@pytest.mark.parametrize("question", ["one", "several", "pairs", "order"])
def test_a_letter_that_stands_for_nothing_is_said(question: str) -> None:
    ((_, text),) = answered(question, ["a", "z"])
    assert "There is no z here" in text


def test_blanks_are_gone_through_with_enter_and_arrows() -> None:
    keys = [*"2x", "enter", "down", "shift+tab", *"0"]
    ((response, _),) = answered("blanks", keys)
    assert response == {"slope": "2x0", "way": "rises"}


def test_a_number_is_shown_as_it_is_read_where_it_is_more_than_digits() -> None:
    half, root, decimals = (text for _, text in answered("number", "1/2", "sqrt(2", "0.125"))
    assert "\n   1\n   ─\n   2\n" in half
    assert "√" in root
    assert decimals.count("0.125") == 1


def test_what_was_answered_before_is_there_to_be_changed() -> None:
    keys = {name: BANK[name].variant().key() for name in EVERY_KIND}
    exam = exam_of(*EVERY_KIND)
    for place, name in enumerate(EVERY_KIND, start=1):
        exam.jump(place)
        assert exam.respond(keys[name]) is None
    exam.jump(1)
    shown = {}

    async def script(driver: Driver) -> None:
        for name in EVERY_KIND:
            shown[name] = driver.screen.area.response()  # type: ignore[attr-defined]
            await driver.press("ctrl+n")

    drive(exam, script)
    assert shown == {
        name: given.strip() if isinstance(given, str) else given for name, given in keys.items()
    }


def test_fields_of_questions_gone_by_are_forgotten() -> None:
    async def script(driver: Driver) -> None:
        fields = [weakref.ref(field) for field in driver.app.query("Input, TextArea")]
        await driver.press("ctrl+n")
        fields += [weakref.ref(field) for field in driver.app.query("Input, TextArea")]
        await driver.press("ctrl+n")
        assert len(fields) == 2
        await driver.until(lambda: gc.collect() >= 0 and not any(field() for field in fields))

    drive(session_of("formula", "lines", "word"), script)
