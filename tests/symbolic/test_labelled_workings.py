"""Learners' working is judged as mathematics labels it: each line, what is reached, the score."""

from __future__ import annotations

import pytest
from labelled_workings import Label, LabelledWorking, labelled_workings

from quiz.questions.derivation_score import score_derivation
from quiz.symbolic.derivations import judge

WORKINGS = list(labelled_workings())

ROWS = [
    pytest.param(
        each,
        id=each.name,
        marks=[pytest.mark.xfail(reason=each.left_open)] if each.left_open else [],
    )
    for each in WORKINGS
]


@pytest.mark.parametrize("working", ROWS)
def test_working_is_judged_as_labelled(working: LabelledWorking) -> None:
    task = working.question.task({})
    judged = judge(task, working.text)
    scored = score_derivation(judged, task.milestones, working.question.goal_points())
    score = scored.verdict.value if scored.score is None else scored.score
    found = Label(
        lines=tuple(line.verdict for line in judged.lines),
        first_error=judged.first_error,
        milestones=judged.milestones,
        goal=judged.goal_line,
        score=working.label.score if working.label.score is None else score,
    )
    said = [(line.number, line.verdict, line.text, line.message) for line in judged.lines]
    assert found == working.label, said


def test_a_slip_is_named_where_and_only_where_there_is_an_error() -> None:
    assert [each.name for each in WORKINGS if (each.slip is None) != each.is_sound] == []


def test_there_are_forty_derivations_and_two_hundred_responses_half_of_them_wrong() -> None:
    wrong = [each for each in WORKINGS if not each.is_sound]
    assert len({each.derivation["name"] for each in WORKINGS}) >= 40
    assert len(WORKINGS) >= 200
    assert len(WORKINGS) / 3 <= len(wrong) <= len(WORKINGS) * 2 / 3


def test_no_response_stands_twice() -> None:
    pairs = [(each.derivation["name"], each.text) for each in WORKINGS]
    assert len(pairs) == len(set(pairs))
