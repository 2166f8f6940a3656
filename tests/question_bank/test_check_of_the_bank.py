"""What can be looked at quickly of `quiz check` on the bundled bank; `.ci/run` runs all of it."""

from __future__ import annotations

from quiz.bank import load_bank
from quiz.bank.checks import RULES, check
from quiz.bank.checks.subject import Subject

SLOW_KINDS = ("expression", "derivation")
"""Kinds whose grading takes most of the time."""

GRADING = {*("Q010", "Q011", "Q012", "Q013"), *("Q050", "Q051", "Q052", "Q053", "Q054")}


def test_nothing_is_found_in_most_kinds() -> None:
    bank = load_bank(None)
    ids = [question.id for question in bank if question.type not in SLOW_KINDS]
    assert [str(finding) for finding in check(bank, seeds=2, ids=ids)] == []


def test_nothing_is_found_in_the_texts_of_formulas_and_over_the_whole_bank() -> None:
    bank = load_bank(None)
    found = []
    for rule in RULES.values():
        if rule.of_bank is not None:
            found += [(rule.code, question.id) for question, _ in rule.of_bank(bank.questions)]
        if rule.of_question is None or rule.code in GRADING:
            continue
        for question in bank.find(kinds=SLOW_KINDS):
            subject = Subject(question, bank.origins[question.id].file.parent, seeds=1)
            found += [(rule.code, question.id) for _ in rule.of_question(subject)]
    assert found == []
