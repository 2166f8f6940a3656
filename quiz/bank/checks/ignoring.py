"""A rule on `ignore`: each code in it is one that the question would be told of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from quiz.bank.checks.finding import Found
from quiz.bank.checks.rule import Rule, of_question
from quiz.bank.checks.subject import Subject


@of_question("Q070", "warning", "An ignored code that does nothing")
def ignored_in_vain(subject: Subject) -> Iterator[Found]:
    """A code in `ignore` that is none, or that cannot be ignored."""
    from quiz.bank.checks.rules import RULES

    for place, code in enumerate(subject.question.ignore):
        rule = RULES.get(code)
        if rule is None:
            message = f"there is no {code}: `quiz check --explain all` lists the codes"
            yield Found(("ignore", place), message)
        elif rule.is_of_loading:
            message = f"{code} is about loading and cannot be ignored: leave it out"
            yield Found(("ignore", place), message)
        elif code in subject.question.ignore[:place]:
            yield Found(("ignore", place), f"{code} stands here twice: leave out one")


def needless(question_ignores: Iterable[str], rules: Collection[Rule]) -> Iterator[Found]:
    """A code that is ignored although its rule finds nothing in the question."""
    silent = {rule.code for rule in rules}
    for place, code in enumerate(question_ignores):
        if code in silent:
            message = f"{code} is not found in this question: leave it out here"
            yield Found(("ignore", place), message)
