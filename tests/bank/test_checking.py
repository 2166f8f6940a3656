from __future__ import annotations

from pathlib import Path

import pytest
from banks import questions, written

from quiz.bank import load_bank
from quiz.bank.checks import Finding, check

COMMON = """\
  - id: {id}
    type: {type}
    prompt: p
    explanation: e
"""


def findings(folder: Path, type_: str, keys: str, text: str = "") -> list[str]:
    """What the check says about one question, without the file's name."""
    body = COMMON.format(id="q", type=type_)
    lines = "".join(f"    {line}\n" for line in keys.splitlines())
    path = written(folder, text + questions(body + lines))
    return [said(finding) for finding in check(load_bank(path))]


def said(finding: Finding) -> str:
    """A finding without its file, gravity and code."""
    return f"{finding.line}:{finding.column}: {finding.where}: {finding.message}"


GOOD = {
    "multiple_choice": "options: [{text: a, correct: true}, {text: b}, {text: c}]",
    "multiple_select": "options: [{text: a, correct: true}, {text: b, correct: true}, {text: c}]\n"
    "scoring: partial",
    "true_false": "answer: false",
    "matching": "pairs: [[a, 1st], [b, 2nd]]\ndistractors: [3rd]",
    "ordering": "items: [a, b, c]\ndistractors: [d]\ngroups: [[1, 2]]",
    "numeric": "answer: 0.5\nmistakes: [{answer: 2, feedback: f}, {answer: 1, feedback: f,"
    " score: 0.5}]",
    "short_answer": "accept: [log loss]\nreject: [{text: MSE}, {text: /m.*/}]",
    "cloze": "blanks: {x: {accept: [a], reject: [{text: b}]}, y: {options: [a, b], answer: a},"
    " z: {answer: 1, mistakes: [{answer: 2, feedback: f, score: 0.5}]}}",
    "expression": 'answer: "2*x"\nmistakes: [{expression: x, feedback: f, score: 0.25}]',
    "derivation": "symbols: {x: positive, a: real}\ngiven: {L: x^a}\ngoal: log(L) = a*log(x)\n"
    "solution: |\n  log(L) = log(x^a)\n         = a*log(x)\n"
    "milestones: [{line: log(L) = log(x^a)}]\n"
    "mistakes: [{expression: log(x)^a, feedback: f}]",
}


@pytest.mark.parametrize("kind", GOOD)
def test_a_question_that_keeps_its_promises_is_not_mentioned(tmp_path: Path, kind: str) -> None:
    keys = GOOD[kind]
    if kind == "cloze":
        body = COMMON.format(id="q", type=kind).replace("prompt: p", "prompt: '[[x]] [[y]] [[z]]'")
        path = written(tmp_path, questions(body + f"    {keys}\n"))
        assert [str(finding) for finding in check(load_bank(path))] == []
    else:
        assert findings(tmp_path, kind, keys) == []


def test_a_mistake_that_is_the_key_in_some_variant(tmp_path: Path) -> None:
    keys = (
        "parameters: {p: {choice: [2, 3]}}\n"
        "answer: 2*p\n"
        "mistakes:\n"
        "  - {answer: p^2, feedback: The square.}"
    )
    found = findings(tmp_path, "numeric", keys)
    assert len(found) == 1
    assert found[0].startswith(
        "9:9: q, mistakes 1: mistake 1 is graded 1, so it is right: correct it, or rule this"
        " variant out by a constraint (seed "
    )
    assert found[0].endswith(": p = 2)")


def test_a_mistake_that_an_earlier_one_hides(tmp_path: Path) -> None:
    keys = (
        "answer: 1\ntolerance: {absolute: 0.1}\nmistakes:\n"
        "  - {answer: 2, feedback: f}\n  - {answer: 2.05, feedback: g, score: 0.5}"
    )
    assert findings(tmp_path, "numeric", keys) == [
        "10:9: q, mistakes 2: mistake 2 is graded 0, not 0.5: a mistake listed before it"
        " comes first, so move this one up, or leave it out"
    ]


def test_a_rejected_text_that_a_slip_makes_right(tmp_path: Path) -> None:
    keys = "accept: [/mean .*/, mean squares]\nreject: [{text: mean squared error}]"
    assert findings(tmp_path, "short_answer", keys) == []


def test_an_authors_test_that_does_not_hold(tmp_path: Path) -> None:
    keys = (
        "answer: true\ntests:\n"
        "  - {response: true, score: 1, verdict: correct}\n"
        "  - {response: false, score: 0.5, verdict: partly_correct}\n"
        "  - {response: maybe, score: 0}"
    )
    assert findings(tmp_path, "true_false", keys) == [
        "9:34: q, tests 2, score: this response is graded 0, not 0.5: mend the test or the"
        " question",
        "9:48: q, tests 2, verdict: this is incorrect, not partly_correct: mend the test or the"
        " question",
        "10:34: q, tests 3, score: this response is graded invalid (The answer is true or false.),"
        " not 0: mend the test or the question",
    ]


def test_an_authors_test_may_fix_the_variant(tmp_path: Path) -> None:
    keys = (
        "parameters: {p: {integer: [1, 9]}}\nanswer: 2*p\ntests:\n"
        "  - {response: 14, score: 1, with: {p: 7}}\n"
        "  - {response: 14, score: 1, with: {p: 8}}"
    )
    assert findings(tmp_path, "numeric", keys) == [
        "10:31: q, tests 2, score: this response is graded 0, not 1: mend the test or the question"
    ]


def test_a_line_of_a_solution_that_does_not_follow(tmp_path: Path) -> None:
    keys = (
        "symbols: {x: positive, a: real}\ngiven: {L: x^a}\ngoal: log(L) = a*log(x)\n"
        "solution: |\n  log(L) = log(x^a)\n\n         = log(x)/a"
    )
    found = findings(tmp_path, "derivation", keys)
    assert found[0].startswith("12:14: q, solution: line 2 of the solution does not follow (")
    assert len(found) == 1


def test_a_solution_that_does_not_reach_its_goal_and_milestones(tmp_path: Path) -> None:
    keys = (
        "symbols: {x: positive, a: real}\ngiven: {L: x^a}\ngoal: log(L) = a*log(x)\n"
        "solution: log(L) = log(x^a)\n"
        "milestones: [{line: L = exp(a*log(x))}]"
    )
    assert findings(tmp_path, "derivation", keys) == [
        "8:11: q, goal: the solution does not reach the goal: add its last line, or mend the goal",
        "10:25: q, milestones 1, line: no line of the solution shows this milestone: mend one of"
        " the two",
    ]


def test_a_mistake_of_a_derivation_that_is_none(tmp_path: Path) -> None:
    keys = (
        "symbols: {x: positive, a: real}\ngiven: {L: x^a}\ngoal: log(L) = a*log(x)\n"
        "solution: log(L) = a*log(x)\n"
        "mistakes: [{expression: log(x)*a, feedback: f}]"
    )
    assert findings(tmp_path, "derivation", keys) == [
        "10:29: q, mistakes 1, expression: no line with this is recognised as a mistake: it"
        " follows, or equals a mistake listed before; correct it or leave it out"
    ]


def test_an_equals_sign_in_a_sum_is_no_end_of_a_left_side(tmp_path: Path) -> None:
    keys = (
        "symbols: {x: {domain: positive, index: n}}\n"
        'goal: "sum(log(x_i), i=1..n) = log(prod(x_i, i=1..n))"\n'
        'solution: "sum(log(x_i), i=1..n) = log(prod(x_i, i=1..n))"\n'
        'mistakes: [{expression: "prod(log(x_i), i=1..n)", feedback: f},'
        ' {expression: "log(sum(x_i, i=1..n))", feedback: g}]'
    )
    assert findings(tmp_path, "derivation", keys) == []


GIVEN_AWAY = """\
title: t
questions:
  - id: q
    type: derivation
    prompt: 'Show that $\\log L = a \\log x$.'
    explanation: e
    symbols: {x: positive, a: real}
    given: {L: x^a}
    goal: log(L) = a*log(x)
    solution: log(L) = a*log(x)
"""


def test_a_goal_that_can_be_pasted_from_the_prompt(tmp_path: Path) -> None:
    (found,) = check(load_bank(written(tmp_path, GIVEN_AWAY)))
    assert "the prompt states the goal, and pasting it would score 1" in str(found)


def test_a_goal_that_can_be_pasted_from_code_in_the_prompt(tmp_path: Path) -> None:
    text = GIVEN_AWAY.replace("$\\log L = a \\log x$", "`log(L) = a*log(x)`")
    (found,) = check(load_bank(written(tmp_path, text)))
    assert found.code == "Q053"


def test_a_goal_behind_a_required_milestone_may_be_stated(tmp_path: Path) -> None:
    milestone = "    milestones: [{line: 'L = exp(a*log(x))', required: true}]\n"
    solution = "    solution: |\n      L = exp(a*log(x))\n      log(L) = a*log(x)\n"
    kept = GIVEN_AWAY.partition("    solution")[0] + milestone + solution
    assert [str(found) for found in check(load_bank(written(tmp_path, kept)))] == []


def test_maths_that_a_learner_could_not_read(tmp_path: Path) -> None:
    found = findings(tmp_path, "true_false", "answer: true\nhints: ['$\\frac{1}$']")
    assert len(found) == 1
    assert found[0].startswith("7:13: q, hints 1: ")
    assert found[0].endswith("(in “$\\frac{1}$”)")


@pytest.mark.parametrize(
    ("image", "said"),
    [
        ("![a curve](curve.png)", None),
        ("![a curve](nowhere.png)", "there is no image nowhere.png: paths start at this file's"),
        ("![](curve.png)", "the image curve.png says nothing to a person who cannot see it: write"),
        (
            "![a curve](https://example.org/curve.png)",
            "the image https://example.org/curve.png is not named relative to this file: put it",
        ),
    ],
)
def test_images_are_there_and_described(tmp_path: Path, image: str, said: str | None) -> None:
    (tmp_path / "curve.png").touch()
    found = findings(tmp_path, "true_false", f"answer: true\nhints: ['{image}']")
    assert len(found) == (said is not None)
    assert said is None or f"7:13: q, hints 1: {said}" in found[0]


def test_what_is_inherited_is_located_where_it_stands(tmp_path: Path) -> None:
    keys = "answer: 1"
    text = "defaults: {tests: [{response: 2, score: 1}]}\n"
    assert findings(tmp_path, "numeric", keys, text) == [
        "1:41: defaults, tests 1, score: this response is graded 0, not 1: mend the test or the"
        " question"
    ]
