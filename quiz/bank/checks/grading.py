"""Rules on grades: the key is right, what is listed as wrong is not, the author's tests hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quiz.bank.checks.finding import Found
from quiz.bank.checks.rule import first_of, of_question
from quiz.bank.checks.subject import Graded, Subject, in_words
from quiz.bank.reading import Path
from quiz.questions import AuthorTest, Grade, ParameterError, Question
from quiz.questions.number_answer import NumberAnswer

NEAR = 1e-9
"""How far a score may be from the one promised: rounding, no more."""


@of_question("Q010", "error", "The key is not graded right")
def key_not_right(subject: Subject) -> Iterator[Found]:
    """The key does not score 1."""
    for graded in subject.graded:
        if graded.expected.what == "the key" and not _is_met(graded):
            message = (
                f"the key {_said(graded.grade)}, not 1: mend the key{in_words(graded.variant)}"
            )
            yield Found(graded.expected.path, message)
            return


@of_question("Q011", "error", "Something listed as wrong is right")
def wrong_is_right(subject: Subject) -> Iterator[Found]:
    """A listed mistake, a refused text, an option or a distractor scores 1."""
    said = "is graded 1, so it is right: correct it,"
    yield from _right_after_all(subject, said, is_let_through=False)


@of_question("Q014", "error", "A tolerance lets a listed mistake through")
def let_through(subject: Subject) -> Iterator[Found]:
    """A listed number is not the key and yet near enough to be right."""
    said = "is right within the tolerance: narrow that,"
    yield from _right_after_all(subject, said, is_let_through=True)


@of_question("Q012", "error", "A listed mistake does not get its score")
def score_not_kept(subject: Subject) -> Iterator[Found]:
    """A listed mistake is hidden by one before it, or cannot be read or settled."""
    yield from first_of(
        Found(
            one.expected.path,
            f"{one.expected.what} {_said(one.grade)}, not {_wanted(one)}: {_mend(one)}"
            f"{in_words(one.variant)}",
        )
        for one in subject.graded
        if one.expected.what != "the key" and one.grade.score != 1 and not _is_met(one)
    )


@of_question("Q013", "error", "One of the author's tests does not hold")
def promise_not_kept(subject: Subject) -> Iterator[Found]:
    """A response in `tests` is not graded as it says there."""
    for place, test in enumerate(subject.question.tests):
        yield from _about_test(subject.question, test, ("tests", place))


def _right_after_all(subject: Subject, said: str, is_let_through: bool) -> Iterator[Found]:
    """What is listed as wrong and scores 1, because of a tolerance or else for another reason."""
    yield from first_of(
        Found(
            one.expected.path,
            f"{one.expected.what} {said} {_without(one)}{in_words(one.variant)}",
        )
        for one in subject.graded
        if one.expected.what != "the key"
        and one.grade.score == 1
        and _is_let_through(one) is is_let_through
    )


def _without(graded: Graded) -> str:
    if graded.variant.values:
        return "or rule this variant out by a constraint"
    return "or leave it out"


def _is_let_through(graded: Graded) -> bool:
    """Whether what is listed as wrong is a number that differs from the key."""
    response, key = graded.expected.response, graded.variant.key()
    answer: Any = graded.variant.question
    path = graded.expected.path
    if path[:1] == ("blanks",) and isinstance(response, dict) and isinstance(key, dict):
        name = str(path[1])
        answer, response, key = answer.blanks[name], response[name], key[name]
    return isinstance(answer, NumberAnswer) and str(response) != str(key)


def _is_met(graded: Graded) -> bool:
    wanted, score = graded.expected.score, graded.grade.score
    if score is None:
        return False
    return score < 1 if wanted is None else abs(score - wanted) < NEAR


def _wanted(graded: Graded) -> str:
    score = graded.expected.score
    return "less than 1" if score is None else _number(score)


def _mend(graded: Graded) -> str:
    if graded.grade.score is None:
        return "write it as a learner would"
    return "a mistake listed before it comes first, so move this one up, or leave it out"


def _said(grade: Grade) -> str:
    if grade.score is None:
        said = f" ({' '.join(grade.feedback)})" if grade.feedback else ""
        return f"is graded {grade.verdict.value}{said}"
    return f"is graded {_number(grade.score)}"


def _number(score: float) -> str:
    return f"{score:.4g}"


def _about_test(question: Question, test: AuthorTest, path: Path) -> Iterator[Found]:
    """The promises of one of the author's tests that do not hold."""
    try:
        grade = question.variant_for(test).grade(test.response)
    except ParameterError as error:
        yield Found(path, f"this test has no variant: {error}; change its values")
        return
    if test.score is not None and (grade.score is None or abs(grade.score - test.score) > NEAR):
        message = f"this response {_said(grade)}, not {_number(test.score)}"
        yield Found((*path, "score"), f"{message}: mend the test or the question")
    promised: dict[str, Any] = {
        "verdict": test.verdict,
        "first_error": test.first_error,
        "goal_reached": test.goal_reached,
    }
    for key, wanted in promised.items():
        given = getattr(grade, key, None)
        if key in test.model_fields_set and given != wanted:
            message = f"{_SUBJECTS[key]} {_plain(given)}, not {_plain(wanted)}"
            yield Found((*path, key), f"{message}: mend the test or the question")


_SUBJECTS = {
    "verdict": "this is",
    "first_error": "the first line in error is",
    "goal_reached": "that the goal is reached is",
}


def _plain(value: object) -> str:
    words = {True: "true", False: "false", None: "none"}
    return words.get(value, str(value)) if isinstance(value, bool | None) else str(value)
