"""What every question of the bundled bank owes its learner."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any

import pytest

from quiz.questions import KINDS, Question

Asked = tuple[Question, ...]
TOO_SIMILAR = 0.85


def of_kind(asked: Asked, *kinds: str) -> list[Any]:
    """The questions of these kinds; Any, since each kind has fields of its own."""
    return [question for question in asked if question.type in kinds]


def right_option(question: Any) -> int:
    """The place, from 0, of the right option of a multiple-choice question."""
    return next(i for i, option in enumerate(question.options) if option.correct)


def words(prompt: str) -> list[str]:
    """A prompt as bare words: case, punctuation and LaTeX's braces do not make it another one."""
    return re.findall(r"[^\W_]+", prompt.casefold())


def nearly_the_same(left: list[str], right: list[str]) -> bool:
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return (
        matcher.real_quick_ratio() >= TOO_SIMILAR
        and matcher.quick_ratio() >= TOO_SIMILAR
        and matcher.ratio() >= TOO_SIMILAR
    )


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Which loss belongs to a sigmoid?", "Which *loss* belongs to a Sigmoid", True),
        ("Which loss belongs to a sigmoid?", "Why does the gradient of it vanish?", False),
    ],
)
def test_prompts_are_compared_by_their_words(left: str, right: str, same: bool) -> None:
    assert nearly_the_same(words(left), words(right)) is same


def test_the_bank_has_at_least_110_questions(asked: Asked) -> None:
    assert len(asked) >= 110


def test_all_kinds_are_used_and_derivations_eight_times(asked: Asked) -> None:
    kinds = Counter(question.type for question in asked)
    assert set(kinds) == set(KINDS)
    assert kinds["derivation"] >= 8


def test_explanations_are_long_enough_to_explain(asked: Asked) -> None:
    assert [question.id for question in asked if len(question.explanation.strip()) < 60] == []


def test_every_wrong_option_has_feedback(asked: Asked) -> None:
    silent = [
        f"{question.id}: {option.text}"
        for question in of_kind(asked, "multiple_choice", "multiple_select")
        for option in question.options
        if not option.correct and not (option.feedback or "").strip()
    ]
    assert silent == []


def test_the_wrong_answer_to_a_true_false_question_has_feedback(asked: Asked) -> None:
    silent = [
        question.id
        for question in of_kind(asked, "true_false")
        if not getattr(question.feedback, "false" if question.answer else "true", None)
    ]
    assert silent == []


def test_hard_questions_offer_a_hint(asked: Asked) -> None:
    hard = [question for question in asked if question.difficulty >= 4]
    assert [question.id for question in hard if not question.all_hints()] == []


def test_difficulties_are_spread(asked: Asked) -> None:
    counts = Counter(question.difficulty for question in asked)
    assert set(counts) == {1, 2, 3, 4, 5}
    assert max(counts.values()) <= len(asked) / 2


def test_no_two_prompts_are_nearly_the_same(asked: Asked) -> None:
    by_id = {question.id: words(question.prompt) for question in asked}
    alike = [
        pair for pair in combinations(by_id, 2) if nearly_the_same(by_id[pair[0]], by_id[pair[1]])
    ]
    assert alike == []


def test_the_right_option_is_not_given_away_by_its_length(asked: Asked) -> None:
    choices = of_kind(asked, "multiple_choice")
    longest = [
        question.id
        for question in choices
        if max(question.options, key=lambda option: len(option.text)).correct
    ]
    assert len(longest) <= len(choices) / 2, longest


def test_the_right_option_is_not_given_away_by_its_place(asked: Asked) -> None:
    choices = of_kind(asked, "multiple_choice")
    places = Counter(right_option(question) for question in choices)
    assert set(places) >= {0, 1, 2, 3}
    assert max(places.values()) <= len(choices) / 2


def test_true_and_false_are_both_common_answers(asked: Asked) -> None:
    answers = Counter(question.answer for question in of_kind(asked, "true_false"))
    assert min(answers[True], answers[False]) >= sum(answers.values()) / 4
