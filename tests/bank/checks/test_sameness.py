from __future__ import annotations

from pathlib import Path

import pytest
from checked_banks import bank_of, choice, found_in

from quiz.bank.checks.likeness import nearly_the_same
from quiz.bank.checks.sameness import say_the_same
from quiz.bank.loading import load_bank


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The loss is **convex**.", "the loss  is convex"),
        ("$p - y$", "$-(y - p)$"),
        ("0.5", "1/2"),
        (r"$\frac12$", "0.5"),
        (r"$\sigma(z)$", r"$\frac{1}{1 + e^{-z}}$"),
        (r"the slope is $p - y$", r"The slope is $-y + p$."),
        ("$y = 2x$", "$x = y/2$"),
    ],
)
def test_the_same_in_words_or_as_mathematics(left: str, right: str) -> None:
    assert say_the_same(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("convex", "concave"),
        ("$p - y$", "$y - p$"),
        ("the slope is $p$", "the value is $p$"),
        (r"$2 \log p$", r"$\log p^2$"),
        (r"$\hat p$", "$p$"),
        ("$a + b$ and $c$", "$a + b$"),
        (r"$\frac{1}$", r"$\frac{2}$"),
    ],
)
def test_what_differs_or_cannot_be_read_is_not_the_same(left: str, right: str) -> None:
    assert not say_the_same(left, right)


@pytest.mark.parametrize(
    ("question", "code", "where"),
    [
        (choice("q", ["$p - y$", "$-(y - p)$"], 0), "Q021", "q, options 2, text"),
        (choice("q", ["$p$", "$2x$", "$x + x$"], 0), "Q020", "q, options 3, text"),
        (
            "  - {id: q, type: matching, prompt: p, explanation: e,"
            " pairs: [[a, $x$], [b, $2x$]], distractors: [$x + x$]}\n",
            "Q021",
            "q, distractors 1",
        ),
        (
            "  - {id: q, type: matching, prompt: p, explanation: e,"
            " pairs: [[$2x$, a], [$x + x$, b]]}\n",
            "Q020",
            "q, pairs 2, 1",
        ),
        (
            "  - {id: q, type: ordering, prompt: p, explanation: e,"
            " items: [a, Take $2x$, take $2 x$.]}\n",
            "Q020",
            "q, items 3",
        ),
        (
            "  - {id: q, type: cloze, prompt: 'It is [[x]].', explanation: e,"
            " blanks: {x: {options: [$2x$, $x + x$], answer: $2x$}}}\n",
            "Q021",
            "q, blanks, x, options 2",
        ),
    ],
)
def test_choices_alike_in_each_kind(tmp_path: Path, question: str, code: str, where: str) -> None:
    (found,) = found_in(bank_of(tmp_path, question))
    assert (found.code, found.where) == (code, where)


def test_options_that_meet_in_one_variant(tmp_path: Path) -> None:
    question = choice(
        "q", ["'{{ n }}'", "'{{ 2*n }}'", "'4'"], 0, "    parameters: {n: {choice: [4]}}\n"
    )
    (found,) = found_in(bank_of(tmp_path, question))
    assert found.message.endswith("(seed 0: n = 4)")


def statement(name: str, prompt: str, type_: str = "true_false") -> str:
    key = "answer: true" if type_ == "true_false" else "accept: [a]"
    return (
        f"  - id: {name}\n    type: {type_}\n    prompt: {prompt}\n    explanation: e\n    {key}\n"
    )


LONG = "The loss of a sigmoid output with a Bernoulli target is binary cross-entropy"


@pytest.mark.parametrize(
    ("other", "is_alike"),
    [
        (LONG, True),
        (LONG.upper() + "!", True),
        (LONG.replace("a Bernoulli", "the Bernoulli"), True),
        ("A linear output with a Gaussian target is trained by squared error", False),
        ("Binary cross-entropy: target, loss, sigmoid, output, a, of, with, is, Bernoulli", False),
    ],
)
def test_prompts_of_nearly_the_same_words(tmp_path: Path, other: str, is_alike: bool) -> None:
    path = bank_of(tmp_path, statement("a", LONG), statement("b", f"'{other}'"))
    found = [*nearly_the_same.of_bank(load_bank(path).questions)] if nearly_the_same.of_bank else []
    assert [(question.id, "“a”" in one.message) for question, one in found] == (
        [("b", True)] if is_alike else []
    )


def test_questions_of_two_kinds_may_ask_the_same(tmp_path: Path) -> None:
    path = bank_of(tmp_path, statement("a", LONG), statement("b", LONG, "short_answer"))
    assert found_in(path) == []


def test_the_same_prompt_with_other_options_is_another_question(tmp_path: Path) -> None:
    prompt = "Which of these statements on the loss is right?"
    first = choice("a", ["it is convex", "it is not convex"], 0)
    second = choice("b", ["a mean of squares", "a sum of logs"], 0)
    questions = [
        text.replace(f"Question {name} about the loss number {name}?", prompt)
        for name, text in (("a", first), ("b", second))
    ]
    assert found_in(bank_of(tmp_path, *questions)) == []


@pytest.mark.parametrize(
    "answer",
    [
        "type: ordering, items: ['$J = -log(a b)$', '$J = -log(a) - log(b)$', $2x$, $x + x$]",
        "type: matching, pairs: [[$2x$, '1'], [$x + x$, '2'], [$3x - x$, '3']]",
    ],
)
def test_lines_that_follow_from_one_another_are_not_the_same(tmp_path: Path, answer: str) -> None:
    path = bank_of(tmp_path, f"  - {{id: q, prompt: In order?, explanation: e, {answer}}}\n")
    assert "Q020" not in {finding.code for finding in found_in(path)}
