"""The check that authors run: every rule on every question, what is unchanged left alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from quiz.bank.bank import Bank
from quiz.bank.checks.finding import Finding, Found
from quiz.bank.checks.ignoring import needless
from quiz.bank.checks.locating import Locator
from quiz.bank.checks.memory import FORGETFUL, SEEDS, Memory, key_of
from quiz.bank.checks.rule import Rule
from quiz.bank.checks.rules import RULES, code_of
from quiz.bank.checks.subject import Subject
from quiz.bank.errors import BankProblem
from quiz.questions import Question


def check(
    bank: Bank,
    seeds: int = SEEDS,
    memory: Memory = FORGETFUL,
    ids: Collection[str] = (),
    looking: Callable[[str], None] = lambda _: None,
) -> Iterator[Finding]:
    """What is wrong with a bank, question by question in file order, then over all of it.

    Of a bank that was loaded leniently, first what is wrong with the questions left out. A
    question in which the memory knows nothing to be found is not looked at again. With `ids` only
    these questions are looked at, and nothing is said of the whole. `looking` is told the id of
    each question that is graded, before it is.
    """
    for problem in bank.problems:
        yield of_problem(problem)
    locate = Locator(bank)
    for question in bank.find(ids=ids):
        subject = Subject(question, bank.origins[question.id].file.parent, seeds)
        key = key_of(subject)
        known = memory.known(key)
        if known is None:
            looking(question.id)
            known = tuple(_looked_at(subject))
            memory.keep(key, known)
        for rule, found in known:
            if rule.code == "Q070" and locate.is_inherited(question, found):
                continue  # it may well do something in another question of the file
            yield locate.finding(rule, question, found)
    if not ids:
        for rule, question, found in _of_bank(bank):
            yield locate.finding(rule, question, found)


def of_problem(problem: BankProblem) -> Finding:
    """What loading found, as the check says it."""
    code = code_of(problem.kind)
    return Finding(
        *(problem.file, problem.line, problem.column, problem.where, problem.message),
        *(code, "error"),
        fix=problem.fix,
    )


def _looked_at(subject: Subject) -> Iterator[tuple[Rule, Found]]:
    """What the rules find in one question; those that it ignores have to find something."""
    ignored = subject.question.ignore
    silent: list[Rule] = []
    for rule in RULES.values():
        if rule.of_question is None:
            continue
        found = rule.of_question(subject)
        if rule.code not in ignored:
            yield from ((rule, one) for one in found)
        elif not any(True for _ in found):
            silent.append(rule)
    about = RULES["Q070"]
    if about.code not in ignored:
        yield from ((about, one) for one in needless(ignored, silent))


def _of_bank(bank: Bank) -> Iterator[tuple[Rule, Question, Found]]:
    """What the rules find over all questions that learners are asked and that do not ignore it."""
    asked = [question for question in bank if question.status == "active"]
    for rule in RULES.values():
        if rule.of_bank is not None:
            heeding = [question for question in asked if rule.code not in question.ignore]
            for question, found in rule.of_bank(heeding):
                yield rule, question, found
